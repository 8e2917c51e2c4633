"""A row's product is right, and the same to the last bit wherever the row stands and however many there are."""

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from aligner.encoders._products import COLUMNS, EDGE, Product, edged
from aligner.encoders._use_network import TILES

SHAPES = [(1280, 640), (320, 320), (320, 512), (512, 512), (512, 768), (256, 256)]


@pytest.fixture(autouse=True)
def one_thread():
    with threadpool_limits(limits=1, user_api="blas"):
        yield


@pytest.mark.parametrize(("inner", "columns"), SHAPES)
def test_a_row_is_the_same_anywhere(inner, columns):
    rng = np.random.default_rng(inner + columns)
    weights = rng.standard_normal((inner, columns)).astype(np.float32)
    row = rng.standard_normal((1, inner)).astype(np.float32)
    product = Product(weights)
    alone = product(row)
    assert alone == pytest.approx(row @ weights, abs=1e-3)
    many = product(np.repeat(row, 1000, axis=0))
    assert (many == alone).all()


def test_a_tile_is_the_same_anywhere():
    rng = np.random.default_rng(0)
    kernel = edged(rng.standard_normal((COLUMNS, COLUMNS)))
    found = np.repeat(rng.standard_normal((1, COLUMNS)).astype(np.float32), TILES, axis=0) @ kernel
    inside = found[:, EDGE : EDGE + COLUMNS]
    assert (inside == inside[0]).all()


def test_what_is_given_as_out_is_filled():
    weights = np.eye(3, dtype=np.float32)
    out = np.full((2, 3), 9, np.float32)
    assert Product(weights)(np.ones((2, 3)), out) is out
    assert np.array_equal(out, np.ones((2, 3)))
    assert Product(weights)(np.empty((0, 3))).shape == (0, 3)
