"""The beads worth looking at: of all beads in the band, those not far worse than leaving their sentences alone.

Replacing a bead by nulls is always possible, so a bead whose score is far below that of its nulls cannot be probable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ._features import (
    LARGEST,
    LONGEST,
    NAMES,
    Beads,
    Tile,
    measure,
    measure_nulls,
    paragraph_breaks,
    quick_planes,
    tile,
)
from ._lattice import Band, Doubles, Integers
from ._model import SHAPE_NUMBER, Piece, Weights, bead_scores, null_scores, usual_habits

if TYPE_CHECKING:
    from ..windows import Windows
    from ._surroundings import Surroundings

Floats = NDArray[np.float32]

ROWS = 40
HOPELESS = -9.0

_SIZES = np.arange(1, LONGEST + 1)
_ALLOWED = (_SIZES[:, None] + _SIZES[None]) <= LARGEST


@dataclass(frozen=True, slots=True)
class View:
    """All that the search looks at: both sides, their surroundings, their null features, and the weights.

    `source_alone` (n + 1,) and `target_alone` (m + 1,): summed scores of leaving all sentences before each alone, in a
    document of usual habits.
    """

    source: Windows
    target: Windows
    around: Surroundings
    source_nulls: Floats
    target_nulls: Floats
    source_alone: Doubles
    target_alone: Doubles
    weights: Weights
    hard_paragraphs: bool


def view(source: Windows, target: Windows, around: Surroundings, weights: Weights, hard_paragraphs: bool) -> View:
    """Return a view of two sides."""
    nulls = [
        measure_nulls(around.source, around.target, source),
        measure_nulls(around.target, around.source, target),
    ]
    alone = [np.concatenate([[0.0], np.cumsum(null_scores(features, weights))]) for features in nulls]
    return View(source, target, around, nulls[0], nulls[1], alone[0], alone[1], weights, hard_paragraphs)


def piece(seen: View, band: Band, top: int, left: int) -> Piece:
    """Return the stretch of both documents whose band begins at (top, left), with its candidate beads."""
    found = [_nothing()]
    for start in range(0, len(band.low) - 1, ROWS):
        stop = min(start + ROWS, len(band.low) - 1)
        columns = left + int(band.low[start]), left + int(band.high[stop - 1]) + 1
        at = tile(seen.source, seen.target, seen.around, (top + start, top + stop), columns)
        a, i, b, j = _worth_it(at, seen)
        inside = band.holds(i - top, j - left) & band.holds(i - top + a, j - left + b)
        i, j, a, b = i[inside], j[inside], a[inside], b[inside]
        order = np.lexsort((b, a, j, i))
        found.append(_beads(at, i[order], j[order], a[order], b[order], seen))
    beads = Beads(*(np.concatenate([getattr(part, name) for part in found]) for name in Beads.__slots__))
    return Piece(
        top,
        left,
        band,
        beads,
        band.node(beads.i - top, beads.j - left),
        band.node(beads.i - top + beads.a, beads.j - left + beads.b),
        seen.source_nulls[top : top + len(band.low) - 1],
        seen.target_nulls[left : left + int(band.high[-1])],
    )


def advantage(beads: Beads, seen: View) -> Doubles:
    """Return the score of each bead less that of leaving its sentences alone, in a document of usual habits."""
    source, target = seen.source_alone, seen.target_alone
    alone = source[beads.i + beads.a] - source[beads.i] + target[beads.j + beads.b] - target[beads.j]
    ahead: Doubles = bead_scores(beads, seen.weights, usual_habits()) - alone
    return ahead


def _beads(at: Tile, i: Integers, j: Integers, a: Integers, b: Integers, seen: View) -> Beads:
    """Measure beads and drop those whose probability is next to nothing against leaving their sentences alone."""
    breaks = paragraph_breaks(seen.source, i, a) + paragraph_breaks(seen.target, j, b)
    if seen.hard_paragraphs:
        whole = breaks == 0
        i, j, a, b, breaks = i[whole], j[whole], a[whole], b[whole], breaks[whole]
    beads = Beads(i, j, a, b, measure(at, seen.around, i, j, a, b), breaks)
    keep = advantage(beads, seen) > HOPELESS
    return Beads(*(getattr(beads, name)[keep] for name in Beads.__slots__))


def _nothing() -> Beads:
    none = np.zeros(0, np.int64)
    return Beads(none, none, none, none, np.zeros((0, len(NAMES)), np.float32), none)


def _worth_it(at: Tile, seen: View) -> tuple[Integers, Integers, Integers, Integers]:
    """Return sizes and places (a, i, b, j) of the beads of a tile whose quick score passes the cut."""
    planes = quick_planes(at, seen.around)
    number = SHAPE_NUMBER[1 : LONGEST + 1, 1 : LONGEST + 1]
    score = np.where(_ALLOWED, seen.weights.quick_shape[number], -np.inf).astype(np.float32)[:, None, :, None]
    for k, plane in enumerate(planes):
        score = score + seen.weights.quick[number, k].astype(np.float32)[:, None, :, None] * plane
    a, row, b, column = np.nonzero(score > seen.weights.quick_cut)
    return a + 1, row + at.top, b + 1, column + at.left
