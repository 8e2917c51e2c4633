"""Measures beside the scorer's: intervals, calibration, and what happens to each bead shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from aligner.scoring import Counts, Links, figures

BINS = 10
DRAWS = 1000


def interval(documents: Sequence[Counts], rng: np.random.Generator, level: float = 0.95) -> tuple[float, float]:
    """Return the interval of strict F1 over draws of as many documents, with replacement."""
    table = np.array([[getattr(c, name) for name in Counts.__slots__] for c in documents])
    drawn = table[rng.integers(0, len(table), (DRAWS, len(table)))].sum(axis=1)
    scores = [figures(Counts(*map(int, row))).strict.f1 for row in drawn]
    low, high = np.quantile(scores, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def reliability(outcomes: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Return, for each tenth of the probability scale in use: mean probability, share that was right, number."""
    table = np.array(outcomes, dtype=float).reshape(-1, 2)
    at = np.clip((table[:, 0] * BINS).astype(int), 0, BINS - 1)
    out = []
    for k in range(BINS):
        part = table[at == k]
        if len(part):
            out.append((float(part[:, 0].mean()), float(part[:, 1].mean()), len(part)))
    return out


def calibration_error(outcomes: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error: the mean distance of probability and share right, over ten bins."""
    return sum(abs(p - right) * n for p, right, n in reliability(outcomes)) / max(len(outcomes), 1)


def by_shape(pairs: Sequence[tuple[Links, Links]]) -> list[tuple[str, int, int]]:
    """Return, for each shape of gold bead: its name, how many were found exactly, how many there are."""
    there: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold, found in pairs:
        known = set(found)
        for bead in gold:
            shape = f"{len(bead[0])}:{len(bead[1])}"
            there[shape] += 1
            right[shape] += bead in known
    return [(shape, right[shape], number) for shape, number in there.most_common()]
