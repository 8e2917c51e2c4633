"""Second counterparts: articles that tell another part of a long article than its best counterpart does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ._evidence import UNRELATED, Candidates

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._sides import Side

LEAD = 2  # the column of the evidence that a first counterpart lowers
STANDS = 0.5  # probability from which an article is taken to have a first counterpart


@dataclass(frozen=True, slots=True)
class Second:
    """A candidate (its row) that may stand beside a better one: probability, evidence, and what share it adds.

    `of_source`: the source is the long article.
    """

    row: int
    probability: float
    features: NDArray[np.float64]
    adds: float
    of_source: bool


def seconds(
    found: Candidates,
    chances: NDArray[np.float64],
    sides: tuple[Side, Side],
    features: NDArray[np.float64],
    model: Callable[[NDArray[np.float64], int], float],
) -> Iterator[Second]:
    """Yield the candidates whose one article has no better counterpart, while the other has one that has no better either.

    The first counterpart does not count as a rival of the second.
    """
    numbers = (found.source, found.target)
    rows = [_rows(side) for side in numbers]
    best = [_best(side, chances) for side in numbers]
    scores = found.coverage.mean(axis=1)
    may = [_may(best[long], best[1 - long], chances) for long in (0, 1)]
    for row in np.flatnonzero(may[0] | may[1]).tolist():
        for long, short in ((0, 1), (1, 0)):
            if not may[long][row]:
                continue
            first = int(best[long][row])
            article, other = int(numbers[long][row]), int(numbers[short][row])
            rivals = np.concatenate([rows[long][article], rows[short][other]])
            rival = scores[rivals[(rivals != row) & (rivals != first)]].max(initial=UNRELATED)
            evidence = features[row].copy()
            evidence[LEAD] = scores[row] - rival
            text = sides[long].matrix(article)
            before, then = ((text @ sides[short].matrix(int(numbers[short][n])).T).max(axis=1) for n in (first, row))
            adds = float(np.maximum(then - before, 0).mean())
            yield Second(row, model(evidence, row), evidence, adds, long == 0)


def _rows(side: NDArray[np.int64]) -> dict[int, NDArray[np.int64]]:
    """Return the rows of each article of a side."""
    order = np.argsort(side, kind="stable")
    articles, begins = np.unique(side[order], return_index=True)
    return dict(zip(articles.tolist(), np.split(order, begins[1:]), strict=True))


def _best(side: NDArray[np.int64], chances: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each row the most probable row of its article of a side, the first of several: int64 (n,)."""
    order = np.lexsort((-chances, side))  # stable: of equal chances the lower row comes first
    return order[np.searchsorted(side[order], side)]


def _may(of_long: NDArray[np.int64], of_short: NDArray[np.int64], chances: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which rows may be second counterparts, given the best row of each row's articles on either side."""
    row = np.arange(len(chances))
    unrivalled = (of_short == row) & (of_short[of_long] == of_long)
    return np.asarray(unrivalled & (of_long != row) & (chances[of_long] >= STANDS))
