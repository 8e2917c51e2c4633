"""From probabilities to one alignment, and from steps to beads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ..records import Bead, Span
from ._lattice import Lattice, Posterior, best_path
from ._model import Piece, infer

if TYPE_CHECKING:
    from ..windows import Windows
    from ._candidates import View

PRICE = (
    0.45  # a bead must be this probable to be worth having: about half the F1 one expects, which maximises expected F1
)


def decode(pieces: list[Piece], seen: View) -> list[Bead]:
    """Return the monotone beads of all pieces with their posteriors."""
    lattices, posteriors, _ = infer(pieces, seen.weights)
    return [
        bead
        for piece, lattice, chances in zip(pieces, lattices, posteriors, strict=True)
        for bead in read(piece, consensus(lattice, chances), chances, seen.source, seen.target)
    ]


def consensus(lattice: Lattice, chances: Posterior) -> Lattice:
    """Return the lattice whose best path has the greatest expected number of right beads, each at its price (minimum risk)."""
    return replace(
        lattice,
        score=chances.bead - PRICE,
        source_null=chances.source_null - PRICE,
        target_null=chances.target_null - PRICE,
        open_source=0.0,
        open_target=0.0,
    )


def read(piece: Piece, lattice: Lattice, chances: Posterior, source: Windows, target: Windows) -> list[Bead]:
    """Return the best path of a lattice as beads of the document, with probabilities from the posterior."""
    path, numbers = best_path(lattice)
    beads = []
    for (i, k, j, h), number in zip(path, numbers, strict=True):
        probability = _alone(chances, i, k, j) if number < 0 else float(chances.bead[number])
        beads.append(bead_at(piece.top + i, piece.top + k, piece.left + j, piece.left + h, probability, source, target))
    return beads


def _alone(chances: Posterior, i: int, k: int, j: int) -> float:
    return float(chances.source_null[i] if k > i else chances.target_null[j])


def bead_at(
    start: int, stop: int, target_start: int, target_stop: int, probability: float, source: Windows, target: Windows
) -> Bead:
    """Return a bead with the cosine of its two sides, 0 for a null."""
    a, b = stop - start, target_stop - target_start
    similarity = 0.0
    if 0 < a <= len(source.vectors) and 0 < b <= len(target.vectors):
        similarity = float(np.dot(source.vectors[a - 1][start], target.vectors[b - 1][target_start]))
    return Bead(Span(start, stop), Span(target_start, target_stop), min(max(probability, 0.0), 1.0), similarity)
