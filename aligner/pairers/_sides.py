"""One side of a pool of articles: small facts of each in memory, vectors and text fetched when they are needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from ..addresses import Address, address
from ..clocks import APPEARED, DateWindow
from ..figures import NONE, Told, figures, unpacked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..windows import EncodedArticle

    F32 = NDArray[np.float32]

_USUAL = DateWindow()
MATRICES = 2048  # vectors of so many articles stay in memory, 50 MB with the default encoder, and figures of four times as many
STACKED = 1 << 15  # sentences whose vectors lie together in memory: 64 MB with the default encoder


class Side:
    """The articles that have vectors, in the order of their ids, whatever order they come in.

    `ids`: list of n; `addresses`: list of n; `appeared`: APPEARED (n,); `sizes`: int64 (n,), sentences; `starts`: int64 (n + 1,),
    their running sum; `means`: float32 (n, d), unit mean vectors.
    """

    def __init__(self, articles: Sequence[EncodedArticle], window: DateWindow = _USUAL) -> None:
        facts = []
        for number, item in enumerate(articles):
            if item.vectors:
                article, matrix = item.article, item.matrix()
                appeared = window.appeared(article.date, article.timestamp, article.source)
                place = address(article.source, article.lang)
                facts.append((article.id, number, appeared, len(matrix), matrix.mean(axis=0), place))
        facts.sort(key=lambda fact: fact[:2])
        self.ids = [fact[0] for fact in facts]
        self.addresses: list[Address] = [fact[5] for fact in facts]
        self.appeared = np.array([fact[2] for fact in facts], APPEARED)
        self.sizes = np.array([fact[3] for fact in facts], np.int64)
        self.starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(self.sizes)])
        means = np.array([fact[4] for fact in facts], np.float32)
        self.means: F32 = means / np.maximum(np.linalg.norm(means, axis=-1, keepdims=True), 1e-9)
        self._articles, self._numbers = articles, [fact[1] for fact in facts]
        # Bound to the articles, not to this side: what refers to itself stays in memory when it is done with.
        self.matrix = lru_cache(maxsize=MATRICES)(partial(_matrix, articles, self._numbers))
        self.stacked = lru_cache(maxsize=1)(partial(_stacked, articles, self._numbers, self.starts))
        self.told = lru_cache(maxsize=4 * MATRICES)(partial(_told, articles, self._numbers))

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, number: int) -> EncodedArticle:
        """Return an article by its number on this side."""
        return self._articles[self._numbers[number]]

    def blocks(self) -> Iterator[range]:
        """Yield the numbers of neighbours that have at most STACKED sentences together, or of one article with more."""
        begin = 0
        while begin < len(self):
            end = int(np.searchsorted(self.starts, self.starts[begin] + STACKED, "right")) - 1
            yield range(begin, end := max(end, begin + 1))
            begin = end


def _matrix(articles: Sequence[EncodedArticle], numbers: Sequence[int], number: int) -> F32:
    return articles[numbers[number]].matrix()


def _stacked(
    articles: Sequence[EncodedArticle], numbers: Sequence[int], starts: NDArray[np.int64], begin: int, end: int
) -> F32:
    """Return the vectors of neighbours, one below the other, and a row of zeros: float32 (sentences + 1, d)."""
    rows = starts[begin : end + 1] - starts[begin]
    first = _matrix(articles, numbers, begin)
    found = np.zeros((rows[-1] + 1, first.shape[1]), np.float32)
    for number in range(begin, end):
        found[rows[number - begin] : rows[number - begin + 1]] = _matrix(articles, numbers, number)
    return found


def _told(articles: Sequence[EncodedArticle], numbers: Sequence[int], number: int) -> Told:
    item = articles[numbers[number]]
    if item.figures:
        return Told.of(unpacked(item.figures))
    return Told.of([figures(sentence, item.article.lang) for sentence in item.lede] or [NONE] * len(item.matrix()))
