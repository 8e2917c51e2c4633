"""Where to look: the band of places that an alignment may pass, found from coarse to fine.

Two neighbouring sentences become one by adding their vectors, again and again, until the document is short enough to be
aligned in full; each finer level then looks only near the path of the coarser one (as Vecalign does: Thompson and Koehn
2019). Vectors are taken relative to their document's mean, without which the sums of long stretches all look alike.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ._lattice import Band, Integers, Lattice, best_path

Floats = NDArray[np.float32]

FULL = 150  # up to this many sentences a side everything is looked at
COARSEST = 200
HALF = 12  # rows and columns kept on every side of the coarser path
ROWS = 64
MATCH, PAIR, GREED = (
    0.2,
    1.4,
    -0.2,
)  # a pair scores MATCH + cosine, one to two PAIR * (sum of both cosines) + GREED, nulls 0


def find(source: Floats, target: Floats) -> Band:
    """Return the band for sentence vectors (n, d) and (m, d), neither empty."""
    if max(len(source), len(target)) <= FULL:
        return Band.full(len(source), len(target))
    levels = [(_halve(_centred(source)), _halve(_centred(target)))]
    while max(map(len, levels[-1])) > COARSEST:
        levels.append((_halve(levels[-1][0]), _halve(levels[-1][1])))
    band = Band.full(*map(len, levels[-1]))
    sizes = [(len(source), len(target)), *((len(x), len(y)) for x, y in levels[:-1])]
    for (x, y), (n, m) in zip(reversed(levels), reversed(sizes), strict=True):
        band = _finer(_trail(x, y, band), n, m)
    return band


def _centred(vectors: Floats) -> Floats:
    return _unit(vectors - vectors.mean(axis=0))


def _halve(vectors: Floats) -> Floats:
    if len(vectors) % 2:
        vectors = np.concatenate([vectors, np.zeros_like(vectors[:1])])
    return _unit(vectors[0::2] + vectors[1::2])


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return unit


def _trail(x: Floats, y: Floats, band: Band) -> tuple[Integers, Integers]:
    """Return the first and last column the best coarse path touches in each row."""
    n, m = len(x), len(y)
    row = np.repeat(np.arange(n + 1), np.diff(band.first))
    column = np.arange(band.first[-1]) - band.first[row] + band.low[row]
    cosine = _cosines(x, y, band)
    right = np.append(cosine[1:], 0)
    below = np.where(
        band.holds(row + 1, column), cosine[np.minimum(band.node(np.minimum(row + 1, n), column), len(cosine) - 1)], 0
    )
    begin, end, score = [], [], []
    for a, b, value in (
        (1, 1, MATCH + cosine),
        (1, 2, PAIR * (cosine + right) + GREED),
        (2, 1, PAIR * (cosine + below) + GREED),
    ):
        ok = np.flatnonzero((column + b <= m) & band.holds(row + a, column + b))
        begin.append(ok)
        end.append(band.node(row[ok] + a, column[ok] + b))
        score.append(value[ok])
    order = np.argsort(np.concatenate(begin), kind="stable")
    lattice = Lattice(
        band,
        np.concatenate(begin)[order],
        np.concatenate(end)[order],
        np.concatenate(score)[order].astype(np.float64),
        np.zeros(n),
        np.zeros(m),
        0.0,
        0.0,
    )
    path, _ = best_path(lattice)
    low, high = np.full(n + 1, m), np.zeros(n + 1, np.int64)
    low[0] = 0
    steps = np.array(path, dtype=np.int64).reshape(-1, 4)
    np.minimum.at(low, steps[:, 1], steps[:, 3])
    np.maximum.at(high, steps[:, 1], steps[:, 3])
    np.minimum.at(low, steps[:, 0], steps[:, 2])
    np.maximum.at(high, steps[:, 0], steps[:, 2])
    touched = np.zeros(n + 1, bool)
    touched[steps[:, [0, 1]].ravel()] = True
    low[~touched] = 0
    return np.maximum.accumulate(low), np.maximum.accumulate(high)


def _cosines(x: Floats, y: Floats, band: Band) -> Floats:
    """Return the cosine of the sentences that follow each node, 0 beyond the ends."""
    n, m = len(x), len(y)
    out = np.zeros(int(band.first[-1]), np.float32)
    for top in range(0, n, ROWS):
        stop = min(top + ROWS, n)
        left, right = int(band.low[top]), int(band.high[stop - 1])
        tile = np.zeros((stop - top, right - left + 1), np.float32)
        tile[:, : min(right + 1, m) - left] = x[top:stop] @ y[left : right + 1].T
        for i in range(top, stop):
            out[band.first[i] : band.first[i + 1]] = tile[i - top, band.low[i] - left : band.high[i] - left + 1]
    return out


def _finer(trail: tuple[Integers, Integers], n: int, m: int) -> Band:
    """Return the band around a path of half the size for n and m sentences."""
    coarse_low, coarse_high = trail
    row = np.arange(n + 1)
    last = len(coarse_low) - 1
    low = 2 * coarse_low[np.clip((row - HALF) // 2, 0, last)] - HALF
    high = 2 * coarse_high[np.clip((row + HALF + 1) // 2, 0, last)] + HALF
    low, high = np.clip(low, 0, m), np.clip(high, 0, m)
    low[0], high[n] = 0, m
    return Band.between(low, np.maximum(high, np.append(low[1:], m)))
