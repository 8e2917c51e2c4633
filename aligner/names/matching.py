"""Finds names of the Latin script in Korean text: by an exonym, by the same letters, or by sound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .distance import best_matches
from .exonyms import exonyms
from .hangul import sounds, without_brackets
from .phonemes import Phonemes, folded, of_latin


@dataclass(frozen=True, slots=True)
class Match:
    """Where a name stands in a Korean text (characters), how alike it sounds, and the form found.

    `heard`: found by sound; a name that stands there in the same letters, or by an exonym, has the similarity 1.
    """

    similarity: float
    start: int
    stop: int
    form: str
    heard: bool = False


_LATIN = re.compile("[A-zÀ-ỿ]")
NOT_FOUND = Match(0.0, 0, 0, "")


def find(queries: Sequence[tuple[int, tuple[str, ...]]], texts: Sequence[str], lang: str) -> list[Match]:
    """Return for each (number of a text, words of a name) the best place of the whole name in that text.

    Texts are NFC; what they hold in brackets with Latin letters does not count. `lang` is the language of the names.
    """
    bare = [without_brackets(text) for text in texts]
    lower = [folded(text) if _LATIN.search(text) else "" for text in bare]
    found = [_as_written(words, bare[n], lower[n], lang) for n, words in queries]
    heard = sounds(bare)
    wanted = [i for i, match in enumerate(found) if match is NOT_FOUND and _sound(queries[i][1])]
    rows = [_sound(queries[i][1]) for i in wanted]
    for i, (value, first, last) in zip(
        wanted, best_matches(rows, heard.stream, [heard.ranges[queries[i][0]] for i in wanted]), strict=True
    ):
        if value:
            start, stop = heard.characters[first], heard.characters[last] + 1
            found[i] = Match(value, start, stop, bare[queries[i][0]][start:stop], heard=True)
    return found


def _as_written(words: tuple[str, ...], text: str, lower: str, lang: str) -> Match:
    name = _key(words)
    for form in exonyms(lang).get(name, ()):
        at = text.find(form)
        if at >= 0:
            return Match(1.0, at, at + len(form), form)
    at = lower.find(name) if lower else -1
    if at >= 0 and len(lower) == len(text):
        return Match(1.0, at, at + len(name), text[at : at + len(name)])
    return NOT_FOUND


@lru_cache(maxsize=65536)
def _key(words: tuple[str, ...]) -> str:
    return folded(" ".join(words))


@lru_cache(maxsize=65536)
def _sound(words: tuple[str, ...]) -> Phonemes:
    return tuple(number for word in words for number in of_latin(word))
