"""Sentences known to have no counterpart: no bead may hold them, and those given together come back as one null bead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..records import Bead, Span
from ._features import Beads
from ._lattice import Doubles, Integers
from ._model import Piece

PER_BEAD = ("begin", "end", "shape", "score")


def without(piece: Piece, lone: Sequence[Bead]) -> Piece:
    """Return a piece without the candidate beads that hold a sentence of these null beads."""
    if not lone:
        return piece
    beads = piece.beads
    source = _before([bead.source for bead in lone], int((beads.i + beads.a).max(initial=0)))
    target = _before([bead.target for bead in lone], int((beads.j + beads.b).max(initial=0)))
    free = _inside(source, beads.i, beads.a) + _inside(target, beads.j, beads.b) == 0
    kept = Beads(*(getattr(beads, name)[free] for name in Beads.__slots__))
    return replace(piece, beads=kept, **{name: getattr(piece, name)[free] for name in PER_BEAD})


def _before(spans: Sequence[Span], stop: int) -> Doubles:
    """Return how many sentences of these spans lie before each place 0..stop."""
    known = np.zeros(stop)
    for span in spans:
        known[span.start : span.stop] = 1
    return np.concatenate([[0.0], np.cumsum(known)])


def _inside(before: Doubles, start: Integers, count: Integers) -> Doubles:
    out: Doubles = before[start + count] - before[start]
    return out


def as_given(beads: Sequence[Bead], lone: Sequence[Bead]) -> tuple[list[Bead], list[Bead]]:
    """Return the beads of other sentences, and the known null beads with probability 1 in the places found for them.

    A known null bead stands where its first sentence stood; null beads of the other side that stood inside go behind it.
    """
    if not lone:
        return list(beads), []
    sources = _by_sentence([bead.source for bead in lone])
    targets = _by_sentence([bead.target for bead in lone])
    others, known = [], []
    for bead in beads:
        source, target = bead.source, bead.target
        if not bead.is_null:
            others.append(bead)
        elif len(source):
            span = sources.get(source.start)
            place = _outside(target, targets)
            if span is None:
                others.append(replace(bead, target=place))
            elif source.start == span.start:
                known.append(Bead(span, place, 1.0))
        else:
            span = targets.get(target.start)
            place = _outside(source, sources)
            if span is None:
                others.append(replace(bead, source=place))
            elif target.start == span.start:
                known.append(Bead(place, span, 1.0))
    return others, known


def _by_sentence(spans: Sequence[Span]) -> dict[int, Span]:
    return {sentence: span for span in spans for sentence in range(span.start, span.stop)}


def _outside(place: Span, spans: dict[int, Span]) -> Span:
    """Return an empty range, moved behind the span it cuts."""
    cut = spans.get(place.start)
    return place if cut is None or cut.start == place.start else Span(cut.stop, cut.stop)
