"""Coverage against a plain loop."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.similarity import coverage

COUNTS = st.lists(st.integers(1, 4), min_size=1, max_size=6)


@settings(deadline=None)
@given(COUNTS, COUNTS, st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_coverage_is_the_mean_of_the_best_cosines(source_counts, target_counts, rows, seed):
    rng = np.random.default_rng(seed)
    a = rng.normal(size=(sum(source_counts), 5)).astype(np.float32)
    b = rng.normal(size=(sum(target_counts), 5)).astype(np.float32)
    forward, backward = coverage(a, source_counts, b, target_counts, rows)
    groups_a = np.split(a, np.cumsum(source_counts)[:-1])
    groups_b = np.split(b, np.cumsum(target_counts)[:-1])
    for i, x in enumerate(groups_a):
        for j, y in enumerate(groups_b):
            assert np.isclose(forward[i, j], (x @ y.T).max(1).mean(), atol=1e-4)
            assert np.isclose(backward[i, j], (x @ y.T).max(0).mean(), atol=1e-4)


def test_no_groups_no_coverage():
    empty = np.empty((0, 5), np.float32)
    forward, backward = coverage(empty, [], np.ones((2, 5), np.float32), [2])
    assert forward.shape == backward.shape == (0, 1)
