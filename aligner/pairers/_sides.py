"""One side of a pool of articles: small facts of each in memory, vectors and text fetched when they are needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import numpy as np

from ..clocks import APPEARED, DateWindow
from ..figures import NONE, Figures, figures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..windows import EncodedArticle

    F32 = NDArray[np.float32]

_USUAL = DateWindow()
MATRICES = 2048  # vectors of so many articles stay in memory: 50 MB with the default encoder


class Side:
    """The articles that have vectors, in the order of their ids, whatever order they come in.

    `ids`: list of n; `appeared`: APPEARED (n,); `sizes`: int64 (n,), sentences; `means`: float32 (n, d), unit mean vectors.
    """

    def __init__(self, articles: Sequence[EncodedArticle], window: DateWindow = _USUAL) -> None:
        facts = []
        for number, item in enumerate(articles):
            if item.vectors:
                article, matrix = item.article, item.matrix()
                appeared = window.appeared(article.date, article.timestamp, article.source)
                facts.append((article.id, number, appeared, len(matrix), matrix.mean(axis=0)))
        facts.sort(key=lambda fact: fact[:2])
        self.ids = [fact[0] for fact in facts]
        self.appeared = np.array([fact[2] for fact in facts], APPEARED)
        self.sizes = np.array([fact[3] for fact in facts], np.int64)
        means = np.array([fact[4] for fact in facts], np.float32)
        self.means: F32 = means / np.maximum(np.linalg.norm(means, axis=-1, keepdims=True), 1e-9)
        self._articles, self._numbers = articles, [fact[1] for fact in facts]
        # Bound to the articles, not to this side: what refers to itself stays in memory when it is done with.
        self.matrix = lru_cache(maxsize=MATRICES)(partial(_matrix, articles, self._numbers))
        self.figures = lru_cache(maxsize=4 * MATRICES)(partial(_figures, articles, self._numbers))

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, number: int) -> EncodedArticle:
        """Return an article by its number on this side."""
        return self._articles[self._numbers[number]]


def _matrix(articles: Sequence[EncodedArticle], numbers: Sequence[int], number: int) -> F32:
    return articles[numbers[number]].matrix()


def _figures(articles: Sequence[EncodedArticle], numbers: Sequence[int], number: int) -> list[Figures]:
    item = articles[numbers[number]]
    return [figures(sentence, item.article.lang) for sentence in item.lede] or [NONE] * len(item.matrix())
