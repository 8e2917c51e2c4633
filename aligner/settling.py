"""Which candidates stand and why the others do not, and why articles stay alone: columns in memory, words on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .clocks import Appeared, Calendar, Reach
from .config import Config
from .keys import Key, Reaches, raw, reaches, readable
from .records import ArticlePair, Note
from .shelf import Shelf

_AT_ONCE = 4096
_STANDS, _IMPROBABLE, _WORSE, _ADDS_LITTLE = range(4)
Column = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Named:
    """What settling needs to know of an article."""

    id: str
    lang: str
    source: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What settling needs to know of an article pair, read without any text."""

    id: str
    source: Named
    target: Named
    probability: float
    evidence: dict[str, float]
    because: str


Found = Iterable[ArticlePair | Candidate]


class Reasons(Mapping[str, str]):
    """Why candidates do not stand, by pair id: "" for those that do. Memory holds some 60 bytes a candidate.

    `ids`: bytes (n,), in order; `outcomes`: int8 (n,); `chances`: float64 (n, 3), of the pair, of the better one, and added.
    """

    def __init__(self, ids: Column, outcomes: Column, chances: Column, least: float) -> None:
        self._ids, self._outcomes, self._chances, self._least = ids, outcomes, chances, least

    def __getitem__(self, pair_id: str) -> str:
        if (row := _row(self._ids, pair_id)) is None:
            raise KeyError(pair_id)
        outcome, (chance, better, adds) = self._outcomes[row], self._chances[row].tolist()
        if outcome == _IMPROBABLE:
            return f"probability {chance:.2f} is below {self._least:g}"
        if outcome == _WORSE:
            return f"a better counterpart was found (probability {better:.2f} against {chance:.2f})"
        return f"a better counterpart was found, to which this one adds {adds:.0%}" if outcome == _ADDS_LITTLE else ""

    def __iter__(self) -> Iterator[str]:
        return (readable(bytes(name)) for name in self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def settle(found: Found, config: Config) -> Reasons:
    """Return which candidates stand, and why the others do not: pair id -> "" or the reason.

    A candidate stands if it is probable enough and each article is the other's best in its language; ties go to the
    smaller pair id. A candidate with the evidence `adds` also stands if its article adds enough to what the best counterpart
    of the other one tells: a long article told in two.
    """
    ids, own, other, chance, adds = _columns(found, _sides)
    ids, rows = np.unique(ids, return_index=True)
    chance, adds = chance[rows].astype(np.float64), adds[rows].astype(np.float64)
    own, other = _numbered(own[rows], other[rows])
    order = np.argsort(-chance, kind="stable")
    rank = np.empty(len(ids), np.int64)
    rank[order] = np.arange(len(ids))
    plain = np.isnan(adds)
    best = np.full(max(own.max(initial=-1), other.max(initial=-1)) + 1, len(ids))
    np.minimum.at(best, own, rank)
    np.minimum.at(best, other[plain], rank[plain])
    first, has_first = best[other], best[other] < len(ids)
    first_row = order[np.minimum(first, len(ids) - 1)]
    better = np.maximum(chance[order[best[own]]], np.where(has_first, chance[first_row], 0))
    improbable = chance < config.pairs.min_probability
    worse = (best[own] != rank) | (plain & (first != rank))
    outcomes = np.select([improbable, worse, ~plain], [_IMPROBABLE, _WORSE, _ADDS_LITTLE], _STANDS).astype(np.int8)
    for row in order[outcomes[order] == _ADDS_LITTLE]:  # what is added to must stand itself
        if adds[row] >= config.pairs.min_addition and has_first[row] and outcomes[first_row[row]] == _STANDS:
            outcomes[row] = _STANDS
    return Reasons(ids, outcomes, np.stack([chance, better, adds], axis=1), config.pairs.min_probability)


def _sides(pair: ArticlePair | Candidate) -> tuple[bytes, bytes, bytes, float, float]:
    """Return id, article and language of the counterpart on both sides (what adds to another first), probability, addition."""
    sides = [raw(f"{a.id} {b.lang}") for a, b in ((pair.source, pair.target), (pair.target, pair.source))]
    own, other = sides if "told_in_targets" not in pair.evidence else sides[::-1]
    return raw(pair.id), own, other, pair.probability, pair.evidence.get("adds", np.nan)


def _columns(found: Found, row_of: Callable[[ArticlePair | Candidate], tuple[Any, ...]]) -> list[Column]:
    """Return what is to be known of candidates as columns of bytes and numbers."""
    iterator, parts = iter(found), list[list[Column]]()
    while some := [row_of(pair) for pair in islice(iterator, _AT_ONCE)]:
        parts.append([np.array(column) for column in zip(*some, strict=True)])
    return [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [np.empty(0, "S1")] * 5


def _numbered(*columns: Column) -> list[Column]:
    """Return numbers for the names in columns, the same for the same name."""
    numbers = np.unique(np.concatenate(columns), return_inverse=True)[1].ravel()
    return np.split(numbers, np.cumsum([len(column) for column in columns])[:-1])


def _row(names: Column, name: str) -> int | None:
    """Return where a name stands among names in order, as bytes, or None."""
    wanted = np.array(raw(name))
    if not len(names) or wanted.dtype.itemsize > names.dtype.itemsize:
        return None
    row = int(np.searchsorted(names, wanted.astype(names.dtype)))
    return row if row < len(names) and bytes(names[row]) == raw(name) else None


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a candidate: the sources of both articles, its evidence in words, and why it does not stand."""

    source: bytes
    target: bytes
    because: str
    reason: str


def notes_on_unpaired(
    keys: Callable[[], Iterable[Key]],
    found: Callable[[], Found],
    reasons: Mapping[str, str],
    config: Config,
    folder: Path | None = None,
) -> Iterator[Note]:
    """Say of every article that got no counterpart in any language why not; what is said waits in a file of the folder.

    `keys` and `found` give the articles and the candidates anew each time.
    """
    window = config.pairs.window

    def appeared(key: Key) -> Appeared:
        return window.appeared(key.date, key.timestamp, key.source)

    calendars = _by_language(reaches((key.lang, appeared(key)) for key in keys()))
    names, closest, paired = _closest(found(), reasons)
    asked = np.unique(closest[~paired] // 2)
    words = (_Told(raw(p.source.source), raw(p.target.source), p.because, reasons[p.id]) for p in _some(found(), asked))
    with Shelf(_Told, words, folder) as told:
        for key in keys():
            row = _row(names, key.id)
            if row is not None and paired[row]:
                continue
            why = list(_no_other(key, appeared(key), calendars, config))
            if row is None:
                why.append("coverage: no article of another language comes near")
            else:
                number, is_target = divmod(int(closest[row]), 2)
                said = told[int(np.searchsorted(asked, number))]
                other = readable(said.source if is_target else said.target)
                why.append(f"coverage: the closest is {other}, {said.because}: {said.reason}")
            yield Note(key.source, "unpaired", "; ".join(why), key.id)


def _closest(found: Found, reasons: Mapping[str, str]) -> tuple[Column, Column, Column]:
    """Return the articles of candidates in order, of each twice the number of its most probable one (and 1 for a target's),
    and whether any of them stands."""
    source, target, chance, stands, _ = _columns(
        found, lambda p: (raw(p.source.id), raw(p.target.id), p.probability, not reasons[p.id], 0)
    )
    names, codes = np.unique(np.stack([source, target], axis=1).ravel(), return_inverse=True)
    order = np.lexsort((-np.repeat(chance.astype(np.float64), 2), codes))
    closest = order[np.flatnonzero(np.append(True, np.diff(codes[order]))[: len(order)])]
    paired = np.zeros(len(names), bool)
    paired[codes[np.repeat(stands.astype(bool), 2)]] = True
    return names, closest, paired


def _some(found: Found, numbers: Column) -> Iterator[ArticlePair | Candidate]:
    """Yield the candidates of these numbers, which are in order."""
    wanted = iter(numbers.tolist())
    following = next(wanted, None)
    for number, one in enumerate(found):
        if following is None:
            return
        if number == following:
            yield one
            following = next(wanted, None)


def _by_language(reached: Reaches) -> dict[str, Calendar]:
    """Return the calendar of the dated articles of each language."""
    found: dict[str, dict[int, Reach]] = {}
    for (lang, day), reach in reached.items():
        if day:
            found.setdefault(lang, {})[day] = reach
    return {lang: Calendar.of(days) for lang, days in found.items()}


def _no_other(key: Key, article: Appeared, calendars: Mapping[str, Calendar], config: Config) -> Iterator[str]:
    """Say of a dated article that no article of another language lies inside its window, if that is so."""
    others = [code for code in config.run.languages if code != key.lang]
    if article.day and not any(True for code in others if code in calendars for _ in calendars[code].near(article)):
        yield f"date: no {' or '.join(others)} article within {article.window} days of {key.date}"
