"""Names that one article writes in two ways, in Hangul or in the Latin script."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from .hangul import are_one_word, is_particle_or_empty, without_particle, words_from
from .latin import Name
from .matching import NOT_FOUND, Match
from .phonemes import folded
from .table import SURE, Mention

_SHORTEST_SPELLING, _NEARLY = 5, 0.8
_MOST_SPELLINGS = 500
"""Distinct words of one article that are compared with each other; no article has that many names."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A word of a name that one text writes otherwise than the article does elsewhere."""

    number: int
    name: Name
    usual: str
    match: Match


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A word of a name that one Latin text spells otherwise than the article does elsewhere."""

    number: int
    name: Name
    word: str
    usual: str


@dataclass(slots=True)
class _Forms:
    """The Hangul forms one Latin word has in an article."""

    places: list[tuple[int, Name, Match]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


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


def misspellings(found: Sequence[Mention], hangul: Sequence[str]) -> list[Misspelling]:
    """Return where a Latin word differs in a letter or two from another whose Hangul form stands beside it."""
    forms: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        for word, match in zip(mention.name.words, mention.words, strict=True):
            if len(word) >= _SHORTEST_SPELLING:
                places[word].append(mention)
                if _is_sure(match):
                    forms[word].add(without_particle(match.form))
    ranked = sorted(places, key=lambda word: -len(places[word]))[:_MOST_SPELLINGS]
    out = []
    for rank, word in enumerate(ranked):
        usual = next((other for other in ranked[:rank] if forms[other] and _is_nearly(word, other)), "")
        present = {mention.number for mention in places[usual]} if usual else set[int]()
        for mention in places[word] if usual else ():
            text = hangul[mention.number]
            if mention.number not in present and any(form in text for form in forms[usual]):
                out.append(Misspelling(mention.number, mention.name, word, usual))
    return sorted(out, key=lambda item: item.number)


def _is_nearly(word: str, usual: str) -> bool:
    """True for words that differ, but not only in an ending, in diacritics or in capitals."""
    one, other = folded(word), folded(usual)
    if one[0] != other[0] or abs(len(one) - len(other)) > 2 or one.startswith(other[:-1]) or other.startswith(one[:-1]):
        return False
    return one != other and SequenceMatcher(None, one, other, autojunk=False).ratio() >= _NEARLY


def _is_sure(match: Match) -> bool:
    return match.heard and match.similarity >= SURE and len(match.form) > 1 and " " not in match.form
