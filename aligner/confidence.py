"""What calibrated probabilities promise: the threshold above which beads are right as often as asked."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .errors import UsageError


def threshold_for_precision(probabilities: Iterable[float], precision: float) -> float:
    """Return the lowest threshold at which beads of at least that probability are expected to be this precise.

    The expected precision of a set of beads is the mean of their probabilities. Where no bead is sure enough the threshold is
    above 1, so that nothing passes. Raises UsageError unless 0 < precision <= 1.
    """
    if not 0 < precision <= 1:
        raise UsageError(f"precision = {precision}: give a share above 0 and at most 1, for example 0.99.")
    ordered = np.sort(np.asarray(list(probabilities), dtype=float))[::-1]
    if not len(ordered):
        return float(np.nextafter(1.0, 2.0))
    expected = np.cumsum(ordered) / np.arange(1, len(ordered) + 1)
    last_of_equals = np.append(ordered[1:] != ordered[:-1], True)
    enough = np.flatnonzero((expected >= precision) & last_of_equals)
    return float(ordered[enough[-1]]) if len(enough) else float(np.nextafter(1.0, 2.0))
