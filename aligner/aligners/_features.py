"""What speaks for a bead, measured on vectors and lengths alone.

A tile holds the similarities of all windows that start in some rows (source) and columns (target). A quick linear look
drops the beads that are far worse than leaving their sentences alone; the rest are measured in full.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ._surroundings import Side, Surroundings

if TYPE_CHECKING:
    from ..windows import Windows

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Integers = NDArray[np.int64]
Numbers = Integers | int
Lookup = Callable[[Numbers, Numbers, Numbers, Numbers], Floats]  # (a - 1, rows down, b - 1, columns on) -> similarity

LONGEST = 6
LARGEST = 7
SHAPES = tuple((a, b) for a in range(1, LONGEST + 1) for b in range(1, LONGEST + 1) if a + b <= LARGEST)
MARGIN = LONGEST + 1  # windows beyond the tile that its features look at
NAMES = (
    "cosine", "hub_margin", "neighbour_margin", "neighbour_best", "least_gain", "mean_gain", "best_growth",
    "least_growth", "length_fit", "length_gap", "neighbour_balance", "split", "rival_margin", "rival_mean", "centred",
    "source_hub", "target_hub", "size", "weakest_source", "weakest_target", "centred_gain",
)  # fmt: skip
NULL_NAMES = ("any", "best", "best_margin", "size", "poor_best", "poor_margin")
QUICK_NAMES = ("cosine", "hub_margin", "centred", "length_gap")


@dataclass(frozen=True, slots=True)
class Beads:
    """Candidate beads by place: where each starts, its sizes, its features (beads, features), paragraph breaks inside it."""

    i: Integers
    j: Integers
    a: Integers
    b: Integers
    features: Floats
    breaks: Integers


@dataclass(frozen=True, slots=True)
class Tile:
    """Similarities [a - 1, row, b - 1, column] of windows from one before `top`, `left` to MARGIN beyond the last."""

    similar: Floats
    top: int
    left: int
    rows: int
    columns: int


def tile(
    source: Windows, target: Windows, around: Surroundings, rows: tuple[int, int], columns: tuple[int, int]
) -> Tile:
    """Return the similarities of a rectangle; windows that leave the document have the background's, 0."""
    x, x_there = _stack(source, rows[0] - 1, rows[1] + MARGIN)
    y, y_there = _stack(target, columns[0] - 1, columns[1] + MARGIN)
    similar = x.reshape(-1, x.shape[2]) @ y.reshape(-1, y.shape[2]).T
    similar -= np.float32(around.mean)
    similar *= np.float32(1 / around.spread)
    if not x_there.all():
        similar *= x_there.reshape(-1, 1)
    if not y_there.all():
        similar *= y_there.reshape(1, -1)
    shape = (LONGEST, x.shape[1], LONGEST, y.shape[1])
    return Tile(similar.reshape(shape), rows[0], columns[0], rows[1] - rows[0], columns[1] - columns[0])


def quick_planes(at: Tile, around: Surroundings) -> list[Floats]:
    """Return the features of QUICK_NAMES for every bead of a tile, [a - 1, row, b - 1, column]."""
    cosine = at.similar[:, 1 : 1 + at.rows, :, 1 : 1 + at.columns]
    s = [_cut(x, at.top, at.rows)[:, :, None, None] for x in (around.source.hub, around.source.lean)]
    t = [_cut(x, at.left, at.columns)[None, None] for x in (around.target.hub, around.target.lean)]
    s_length = _cut(around.source.length, at.top, at.rows, 1.0)[:, :, None, None]
    t_length = _cut(around.target.length, at.left, at.columns, 1.0)[None, None]
    offset = _cut(around.offset[None], at.top, at.rows)[:, :, None, None]
    centred = (cosine * np.float32(around.spread) + (np.float32(around.mean) + offset - s[1]) - t[1]) / s_length
    centred /= t_length
    gap = np.abs(
        (_log_sizes(around.source_reach, at.top, at.rows) - np.float32(around.log_ratio))[:, :, None, None]
        - _log_sizes(around.target_reach, at.left, at.columns)[None, None]
    )
    return [cosine, cosine - 0.5 * s[0] - 0.5 * t[0], centred, gap]


def measure(at: Tile, around: Surroundings, i: Integers, j: Integers, a: Integers, b: Integers) -> Floats:
    """Return the features of NAMES for beads of a tile, float32 (beads, features)."""
    r, c = i - at.top + 1, j - at.left + 1

    def similar(wide: Numbers, down: Numbers, tall: Numbers, on: Numbers) -> Floats:
        found: Floats = at.similar[wide, r + down, tall, c + on]
        return found

    x, y = a - 1, b - 1
    cosine = similar(x, 0, y, 0)
    s_hub, t_hub = around.source.hub[x, i], around.target.hub[y, j]
    beside = np.stack([similar(x, 0, 0, -1), similar(x, 0, 0, b), similar(0, -1, y, 0), similar(0, a, y, 0)])
    without = _without(similar, cosine, x, y)
    losses = np.where(np.isnan(without), np.inf, cosine - without)
    count = 2.0 * (a > 1) + 2.0 * (b > 1)
    grown = _grown(similar, x, y) - cosine
    s_rival = _rival(around.source, x, i, j, b)
    t_rival = _rival(around.target, y, j, i, a)
    s_size, t_size = _sizes(around.source_reach, i, a), _sizes(around.target_reach, j, b)
    half = np.float32(np.exp(around.log_ratio / 2))
    gap = np.log(s_size / half) - np.log(t_size * half)
    size = np.minimum(s_size / half, t_size * half)
    centred = (
        cosine * around.spread + around.mean - around.source.lean[x, i] - around.target.lean[y, j]
    ) + around.offset[i]
    centred /= around.source.length[x, i] * around.target.length[y, j]
    weak_source = np.min([similar(0, np.minimum(k, x), y, 0) for k in range(LONGEST)], axis=0)
    weak_target = np.min([similar(x, 0, 0, np.minimum(k, y)) for k in range(LONGEST)], axis=0)
    columns = (
        cosine,
        cosine - (s_hub + t_hub) / 2,
        cosine - beside.mean(axis=0),
        cosine - beside.max(axis=0),
        np.where(count > 0, losses.min(axis=0), 0),
        np.where(np.isinf(losses), 0, losses).sum(axis=0) / np.maximum(count, 1),
        np.maximum(grown, 0),
        np.maximum(grown, -3),
        -np.minimum(gap * gap * np.minimum(size, 400) / 50, 10),
        -np.abs(gap),
        np.minimum(beside[0] + beside[1], beside[2] + beside[3]),
        _split(similar, cosine, a, b),
        cosine - np.maximum(s_rival, t_rival),
        cosine - (s_rival + t_rival) / 2,
        6 * centred,
        s_hub,
        t_hub,
        np.log(size) - 4.5,
        weak_source,
        weak_target,
        6 * centred - (s_hub + t_hub) / 2,
    )
    return np.stack(columns, axis=1).astype(np.float32)


def paragraph_breaks(windows: Windows, start: Integers, count: Integers) -> Integers:
    """Return how many paragraph breaks are inside runs of sentences; none where paragraphs are unknown."""
    if windows.paragraphs is None:
        return np.zeros(len(start), np.int64)
    breaks = np.concatenate([[0], np.cumsum(np.diff(windows.paragraphs) != 0), [0]])
    return np.asarray(breaks[start + count - 1] - breaks[start], np.int64)


def measure_nulls(side: Side, other: Side, windows: Windows) -> Floats:
    """Return the features of NULL_NAMES for each sentence of a side, float32 (n, features)."""
    best, partner = side.rival[0, :, 0], side.rival_place[0, :, 0]
    margin = best - (side.hub[0] + other.hub[0, partner]) / 2
    size = np.log(np.maximum(windows.lengths, 1)) - 4.5
    columns = (np.ones(len(best)), best, margin, size, np.minimum(best, 3), np.minimum(margin, 0))
    return np.stack(columns, axis=1).astype(np.float32)


def _stack(windows: Windows, start: int, stop: int) -> tuple[Floats, Floats]:
    """Return the windows of every width that start in a range, zero where there is none, and which there are."""
    out = np.zeros((LONGEST, stop - start, windows.vectors[0].shape[1]), np.float32)
    there = np.zeros((LONGEST, stop - start), np.float32)
    for width, block in enumerate(windows.vectors[:LONGEST]):
        a, b = max(start, 0), min(stop, len(block))
        if a < b:
            out[width, a - start : b - start] = block[a:b]
            there[width, a - start : b - start] = 1
    return out, there


def _cut(values: Floats, start: int, count: int, beyond: float = 0.0) -> Floats:
    """Return columns start to start + count, filled up beyond the end."""
    out = np.full((values.shape[0], count), beyond, np.float32)
    part = values[:, start : start + count]
    out[:, : part.shape[1]] = np.where(part == 0, beyond, part)
    return out


def _sizes(reach: Doubles, start: Integers, count: Integers) -> Floats:
    """Return the characters of runs of sentences, at least 1."""
    sizes: Floats = np.maximum(reach[start + count] - reach[start], 1).astype(np.float32)
    return sizes


def _log_sizes(reach: Doubles, start: int, count: int) -> Floats:
    last = len(reach) - 1
    at = np.minimum(np.arange(start, start + count), last)
    logs: Floats = np.log(np.stack([_sizes(reach, at, np.minimum(at + w, last) - at) for w in range(1, LONGEST + 1)]))
    return logs


def _without(similar: Lookup, cosine: Floats, x: Integers, y: Integers) -> Floats:
    """Return the similarity with the first or last sentence of either side left out; NaN where it is the only one."""
    nothing = np.full_like(cosine, np.nan)
    without: Floats = np.stack(
        [
            np.where(x > 0, similar(np.maximum(x - 1, 0), 1, y, 0), nothing),
            np.where(x > 0, similar(np.maximum(x - 1, 0), 0, y, 0), nothing),
            np.where(y > 0, similar(x, 0, np.maximum(y - 1, 0), 1), nothing),
            np.where(y > 0, similar(x, 0, np.maximum(y - 1, 0), 0), nothing),
        ]
    )
    return without


def _grown(similar: Lookup, x: Integers, y: Integers) -> Floats:
    """Return the best similarity with one neighbour more on either side."""
    top = LONGEST - 1
    more_x, more_y = np.minimum(x + 1, top), np.minimum(y + 1, top)
    grown: Floats = np.max(
        [
            np.where(x < top, similar(more_x, 0, y, 0), -np.inf),
            np.where(x < top, similar(more_x, -1, y, 0), -np.inf),
            np.where(y < top, similar(x, 0, more_y, 0), -np.inf),
            np.where(y < top, similar(x, 0, more_y, -1), -np.inf),
        ],
        axis=0,
    )
    return grown


def _split(similar: Lookup, cosine: Floats, a: Integers, b: Integers) -> Floats:
    """Return the gain over cutting the bead in two after its first pair or before its last; 0 where it cannot be cut."""
    rest_a, rest_b = np.maximum(a - 2, 0), np.maximum(b - 2, 0)
    head = np.minimum(similar(0, 0, 0, 0), similar(rest_a, np.minimum(a - 1, 1), rest_b, np.minimum(b - 1, 1)))
    tail = np.minimum(similar(rest_a, 0, rest_b, 0), similar(0, a - 1, 0, b - 1))
    return np.where((a > 1) & (b > 1), cosine - np.maximum(head, tail), 0)


def _rival(side: Side, width: Integers, at: Integers, first: Integers, count: Integers) -> Floats:
    """Return the similarity of the window's best partner outside first to first + count on the other side."""
    out = np.zeros(len(at), np.float32)
    for k in range(side.rival.shape[2] - 1, -1, -1):
        place = side.rival_place[width, at, k]
        outside = (place < first) | (place >= first + count)
        np.copyto(out, side.rival[width, at, k], where=outside)
    return out
