"""Nearest neighbours both ways: what sorting every cosine finds, ties by the lower number, in numpy and compiled alike."""

import sys
from importlib.util import find_spec
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import pairers
from aligner.clocks import APPEARED, Appeared
from aligner.pairers import _nearest
from aligner.pairers._evidence import _inside
from aligner.pairers._nearest import NEVER, both_ways, nearest

ENGINES = {"numpy": 1 << 62} | ({"numba": 0} if find_spec("numba") else {})


@pytest.fixture(params=ENGINES, autouse=True)
def engine(request, monkeypatch):
    monkeypatch.setattr(_nearest, "COMPILED_FROM", ENGINES[request.param])
    monkeypatch.setattr(_nearest, "TILE", 16)
    return request.param


def vectors(rng, rows, values):
    """Return rows of few different values: many cosines are exactly equal."""
    return rng.choice(np.array(values, np.float32), (rows, 3))


def expected(cosines, k):
    order = np.argsort(-cosines, axis=1, kind="stable")[:, :k]
    kept = np.take_along_axis(cosines, order, axis=1)
    return [
        [(int(j), float(c)) for j, c in zip(*row, strict=True) if c > NEVER] for row in zip(order, kept, strict=True)
    ]


def told(found):
    rows = zip(found.numbers.tolist(), found.cosines.tolist(), strict=True)
    return [[(j, c) for j, c in zip(*row, strict=True) if c > NEVER] for row in rows]


@settings(max_examples=60)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(0, 70),
    st.integers(0, 70),
    st.integers(1, 6),
    st.sampled_from([(0.0, 0.5), (-0.5, 0.0, 0.25, 0.5)]),
    st.sampled_from([1.0, 0.7, 0.1, 0.0]),
)
def test_what_sorting_every_cosine_finds(seed, n, m, k, values, share):
    rng = np.random.default_rng(seed)
    a, b = vectors(rng, n, values), vectors(rng, m, values)
    allowed = rng.random((n, m)) < share
    cosines = np.where(allowed, a @ b.T, NEVER)
    across, down = both_ways(a, b, k, None if share == 1 else lambda r, c: allowed[r, c])
    if share == 1:
        cosines = a @ b.T
    assert told(across) == expected(cosines, k)
    assert told(down) == expected(cosines.T, k)
    pairs = {(i, j) for i, row in enumerate(told(across)) for j, _ in row}
    pairs |= {(i, j) for j, row in enumerate(told(down)) for i, _ in row}
    found = nearest(a, b, k, lambda r, c: allowed[r, c] | (share == 1))
    assert list(zip(*(x.tolist() for x in found), strict=True)) == sorted(pairs)


def test_many_columns_make_groups(monkeypatch):
    monkeypatch.setattr(_nearest, "TILE", 256)
    rng = np.random.default_rng(0)
    a, b = (rng.normal(size=(n, 8)).astype(np.float32) / 9 for n in (700, 600))
    across, down = both_ways(a, b, 4)
    whole = np.concatenate([a[i : i + 256] @ b.T for i in range(0, 700, 256)])
    assert np.array_equal(across.numbers, np.argsort(-whole, axis=1, kind="stable")[:, :4])
    assert np.array_equal(down.numbers, np.argsort(-whole.T, axis=1, kind="stable")[:, :4])


def test_a_tile_in_which_all_may_be_compared_needs_no_mask():
    a = vectors(np.random.default_rng(0), 40, (-0.5, 0.0, 0.5))
    masked = nearest(a, a, 2, lambda r, c: np.ones((r.stop - r.start, c.stop - c.start), bool))
    plain = nearest(a, a, 2, lambda _r, _c: None)
    assert [x.tolist() for x in plain] == [x.tolist() for x in masked]


def test_a_tile_with_nothing_to_compare_costs_no_product(monkeypatch):
    shapes = []
    matmul = np.matmul
    monkeypatch.setattr(np, "matmul", lambda x, y, out: shapes.append(out.shape) or matmul(x, y, out=out))
    a = np.full((40, 3), 0.5, np.float32)
    near = np.abs(np.arange(40)[:, None] - np.arange(40)) < 3
    rows, columns = nearest(a, a, 2, lambda r, c: near[r, c])
    assert len(shapes) == 7  # of nine tiles, those on and beside the diagonal
    assert (np.abs(rows - columns) < 3).all()


@pytest.mark.skipif("numba" not in ENGINES, reason="numba is not installed")
def test_numba_is_loaded_for_much_work_only(monkeypatch):
    monkeypatch.setattr(_nearest, "COMPILED_FROM", 100)
    assert _nearest._loops(99).__name__.endswith("_nearest_rows")
    assert _nearest._loops(100).__name__.endswith("_nearest_loops")


def test_numba_that_does_not_load_is_done_without(monkeypatch):
    monkeypatch.setattr(_nearest, "COMPILED_FROM", 0)
    monkeypatch.delattr(pairers, "_nearest_loops", raising=False)
    monkeypatch.delitem(sys.modules, "aligner.pairers._nearest_loops", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_NoNumba(), *sys.meta_path])
    assert _nearest._loops(1).__name__.endswith("_nearest_rows")


class _NoNumba:
    """Finds numba's loops, and fails as numba does where it does not know the numpy that is installed."""

    def find_spec(self, name, *_):
        if name.endswith("._nearest_loops"):
            raise ImportError("Numba needs NumPy 2.0 or less")


def test_a_mask_is_made_only_where_something_lies_outside():
    days = [Appeared(739_000 + n // 10, window=2) for n in range(100)] + [Appeared(0)]
    side = SimpleNamespace(appeared=np.array(days, APPEARED))
    comparable = _inside(side, side)
    assert comparable(slice(0, 30), slice(0, 30)) is None
    assert comparable(slice(0, 20), slice(0, 101)).tolist() == [
        [abs(row // 10 - column // 10) <= 2 or column == 100 for column in range(101)] for row in range(20)
    ]
