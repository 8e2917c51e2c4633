"""Which candidates stand and why the others do not, and why articles stay alone: columns in memory, words on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .candidates import Column, Columns, Found, numbers
from .clocks import Appeared, Calendar, Reach
from .config import Config
from .keys import Key, Reaches, raw, reaches, readable
from .records import Note
from .shelf import Shelf

_STANDS, _IMPROBABLE, _WORSE, _ADDS_LITTLE = range(4)


class Reasons(Mapping[str, str]):
    """Why candidates do not stand, by pair id: "" for those that do. Memory holds some 60 bytes a candidate.

    `ids`: bytes (n,), in order; `outcomes`: int8 (n,); `chances`: float64 (n, 3), of the pair, of the better one, and added.
    """

    def __init__(self, ids: Column, outcomes: Column, chances: Column, least: float) -> None:
        self._ids, self._outcomes, self._chances, self._least = ids, outcomes, chances, least

    def __getitem__(self, pair_id: str) -> str:
        row, found = _rows(self._ids, np.array([raw(pair_id)]))
        if not found.all():
            raise KeyError(pair_id)
        outcome, (chance, better, adds) = self._outcomes[row[0]], self._chances[row[0]].tolist()
        if outcome == _IMPROBABLE:
            return f"probability {chance:.2f} is below {self._least:g}"
        if outcome == _WORSE:
            return f"a better counterpart was found (probability {better:.2f} against {chance:.2f})"
        return f"a better counterpart was found, to which this one adds {adds:.0%}" if outcome == _ADDS_LITTLE else ""

    def standing(self, ids: Column) -> Column:
        """Return which candidates stand, bool (n,), by their ids as bytes (n,); raises KeyError for one that is unknown."""
        rows, found = _rows(self._ids, ids)
        if not found.all():
            raise KeyError(readable(bytes(ids[~found][0])))
        return np.equal(self._outcomes[rows], _STANDS)

    def __iter__(self) -> Iterator[str]:
        return (readable(bytes(name)) for name in self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def settle(found: Found, config: Config) -> Reasons:
    """Return which candidates stand, and why the others do not: pair id -> "" or the reason.

    A candidate stands if it is probable enough and each article is the other's best in its language; ties go to the
    smaller pair id. A candidate with the evidence `adds` also stands if its article adds enough to what the best counterpart
    of the other one tells: a long article told in two. Memory holds some 200 bytes a candidate at most.
    """
    ids, own, other, chance, adds = _joined(found.columns(), ("ids", "own", "other", "probability", "adds"))
    ids, rows = np.unique(ids, return_index=True)
    own, other, chance, adds = own[rows], other[rows], chance[rows], adds[rows]
    count = len(own)
    own, other = np.split(np.unique(np.concatenate([own, other]), return_inverse=True)[1], [count])
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


def _joined(parts: Iterable[Columns], names: Sequence[str]) -> list[Column]:
    """Return some columns of all candidates in one piece each."""
    found: dict[str, list[Column]] = {name: [] for name in names}
    for part in parts:
        for name, column in found.items():
            column.append(getattr(part, name))
    return [np.concatenate(found.pop(name) or [np.empty(0)]) for name in names]


def _rows(names: Column, wanted: Column) -> tuple[Column, Column]:
    """Return where names stand among names in order, or any row, and which are there."""
    if not len(names):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    rows = np.minimum(np.searchsorted(names, wanted), len(names) - 1)
    return rows, names[rows] == wanted


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a candidate: the sources of both articles, its evidence in words, and why it does not stand."""

    source: bytes
    target: bytes
    because: str
    reason: str


def notes_on_unpaired(
    keys: Callable[[], Iterable[Key]], found: Found, reasons: Reasons, config: Config, folder: Path | None = None
) -> Iterator[Note]:
    """Say of every article that got no counterpart in any language why not; what is said waits in a file of the folder.

    `keys` gives the articles anew each time.
    """
    window = config.pairs.window

    def appeared(key: Key) -> Appeared:
        return window.appeared(key.date, key.timestamp, key.source)

    calendars = _by_language(reaches((key.lang, appeared(key)) for key in keys()))
    names, closest, paired = _closest(found, reasons)
    asked = np.zeros(len(found), bool)
    asked[closest[~paired] // 2] = True
    place = np.cumsum(asked) - 1
    words = (_Told(raw(p.source.source), raw(p.target.source), p.because, reasons[p.id]) for p in found.words(asked))
    with Shelf(_Told, words, folder) as told:
        for key in keys():
            (row,), (known,) = _rows(names, numbers([key.id]))
            if known and paired[row]:
                continue
            why = list(_no_other(key, appeared(key), calendars, config))
            if not known:
                why.append("coverage: no article of another language comes near")
            else:
                number, is_target = divmod(int(closest[row]), 2)
                said = told[int(place[number])]
                other = readable(said.source if is_target else said.target)
                why.append(f"coverage: the closest is {other}, {said.because}: {said.reason}")
            yield Note(key.source, "unpaired", "; ".join(why), key.id)


def _closest(found: Found, reasons: Reasons) -> tuple[Column, Column, Column]:
    """Return the numbers of the articles of candidates in order, of each twice the row of its most probable one (and 1 for a
    target's), and whether any of them stands."""
    names, chances, stands = list[Column](), list[Column](), list[Column]()
    for part in found.columns():
        names.append(np.stack([part.source, part.target], axis=1).ravel())
        chances.append(part.probability)
        stands.append(reasons.standing(part.ids))
    if not names:
        return np.empty(0, np.uint64), np.empty(0, np.int64), np.empty(0, bool)
    known, codes = np.unique(np.concatenate(names), return_inverse=True)
    names.clear()
    order = np.lexsort((-np.repeat(np.concatenate(chances), 2), codes))
    closest = order[np.flatnonzero(np.append(True, np.diff(codes[order]))[: len(order)])]
    paired = np.zeros(len(known), bool)
    paired[codes[np.repeat(np.concatenate(stands), 2)]] = True
    return known, closest, paired


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
