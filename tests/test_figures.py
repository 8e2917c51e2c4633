"""Figures and countries of two articles: what both tell, and what stands against each other where sentences match."""

import numpy as np
import pytest

from aligner.figures import Told, compare, figures, packed, unpacked
from aligner.places import places


def test_figures_compare_across_languages():
    korean = figures("제12차 포럼은 2025년 9월 18일 열렸고 2억 4,000만 원이 들었다.", "ko")
    english = figures("The 12th forum was held on September 18, 2025, at a cost of 240 million won.", "en")
    assert korean.telling == english.telling
    assert ("number", 240_000_000.0) in korean.telling


def test_a_language_without_numbers_gives_its_digits():
    assert figures("Цена 1,250 и 3.5", "ru").telling == {("number", 1250.0), ("number", 3.5)}


@pytest.mark.parametrize(
    ("text", "lang", "codes"),
    [
        ("베트남 국방장관이 캄보디아와 몽골 대표를 만났다.", "ko", {"VN", "KH", "MN"}),
        ("걸아일랜드 시장은 이런 수단을 쓰지 않는다.", "ko", set()),
        ("Việt Nam and Laos met in Beijing; the U.S. did not.", "en", {"VN", "LA", "US"}),
        ("越南和柬埔寨", "zh", {"VN", "KH"}),
        ("nothing", "xx", set()),
    ],
)
def test_places(text, lang, codes):
    assert places(text, lang) == codes


def compared(source, target, cosines):
    """Return how articles of such sentences compare, given the cosines of these."""
    return compare(Told.of(source), Told.of(target), np.array(cosines, np.float32))


def test_only_matching_sentences_oppose():
    source = [figures("규모 4.1의 지진이 일어났다.", "ko"), figures("관중은 8,400명이었다.", "ko")]
    target = [figures("A magnitude 5.3 quake struck.", "en"), figures("The price was 212.40.", "en")]
    found = compared(source, target, [[0.7, 0.1], [0.1, 0.2]])
    assert found.opposed == (((("number", 4.1),), (("number", 5.3),)),)
    assert found.conflict == 1.0
    assert found.agreement == 0.0


def test_a_figure_told_elsewhere_in_the_other_article_opposes_nothing():
    source = [figures("규모 4.1의 지진이 일어났다.", "ko")]
    target = [figures("A magnitude 5.3 quake struck.", "en"), figures("A 4.1 shock came before it.", "en")]
    found = compared(source, target, [[0.7, 0.1]])
    assert found.opposed == ()
    assert found.shared == (("number", 4.1),)


def test_articles_without_sentences_have_nothing_to_compare():
    assert compare(Told.of([]), Told.of([]), np.zeros((0, 0), np.float32)).conflict == 0.0


def test_figures_come_back_from_bytes():
    found = [figures("9월 18일 베트남에서 2억 4,000만 원을 들여 열렸다.", "ko"), figures("No figure.", "en")]
    assert unpacked(packed(found)) == found
