"""What speaks for two articles telling of the same event, as far as sentence vectors show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..clocks import all_inside, inside
from ._nearest import nearest
from ._together import compared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._sides import Side

    F32 = NDArray[np.float32]

CANDIDATES = 32  # counterparts looked at closely, nearest by mean vector; all of them in a small pool
STRONGEST = 3  # sentences whose matches make up the contrast
UNRELATED = 0.3  # coverage between unrelated articles, where a pool has no rival to measure it on

FEATURES = ("coverage", "contrast", "lead", "length")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs worth a closer look: numbers of source and target article, in order, and one row of evidence each.

    `source`, `target`: int64 (n,); `coverage`: float32 (n, 2), of the source's sentences and of the target's;
    `features`: float64 (n, len(FEATURES)).
    """

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    coverage: F32
    features: NDArray[np.float64]

    def where(self, chosen: NDArray[np.bool_]) -> Candidates:
        """Return some of the candidates."""
        return Candidates(self.source[chosen], self.target[chosen], self.coverage[chosen], self.features[chosen])


def candidates(sources: Side, targets: Side) -> Candidates:
    """Return the evidence for the nearest counterparts inside the window of every article, both ways."""
    rows, columns = nearest(sources.means, targets.means, CANDIDATES, _inside(sources, targets))
    if not len(rows):
        return Candidates(rows, columns, np.empty((0, 2), np.float32), np.empty((0, len(FEATURES))))
    covered, contrast = _coverage(sources, targets, rows, columns)
    score = covered.mean(axis=1)
    features = np.empty((len(rows), len(FEATURES)))
    features[:, 0], features[:, 1] = score, contrast
    features[:, 2] = lead(score, rows, columns)
    features[:, 3] = -np.abs(np.log(sources.sizes[rows] / targets.sizes[columns]))
    return Candidates(rows, columns, covered, features)


def _inside(sources: Side, targets: Side) -> Callable[[slice, slice], NDArray[np.bool_] | None]:
    """Return a function that says which of some sources and targets are near enough in time, or of unknown date: None for all."""

    def comparable(rows: slice, columns: slice) -> NDArray[np.bool_] | None:
        some, others = sources.appeared[rows], targets.appeared[columns]
        return None if all_inside(some, others) else inside(some[:, None], others[None, :])

    return comparable


def _coverage(sources: Side, targets: Side, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> tuple[F32, F32]:
    """Return mean best cosines (n, 2), of the source's sentences and of the target's, and the contrast of both (n,)."""
    covered, contrast = np.zeros((len(rows), 2), np.float32), np.zeros(len(rows), np.float32)
    for some in compared(sources, targets, rows, columns):
        covered[some.pairs], contrast[some.pairs] = _covered(some.cosines, some.filled)
    return covered, contrast


def _covered(cosines: F32, filled: NDArray[np.bool_]) -> tuple[F32, F32]:
    """Return both for pairs of one source; arguments as of `Compared`."""
    forward, ahead = _two_best(cosines, 2)
    backward, behind = _two_best(cosines, 0)
    back = np.where(filled, backward, 0).sum(axis=1) / filled.sum(axis=1)
    contrast = (_strongest(ahead.T) + _strongest(np.where(filled, behind, -1))) / 2
    return np.stack([forward.mean(axis=0), back], axis=1).astype(np.float32), contrast.astype(np.float32)


def _two_best(cosines: F32, axis: int) -> tuple[F32, F32]:
    """Return the best cosine along an axis, and by how much it leads the second; UNRELATED stands in for a missing one."""
    moved = np.moveaxis(cosines, axis, -1)
    if moved.shape[-1] == 1:
        moved = np.concatenate([moved, np.full_like(moved, UNRELATED)], axis=-1)
    top = np.partition(moved, -2, axis=-1)[..., -2:]
    best, second = top.max(axis=-1), np.maximum(top.min(axis=-1), 0)
    return best, best - second


def _strongest(values: F32) -> F32:
    """Return the mean of the STRONGEST values of each row, left out (-1) ones aside."""
    top = np.sort(values, axis=1)[:, -STRONGEST:]
    present = top > -1
    return np.asarray(np.where(present, top, 0).sum(axis=1) / present.sum(axis=1), np.float32)


def lead(score: F32, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> F32:
    """Return by how much each pair's score leads the best that either article has with any other, or UNRELATED if more."""
    rival = np.full(len(score), UNRELATED, np.float32)
    for side in (rows, columns):
        order = np.lexsort((-score, side))
        first = np.r_[True, side[order][1:] != side[order][:-1]]
        best = np.zeros(side.max(initial=-1) + 1, np.float32)
        second = np.full_like(best, UNRELATED)
        best[side[order][first]] = score[order][first]
        rest = order[~first]
        np.maximum.at(second, side[rest], score[rest])
        rival = np.maximum(rival, np.where(score >= best[side], second[side], best[side]))
    return np.asarray(score - rival, np.float32)
