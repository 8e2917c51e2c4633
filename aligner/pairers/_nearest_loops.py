"""The loops of `_nearest_rows`, compiled. Imported only where numba is installed."""

# mypy: disable-error-code="untyped-decorator, no-untyped-def, no-untyped-call"
# ruff: noqa: ANN001, ANN202
from __future__ import annotations

import numba

compiled = numba.njit(cache=True, nogil=True)
AT_ONCE = 64  # cosines looked over for one worth keeping; most often there is none


@compiled
def offer(cosines, top, left, across, across_numbers, down, down_numbers):
    """Do what `_nearest_rows.offer` does."""
    height, width = cosines.shape
    k = across.shape[1]
    least = down[left : left + width, k - 1].copy()
    for i in range(height):
        row = cosines[i]
        kept, numbers = across[top + i], across_numbers[top + i]
        for begin in range(0, width, AT_ONCE):
            end = min(begin + AT_ONCE, width)
            if not _any_above(row[begin:end], kept[k - 1], least[begin:end]):
                continue
            for j in range(begin, end):
                value = row[j]
                if value > kept[k - 1]:
                    _put(value, left + j, kept, numbers)
                if value > least[j]:
                    _put(value, top + i, down[left + j], down_numbers[left + j])
                    least[j] = down[left + j, k - 1]


@compiled
def _any_above(values, last, least):
    """Return whether any value is above the last of its row or the least of its column: a loop of vector instructions."""
    found = False
    for j in range(len(values)):
        found |= values[j] > min(last, least[j])
    return found


@compiled
def _put(value, number, kept, numbers):
    """Put a value behind those that are as high, in place of the last."""
    place = len(kept) - 1
    while place and kept[place - 1] < value:
        kept[place], numbers[place] = kept[place - 1], numbers[place - 1]
        place -= 1
    kept[place], numbers[place] = value, number
