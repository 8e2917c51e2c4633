"""Keeping the k highest cosines of every row and column in numpy; `_nearest_loops` does the same, compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
Integers = NDArray[np.int64]

HIGHEST = np.float32(2)
A_PLACE = 4  # groups for each of the k places: the more, the nearer the k-th best group comes to the k-th best cosine


def offer(
    cosines: F32, top: int, left: int, across: F32, across_numbers: Integers, down: F32, down_numbers: Integers
) -> None:
    """Take from a tile what is higher than the last of its row (`across`) or of its column (`down`) so far.

    The tile's first row has the number `top`, its first column `left`; tiles come from left to right and top to bottom.
    """
    height, width = cosines.shape
    rows, columns = slice(top, top + height), slice(left, left + width)
    i, j = np.divmod(np.flatnonzero(cosines >= _least(cosines, across[rows])[:, None]), width)
    found = cosines[i, j]
    _merge(across[rows], across_numbers[rows], i, j + left, found)
    i, j = np.divmod(np.flatnonzero(cosines >= _least(cosines.T, down[columns])), width)
    found = cosines[i, j]
    _merge(down[columns], down_numbers[columns], j, i + top, found)


def _least(values: F32, kept: F32) -> F32:
    """Return for each row what a value must be, at least, to be among its k highest.

    Higher than the k-th so far; and where fewer are kept yet, as high as the k-th highest of groups of values is.
    """
    k = kept.shape[1]
    least = np.nextafter(kept[:, -1], HIGHEST)
    groups = A_PLACE * k
    each = values.shape[1] // groups
    if each > 1 and kept[:, -1].min() < -1:
        highest = values[:, : groups * each].reshape(-1, each, groups).max(axis=1)
        least = np.maximum(least, np.partition(highest, groups - k, axis=1)[:, groups - k])
    return least


def _merge(kept: F32, numbers: Integers, rows: Integers, new_numbers: Integers, new: F32) -> None:
    """Put new values, in order of their numbers, among those kept of their rows."""
    if not len(rows):
        return
    k = kept.shape[1]
    touched = np.unique(rows)
    row = np.concatenate([np.repeat(touched, k), rows])
    value = np.concatenate([kept[touched].ravel(), new])
    number = np.concatenate([numbers[touched].ravel(), new_numbers])
    order = np.lexsort((-value, row))  # stable: of equal values the lower number, kept before, stays first
    best = order[np.searchsorted(row[order], touched)[:, None] + np.arange(k)]
    kept[touched], numbers[touched] = value[best], number[best]
