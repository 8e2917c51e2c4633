"""Matrix products of which a row is the same to the last bit wherever it stands among the rows.

OpenBLAS's kernels for processors without AVX-512 add in another order in some rows: in the outermost eight columns of a block
of columns, and in what a multiple of twelve rows leaves over. So products have one number of rows, a multiple of twelve, and
columns in blocks with eight empty ones on either side. `tests/encoders/test_products.py` holds them to it on any machine.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]

ROWS = 384  # of every product but those of tiles; kernels of all known widths divide a multiple of 96
COLUMNS = 256
EDGE = 8


def edged(weights: NDArray[np.floating]) -> F32:
    """Return weights (..., k, n) as float32 with EDGE empty columns on either side."""
    margins = [(0, 0)] * (weights.ndim - 1) + [(EDGE, EDGE)]
    return np.pad(np.asarray(weights, np.float32), margins)


class Product:
    """Multiplies any number of rows by weights (k, n), in blocks of at most COLUMNS columns."""

    def __init__(self, weights: NDArray[np.floating]) -> None:
        self._width = weights.shape[1]
        count = -(-self._width // COLUMNS)
        self._columns = -(-self._width // (count * EDGE)) * EDGE
        filled = np.pad(weights, ((0, 0), (0, count * self._columns - self._width)))
        self._blocks = [edged(block) for block in np.split(filled, count, axis=1)]

    def __call__(self, rows: NDArray[np.floating], out: F32 | None = None) -> F32:
        """Return rows @ weights, float32 (len(rows), n), put into `out` where it is given."""
        if out is None:
            out = np.empty((len(rows), self._width), np.float32)
        some = np.zeros((ROWS, rows.shape[1]), np.float32)
        made = np.empty((ROWS, self._columns + 2 * EDGE), np.float32)
        for begin in range(0, len(rows), ROWS):
            part = out[begin : begin + ROWS]
            some[: len(part)] = rows[begin : begin + ROWS]
            for number, block in enumerate(self._blocks):
                np.matmul(some, block, out=made)
                into = part[:, number * self._columns : (number + 1) * self._columns]
                into[:] = made[: len(part), EDGE : EDGE + into.shape[1]]
        return out
