"""Pairs articles about the same event: inside a window of days, by how well their sentences cover each other, both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
        features, address = with_figures(found, a, b), addresses(found, a, b)
        chances = probability(features, address)
        likely = probability(np.where(np.array(EVIDENCE) == "conflict", 0.0, features), address) >= OFFERED
        extra: dict[int, dict[str, float]] = {}
        for second in list(
            seconds(found, chances, (a, b), features, lambda row, n: float(probability(row, address[n])))
        ):
            if second.probability > chances[second.row]:
                chances[second.row], features[second.row] = second.probability, second.features
                extra[second.row] = {"adds": second.adds} | ({"told_in_targets": 1.0} if second.of_source else {})
        ids = {content_id(a.ids[found.source[n]], b.ids[found.target[n]]): n for n in _best(found, chances, extra)}
        for pair_id in sorted(ids):
            n = ids[pair_id]
            if likely[n]:
                around = {"address": float(address[n])} if address[n] else {}
                around |= _in_time(a.appeared[found.source[n]], b.appeared[found.target[n]], window)
                yield _pair(pair_id, a, b, found, n, features[n], float(chances[n]), around | extra.get(n, {}))


def _best(found: Candidates, chances: NDArray[np.float64], seconds: dict[int, dict[str, float]]) -> list[int]:
    """Return the rows that are the most probable of their source or of their target, seconds aside, and the seconds."""
    best: dict[tuple[str, int], int] = {}
    for n in np.lexsort((np.arange(len(chances)), -chances)):
        if int(n) not in seconds:
            best.setdefault(("source", int(found.source[n])), int(n))
            best.setdefault(("target", int(found.target[n])), int(n))
    return sorted({*best.values(), *seconds})


def _in_time(a: np.void, b: np.void, window: DateWindow) -> dict[str, float]:
    """Return the evidence of when two articles appeared: rows of APPEARED."""
    found = {}
    if not np.isnan(apart := days_apart(a, b)):
        found["days_apart"] = float(apart)
        if (widest := max(a["window"], b["window"])) != window.days:
            found["window_days"] = float(widest)
    if min(a["minute"], b["minute"]) >= 0:
        found["hours_apart"] = abs(int(a["minute"]) - int(b["minute"])) / 60
        found["clocks_apart"] = abs(int(a["offset"]) - int(b["offset"])) / 60
    return found


def _pair(
    pair_id: str,
    a: Side,
    b: Side,
    found: Candidates,
    row: int,
    features: NDArray[np.float64],
    chance: float,
    extra: dict[str, float],
) -> ArticlePair:
    i, j = int(found.source[row]), int(found.target[row])
    forward, backward = found.coverage[row]
    evidence = {"coverage_source": float(forward), "coverage_target": float(backward)}
    evidence |= {name: float(v) for name, v in zip(EVIDENCE[1:], features[1:], strict=True)} | extra
    evidence = {name: round(value, 4) + 0.0 for name, value in evidence.items()}  # + 0.0: no minus zero
    because = in_words(evidence, compared_figures(a, b, i, j))
    return ArticlePair(pair_id, a[i].article, b[j].article, round(chance, 6), evidence, because)
