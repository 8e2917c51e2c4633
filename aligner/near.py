"""Texts that repeat one another: equal, equal but for case, punctuation and digits, or equal but for one word.

A text that differs in one word keeps its beginning or its end. Each is hashed at three lengths of a ladder, so that two
texts whose own lengths differ a little still share one; who shares a hash is then compared. Memory and time are linear in
the texts. A bitext has the keys of both its sides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from xxhash import xxh3_64_intdigest

from .records import Bitext, Span
from .text import comparison_form

_MARKS = re.compile(r"[^\w\s]+|_+")
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN = re.compile(f"[{_IDEOGRAPH}]|[^\\s{_IDEOGRAPH}]+")
_IS_IDEOGRAPH = re.compile(f"[{_IDEOGRAPH}]")
_FEWEST_BYTES = 24
"""Letters, as bytes of UTF-8, beside which digits do not count: "5 March 2024" is a date, not a copy of "7 March 2025"."""
_WORDS_OF_IDEOGRAPH, _LONGEST_WORD = 0.5, 4
_SHORTEST_END, _STEP, _LONGEST_SHARE, _RUNGS = 7, 1.3, 0.45, 3
FEWEST_WORDS = 3
"""How many words a text must have for one of them to be little; half as many where its translation is equal."""


@dataclass(frozen=True, slots=True)
class TextKeys:
    """A text's near form and its hashes, 64 bits each: of its comparison form, of the near form, of its ends (or none)."""

    form: str
    exact: int
    near: int
    ends: tuple[int, ...]


def text_keys(text: str) -> TextKeys:
    """Return the keys of a text, those of none are 0; of one without any letter or digit the near form is its comparison
    form."""
    if not text:
        return TextKeys("", 0, 0, ())
    compared = comparison_form(text)
    form = near_form(compared)
    solid = _bytes(form.replace(" ", ""))
    return TextKeys(form, _hash64(_bytes(compared)), _hash64(solid), _ends(solid))


def near_form(text: str) -> str:
    """Return the text without case, width, punctuation and, beside enough letters, with every number as 0."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())
    without = _DIGITS.sub("0", plain)
    if without is not plain and len(_bytes(_DIGITS.sub("", plain).replace(" ", ""))) >= _FEWEST_BYTES:
        plain = without
    return _SPACES.sub(" ", plain).strip() or text


def one_word_apart(a: str, b: str, fewest: float = FEWEST_WORDS) -> bool:
    """Tell whether two near forms are equal but for one word changed, added or left out, and the longer has so many words.

    A word is what spaces set apart; in Chinese and Japanese, up to four characters in a row.
    """
    first, second = _TOKEN.findall(a), _TOKEN.findall(b)
    longer = max(first, second, key=len)
    words = sum(_WORDS_OF_IDEOGRAPH if _IS_IDEOGRAPH.match(token) else 1 for token in longer)
    if words < fewest or abs(len(first) - len(second)) > _LONGEST_WORD:
        return False
    shorter = min(len(first), len(second))
    head = next((n for n in range(shorter) if first[n] != second[n]), shorter)
    tail = next((n for n in range(shorter - head) if first[-1 - n] != second[-1 - n]), shorter - head)
    return all(_is_word(tokens[head : len(tokens) - tail]) for tokens in (first, second))


def _is_word(tokens: list[str]) -> bool:
    return len(tokens) <= (_LONGEST_WORD if any(map(_IS_IDEOGRAPH.match, tokens)) else 1)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _hash64(raw: bytes) -> int:
    """Return a signed hash of 64 bits (XXH3)."""
    found: int = xxh3_64_intdigest(raw)
    return found - (1 << 63)


def _ends(raw: bytes) -> tuple[int, ...]:
    """Return the hashes of the first and last bytes of a form, at three lengths; none of a text too short for any."""
    lengths = []
    length = float(_SHORTEST_END)
    while length <= _LONGEST_SHARE * len(raw):
        lengths.append(int(length))
        length *= _STEP
    return tuple(_hash64(part) for n in lengths[-_RUNGS:] for part in (b"<" + raw[:n], b">" + raw[len(raw) - n :]))


@dataclass(frozen=True, slots=True)
class BitextKeys:
    """The keys of a bitext's sides; `sentences` are the near hashes of single sentences, where a side has several."""

    id: str
    source: TextKeys
    target: TextKeys
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentences:
    """What keys are made from of a side's reference."""

    spans: tuple[Span, ...]
    joiner: str


@dataclass(frozen=True, slots=True)
class Sides:
    """What keys are made from of a bitext: less to read than all of it."""

    id: str
    source_text: str
    target_text: str
    source_ref: Sentences
    target_ref: Sentences


def keys_of(bitext: Bitext | Sides) -> BitextKeys:
    """Return the keys of a bitext."""
    alone = []
    for text, reference in ((bitext.source_text, bitext.source_ref), (bitext.target_text, bitext.target_ref)):
        at = 0
        for span in reference.spans if len(reference.spans) > 1 else ():
            alone.append(text_keys(text[at : at + len(span)]).near)
            at += len(span) + len(reference.joiner)
    return BitextKeys(bitext.id, text_keys(bitext.source_text), text_keys(bitext.target_text), tuple(alone))
