"""Similarity of vectors in plain numpy: blocks, nearest neighbours, coverage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def offsets(counts: Sequence[int]) -> NDArray[np.int64]:
    """Return where each of several concatenated groups starts, and the end: shape (len(counts) + 1,)."""
    out = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(np.asarray(counts, np.int64), out=out[1:])
    return out


def coverage(
    source: NDArray[np.float32],
    source_counts: Sequence[int],
    target: NDArray[np.float32],
    target_counts: Sequence[int],
    rows: int = 2048,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return how well the sentences of each group find a partner in each group of the other side, both ways.

    `source` is (n, d) unit vectors of consecutive groups of `source_counts` sentences, none empty; likewise `target`.
    Both results have shape (groups of source, groups of target): the mean over a group's sentences of the best cosine,
    first for the source's sentences, then for the target's. Works through `rows` source vectors at a time.
    """
    a, b = offsets(source_counts), offsets(target_counts)
    forward = np.zeros((len(source_counts), len(target_counts)), np.float32)
    backward = np.zeros_like(forward)
    if not forward.size:
        return forward, backward
    target_sizes = np.asarray(target_counts, np.float32)
    begin = 0
    while begin < len(source_counts):
        end = max(begin + 1, int(np.searchsorted(a, a[begin] + rows, side="right")) - 1)
        cosines = source[a[begin] : a[end]] @ target.T
        local = a[begin:end] - a[begin]
        best_target = np.maximum.reduceat(cosines, b[:-1], axis=1)
        sizes = np.diff(a[begin : end + 1]).astype(np.float32)
        forward[begin:end] = np.add.reduceat(best_target, local, axis=0) / sizes[:, None]
        best_source = np.maximum.reduceat(cosines, local, axis=0)
        backward[begin:end] = np.add.reduceat(best_source, b[:-1], axis=1) / target_sizes
        begin = end
    return forward, backward
