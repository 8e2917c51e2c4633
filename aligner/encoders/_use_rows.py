"""The token-level loops of the default encoder around its matrix products, in numpy; `_use_loops` does the same, compiled.

Both do the same float32 operations in the same order, so their vectors are the same to the last bit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Integers = NDArray[np.int64]


def first_layer(products: F32, projected: F32, types: Integers, reach: int, left: int, hidden: F32) -> None:
    """Put into `hidden` (rows, channels) the first convolution's output for the rows `reach` from the start of `types`.

    `products`: (order, distinct tokens + 1, channels), the bias in the first; `projected`: (distinct tokens + 1, channels);
    the last token is the blank.
    """
    rows, at = len(hidden), reach - left
    inside = types[reach : reach + rows]
    term = np.empty_like(hidden)
    np.take(products[0], types[at : at + rows], axis=0, out=hidden, mode="clip")
    for k in range(1, len(products)):
        hidden += np.take(products[k], types[at + k : at + k + rows], axis=0, out=term, mode="clip")
    np.maximum(hidden, 0, out=hidden)
    hidden += np.take(projected, inside, axis=0, out=term, mode="clip")
    hidden[inside == len(projected) - 1] = 0


def side_by_side(hidden: F32, at: int, columns: F32) -> None:
    """Put into each row of `columns` (rows, order * channels) as many successive rows of `hidden`, from `at` on."""
    rows, channels = len(columns), hidden.shape[1]
    for k in range(columns.shape[1] // channels):
        columns[:, k * channels : (k + 1) * channels] = hidden[at + k : at + k + rows]


def second_layer(product: F32, bias: F32, hidden: F32, out: F32) -> None:
    """Put into `out` (rows, channels) the second convolution's output, given its matrix product; spoils `product`."""
    product += bias
    np.maximum(product, 0, out=product)
    np.add(product, hidden, out=out)


def add_up(
    features: F32,
    factor: F32,
    grid: np.float32,
    begin: int,
    starts: Integers,
    lengths: Integers,
    first: F32,
    inner: F64,
    last: F32,
) -> None:
    """Round each row of `features` times its `factor` to the grid and add it to its sentence's sums; spoils `features`.

    The rows are tokens `begin` onwards; sentence s has `lengths[s]` tokens from `starts[s]` on.
    """
    features *= (factor * grid)[:, None]  # the grid is a power of two: no rounding is added
    np.rint(features, out=features)
    stop = begin + len(features)
    lo = int(np.searchsorted(starts + lengths, begin, side="right"))
    hi = int(np.searchsorted(starts, stop, side="left"))
    for s in range(lo, hi):
        a, b = int(starts[s]), int(starts[s] + lengths[s] - 1)
        if a >= begin:
            first[s] = features[a - begin]
        if b < stop:
            last[s] = features[b - begin]
        i, j = max(a + 1, begin), min(b, stop)
        if i < j:
            inner[s] += features[i - begin : j - begin].sum(axis=0, dtype=np.float64)
