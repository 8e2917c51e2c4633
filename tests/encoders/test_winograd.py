"""Minimal filtering is filtering."""

import numpy as np
import pytest

from aligner.encoders._winograd import POINTS, Filtering


@pytest.mark.parametrize(("outputs", "taps"), [(4, 2), (4, 3), (4, 5), (2, 5), (3, 4), (1, 5)])
def test_the_outputs_are_those_of_the_filter(outputs, taps):
    filtering = Filtering.of(outputs, taps)
    rng = np.random.default_rng(outputs * taps)
    given, weights = rng.standard_normal(outputs + taps - 1), rng.standard_normal(taps)
    products = exchanged(filtering.inputs @ given, filtering.paired) * (filtering.taps @ weights)
    found = filtering.outputs @ exchanged(products, filtering.paired)
    assert found == pytest.approx([given[i : i + taps] @ weights for i in range(outputs)])


@pytest.mark.parametrize("products", POINTS)
def test_what_inputs_and_outputs_are_weighed_with_is_exact_in_float32(products):
    filtering = Filtering.of(products - 1, 2)
    for weights in (filtering.inputs, filtering.outputs):
        assert np.array_equal(weights.astype(np.float32), weights)


def exchanged(values, paired):
    """Put sum and difference in the place of each two values from `paired` on; the last stands alone."""
    out = values.copy()
    for k in range(paired, len(values) - 1, 2):
        out[k], out[k + 1] = values[k] + values[k + 1], values[k] - values[k + 1]
    return out
