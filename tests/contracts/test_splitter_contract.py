"""What every splitter promises: spans in order, inside the text, apart, trimmed, with nothing but white space between."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import languages
from aligner.errors import UsageError
from aligner.parts import build, names

SPLITTERS = names("splitters")
CODES = [*languages.known(), "xx"]
MARKS = [*".!?…。！？\"'”’»«()[]」「,、:-–*", "...", "..", "?!", "1.", "3.5", "A.", "a.m.", "Gen.", "U.S."]
WORDS = [
    "word",
    "Word",
    "다",
    "라고",
    "말했다",
    "と",
    "的",
    "\u1112\u1161\u11ab",
    "汉字",
    "かな",
    "Слово",
    "\x00",
    "\ud800",
]
SPACES = [" ", "  ", "\n", "\r\n", "\n\n", "\t", "\u00a0", "\u3000", "\u2028", "\x1c", "\x85", ""]
PIECES = st.sampled_from([*MARKS, *WORDS, *SPACES])
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=60).map("".join))


@cache
def splitter(name):
    """Return a splitter that has loaded what it needs; skips the test where its optional package is not there."""
    try:
        return build("splitters", name)
    except UsageError as error:
        pytest.skip(str(error))


def check(text, spans):
    at = 0
    for span in spans:
        assert at <= span.start <= span.stop <= len(text)
        assert not text[at : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        at = span.stop
    assert not text[at:].strip()


@pytest.mark.parametrize("name", SPLITTERS)
@given(text=TEXTS, code=st.sampled_from(CODES))
def test_spans_of_any_text_in_any_language(name, text, code):
    spans = splitter(name).split(text, languages.get(code))
    check(text, spans)
    assert spans == splitter(name).split(text, languages.get(code))


@pytest.mark.parametrize("name", SPLITTERS)
def test_no_text_no_sentences(name):
    assert splitter(name).split("", languages.get("ko")) == []


@pytest.mark.parametrize("name", SPLITTERS)
def test_it_says_whether_its_text_was_split_before(name):
    assert isinstance(splitter(name).is_pre_split, bool)
