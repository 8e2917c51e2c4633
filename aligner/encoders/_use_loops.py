"""The loops of `_use_rows` compiled: each row is worked out while it is in the cache. Imported only where numba is installed."""

# mypy: disable-error-code="untyped-decorator, no-untyped-def, no-untyped-call"
# ruff: noqa: ANN001, ANN202
from __future__ import annotations

import numba
import numpy as np

compiled = numba.njit(cache=True, nogil=True)
ZERO = np.float32(0)


@compiled
def first_layer(products, projected, types, reach, left, hidden):
    """Do what `_use_rows.first_layer` does."""
    order, _, channels = products.shape
    blank = len(projected) - 1
    for row in range(len(hidden)):
        here = hidden[row]
        own = types[reach + row]
        if own == blank:
            here[:] = ZERO
            continue
        at = reach - left + row
        product = products[0, types[at]]
        for c in range(channels):
            here[c] = product[c]
        for k in range(1, order):
            product = products[k, types[at + k]]
            for c in range(channels):
                here[c] += product[c]
        for c in range(channels):
            here[c] = max(here[c], ZERO) + projected[own, c]


@compiled
def side_by_side(hidden, at, columns):
    """Do what `_use_rows.side_by_side` does."""
    line, channels = hidden.reshape(-1), hidden.shape[1]
    for row in range(len(columns)):
        begin, here = (at + row) * channels, columns[row]
        there = line[begin : begin + len(here)]
        for c in range(len(here)):  # assigned at once, without a loop, it takes five times as long
            here[c] = there[c]


@compiled
def second_layer(product, bias, hidden, out):
    """Do what `_use_rows.second_layer` does."""
    for row in range(len(out)):
        values, beside, here = product[row], hidden[row], out[row]
        for c in range(len(here)):
            value = values[c] + bias[c]
            here[c] = (value if value > ZERO else ZERO) + beside[c]  # max() is not made into vector instructions


@compiled
def add_up(features, factor, grid, begin, starts, lengths, first, inner, last):
    """Do what `_use_rows.add_up` does."""
    stop = begin + len(features)
    width = features.shape[1]
    for s in range(np.searchsorted(starts + lengths, begin, side="right"), len(starts)):
        a, b = starts[s], starts[s] + lengths[s] - 1
        if a >= stop:
            break
        for token in range(max(a, begin), min(b + 1, stop)):
            row = features[token - begin]
            scale = factor[token - begin] * grid
            if token in (a, b):
                into = first[s] if token == a else last[s]
                for c in range(width):
                    into[c] = np.rint(row[c] * scale)
            else:
                for c in range(width):
                    inner[s, c] += np.float64(np.rint(row[c] * scale))
