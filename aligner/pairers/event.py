"""Pairs articles about the same event: inside a window of days, by how well their sentences cover each other, both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from ..clocks import days_apart
from ..records import ArticlePair, content_id
from ._evidence import Candidates, candidates
from ._model import EVIDENCE, addresses, closest, compared_figures, probability, with_figures
from ._sides import Side
from ._told_in_two import seconds
from ._words import in_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..clocks import DateWindow
    from ..windows import EncodedArticle

OFFERED = 0.02  # candidates that are less probable, conflicts of figures aside, are not offered: they are too many


class EventPairer:
    """Offers, for every article, its best counterpart, with a probability and the evidence behind it.

    Articles outside the wider of their windows are never compared; an article without a date is compared with all.
    Evidence: coverage of each side (mean best cosine of its sentences), contrast (by how much the three clearest
    matches of sentences lead the second best), lead (coverage over that of the best rival), length (log ratio of sentence
    counts, at most 0), figures (log of 1 + figures in common), conflict (log of 1 + figures that stand against others in
    matching sentences), address (1 where the addresses differ in the language alone), days_apart where both dates are
    known, window_days where a source has a window of its own, hours_apart and clocks_apart (hours between their clocks) where
    both state the time. A second counterpart of a long article has adds: how much of the long one's coverage only it gives;
    told_in_targets is 1 where the source is the long one.
    """

    def pair(
        self, sources: Sequence[EncodedArticle], targets: Sequence[EncodedArticle], window: DateWindow
    ) -> Iterator[ArticlePair]:
        """Yield each article's best candidate on the other side, ordered by id; most are not translations."""
        a, b = Side(sources, window), Side(targets, window)
        if not len(a) or not len(b):
            return
        found = closest(candidates(a, b))
        if not len(found.source):
            return
        figures, address = compared_figures(found, a, b), addresses(found, a, b)
        features = with_figures(found, figures)
        chances = probability(features, address)
        likely = probability(np.where(np.array(EVIDENCE) == "conflict", 0.0, features), address) >= OFFERED
        extra: dict[int, dict[str, float]] = {}
        for second in list(
            seconds(found, chances, (a, b), features, lambda row, n: float(probability(row, address[n])))
        ):
            if second.probability > chances[second.row]:
                chances[second.row], features[second.row] = second.probability, second.features
                extra[second.row] = {"adds": second.adds} | ({"told_in_targets": 1.0} if second.of_source else {})
        best = [n for n in _best(found, chances, extra) if likely[n]]
        around = _in_time(a.appeared[found.source[best]], b.appeared[found.target[best]], window)
        offered = {
            content_id(a.ids[found.source[n]], b.ids[found.target[n]]): (n, told)
            for n, told in zip(best, around, strict=True)
        }
        for pair_id, (n, told) in sorted(offered.items()):
            if address[n]:
                told = {"address": float(address[n])} | told
            evidence = _evidence(found, n, features[n], told | extra.get(n, {}))
            source, target = a[int(found.source[n])].article, b[int(found.target[n])].article
            because = in_words(evidence, figures[n])
            yield ArticlePair(pair_id, source, target, round(float(chances[n]), 6), evidence, because)


def _best(found: Candidates, chances: NDArray[np.float64], seconds: dict[int, dict[str, float]]) -> list[int]:
    """Return the rows that are the most probable of their source or of their target, seconds aside, and the seconds."""
    best: dict[tuple[str, int], int] = {}
    for n in np.lexsort((np.arange(len(chances)), -chances)):
        if int(n) not in seconds:
            best.setdefault(("source", int(found.source[n])), int(n))
            best.setdefault(("target", int(found.target[n])), int(n))
    return sorted({*best.values(), *seconds})


def _in_time(a: NDArray[np.void], b: NDArray[np.void], window: DateWindow) -> list[dict[str, float]]:
    """Return the evidence of when the articles of each pair appeared: rows of APPEARED (n,)."""
    found = []
    hours, clocks = abs(a["minute"] - b["minute"]) / 60, abs(a["offset"].astype(int) - b["offset"]) / 60
    stamped = np.minimum(a["minute"], b["minute"]) >= 0
    columns = (days_apart(a, b), np.maximum(a["window"], b["window"]), stamped, hours, clocks)
    for apart, widest, both, in_hours, of_clocks in zip(*(column.tolist() for column in columns), strict=True):
        told: dict[str, float] = {}
        if not isnan(apart):
            told["days_apart"] = apart
            if widest != window.days:
                told["window_days"] = float(widest)
        if both:
            told["hours_apart"], told["clocks_apart"] = in_hours, of_clocks
        found.append(told)
    return found


def _evidence(found: Candidates, row: int, features: NDArray[np.float64], more: dict[str, float]) -> dict[str, float]:
    """Return the evidence of a candidate by name, to four digits."""
    forward, backward = found.coverage[row].tolist()
    evidence = {"coverage_source": forward, "coverage_target": backward}
    evidence |= dict(zip(EVIDENCE[1:], features[1:].tolist(), strict=True)) | more
    return {name: round(value, 4) + 0.0 for name, value in evidence.items()}  # + 0.0: no minus zero
