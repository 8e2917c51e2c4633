"""Proper names in a text of the Latin script: runs of capitalised words that are neither titles nor common words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass

from ..languages._shared import LATIN_TITLES, words
from .common_words import COMMON_WORDS
from .phonemes import folded

_TOKEN = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?\.?")
_POSSESSIVE = re.compile(r"['’]s?$")
_LINKS = words("de da do dos du des del della di la le van von der den ter bin ibn al el")
"""Small words inside names."""
_MADE_OF_NAMES = (
    "-based",
    "-born",
    "-led",
    "-backed",
    "-run",
    "-style",
    "-area",
    "-era",
    "-registered",
    "-listed",
    "-owned",
)
_SENTENCE_MARKS = ".!?:;…“\"‘'«„([—–"
_SHORTEST, _SHORTEST_RUN, _BEFORE = 2, 4, 16
_FEWEST_CAPITALS = 4
_SMALL = words(
    "a an the and or but nor of to in on at by for from with as into over after amid than vs via up off out is s"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words: its place in the text and its words in order, possessive endings removed.

    `opening`: the first word begins a sentence or a quotation, so that its capital says nothing.
    """

    start: int
    stop: int
    words: tuple[str, ...]
    opening: bool = False

    @property
    def text(self) -> str:
        """Return the words with single spaces."""
        return " ".join(self.words)

    @property
    def key(self) -> str:
        """Return what tells this name from others: lower case, without diacritics."""
        return folded(self.text)


def lower_case_words(texts: Iterable[str]) -> set[str]:
    """Return the words that some text writes in lower case: with a capital they are no names there."""
    return {word for text in texts for word in re.findall(r"(?<![\w'’-])[^\W\d_A-Z][\w'’-]+", text) if word.islower()}


def names(text: str, common: Set[str]) -> list[Name]:
    """Return the names of a text; `common` are words that are none, besides the usual ones.

    Headlines with a capital on every word hold no names: their capitals say nothing.
    """
    tokens = list(_TOKEN.finditer(text))
    if _is_title_case(tokens):
        return []
    out: list[Name] = []
    run: list[re.Match[str]] = []
    for token in tokens:
        if run and not _touches(run[-1], token, text):
            _close(run, text, out)
        word = token[0]
        if (word[0].isupper() and _may_be_name(word, common)) or (run and word.lower() in _LINKS):
            run.append(token)
        elif run:
            _close(run, text, out)
    _close(run, text, out)
    return out


def _is_title_case(tokens: list[re.Match[str]]) -> bool:
    """True where every word but the small ones has a capital, as in many headlines."""
    words = (token[0].rstrip(".") for token in tokens)
    if not all(word[0].isupper() or word in _SMALL for word in words):
        return False
    return sum(token[0][0].isupper() for token in tokens) >= _FEWEST_CAPITALS


def _touches(before: re.Match[str], token: re.Match[str], text: str) -> bool:
    """True where only white space lies between, and no full stop but that of an initial."""
    gap = text[before.end() : token.start()]
    return len(gap) == 1 and gap.isspace() and (before[0][-1] != "." or len(before[0]) == 2)


def _may_be_name(token: str, common: Set[str]) -> bool:
    word = _POSSESSIVE.sub("", token.rstrip("."))
    lower = word.lower()
    if lower in COMMON_WORDS or lower in common:
        return False
    if "'" in word[2:] or "’" in word[2:] or word.endswith(_MADE_OF_NAMES):
        return False
    return len(word) == 1 or not word.isupper()


def _close(run: list[re.Match[str]], text: str, out: list[Name]) -> None:
    """Move a finished run to the names if it is one, and empty it; links at its end and initials at either are no part."""
    while run and (run[-1][0].lower() in _LINKS or len(run[-1][0].rstrip(".")) == 1):
        run.pop()
    while run and len(run[0][0].rstrip(".")) == 1:
        run.pop(0)
    parts = tuple(_POSSESSIVE.sub("", token[0].rstrip(".")) for token in run)
    if sum(map(len, parts)) >= _SHORTEST_RUN and all(len(part) >= _SHORTEST or len(part) == 1 for part in parts):
        start, stop = run[0].start(), run[-1].start() + len(parts[-1])
        out.append(Name(start, stop, parts, _is_opening(text[max(0, start - _BEFORE) : start].rstrip())))
    run.clear()


def _is_opening(before: str) -> bool:
    """True after nothing or a sentence mark, unless that is the full stop of a title."""
    if not before:
        return True
    last = before.split()[-1]
    is_title = last.endswith(".") and last[:-1].lower() in LATIN_TITLES
    return before[-1] in _SENTENCE_MARKS and not is_title
