"""What every aligner promises."""

import numpy as np
import pytest
from meanings import empty, windows

from aligner.parts import build, names
from aligner.windows import Windows

SIZES = [(0, 0), (0, 3), (3, 0), (1, 1), (1, 7), (9, 9), (12, 8)]


@pytest.fixture(scope="module", params=names("aligners"))
def aligner(request):
    return build("aligners", request.param)


def sides(n, m):
    source = windows([[k] for k in range(n)], 1) if n else empty()
    target = windows([[k] for k in range(m)], 2) if m else empty()
    return source, target


def test_it_says_how_long_its_windows_are(aligner):
    assert aligner.longest >= 1


@pytest.mark.parametrize("size", SIZES)
def test_every_sentence_is_in_exactly_one_bead(aligner, size):
    beads = aligner.align(*sides(*size))
    for side, count in zip(("source", "target"), size, strict=True):
        spans = [getattr(bead, side) for bead in beads]
        assert sorted(k for span in spans for k in range(span.start, span.stop)) == list(range(count))


@pytest.mark.parametrize("size", SIZES)
def test_monotone_beads_are_in_order_and_probabilities_are(aligner, size):
    beads = aligner.align(*sides(*size))
    steady = [bead for bead in beads if bead.kind == "monotone"]
    assert [b.source.start for b in steady] == sorted(b.source.start for b in steady)
    assert [b.target.start for b in steady] == sorted(b.target.start for b in steady)
    assert all(0 <= bead.probability <= 1 for bead in beads)
    assert all(bead.similarity == 0 for bead in beads if bead.is_null)


def test_equal_input_gives_equal_beads(aligner):
    assert aligner.align(*sides(9, 9)) == aligner.align(*sides(9, 9))


def test_vectors_of_zero_are_no_reason_to_fail(aligner):
    nothing = Windows([np.zeros((max(0, 5 - w), 8), np.float32) for w in range(aligner.longest)], np.full(5, 40.0))
    assert sum(len(bead.source) for bead in aligner.align(nothing, nothing)) == 5
