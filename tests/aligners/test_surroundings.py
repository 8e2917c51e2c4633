"""The middle of the cosines, taken without numpy's own median, is the same number."""

import numpy as np
import pytest

from aligner.aligners._surroundings import _median


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 12, 101, 1600])
def test_the_median_is_that_of_numpy(size):
    values = np.random.default_rng(size).standard_normal((1, size)).astype(np.float32)
    assert _median(values) == float(np.median(values))
    assert _median(np.ones_like(values)) == 1
