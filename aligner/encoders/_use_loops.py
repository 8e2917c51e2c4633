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
def factors(hidden, at, weights, paired, out):
    """Do what `_use_rows.factors` does."""
    count = len(weights)
    for tile in range(len(at)):
        for p in range(count):
            _weighted(hidden, at[tile], weights[p], out[p, tile])
        for p in range(paired, count - 1, 2):
            _sum_and_difference(out[p, tile], out[p + 1, tile])


@compiled
def second_layer(products, edge, weights, paired, bias, hidden, at, out, start):
    """Do what `_use_rows.second_layer` does."""
    outputs, count = weights.shape
    channels = hidden.shape[1]
    given = np.empty((count, channels), np.float32)
    for tile in range(len(at)):
        for p in range(count):
            product, here = products[p, tile], given[p]
            for c in range(channels):
                here[c] = product[edge + c]
        for p in range(paired, count - 1, 2):
            _sum_and_difference(given[p], given[p + 1])
        for i in range(outputs):
            here, beside = out[tile * outputs + i, start : start + channels], hidden[at[tile] + i]
            _weighted(given, 0, weights[i], here)
            for c in range(channels):
                value = here[c] + bias[c]
                here[c] = (value if value > ZERO else ZERO) + beside[c]  # max() is not made into vector instructions


@compiled
def add_up(features, factor, grid, owners, sums):
    """Do what `_use_rows.add_up` does."""
    width = features.shape[1]
    for token in range(len(owners)):
        if owners[token] >= 0:
            row, into = features[token], sums[owners[token]]
            scale = factor[token] * grid
            for c in range(width):
                into[c] += np.float64(np.rint(row[c] * scale))


@compiled
def _weighted(values, begin, weights, out):
    first = True
    for k in range(len(weights)):
        weight = weights[k]
        if weight != ZERO:
            row = values[begin + k]
            if first:
                for c in range(len(out)):
                    out[c] = row[c] * weight
            else:
                for c in range(len(out)):
                    out[c] += row[c] * weight
            first = False


@compiled
def _sum_and_difference(one, other):
    for c in range(len(one)):
        a, b = one[c], other[c]
        one[c] = a + b
        other[c] = a - b
