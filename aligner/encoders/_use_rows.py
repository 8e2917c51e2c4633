"""The token-level loops of the default encoder around its matrix products, in numpy; `_use_loops` does the same, compiled.

Both do the same float32 operations in the same order, so their vectors are the same to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence

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


def factors(hidden: F32, at: Integers, weights: F32, paired: int, out: F32) -> None:
    """Put into `out` (n, tiles or more, channels) what kernels are multiplied with, of n rows of `hidden` from each `at`.

    `weights` (n, n) and `paired`: as `_winograd.Filtering` has them.
    """
    into = out[: len(weights), : len(at)]
    taken = [hidden[at + j] for j in range(len(weights))]
    for row, factor in zip(weights, into, strict=True):
        _weighted(taken, row, factor)
    _sum_and_difference(into, paired)


def second_layer(
    products: F32,
    edge: int,
    weights: F32,
    paired: int,
    bias: F32,
    hidden: F32,
    at: Integers,
    out: F32,
    start: int,
) -> None:
    """Put into `out` (tiles * m, features), from column `start` on, the second convolution's output.

    `products` (n or more, tiles, channels with `edge` more on either side): its n products, spoiled here; `hidden`: what stands
    beside it, m rows from each `at` (tiles,); `weights` (m, n) and `paired`: as `_winograd.Filtering` has them.
    """
    outputs, count = weights.shape
    channels = hidden.shape[1]
    given = products[:count, :, edge : edge + channels]
    _sum_and_difference(given, paired)
    value = np.empty((len(at), channels), np.float32)
    for i, row in enumerate(weights):
        _weighted(given, row, value)
        value += bias
        np.maximum(value, 0, out=value)
        np.add(value, hidden[at + i], out=out[i::outputs, start : start + channels])


def add_up(features: F32, factor: F32, grid: np.float32, owners: Integers, sums: F64) -> None:
    """Round each row of `features` times its `factor` to the grid and add it to its owner's sums; -1 owns nothing.

    Equal `owners` (rows,) stand together; spoils `features`.
    """
    features *= (factor * grid)[:, None]  # the grid is a power of two: no rounding is added
    np.rint(features, out=features)
    begins = np.flatnonzero(np.diff(owners, prepend=-2))
    for begin, stop in zip(begins, [*begins[1:], len(owners)], strict=True):
        if owners[begin] >= 0:
            sums[owners[begin]] += features[begin:stop].sum(axis=0, dtype=np.float64)


def _weighted(values: Sequence[F32] | F32, weights: F32, out: F32) -> None:
    first, *others = map(int, np.flatnonzero(weights))
    np.multiply(values[first], weights[first], out=out)
    for k in others:
        out += values[k] * weights[k] if weights[k] != 1 else values[k]


def _sum_and_difference(values: F32, paired: int) -> None:
    for p in range(paired, len(values) - 1, 2):
        difference = values[p] - values[p + 1]
        values[p] += values[p + 1]
        values[p + 1] = difference
