"""The quick look: which beads of a tile are worth measuring in full, by a weighted sum of four features."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ._features import LARGEST, LONGEST, Tile
from ._lattice import Band, Doubles, Integers
from ._model import SHAPE_NUMBER

if TYPE_CHECKING:
    from ._model import Weights
    from ._surroundings import Surroundings

_SIZES = np.arange(1, LONGEST + 1)
_ALLOWED = (_SIZES[:, None] + _SIZES[None]) <= LARGEST
_NUMBER = np.where(_ALLOWED, SHAPE_NUMBER[1 : LONGEST + 1, 1 : LONGEST + 1], 0)


class Look(NamedTuple):
    """What the four features need, per window [width - 1, row or column of the tile], and their weights per shape.

    `s_lean`: what is taken from a window's cosine before it is centred; `s_span`: what it is then divided by; `s_size`:
    logarithm of its characters, the source's in characters of the target. `weight` [4, a - 1, b - 1] in the order of
    QUICK_NAMES; `shape` [a - 1, b - 1], minus infinity where a bead is too large.
    """

    s_hub: Doubles
    s_lean: Doubles
    s_span: Doubles
    s_size: Doubles
    t_hub: Doubles
    t_lean: Doubles
    t_span: Doubles
    t_size: Doubles
    spread: float
    weight: Doubles
    shape: Doubles


def look(at: Tile, around: Surroundings, weights: Weights) -> Look:
    """Return what the quick look at a tile needs."""
    s, t = around.source, around.target
    offset = around.mean + _cut(around.offset[None], at.top, at.rows)
    return Look(
        _cut(s.hub, at.top, at.rows),
        _cut(s.lean, at.top, at.rows) - offset,
        _spans(s.length, at.top, at.rows),
        _log_sizes(around.source_reach, at.top, at.rows) - around.log_ratio,
        _cut(t.hub, at.left, at.columns),
        _cut(t.lean, at.left, at.columns),
        _spans(t.length, at.left, at.columns),
        _log_sizes(around.target_reach, at.left, at.columns),
        around.spread,
        *_by_size(weights),
    )


@lru_cache(maxsize=4)
def _by_size(weights: Weights) -> tuple[Doubles, Doubles]:
    """Return the weights of the features and of the shape, per size."""
    shape = np.where(_ALLOWED, weights.quick_shape[_NUMBER], -np.inf)
    return np.ascontiguousarray(weights.quick.T[:, _NUMBER]), shape


def worth_it(at: Tile, by: Look, cut: float, band: Band, top: int, left: int) -> tuple[Integers, ...]:
    """Return places and sizes (i, j, a, b), in that order, of the beads in the band whose score passes the cut.

    `top`, `left`: where the band's piece begins; places are of the document.
    """
    passing = np.empty((at.rows, at.columns, LONGEST, LONGEST), np.bool_)
    for x in range(LONGEST):
        y = LARGEST - 1 - x  # as many sizes of the other side fit
        cosine = at.similar[x, 1 : 1 + at.rows, :y, 1 : 1 + at.columns]
        hub, lean, span, size = (of[x][:, None, None] for of in (by.s_hub, by.s_lean, by.s_span, by.s_size))
        weight = by.weight[:, x, :y, None]
        score = cosine * by.spread - lean - by.t_lean[:y]
        score /= span * by.t_span[:y]
        score *= weight[2]
        score += (weight[0] + weight[1]) * cosine
        score -= weight[1] * 0.5 * (hub + by.t_hub[:y])
        score += weight[3] * np.abs(size - by.t_size[:y])
        score += by.shape[x, :y, None]
        passing[:, :, x, :y] = (score > cut).transpose(0, 2, 1)
        passing[:, :, x, y:] = False
    cell, shape = np.divmod(np.flatnonzero(passing), LONGEST * LONGEST)
    row, column = np.divmod(cell, at.columns)
    a, b = (size + 1 for size in np.divmod(shape, LONGEST))
    i, j = row + at.top, column + at.left
    inside = band.holds(i - top, j - left) & band.holds(i - top + a, j - left + b)
    return i[inside], j[inside], a[inside], b[inside]


def of_pairs(cosine: Doubles, i: Integers, j: Integers, around: Surroundings, weights: Weights) -> Doubles:
    """Return the scores of single sentences i and j of these cosines as beads, wherever they stand."""
    s, t = around.source, around.target
    similar = (cosine - around.mean) / around.spread
    centred = (cosine + around.offset[i] - s.lean[0, i] - t.lean[0, j]) / (s.length[0, i] * t.length[0, j])
    sizes = (np.log(np.maximum(np.diff(reach), 1.0)) for reach in (around.source_reach, around.target_reach))
    gap = np.abs(next(sizes)[i] - next(sizes)[j] - around.log_ratio)
    features = similar, similar - (s.hub[0, i] + t.hub[0, j]) / 2, centred, gap
    single = SHAPE_NUMBER[1, 1]
    out: Doubles = weights.quick[single] @ np.stack(features) + weights.quick_shape[single]
    return out


def _cut(values: Doubles, start: int, count: int) -> Doubles:
    """Return columns start to start + count, zero beyond the end."""
    out = np.zeros((len(values), count))
    part = values[:, start : start + count]
    out[:, : part.shape[1]] = part
    return out


def _spans(values: Doubles, start: int, count: int) -> Doubles:
    spans = _cut(values, start, count)
    spans[spans == 0] = 1.0
    return spans


def _log_sizes(reach: Doubles, start: int, count: int) -> Doubles:
    """Return the logarithm of the characters of runs of 1 to LONGEST sentences."""
    last = len(reach) - 1
    first = np.minimum(np.arange(start, start + count), last)
    sizes = reach[np.minimum(first + _SIZES[:, None], last)] - reach[first]
    logs: Doubles = np.log(np.maximum(sizes, 1.0))
    return logs
