import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.records import Span
from aligner.text import comparison_form, view

PIECES = st.sampled_from(
    ["word", " ", "\n", "다", "한글", unicodedata.normalize("NFD", "한글 é"), "&amp;", "&nbsp;", "&#39;", "&bad", "\u200b",
     "\ufeff", "\u00ad", "\u2028", "\x00", "が", "\u304b\u3099", "ệ", "e\u0323\u0302", "&NotEqualTilde;", "²\u0301"]
)  # fmt: skip
TEXTS = st.text() | st.lists(PIECES).map("".join)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain text", "plain text"),
        (unicodedata.normalize("NFD", "베트남 tiếng Việt カ\u3099"), "베트남 tiếng Việt ガ"),
        ("Q&amp;A &#39;one&#39;&nbsp;two &lt;b&gt;", "Q&A 'one'\xa0two <b>"),
        ("ze\u200bro\ufeff wi\u00addth", "zero width"),
        ("line\u2028ends\r\nstay", "line\u2028ends\r\nstay"),
        ("AT&T and R&D; &unknown; 3 & 4", "AT&T and R&D; &unknown; 3 & 4"),
    ],
)
def test_a_view_is_what_a_reader_sees(text, seen):
    assert view(text).text == seen


@given(TEXTS)
def test_a_view_compares_like_its_text(text):
    once = comparison_form(view(text).text)
    assert once == comparison_form(view(view(text).text).text) or "&" in once


def test_places_lead_back_to_the_text_as_it_was_read():
    text = unicodedata.normalize("NFD", "\ufeff한국 &amp; 일본&nbsp;\u200b 회담")
    found = view(text)
    words = [Span(found.text.index(word), found.text.index(word) + len(word)) for word in ("한국", "&", "일본", "회담")]
    parts = [span.of(text) for span in found.back(words)]
    assert [unicodedata.normalize("NFC", part) for part in parts] == [
        "\ufeff한국",
        "&amp;",
        "일본&nbsp;\u200b",
        "회담",
    ]


@given(TEXTS)
def test_words_of_a_view_lead_back_to_all_of_the_text_but_white_space(text):
    found = view(text)
    words, at = [], 0
    for word in found.text.split():
        at = found.text.index(word, at)
        words.append(Span(at, at + len(word)))
        at += len(word)
    spans = found.back(words)
    assert len(spans) == len(words)
    at = 0
    for span in spans:
        assert at <= span.start <= span.stop <= len(text)
        assert not text[at : span.start].strip()
        at = span.stop
    assert not words or not text[at:].strip()


def test_a_text_of_nothing_visible_stays():
    assert view("\x1b\u200b ").text == "\x1b\u200b "
