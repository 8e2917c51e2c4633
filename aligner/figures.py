"""The figures two articles tell: which they have in common, and which stand against each other in sentences that match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from .places import places
from .quantities import quantities, supports

if TYPE_CHECKING:
    import msgspec
    from numpy.typing import NDArray

Figure = tuple[str, float | str]
"""What it is (`number`, `month`, `day`, `clock`, or `place` for a country) and its value; amounts, shares, ordinals and
years are numbers."""

MATCHING = 0.4  # cosine from which two sentences are taken to tell of the same: unrelated ones have .2, translations .7
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_TIMES = ("month", "day", "clock")
_COUNTED = ("number", "ordinal", "percent", "money", "year", "fraction")
_SMALL = 13


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of a sentence: the telling ones, and all, with those that translators leave out freely."""

    telling: frozenset[Figure]
    every: frozenset[Figure]


NONE = Figures(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Telling figures that both articles have, and those that stand against each other: (source's, target's) by sentence."""

    shared: tuple[Figure, ...]
    opposed: tuple[tuple[tuple[Figure, ...], tuple[Figure, ...]], ...]

    @property
    def agreement(self) -> float:
        """How many figures are shared; small whole numbers, which meet by chance, count half."""
        return _weight(figure for figure in self.shared if figure[0] != "place")

    @property
    def conflict(self) -> float:
        """How many figures stand against others: in each sentence as many as the side with fewer of its own has."""
        return sum(min(_weight(source), _weight(target)) for source, target in self.opposed)


def figures(sentence: str, lang: str) -> Figures:
    """Return the figures of a sentence; a language without a grammar of numbers gives its digits."""
    countries: frozenset[Figure] = frozenset(("place", code) for code in places(sentence, lang))
    found = quantities(sentence, lang) if supports(lang) else None
    if found is None:
        digits = countries | {("number", _plain(match[0])) for match in _DIGITS.finditer(sentence)}
        return Figures(digits, digits)
    keyed: list[tuple[Figure, bool]] = [
        ((q.kind if q.kind in _TIMES else "number", round(float(q.value), 4)), q.hard)
        for q in found
        if q.kind in _TIMES or q.kind in _COUNTED
    ]
    telling = frozenset(key for key, hard in keyed if hard)
    return Figures(telling | countries, frozenset(key for key, _ in keyed) | countries)


def packed(found: Sequence[Figures]) -> bytes:
    """Return the figures of an article's sentences as bytes, the same for equal ones (MessagePack)."""
    import msgspec

    return msgspec.msgpack.encode([(sorted(each.telling), sorted(each.every)) for each in found])


def unpacked(raw: bytes) -> list[Figures]:
    """Return the figures that `packed` gave."""
    return [Figures(telling, every) for telling, every in _decoder().decode(raw)]


@cache
def _decoder() -> msgspec.msgpack.Decoder[list[tuple[frozenset[Figure], frozenset[Figure]]]]:
    import msgspec

    return msgspec.msgpack.Decoder(list[tuple[frozenset[Figure], frozenset[Figure]]])


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of an article: by sentence, and of all its sentences together."""

    sentences: tuple[Figures, ...]
    telling: frozenset[Figure]
    every: frozenset[Figure]

    @classmethod
    def of(cls, sentences: Sequence[Figures]) -> Told:
        """Return the figures of an article of such sentences."""
        telling, every = (each.telling for each in sentences), (each.every for each in sentences)
        return cls(tuple(sentences), frozenset().union(*telling), frozenset().union(*every))


def compare(source: Told, target: Told, cosines: NDArray[np.float32]) -> Comparison:
    """Return what the figures of two articles have in common and where they stand against each other.

    `cosines` of their sentences has the shape (source, target). Sentences match where each is the other's best. A figure stands
    against another where neither is anywhere in the other article.
    """
    shared = (source.telling & target.every) | (target.telling & source.every)
    own_only, other_only = source.telling - target.every, target.telling - source.every
    opposed = []
    if own_only and other_only:
        for i, j in _matching(cosines):
            own, other = source.sentences[i].telling & own_only, target.sentences[j].telling & other_only
            if own and other:
                opposed.append((tuple(sorted(own)), tuple(sorted(other))))
    return Comparison(tuple(sorted(shared)), tuple(opposed))


def _matching(cosines: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Return the sentence pairs in which each is the other's best and near enough."""
    if not cosines.size:
        return []
    forward, backward = cosines.argmax(axis=1).tolist(), cosines.argmax(axis=0).tolist()
    return [(i, j) for i, j in enumerate(forward) if backward[j] == i and cosines[i, j] >= MATCHING]


def _plain(digits: str) -> float:
    """Read digits with separators: a last group of three after a comma or stop is taken for thousands."""
    parts = re.split("[.,]", digits)
    if len(parts) > 1 and len(parts[-1]) != 3:
        return float("".join(parts[:-1]) + "." + parts[-1])
    return float("".join(parts))


def _weight(found: Iterable[Figure]) -> float:
    return sum(0.5 if isinstance(value, float) and value < _SMALL and value.is_integer() else 1.0 for _, value in found)
