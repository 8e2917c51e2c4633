"""Sentence boundaries by rules: one engine, driven by what a language's file says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..languages import Language
from ..records import Span
from ..text import view
from ._paragraphs import paragraphs

_OPENERS = "\"'“‘„«‹»([{「『【《〈（［¿¡"
_DASHES = "-–—"
_GOES_ON = frozenset(".,;:、，；：)）")
_FIRST_WORD = re.compile(rf"[{re.escape(_OPENERS)}]*([^\W\d_]+)(?!\.)")
_LAST_WORD = re.compile(r"(?:[^\W_]|[.'’/-])+$")
_HAS_WORD = re.compile(r"\w")
_ROMAN = re.compile(r"[IVX]+$")
# How far a decision looks to either side: longer than any abbreviation or quotative, and what keeps the time linear.
_CONTEXT = 24


def split_by_rules(text: str, language: Language) -> list[Span]:
    """Return the sentences of a text in order; only white space lies between them. Linear in the text's length.

    A sentence ends at a terminator with its closing marks, unless what stands around it says that it goes on.
    """
    rules = _compile(language)
    spans: list[Span] = []
    legible = view(text)
    for paragraph in paragraphs(legible.text, language):
        spans.extend(_join_marks(legible.text, _pieces(legible.text, paragraph, rules)))
    return legible.back(spans)


@dataclass(frozen=True, slots=True)
class _Rules:
    language: Language
    terminator: re.Pattern[str]
    continues: re.Pattern[str]
    continues_after_quote: re.Pattern[str]
    sentence_endings: re.Pattern[str] | None


@cache
def _compile(language: Language) -> _Rules:
    closer = f"[{re.escape(language.closers)}]"
    if language.spaced_closers:
        closer = rf"(?:{closer}|\s[{re.escape(language.spaced_closers)}])"
    never = r"(?!)"
    return _Rules(
        language,
        # Possessive, and a match wherever a terminator stands, so that nothing is read twice: linear on any text.
        re.compile(rf"([{re.escape(language.terminators)}]++)({closer}*+)\s*+"),
        re.compile(language.continues or never, re.IGNORECASE),
        re.compile(language.continues_after_quote or never, re.IGNORECASE),
        re.compile(f"{language.sentence_endings}$") if language.sentence_endings else None,
    )


def _pieces(text: str, paragraph: Span, rules: _Rules) -> Iterator[Span]:
    """Yield the paragraph cut at every terminator that ends a sentence."""
    start = paragraph.start
    counted, quotes = start, 0
    for match in rules.terminator.finditer(text, paragraph.start, paragraph.stop):
        if match.end() == paragraph.stop or not _is_end(text, start, match, rules):
            continue
        stop, next_start = match.end(2), match.end()
        if stop == next_start and match[2] and not match[2].strip('"'):
            # Without spaces only their number tells which straight quotation marks open.
            quotes += text.count('"', counted, match.start())
            counted = match.start()
            stop = next_start = match.end(1) + quotes % 2
        yield Span(start, stop)
        start = next_start
    yield Span(start, paragraph.stop)


def _join_marks(text: str, pieces: Iterator[Span]) -> list[Span]:
    """Join what holds neither letter nor digit to the piece before it, or after it at the start of the paragraph."""
    joined: list[Span] = []
    last_has_word = False
    for piece in pieces:
        has_word = _HAS_WORD.search(text, piece.start, piece.stop) is not None
        if joined and not (has_word and last_has_word):
            joined[-1] = Span(joined[-1].start, piece.stop)
            last_has_word = has_word or last_has_word
        else:
            joined.append(piece)
            last_has_word = has_word
    return joined


def _is_end(text: str, start: int, match: re.Match[str], rules: _Rules) -> bool:
    """Say whether the terminator found ends the sentence that begins at `start`; more text follows it."""
    marks, closing = match.groups()
    at, after = match.start(), match.end()
    before = _nfc(text[max(start, at - _CONTEXT) : at])
    following = _nfc(text[after : after + _CONTEXT])
    if following[0] in _GOES_ON or (closing and rules.continues_after_quote.match(following)):
        return False
    if match.end(2) == after and marks[-1] not in rules.language.tight_terminators:
        return marks == "." and not closing and _space_is_missing(before, following, rules)
    if rules.continues.match(following) or _goes_on_in_lower_case(before, following):
        return False
    if marks == ".":
        return not _is_abbreviation(before, following, at - start, rules.language)
    if rules.sentence_endings and not marks.strip(".…"):
        return rules.sentence_endings.search(before) is not None
    return True


def _nfc(context: str) -> str:
    return context if context.isascii() else unicodedata.normalize("NFC", context)


def _goes_on_in_lower_case(before: str, following: str) -> bool:
    """Say whether a lower-case word follows, which after a letter of a script without case proves nothing."""
    opening = following.lstrip(_OPENERS + _DASHES + " ")
    if not opening[:1].islower() or opening[1:2].isupper():  # iPhone, eBay
        return False
    last = before.rstrip(_OPENERS + "”’ ")[-1:]
    return not last.isalpha() or _has_case(last)


def _has_case(letter: str) -> bool:
    return letter.lower() != letter.upper()


def _is_abbreviation(before: str, following: str, length: int, language: Language) -> bool:
    """Say whether a full stop belongs to the word before it; `length` is that of the sentence so far."""
    word = _last_word(before)
    if length <= 3 and (word.isdigit() or len(word) == 1):  # 1. or A. as a list mark
        return True
    lower = word.lower()
    if lower in language.abbreviations or (lower in language.titles and word[0].isupper()):
        return True
    if following[0].isdigit() and (lower in language.number_abbreviations or lower.isdigit()):  # No. 5, 2025. 9. 18.
        return True
    may_end = lower in language.final_abbreviations or _is_initials(word) or _is_ordinal(word, language)
    return may_end and not _starts_with_common_word(following, language)


def _last_word(before: str) -> str:
    token = before[before.rfind(" ") + 1 :]
    if token.isalnum():
        return token
    found = _LAST_WORD.search(token)
    return found.group() if found else ""


def _is_initials(word: str) -> bool:
    """Say whether a word is one letter that has case, or several with stops between them: `W`, `p.m`, `J.-C`."""
    if len(word) == 1:
        return _has_case(word)
    return "." in word and all(len(part.lstrip(_DASHES)) == 1 for part in word.split("."))


def _is_ordinal(word: str, language: Language) -> bool:
    return language.ordinal_stop and ((word.isdigit() and len(word) <= 2) or _ROMAN.match(word) is not None)


def _starts_with_common_word(following: str, language: Language) -> bool:
    first = _FIRST_WORD.match(following)
    return first is not None and first[1][0].isupper() and first[1].lower() in language.common_words


def _space_is_missing(before: str, following: str, rules: _Rules) -> bool:
    """Say whether a full stop between two words ends a sentence all the same, as in pages stripped of their tags."""
    if rules.sentence_endings:
        return bool(
            following[0].isalpha()
            and not _has_case(following[0])
            and rules.sentence_endings.search(before)
            and not rules.continues.match(following)
            and not rules.continues_after_quote.match(following)
        )
    return before[-3:].isalpha() and before[-3:].islower() and _starts_with_common_word(following, rules.language)
