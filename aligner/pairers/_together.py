"""The cosines of the sentences of many pairs of articles, of one source with many targets at a time.

Targets are taken block by block, so that the vectors of each are fetched once a block and memory does not depend on how many
there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._sides import Side

    F32 = NDArray[np.float32]
    Integers = NDArray[np.int64]

TOGETHER = 256  # targets of one source whose sentences are compared at once
ABSENT = -1  # no cosine is lower


@dataclass(frozen=True, slots=True)
class Compared:
    """Some pairs of one source: their numbers, int64 (n,), and the cosines of its m sentences with those of each target.

    `cosines`: float32 (m, n, most sentences of a target), ABSENT where `filled`, bool (n, most), says that there is none.
    """

    pairs: Integers
    cosines: F32
    filled: NDArray[np.bool_]


def compared(sources: Side, targets: Side, rows: Integers, columns: Integers) -> Iterator[Compared]:
    """Yield the cosines of every pair of a source (`rows`, in order) and a target (`columns`) once, in any order."""
    for block, here in _by_block(targets, columns):
        yield from _of_block(sources, targets, block, rows, columns, here)


def one_by_one(sources: Side, targets: Side, rows: Integers, columns: Integers) -> Iterator[tuple[int, F32]]:
    """Yield every pair's number and the cosines of its sentences alone, shape (source, target); else as `compared`.

    Nothing but the two articles decides these: not even their rounding depends on who else is compared.
    """
    for block, here in _by_block(targets, columns):
        stack = targets.stacked(block.start, block.stop)
        begins = (targets.starts[columns[here]] - targets.starts[block.start]).tolist()
        sizes = targets.sizes[columns[here]].tolist()
        for pair, i, begin, size in zip(here.tolist(), rows[here].tolist(), begins, sizes, strict=True):
            yield pair, sources.matrix(i) @ stack[begin : begin + size].T


def _by_block(targets: Side, columns: Integers) -> Iterator[tuple[range, Integers]]:
    """Yield each block of targets that some pairs are of, and the numbers of these pairs."""
    for block in targets.blocks():
        here = np.flatnonzero((columns >= block.start) & (columns < block.stop))
        if len(here):
            yield block, here


def _of_block(
    sources: Side, targets: Side, block: range, rows: Integers, columns: Integers, here: Integers
) -> Iterator[Compared]:
    stack, first = targets.stacked(block.start, block.stop), targets.starts[block.start]
    most = min(len(here), TOGETHER) * int(targets.sizes[block.start : block.stop].max())
    memory = np.empty((most, stack.shape[1]), np.float32)
    cuts = np.flatnonzero(np.diff(rows[here])) + 1
    for start, stop in pairwise([0, *cuts.tolist(), len(here)]):
        source = sources.matrix(int(rows[here[start]]))
        for begin in range(start, stop, TOGETHER):
            pairs = here[begin : min(begin + TOGETHER, stop)]
            sizes = targets.sizes[columns[pairs]]
            places = np.arange(sizes.max())
            filled = places < sizes[:, None]
            wanted = np.where(filled, (targets.starts[columns[pairs]] - first)[:, None] + places, len(stack) - 1)
            vectors = np.take(stack, wanted.ravel(), axis=0, out=memory[: wanted.size], mode="clip")
            cosines = (source @ vectors.T).reshape(len(source), *filled.shape)
            cosines[:, ~filled] = ABSENT
            yield Compared(pairs, cosines, filled)
