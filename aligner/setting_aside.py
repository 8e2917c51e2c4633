"""Which articles are not paired at all: those in other languages, repeats of a text, and near-duplicates of an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .clocks import APPEARED, inside
from .config import Config
from .keys import Keys
from .minhash import BANDS, near_duplicates
from .records import Note

STANDS, OTHER_LANGUAGE = -1, -2


@dataclass(frozen=True, slots=True)
class Aside:
    """For each article STANDS, OTHER_LANGUAGE or the number of the one used instead, int64 (n,), and their similarity.

    `similarity`: float32 (n,), 0 where the texts are equal.
    """

    instead: NDArray[np.int64]
    similarity: NDArray[np.float32]

    @property
    def standing(self) -> NDArray[np.int64]:
        """The numbers of the articles that may be paired."""
        return np.flatnonzero(self.instead == STANDS)


def aside(keys: Keys, config: Config) -> Aside:
    """Return what is not paired at all: of equal texts, and near-duplicates in one language inside the window, the first stands.

    Give keys in the order of their sources.
    """
    instead, similarity = np.full(len(keys), OTHER_LANGUAGE, np.int64), np.zeros(len(keys), np.float32)
    asked = np.flatnonzero(np.isin(keys.langs, config.run.languages))
    codes = keys.ids.take(asked).dictionary_encode().indices.to_numpy() if len(asked) else asked
    first = asked[np.unique(codes, return_index=True)[1][codes]] if len(asked) else asked
    instead[asked] = np.where(first == asked, STANDS, first)
    for lang in config.run.languages:
        numbers = np.flatnonzero((keys.langs == lang) & (instead == STANDS))
        numbers = numbers[np.argsort(keys.appeared["day"][numbers], kind="stable")]
        found, shares = _near(keys, numbers, config.pairs.near_duplicate)
        repeats = found >= 0
        instead[numbers[repeats]] = numbers[found[repeats]]
        similarity[numbers[repeats]] = shares[repeats]
    return Aside(instead, similarity)


def _near(keys: Keys, numbers: NDArray[np.int64], least: float) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    def comparable(a: int, b: int) -> bool:
        return _inside(*keys.appeared[numbers[[a, b]]].tolist())

    banded = (keys.band(number)[numbers] for number in range(BANDS))
    return near_duplicates(banded, lambda n: keys.signature(int(numbers[n])), len(numbers), least, comparable)


@lru_cache(1 << 14)
def _inside(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Return what `inside` does; most of what is asked has been asked before, since few dates come with a time."""
    one, other = np.array([a, b], APPEARED)
    return bool(inside(one, other))


def notes_on_aside(keys: Keys, found: Aside, config: Config) -> Iterator[Note]:
    """Say of every article set aside why, in their order."""
    asked = ", ".join(config.run.languages)
    for number in np.flatnonzero(found.instead != STANDS).tolist():
        source, article, instead = keys.source(number), keys.id(number), int(found.instead[number])
        similarity = float(found.similarity[number])
        if instead == OTHER_LANGUAGE:
            lang = keys.langs[number]
            message = f"Language {lang} is not part of this run ({asked}): ask for it with --languages."
            yield Note(source, "language", message, article)
        elif not similarity:
            yield Note(source, "duplicate", f"Same text as {keys.source(instead)}, which is used instead.", article)
        else:
            first = f"{keys.source(instead)} (similarity {similarity:.2f})"
            yield Note(source, "near-duplicate", f"Nearly the same text as {first}, which is used instead.", article)
