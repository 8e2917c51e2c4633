"""What every scorer promises: one number in [0, 1] each, whatever the texts."""

import pytest
from builders import bitext
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import UsageError
from aligner.parts import build, names


@pytest.mark.parametrize("name", names("scorers"))
@pytest.mark.filterwarnings("ignore:invalid escape sequence:DeprecationWarning")  # of what a scorer needs
def test_one_number_each(name):
    try:
        scorer = build("scorers", name)
        scorer.score([bitext()])
    except UsageError as error:
        pytest.skip(str(error))

    @given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=5))
    def holds(texts):
        scores = scorer.score([bitext(source_text=a, target_text=b) for a, b in texts])
        assert len(scores) == len(texts)
        assert all(0 <= score <= 1 for score in scores)

    holds()


def test_a_copy_scores_one_and_a_translation_near_zero():
    copied, translated = build("scorers", "copied").score(
        [
            bitext(source_text="The library is open.", target_text="The  library is open."),
            bitext(source_text="도서관이 문을 열었다.", target_text="The library is open."),
        ]
    )
    assert copied == 1
    assert translated == 0


def test_the_usual_ratio_scores_one():
    scores = build("scorers", "length_ratio").score(
        [bitext(source_text="가" * 10, target_text="a" * 20), bitext(source_text="가" * 5, target_text="a" * 10)]
    )
    assert scores == [1, 1]
