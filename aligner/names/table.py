"""The names of one article pair: each name of the Latin side, and the Hangul that stands for it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from .latin import Name, names
from .matching import Match, find

SOUNDS_ALIKE = 0.6
"""The similarity from which a Hangul form is taken for a name. Of 157 multi-word names with their form in the sentence 95 %
reach it, of as many names from elsewhere 8 % (news translated into Korean, development part of NTREX)."""
SURE = 0.7
_MOST_NAMES = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in one Latin text: the best place of the whole, and of each word, in the Hangul text of the same number."""

    number: int
    name: Name
    whole: Match
    words: tuple[Match, ...]
    is_first: bool

    @property
    def found(self) -> bool:
        """True where the whole name, or every word of it, is heard."""
        return self.whole.similarity >= SOUNDS_ALIKE or all(word.similarity >= SOUNDS_ALIKE for word in self.words)


def mentions(latin: Sequence[str], hangul: Sequence[str], lang: str, common: Set[str]) -> list[Mention]:
    """Return the mentions of names in the Latin texts of one article, in order; both sides are NFC and parallel.

    `common` are words that are no names in this article (see `latin.names`).
    """
    listed = [(n, name) for n, text in enumerate(latin) for name in names(text, common)[:_MOST_NAMES]]
    queries = [query for n, name in listed for query in _queries(n, name)]
    found = iter(find(queries, hangul, lang))
    seen: set[str] = set()
    out = []
    for n, name in listed:
        matches = [next(found) for _ in _queries(n, name)]
        wholes, words = (matches[:1], matches[:1]) if len(name.words) == 1 else (matches[:2], matches[2:])
        whole = max(wholes, key=lambda match: match.similarity)
        out.append(Mention(n, name, whole, tuple(words), name.key not in seen))
        seen.add(name.key)
    return out


def _queries(n: int, name: Name) -> list[tuple[int, tuple[str, ...]]]:
    """Return what to look for: the whole name, the same with its first word last, and each word."""
    if len(name.words) == 1:
        return [(n, name.words)]
    return [(n, name.words), (n, name.words[1:] + name.words[:1]), *((n, (word,)) for word in name.words)]
