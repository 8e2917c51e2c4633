"""The names of one article pair: each name of the Latin side, and the Hangul that stands for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate

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


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one article, NFC and parallel; `common` are words that are no names in it (see `latin.names`)."""

    latin: Sequence[str]
    hangul: Sequence[str]
    common: Set[str]


def mentions(articles: Sequence[Texts], lang: str) -> list[list[Mention]]:
    """Return the mentions of names in the Latin texts of each article, in order; all are looked for together."""
    listed = [
        [(n, name) for n, text in enumerate(article.latin) for name in names(text, article.common)[:_MOST_NAMES]]
        for article in articles
    ]
    firsts = accumulate((len(article.hangul) for article in articles), initial=0)
    queries = [
        (first + n, words)
        for first, named in zip(firsts, listed, strict=False)
        for n, name in named
        for words in _queries(name)
    ]
    found = iter(find(queries, [text for article in articles for text in article.hangul], lang))
    return [_of_article(named, found) for named in listed]


def _of_article(named: Sequence[tuple[int, Name]], found: Iterator[Match]) -> list[Mention]:
    """Return the mentions of an article's names, whose matches come next."""
    seen: set[str] = set()
    out = []
    for n, name in named:
        matches = [next(found) for _ in _queries(name)]
        wholes, words = (matches[:1], matches[:1]) if len(name.words) == 1 else (matches[:2], matches[2:])
        whole = max(wholes, key=lambda match: match.similarity)
        out.append(Mention(n, name, whole, tuple(words), name.key not in seen))
        seen.add(name.key)
    return out


def _queries(name: Name) -> list[tuple[str, ...]]:
    """Return what to look for: the whole name, the same with its first word last, and each word."""
    if len(name.words) == 1:
        return [name.words]
    return [name.words, name.words[1:] + name.words[:1], *((word,) for word in name.words)]
