"""Text carried over from the source word by word."""

from __future__ import annotations

import re
from functools import lru_cache

from ..text import ASIAN_LETTERS, has_asian_letters

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NOT_ASIAN = re.compile(rf"[^\W_{ASIAN_LETTERS}]+")
_ADDRESS = re.compile(r"[/@]|\w\.\w")
_RUN = 3
"""Words in a row that both sides must have for any of them to count as copied."""
_CASELESS_TEXT = 9
"""Letters of a script without capitals that are more than a name."""
Words = list[tuple[str, int, int]]


def words(text: str) -> Words:
    """Return each word with its place in the text; a run of letters without spaces is one word."""
    return [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=512)
def grams(text: str, length: int) -> frozenset[str]:
    """Return every run of so many words of a text, in lower case."""
    found = [word.lower() for word, _, _ in words(text)]
    return frozenset(" ".join(found[i : i + length]) for i in range(len(found) - length + 1))


@lru_cache(maxsize=512)
def is_copy(source: str, target: str) -> bool:
    """True where nearly all words of the target stand in the source in the same order, and it is no mere name or title."""
    if target.strip() != source.strip() and _share_no_words(source, target):
        return False
    found = words(" ".join(word for word in target.split() if not _ADDRESS.search(word)))
    plain = sum(word.islower() for word, _, _ in found)
    is_text = plain > 1 or len(found) > 4 or sum(map(_caseless, (word for word, _, _ in found))) >= _CASELESS_TEXT
    if is_text and target.strip() == source.strip():
        return True
    if plain < 3 or len(found) < 4:
        return False
    lower = [word.lower() for word, _, _ in found]
    if grams(source, 1).isdisjoint(lower):
        return False
    shared = grams(source, _RUN)
    copied: set[int] = set()
    for i in range(len(found) - _RUN + 1):
        if " ".join(lower[i : i + _RUN]) in shared:
            copied.update(range(i, i + _RUN))
    weights = [_weight(word) for word, _, _ in found]
    return sum(weights[i] for i in copied) >= 0.8 * sum(weights)


def _share_no_words(source: str, target: str) -> bool:
    """True where an Asian source holds too few words without its letters for three of them to stand in a target without any."""
    return not has_asian_letters(target) and has_asian_letters(source) and len(_NOT_ASIAN.findall(source)) < _RUN


def _weight(word: str) -> int:
    """Return how much text a word is: a character of a script without spaces counts as three letters."""
    return len(word) if word.lower() != word.upper() or word.isdigit() else 3 * len(word)


def _caseless(word: str) -> int:
    """Return how many letters of a script without capitals a word has."""
    return len(word) if word.lower() == word.upper() and not word.isdigit() else 0
