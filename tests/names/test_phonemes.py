import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.names.phonemes import CLASSES, folded, of_hangul, of_latin, of_syllables


def spelled(phonemes):
    return "".join(CLASSES[number] for number in phonemes)


@pytest.mark.parametrize(
    ("hangul", "classes"),
    [("트럼프", "T-LoMP-"), ("장", "CaN"), ("빌라", "PiLa"), ("왕", "waN"), ("2시 반", "SiPaN"), ("", "")],
)
def test_hangul(hangul, classes):
    assert spelled(of_hangul(hangul)) == classes


@pytest.mark.parametrize(
    ("word", "classes"),
    [
        ("Trump", "TLuMP"),
        ("Phan", "PaN"),
        ("Giang", "CiaN"),
        ("Schmidt", "SMiT"),
        ("McKay", "MeKe"),
        ("Miller", "MiLel"),
        ("Đặng", "TaN"),
        ("", ""),
        ("42", ""),
    ],
)
def test_latin(word, classes):
    assert spelled(of_latin(word)) == classes


def test_diacritics_fold():
    assert folded("Việt Nam") == "viet nam"
    assert folded("Øresund") == "oresund"


@given(st.text())
def test_one_entry_a_character(text):
    assert len(of_syllables(text)) == len(text)


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_every_syllable_sounds_like_something(text):
    assert all(of_syllables(text))
    assert of_hangul(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text))) == of_hangul(text)
