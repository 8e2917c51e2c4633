"""Margins: the cosine less the mean of the nearest of both sides, as their definition has it."""

import numpy as np
import pytest

from aligner.pairers._nearest import both_ways
from eval.margin import NEAREST, background, margins


def test_margins_are_as_defined():
    rng = np.random.default_rng(1)
    a, b = (v / np.linalg.norm(v, axis=1, keepdims=True) for v in rng.normal(size=(2, 40, 6)).astype(np.float32))
    cosines = a @ b.T
    mean_a = np.sort(cosines, axis=1)[:, -NEAREST:].mean(axis=1)
    mean_b = np.sort(cosines, axis=0)[-NEAREST:].mean(axis=0)
    across, down = both_ways(a, b, NEAREST)
    assert background(across) == pytest.approx(mean_a, abs=1e-6)
    assert background(down) == pytest.approx(mean_b, abs=1e-6)
    expected = cosines - (mean_a[:, None] + mean_b) / 2
    assert margins(across, down) == pytest.approx(np.take_along_axis(expected, across.numbers, axis=1), abs=1e-6)


def test_the_background_is_of_the_neighbours_there_are():
    a, b = np.eye(3, dtype=np.float32)[:1], np.full((2, 3), 0.5, np.float32)
    assert background(both_ways(a, b, NEAREST)[0]) == pytest.approx([0.5])
