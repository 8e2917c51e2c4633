"""Text carried over from the source word by word."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
Words = list[tuple[str, int, int]]


def words(text: str) -> Words:
    """Return each word with its place in the text; a run of letters without spaces is one word."""
    return [(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=512)
def grams(text: str, length: int) -> frozenset[str]:
    """Return every run of so many words of a text, in lower case."""
    found = [word.lower() for word, _, _ in words(text)]
    return frozenset(" ".join(found[i : i + length]) for i in range(len(found) - length + 1))


def is_copy(source: str, target: str) -> bool:
    """True where nearly all words of the target stand in the source in the same order, and it is no mere name or title."""
    found = words(target)
    plain = sum(word.islower() or (not word.isascii() and word.lower() == word.upper()) for word, _, _ in found)
    if plain < 3 and not _has_long_caseless_run(found):
        return False
    if target.strip() == source.strip():
        return True
    length = min(3, len(found))
    shared = grams(source, length)
    own = [" ".join(word.lower() for word, _, _ in found[i : i + length]) for i in range(len(found) - length + 1)]
    return len(found) >= 4 and sum(gram in shared for gram in own) >= 0.8 * len(own)


def _has_long_caseless_run(found: Words) -> bool:
    return any(stop - start >= 6 and word.lower() == word.upper() and not word.isdigit() for word, start, stop in found)
