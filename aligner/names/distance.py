"""How far two names are apart in sound: a weighted edit distance over phoneme classes, for many pairs at once.

The costs were set once from how Korean writes foreign names (an inserted ㅡ costs next to nothing, a lost coda r little, a
vowel for another some, a consonant for an unlike one most) and never fitted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from .phonemes import CLASSES, Phonemes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Numbers = NDArray[np.intp]

_CONSONANTS = "LKTPSCNMH"
_GAPS = {" ": 0.0, "-": 0.05, "l": 0.1, "w": 0.15, "H": 0.35, "T": 0.7}
_VOWEL_GAP, _CONSONANT_GAP, _PADDING_COST = 0.3, 0.9, 9.0
_LIKE = {"SC": 0.35, "ST": 0.35, "CT": 0.35, "KC": 0.5, "KH": 0.6, "PH": 0.6, "NM": 0.5, "wP": 0.5, "lL": 0.1}
_BATCH = 1024


def _gap(a: str) -> float:
    return _GAPS.get(a, _CONSONANT_GAP if a in _CONSONANTS else _VOWEL_GAP)


def _substitution(a: str, b: str) -> float:
    if a == b:
        return 0.0
    if " " in (a, b):
        return _PADDING_COST
    if a + b in _LIKE or b + a in _LIKE:
        return _LIKE.get(a + b) or _LIKE[b + a]
    vowels = (a not in _CONSONANTS) + (b not in _CONSONANTS)
    if "l" in (a, b):
        return 0.9 if vowels == 1 else 0.4
    if vowels == 2:
        return 0.15 if "-" in (a, b) else 0.3
    return 1.2 if vowels else 1.0


_SUBSTITUTION = np.array([[_substitution(a, b) for b in CLASSES] for a in CLASSES], np.float32)
_GAP = np.array([_gap(a) for a in CLASSES], np.float32)
_COLUMN_GAP = np.where(np.arange(len(CLASSES)) == 0, np.float32(_PADDING_COST), _GAP)


@dataclass(frozen=True, slots=True)
class Stream:
    """Phonemes of running text, int8; a name may begin at `starts` and end where `ends` is True.

    A 0 among the phonemes is a place no name reaches across.
    """

    phonemes: NDArray[np.int8]
    starts: Numbers
    ends: NDArray[np.bool_]


def similarities(pairs: Sequence[tuple[Phonemes, Phonemes]]) -> list[float]:
    """Return how alike the two whole names of each pair sound, 0..1; 0 where the second is more than twice as long."""
    stream = np.array([number for _, other in pairs for number in (*other, 0)], np.int8)
    lengths = np.array([len(other) for _, other in pairs], np.intp)
    separators = np.cumsum(lengths + 1) - 1
    ends = np.zeros(len(stream), np.bool_)
    ends[separators - 1] = True
    compared = [n for n, both in enumerate(pairs) if all(both)]
    names = [pairs[n][0] for n in compared]
    found = best_matches(names, Stream(stream, separators - lengths, ends), [(n, n + 1) for n in compared])
    values = dict(zip(compared, (value for value, _, _ in found), strict=True))
    return [values.get(n, 0.0) for n in range(len(pairs))]


def best_matches(
    names: Sequence[Phonemes], stream: Stream, ranges: Sequence[tuple[int, int]]
) -> list[tuple[float, int, int]]:
    """Return for each name where in its range of the stream's starts it sounds best: similarity 0..1, first and last phoneme.

    A name without a possible place gets (0.0, 0, 0); so does one all of whose places are more than twice as long.
    """
    found = [(0.0, 0, 0)] * len(names)
    by_length = sorted(range(len(names)), key=lambda n: len(names[n]))
    for numbers, starts in _batches(by_length, ranges, stream.starts):
        rows = [names[n] for n in numbers]
        alike, stops = _align(rows, starts, stream)
        for n, start, value, stop in zip(numbers, starts.tolist(), alike.tolist(), stops.tolist(), strict=True):
            if value > found[n][0]:
                found[n] = (round(value, 4), start, stop)
    return found


def _batches(
    order: Sequence[int], ranges: Sequence[tuple[int, int]], starts: Numbers
) -> Iterable[tuple[list[int], Numbers]]:
    if not order:
        return
    numbers = np.repeat(np.array(order), [ranges[n][1] - ranges[n][0] for n in order])
    places = np.concatenate([starts[slice(*ranges[n])] for n in order])
    for at in range(0, len(numbers), _BATCH):
        yield numbers[at : at + _BATCH].tolist(), places[at : at + _BATCH]


def _align(names: Sequence[Phonemes], starts: Numbers, stream: Stream) -> tuple[Floats, Numbers]:
    """Return for each name and start the similarity at the best end, and that end (the last phoneme inside).

    The names come in the order of their lengths, so that those not yet at their end are the last ones.
    """
    lengths = np.array([len(name) for name in names])
    longest = len(names[-1])
    rows = np.array([name + (0,) * (longest - len(name)) for name in names], np.intp).reshape(len(names), longest)
    if loops := _loops():
        found: tuple[Floats, Numbers] = loops.align(
            rows, lengths, starts, stream.phonemes, stream.ends, _SUBSTITUTION, _GAP
        )
        return found
    width = 2 * longest + 2
    places = starts[:, None] + np.arange(width)
    inside = (places < len(stream.phonemes)) & (np.arange(width) < 2 * lengths[:, None] + 2)
    places = np.minimum(places, len(stream.phonemes) - 1)
    columns = np.where(inside, stream.phonemes[places], 0)
    reached = np.logical_and.accumulate(columns > 0, axis=1)
    columns = np.where(reached, columns, 0).astype(np.intp)
    passed = np.zeros((len(names), width + 1), np.float32)
    np.cumsum(_COLUMN_GAP[columns], axis=1, out=passed[:, 1:])
    distance = passed.copy()
    for i, first in enumerate(np.searchsorted(lengths, np.arange(longest), side="right").tolist()):
        row, going_on, behind = rows[first:, i], distance[first:], passed[first:]
        substituted = _SUBSTITUTION.ravel().take(row[:, None] * len(CLASSES) + columns[first:], mode="clip")
        substituted += going_on[:, :-1]
        going_on += _GAP[row][:, None]
        np.minimum(going_on[:, 1:], substituted, out=going_on[:, 1:])
        going_on -= behind
        np.minimum.accumulate(going_on, axis=1, out=going_on)
        going_on += behind
    whole = np.cumsum(_GAP[rows], axis=1)[:, -1:]  # one after the other, so that padding does not change how it rounds
    weights = np.maximum(whole, passed[:, 1:])
    alike = np.where(reached & stream.ends[places], 1 - distance[:, 1:] / np.maximum(weights, 0.01), 0)
    best = alike.argmax(axis=1)
    return alike[np.arange(len(names)), best], starts + best


def _loops() -> ModuleType | None:
    """Return the compiled loops where numba is loaded: what they save here is less than loading it takes."""
    if sys.modules.get("numba") is None:
        return None
    from . import _loops

    return _loops
