import pytest
from hypothesis import given
from hypothesis import strategies as st
from matched import findings, rules

from aligner.checks import _copies


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("The museum reopened after a long winter.", "The museum reopened after a long winter.", ("en", "ko")),
        ("The museum reopened after a long winter.", "The museum reopened after a long winter", ("en", "de")),
        ("박물관이 긴 겨울 끝에 다시 문을 열었다.", "박물관이 긴 겨울 끝에 다시 문을 열었다.", ("ko", "en")),
        ("博物馆在漫长的冬天之后重新开放。", "博物馆在漫长的冬天之后重新开放。", ("zh", "en")),
    ],
)
def test_copies(source, target, languages):
    assert rules("copied", [source], [target], source_lang=languages[0], target_lang=languages[1]) == [["copy"]]


@pytest.mark.parametrize(
    "text", ["Blue Lantern Press", "3-2", "F-35", "https://example.org/news/today/a.html", "Lindmoor Tribune, 9 May"]
)
def test_names_and_figures_are_the_same_in_both_languages(text):
    assert rules("copied", [text], [text], target_lang="de") == [[]]


def test_a_translation_that_quotes_half_of_the_source_is_no_copy():
    source = "The motto was all for one and one for all in those days."
    assert rules(
        "copied", [source], ["당시 표어는 ‘all for one and one for all’이었고 모두가 그것을 외우고 다녔다."]
    ) == [[]]


def test_a_copy_is_critical():
    ((found,),) = findings("copied", ["It rained all day."], ["It rained all day."])
    assert found.severity == "critical"


WORDS = st.lists(
    st.sampled_from(["the", "old", "Bridge", "of", "2025", "다리", "오래된", "A380기", "橋", "is_it"]), max_size=9
)


@given(WORDS, WORDS, WORDS)
def test_a_quick_no_is_right(source, target, both):
    texts = " ".join([*source, *both]), " ".join([*both, *target])
    if _copies._share_no_words(*texts):
        lower = [[word.lower() for word, _, _ in _copies.words(text)] for text in texts]
        runs = [{tuple(side[i : i + 3]) for i in range(len(side) - 2)} for side in lower]
        assert runs[0].isdisjoint(runs[1])
