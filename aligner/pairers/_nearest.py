"""Exact nearest neighbours of vectors both ways, tile by tile: memory does not depend on how many there are to compare.

A tile of cosines serves both directions, so every cosine is worked out once. Where two are equal, the lower number is nearer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    F32 = NDArray[np.float32]
    Comparable = Callable[[slice, slice], NDArray[np.bool_] | None]

TILE = 1024
NEVER = np.float32(-2)
COMPILED_FROM = 1 << 24  # cosines: from there on the compiled loops gain more than loading numba takes


@dataclass(frozen=True, slots=True)
class Nearest:
    """The k nearest of each row: cosines, highest first, float32 (n, k), and the numbers of the other side's rows, int64 (n, k).

    Where fewer are comparable the rest of a row is NEVER.
    """

    cosines: F32
    numbers: NDArray[np.int64]


def nearest(a: F32, b: F32, k: int, comparable: Comparable) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs in which one is among the k nearest comparable ones of the other, as row numbers in order.

    Arguments as of `both_ways`.
    """
    across, down = both_ways(a, b, k, comparable)
    rows, places = np.nonzero(across.cosines > NEVER)
    columns, others = np.nonzero(down.cosines > NEVER)
    codes = np.concatenate(
        [rows * len(b) + across.numbers[rows, places], down.numbers[columns, others] * len(b) + columns]
    )
    return np.divmod(np.unique(codes), max(1, len(b)))


def both_ways(a: F32, b: F32, k: int, comparable: Comparable | None = None) -> tuple[Nearest, Nearest]:
    """Return the k nearest rows of `b` for each row of `a`, and the other way round, in one pass.

    `a`, `b`: unit rows, float32, shape (n, d) and (m, d); `comparable` says of a slice of rows of each which pairs may be
    compared at all, shape (rows of the first, rows of the second), or None for all of them.
    """
    across, down = _nothing_yet(len(a), k), _nothing_yet(len(b), k)
    offer = _loops(len(a) * len(b)).offer
    memory = np.empty(TILE * TILE, np.float32)
    for rows in _blocks(len(a)):
        for columns in _blocks(len(b)):
            allowed = comparable(rows, columns) if comparable else None
            if allowed is not None and not allowed.any():
                continue
            shape = rows.stop - rows.start, columns.stop - columns.start
            cosines = np.matmul(a[rows], b[columns].T, out=memory[: shape[0] * shape[1]].reshape(shape))
            if allowed is not None:
                np.copyto(cosines, NEVER, where=~allowed)
            offer(cosines, rows.start, columns.start, across.cosines, across.numbers, down.cosines, down.numbers)
    return across, down


def _nothing_yet(rows: int, k: int) -> Nearest:
    return Nearest(np.full((rows, k), NEVER, np.float32), np.zeros((rows, k), np.int64))


def _blocks(n: int) -> Iterator[slice]:
    return (slice(begin, min(begin + TILE, n)) for begin in range(0, n, TILE))


def _loops(cosines: int) -> ModuleType:
    """Return the loops for so many cosines: compiled where that is worth loading numba and it loads, else in numpy."""
    if cosines >= COMPILED_FROM:
        with suppress(ImportError):
            from . import _nearest_loops

            return _nearest_loops
    from . import _nearest_rows

    return _nearest_rows
