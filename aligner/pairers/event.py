"""Pairs articles about the same event: inside a window of days, by how well their sentences cover each other, both ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from ..records import ArticlePair, content_id
from ..similarity import coverage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..windows import EncodedArticle

# Logistic fit of "same event" on coverage; `python -m eval.pairing` prints the data, the fit and its error.
SLOPE = 54.1
MIDPOINT = 0.471


class EventPairer:
    """Offers, for every article, its best counterpart with evidence: coverage of each side, days apart.

    Articles more than `window_days` apart are never compared; an article without a date is compared with all.
    """

    def pair(
        self, sources: Sequence[EncodedArticle], targets: Sequence[EncodedArticle], window_days: int
    ) -> list[ArticlePair]:
        """Return each article's best candidate on the other side, ordered by id; most are not translations."""
        sources = sorted((s for s in sources if s.vectors), key=lambda e: e.article.id)
        targets = sorted((t for t in targets if t.vectors), key=lambda e: e.article.id)
        if not sources or not targets:
            return []
        a, b = [s.matrix() for s in sources], [t.matrix() for t in targets]
        forward, backward = coverage(np.concatenate(a), [len(m) for m in a], np.concatenate(b), [len(m) for m in b])
        both = (forward + backward) / 2
        apart = days_apart([s.article.date for s in sources], [t.article.date for t in targets])
        both[apart > window_days] = -np.inf
        best = {(i, int(j)) for i, j in enumerate(both.argmax(axis=1))}
        best |= {(int(i), j) for j, i in enumerate(both.argmax(axis=0))}
        pairs = [
            _candidate(sources[i], targets[j], float(forward[i, j]), float(backward[i, j]), float(apart[i, j]))
            for i, j in best
            if np.isfinite(both[i, j])
        ]
        return sorted(pairs, key=lambda pair: pair.id)


def probability(covered: float) -> float:
    """Return the probability that two articles tell of the same event, from their mean coverage."""
    return float(1 / (1 + np.exp(-SLOPE * (covered - MIDPOINT))))


def days_apart(sources: Sequence[str | None], targets: Sequence[str | None]) -> NDArray[np.float64]:
    """Return the distance in days, shape (sources, targets); NaN where a date is unknown."""

    def ordinals(dates: Sequence[str | None]) -> NDArray[np.float64]:
        return np.array([date.fromisoformat(d).toordinal() if d else np.nan for d in dates])

    return np.abs(ordinals(sources)[:, None] - ordinals(targets)[None, :])


def _candidate(
    source: EncodedArticle, target: EncodedArticle, forward: float, backward: float, apart: float
) -> ArticlePair:
    evidence = {"coverage_source": round(forward, 4), "coverage_target": round(backward, 4)}
    if not np.isnan(apart):
        evidence["days_apart"] = apart
    return ArticlePair(
        id=content_id(source.article.id, target.article.id),
        source=source.article,
        target=target.article,
        probability=round(probability((forward + backward) / 2), 6),
        evidence=evidence,
    )
