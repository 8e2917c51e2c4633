"""Minimal filtering: m outputs of a filter of r taps from m + r - 1 products instead of m * r.

Winograd 1980, "Arithmetic Complexity of Computations"; for convolution layers Lavin and Gray 2015, "Fast Algorithms for
Convolutional Neural Networks" (arXiv:1509.09308). Inputs and kernels are polynomials; their product is known from its values at
as many points as it has coefficients, and the filter is the transpose of that product.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]

POINTS = {5: (1.0, 2.0), 6: (0.0, 1.0, 2.0), 8: (0.0, 1.0, 2.0, 0.5)}
"""By number of products, the points at which polynomials are evaluated: each with its negative, and infinity besides.

Small powers of two keep the rounding small (Barabasz et al. 2018, arXiv:1803.10986).
"""


@dataclass(frozen=True, slots=True)
class Filtering:
    """Filters y[i] = sum over k of x[i + k] * w[k], m outputs y from n inputs x with r taps w, where n = m + r - 1.

    `paired` is the first of the rows that go two by two: those before it are of the point 0, the last is of infinity.
    `inputs` (n, n): rows times x give, once the sum and the difference of each two replace them, the factors of the products.
    `taps` (n, r): times w, the other factors. `outputs` (m, n): times the products, likewise replaced, y.
    """

    paired: int
    inputs: F64
    taps: F64
    outputs: F64

    @staticmethod
    def of(outputs: int, taps: int) -> Filtering:
        """Return how to filter so many outputs at once with so many taps; there are POINTS for their number of products."""
        points = POINTS[outputs + taps - 1]
        zero = points[:1] == (0.0,)
        return Filtering(int(zero), _inputs(points), _taps(points, taps), _outputs(points, outputs))


def _inputs(points: tuple[float, ...]) -> F64:
    """Return a row for 0, two for each point, and one for infinity: coefficients, lowest first, of interpolating polynomials.

    That of a point a is (x + a) times those of all others, that of -a is (x - a) times them: x and a times them are given.
    """
    count = len(_signed(points)) + 1
    rows: list[F64] = []
    for point in points:
        others = _with_roots(x for x in _signed(points) if abs(x) != point)
        rows += [others] if not point else [np.append(others, 0.0), point * others]
    rows.append(_with_roots(_signed(points)))
    return np.array([np.pad(row[::-1], (0, count - len(row))) for row in rows])


def _taps(points: tuple[float, ...], taps: int) -> F64:
    signed = _signed(points)
    scales = [np.prod([x - other for other in signed if other != x]) for x in signed]
    rows = [[x**k / scale for k in range(taps)] for x, scale in zip(signed, scales, strict=True)]
    return np.array([*rows, [0.0] * (taps - 1) + [1.0]])


def _outputs(points: tuple[float, ...], outputs: int) -> F64:
    """Return what the sum of two products counts in even outputs, and their difference in odd ones."""
    rows = np.array([[x**i for x in map(abs, _signed(points))] + [float(i == outputs - 1)] for i in range(outputs)])
    paired = int(points[:1] == (0.0,))
    rows[1::2, paired:-1:2] = 0
    rows[::2, paired + 1 : -1 : 2] = 0
    return rows


def _signed(points: tuple[float, ...]) -> list[float]:
    return [x for point in points for x in ([point, -point] if point else [0.0])]


def _with_roots(roots: Iterable[float]) -> F64:
    """Return the coefficients, highest first, of the polynomial with these roots."""
    coefficients: F64 = np.atleast_1d(np.poly(list(roots))).astype(np.float64)
    return coefficients
