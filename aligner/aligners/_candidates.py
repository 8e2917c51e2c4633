"""The beads worth looking at: of all beads in the band, those that the quick look does not rule out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from . import _engine, _quick
from ._features import NAMES, Beads, measure_nulls, paragraph_breaks, tile
from ._lattice import Band, Doubles, Integers
from ._model import SHAPE_NUMBER, Piece, Weights, bead_scores

if TYPE_CHECKING:
    from ..windows import Windows
    from ._surroundings import Surroundings

Floats = NDArray[np.float32]
Found = tuple[Beads, Integers, Doubles]

ROWS = 40


@dataclass(frozen=True, slots=True)
class View:
    """All that the search looks at: both sides, their surroundings, their null features, and the weights."""

    source: Windows
    target: Windows
    around: Surroundings
    source_nulls: Floats
    target_nulls: Floats
    weights: Weights
    hard_paragraphs: bool


def view(source: Windows, target: Windows, around: Surroundings, weights: Weights, hard_paragraphs: bool) -> View:
    """Return a view of two sides."""
    source_nulls = measure_nulls(around.source, around.target, source)
    target_nulls = measure_nulls(around.target, around.source, target)
    return View(source, target, around, source_nulls, target_nulls, weights, hard_paragraphs)


def piece(seen: View, band: Band, top: int, left: int, kept: int = len(NAMES)) -> Piece:
    """Return the stretch of both documents whose band begins at (top, left), with its candidate beads.

    Training looks at their features again; an alignment needs none `kept`, and much less memory.
    """
    rows = len(band.low) - 1
    tiles = [(start, min(start + ROWS, rows)) for start in range(0, rows, ROWS)]
    found = [_candidates(seen, band, top, left, tile_rows, kept) for tile_rows in tiles]
    beads, shape, score = found[0] if len(found) == 1 else _together(found, kept)
    return Piece(
        top,
        left,
        band,
        beads,
        band.node(beads.i - top, beads.j - left),
        band.node(beads.i - top + beads.a, beads.j - left + beads.b),
        shape,
        score,
        seen.source_nulls[top : top + rows],
        seen.target_nulls[left : left + int(band.high[-1])],
    )


def _candidates(seen: View, band: Band, top: int, left: int, rows: tuple[int, int], kept: int) -> Found:
    """Return the beads that start in some rows of a band, with so many of their features, their shapes and scores."""
    columns = left + int(band.low[rows[0]]), left + int(band.high[rows[1] - 1]) + 1
    most = len(band.low) - 1 - rows[0], left + int(band.high[-1]) - columns[0]
    at = tile(seen.source, seen.target, seen.around, (top + rows[0], top + rows[1]), columns, most)
    by = _quick.look(at, seen.around, seen.weights)
    i, j, a, b = _engine.engine().worth_it(at, by, seen.weights.quick_cut, band, top, left)
    breaks = paragraph_breaks(seen.source, i, a) + paragraph_breaks(seen.target, j, b)
    if seen.hard_paragraphs:
        i, j, a, b, breaks = (values[breaks == 0] for values in (i, j, a, b, breaks))
    features = _engine.engine().measure(at, seen.around, i, j, a, b)
    shape = SHAPE_NUMBER[a, b]
    score = bead_scores(features, shape, breaks, seen.weights)
    return Beads(i, j, a, b, features[:, :kept].copy(), breaks), shape, score


def _together(found: list[Found], kept: int) -> Found:
    """Return what was found in several tiles, or in none."""
    parts, shapes, scores = zip(_nothing(kept), *found, strict=True)
    beads = Beads(*(np.concatenate([getattr(part, name) for part in parts]) for name in Beads.__slots__))
    return beads, np.concatenate(shapes), np.concatenate(scores)


def _nothing(kept: int) -> Found:
    none = np.zeros(0, np.int64)
    return Beads(none, none, none, none, np.zeros((0, kept), np.float32), none), none, np.zeros(0)
