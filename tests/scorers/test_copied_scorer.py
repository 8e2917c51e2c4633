from collections import Counter

import pytest
from bitexts import made
from hypothesis import given
from hypothesis import strategies as st

from aligner.parts import build
from aligner.text import comparison_form

MIXED = st.text("가나다가 ab12.AÀ中あ&", max_size=30)


def share_of_grams(source, target):
    ours, theirs = (
        Counter(form[i : i + 4] for i in range(max(1, len(form) - 3))) if form else Counter()
        for form in (comparison_form(text).lower() for text in (target, source))
    )
    return round(sum((ours & theirs).values()) / ours.total(), 4) if ours else 0.0


@given(MIXED, MIXED, st.text("ab12", max_size=6))
def test_the_score_is_the_share_of_grams_whatever_the_scripts(source, target, both):
    for pair in ((source + both, target + both), (source, target)):
        assert build("scorers", "copied").score([made([pair[0]], [pair[1]])]) == [share_of_grams(*pair)]


@pytest.mark.parametrize(
    ("source", "target", "score"),
    [
        ("가람내 시의회가 다리를 고친다.", "The council of Garamnae will mend its bridge.", 0.0),
        ("가람내는 ABCD로 간다.", "Garamnae goes by ABCD.", 0.1053),
        ("A mended bridge.", "A mended bridge.", 1.0),
        ("다리를 고친다.", "다리를 고친다.", 1.0),
    ],
)
def test_scores(source, target, score):
    assert build("scorers", "copied").score([made([source], [target])]) == [score]
