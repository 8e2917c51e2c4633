"""Pairs articles about the same event: inside a window of days, by how well their sentences cover each other, both ways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..records import ArticlePair, content_id
from ._evidence import FEATURES, Candidates, candidates, days_apart

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..windows import EncodedArticle

# Logistic model of "same event" on the evidence; `python -m eval.pairing` prints the data, this fit and its error.
WEIGHTS = dict(zip(FEATURES, (5.607, 20.872, 17.157, -0.014, 0.655), strict=True))
INTERCEPT = -5.553


class EventPairer:
    """Offers, for every article, its best counterpart, with a probability and the evidence behind it.

    Articles more than `window_days` apart are never compared; an article without a date is compared with all.
    Evidence: coverage of each side (mean best cosine of its sentences), contrast (by how much the three clearest
    matches of sentences lead the second best), lead (coverage over that of the best rival), shared (log of 1 + figures
    and Latin names in common), length (log ratio of sentence counts, at most 0), days_apart where both dates are known.
    """

    def pair(
        self, sources: Sequence[EncodedArticle], targets: Sequence[EncodedArticle], window_days: int
    ) -> list[ArticlePair]:
        """Return each article's best candidate on the other side, ordered by id; most are not translations."""
        sources = sorted((s for s in sources if s.vectors), key=lambda e: e.article.id)
        targets = sorted((t for t in targets if t.vectors), key=lambda e: e.article.id)
        if not sources or not targets:
            return []
        apart = days_apart([s.article.date for s in sources], [t.article.date for t in targets])
        found = candidates(sources, targets, ~(apart > window_days))
        chances = probability(found.features)
        best = _best(found, chances)
        pairs = [
            _pair(sources[i], targets[j], found, n, float(chances[n]), float(apart[i, j]))
            for n, (i, j) in enumerate(zip(found.source, found.target, strict=True))
            if n in best
        ]
        return sorted(pairs, key=lambda pair: pair.id)


def probability(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability that two articles tell of the same event, for each row of evidence."""
    score = features @ np.array([WEIGHTS[name] for name in FEATURES]) + INTERCEPT
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))))


def _best(found: Candidates, chances: NDArray[np.float64]) -> set[int]:
    """Return the rows that are the most probable of their source or of their target."""
    best: set[int] = set()
    for side in (found.source, found.target):
        order = np.lexsort((np.arange(len(side)), -chances, side))
        best |= {int(n) for n in order[np.r_[True, side[order][1:] != side[order][:-1]]]}
    return best


def _pair(
    source: EncodedArticle, target: EncodedArticle, found: Candidates, row: int, chance: float, apart: float
) -> ArticlePair:
    forward, backward = found.coverage[row]
    evidence = {"coverage_source": float(forward), "coverage_target": float(backward)}
    evidence |= {name: float(v) for name, v in zip(FEATURES[1:], found.features[row, 1:], strict=True)}
    if not np.isnan(apart):
        evidence["days_apart"] = apart
    return ArticlePair(
        id=content_id(source.article.id, target.article.id),
        source=source.article,
        target=target.article,
        probability=round(chance, 6),
        evidence={name: round(value, 4) + 0.0 for name, value in evidence.items()},  # + 0.0: no minus zero,
    )
