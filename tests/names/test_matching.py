import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.names.exonyms import exonyms
from aligner.names.glosses import wrong_glosses
from aligner.names.hangul import are_one_word, composed, without_brackets, without_particle
from aligner.names.matching import find


def best(name, text, lang="en"):
    return find([(0, tuple(name.split()))], [text], lang)[0]


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("Marcus Delaney", "어제 마커스 델라니에게서 편지가 왔다.", "마커스 델라니"),
        ("Germany", "독일은 동의했다.", "독일"),
        ("Shanghai", "상하이에서 열렸다.", "상하이"),
        ("Korea", "한국의 항구", "한국"),
        ("Brexit", "그는 Brexit에 반대했다.", "Brexit"),
        ("Việt Nam", "베트남–중국 국경", "베트남"),
    ],
)
def test_found_by_sound_by_exonym_or_as_written(name, text, form):
    match = best(name, text)
    assert match.form == form == text[match.start : match.stop]
    assert match.similarity > 0.7


def test_what_is_in_brackets_does_not_count():
    assert best("Marcus Delaney", "그레타 린드홈(Marcus Delaney)이 왔다.").similarity < 0.6
    assert without_brackets("또 럼(To Lam)은 (2일)") == "또 럼        은 (2일)"


def test_each_name_is_sought_in_its_own_text():
    texts = ["마커스 델라니가 왔다.", "그레타 린드홈이 왔다."]
    first, second = find([(1, ("Marcus", "Delaney")), (1, ("Greta", "Lindholm"))], texts, "en")
    assert first.similarity < 0.6 < second.similarity


def test_exonyms_of_other_languages_come_from_cldr():
    assert "독일" in exonyms("de")["deutschland"]
    assert "미국" in exonyms("fr")["etats-unis"]
    assert "한국" in exonyms("xx")["korea"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("또 럼(To Lam) 주석", []),
        ("마커스 델라니(Greta Lindholm)는", ["Greta Lindholm"]),
        ("국제 적십자(International Red Cross)는", []),
        ("독일(Germany)은", []),
        ("3개국(EU 포함)은", []),
    ],
)
def test_wrong_glosses(text, expected):
    assert [gloss.latin for gloss in wrong_glosses([(text, set())], "en")[0]] == expected


def test_particles():
    assert are_one_word("델라니", "델라니에게")
    assert are_one_word("델라니가", "델라니를")
    assert not are_one_word("델라니", "델레니")
    assert without_particle("델라니에게서") == "델라니"
    assert without_particle("델라니") == "델라니"


@given(st.text("가나\u1112\u1161\u11abe\u0301 a", max_size=30))
def test_composed_text_leads_back(text):
    form, offsets = composed(text)
    assert form == unicodedata.normalize("NFC", text)
    assert len(offsets) == len(form) + 1
    assert list(offsets) == sorted(offsets)
    assert offsets[0] == 0 or not text
    assert offsets[-1] == len(text)
