"""The names of one article pair: each name of the Latin side, and the Hangul that stands for it in each bitext."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from .hangul import are_one_word, is_particle_or_empty, words_from
from .latin import Name, names
from .matching import NOT_FOUND, Match, find

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
class Variant:
    """A word of a name that one text writes otherwise than the article does elsewhere."""

    number: int
    name: Name
    usual: str
    match: Match


@dataclass(slots=True)
class _Forms:
    """The Hangul forms one Latin word has in an article."""

    places: list[tuple[int, Name, Match]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


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


def variants(found: Sequence[Mention], hangul: Sequence[str]) -> list[Variant]:
    """Return where a name's Hangul form differs from the one the article uses most, in the order of the texts."""
    table: dict[str, _Forms] = defaultdict(_Forms)
    for mention in found:
        for word, match in zip(mention.name.words, mention.words, strict=True):
            forms = table[word.lower()]
            forms.places.append((mention.number, mention.name, match))
            if _is_sure(match):
                forms.counts[match.form] += 1
    out = []
    for forms in table.values():
        if forms.counts:
            usual = _usual(forms.counts)
            for number, name, match in forms.places:
                other = _variant(usual, match, hangul[number])
                if other is not NOT_FOUND:
                    out.append(Variant(number, name, usual, other))
    return sorted(out, key=lambda variant: variant.number)


def _usual(counts: Counter[str]) -> str:
    """Return the form that stands most often, counted with any particles, as it is without them."""
    together = {form: sum(n for other, n in counts.items() if are_one_word(form, other)) for form in counts}
    return max(counts, key=lambda form: (together[form], -len(form), form))


def _variant(usual: str, match: Match, text: str) -> Match:
    """Return the place of a form that is nearly the usual one, where the usual one does not stand in the text."""
    if usual in text or any(are_one_word(usual, word) for _, word in words_from(text)):
        return NOT_FOUND
    if _is_sure(match) and not are_one_word(usual, match.form) and set(usual) & set(match.form):
        return match
    for at, word in words_from(text):
        head = word[: len(usual)]
        wrong = sum(a != b for a, b in zip(head, usual, strict=False))
        if len(usual) >= 3 and len(head) == len(usual) and wrong == 1 and is_particle_or_empty(word[len(usual) :]):
            return Match(match.similarity, at, at + len(head), head)
    return NOT_FOUND


def _is_sure(match: Match) -> bool:
    return match.heard and match.similarity >= SURE and len(match.form) > 1 and " " not in match.form
