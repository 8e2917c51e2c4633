"""How probable it is that two articles tell of the same event: a logistic model of the evidence, and what it was fitted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..addresses import likeness
from ..figures import Comparison, compare
from ._evidence import FEATURES, Candidates
from ._together import one_by_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ._sides import Side

# `python -m eval.pairing` prints the data, this fit and its error.
EVIDENCE = (*FEATURES, "figures", "conflict")
WEIGHTS = dict(zip(EVIDENCE, (1.472, 10.271, 18.893, 0.294, 1.836, -5.814), strict=True))
INTERCEPT = -2.547
ADDRESS = 1.5  # log odds of two addresses that are equal but for the language: too little to outweigh the text
CLOSEST = 3  # candidates of each article, the best by its vectors, of which the text is looked at


def closest(found: Candidates) -> Candidates:
    """Return the candidates that are among the CLOSEST of either article as far as vectors show it."""
    score = found.features @ np.array([WEIGHTS[name] for name in FEATURES])
    chosen = np.zeros(len(score), bool)
    for side in (found.source, found.target):
        order = np.lexsort((np.arange(len(side)), -score, side))
        begins = np.searchsorted(side[order], side[order])
        chosen[order[np.arange(len(order)) - begins < CLOSEST]] = True
    return found.where(chosen)


def compared_figures(found: Candidates, sources: Side, targets: Side) -> list[Comparison]:
    """Return how the figures of each candidate's source and target compare."""
    compared: dict[int, Comparison] = {}
    for pair, cosines in one_by_one(sources, targets, found.source, found.target):
        source, target = sources.told(int(found.source[pair])), targets.told(int(found.target[pair]))
        compared[pair] = compare(source, target, cosines)
    return [compared[pair] for pair in range(len(found.source))]


def with_figures(found: Candidates, figures: Sequence[Comparison]) -> NDArray[np.float64]:
    """Return the evidence with that of figures, shape (n, len(EVIDENCE))."""
    extra = np.array([[each.agreement, each.conflict] for each in figures]).reshape(-1, 2)
    return np.concatenate([found.features, np.log1p(extra)], axis=1)


def addresses(found: Candidates, sources: Side, targets: Side) -> NDArray[np.float64]:
    """Return how much the addresses of each pair look like one page in two languages, shape (n,)."""
    own, others = sources.addresses, targets.addresses
    both = zip(found.source.tolist(), found.target.tolist(), strict=True)
    return np.array([likeness(own[i], others[j]) for i, j in both], np.float64)


def probability(features: NDArray[np.float64], address: NDArray[np.float64] | float = 0.0) -> NDArray[np.float64]:
    """Return the probability that two articles tell of the same event, for each row of evidence."""
    score = features @ np.array([WEIGHTS[name] for name in EVIDENCE]) + INTERCEPT + ADDRESS * address
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))))
