"""Tallies add up in any order."""

from hypothesis import given
from hypothesis import strategies as st

from aligner.tally import BINS, Tally, histogram, total

VALUES = st.lists(st.floats(-1, 2, allow_nan=False))
TALLIES = st.builds(
    Tally,
    st.dictionaries(st.sampled_from("abc"), st.integers(1, 9)),
    st.dictionaries(st.sampled_from("xy"), VALUES.map(histogram)),
)


@given(st.lists(TALLIES), st.randoms())
def test_order_does_not_matter(tallies, random):
    shuffled = random.sample(tallies, len(tallies))
    assert total(shuffled) == total(tallies)


@given(VALUES, VALUES)
def test_histograms_add(a, b):
    added = Tally(histograms={"p": histogram(a)}) + Tally(histograms={"p": histogram(b)})
    assert added.histograms["p"] == histogram([*a, *b])
    assert sum(added.histograms["p"]) == len(a) + len(b)


def test_bins_are_equal_and_the_ends_hold_the_rest():
    assert histogram([0, 0.049, 0.05, 1, 7, -3]) == (3, 1, *(0,) * (BINS - 3), 2)
