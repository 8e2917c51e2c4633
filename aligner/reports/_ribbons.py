"""The drawing of an alignment: two lanes of sentences and a ribbon from each bead's source to its target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..records import Alignment, Bead, Span
from ._summary import standing

WIDTH = 1000
HEIGHT = 56
STUB = 9
"""How far the mark of a null bead reaches into the drawing."""
GAP = 1.5
"""What is left free at each end of a sentence, so that neighbours can be told apart."""


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One bead as the `d` of an SVG path."""

    bead: Bead
    path: str


def ribbons(alignment: Alignment) -> list[Ribbon]:
    """Return the ribbons of an alignment, crossing beads last so that they lie on top.

    The source lane is y = 0, the target lane y = HEIGHT; a sentence is as wide as its share of the characters.
    """
    source, target = _edges(alignment.source_sentences), _edges(alignment.target_sentences)
    beads = sorted(standing(alignment), key=lambda bead: bead.kind == "crossing")
    return [Ribbon(bead, _path(bead, source, target)) for bead in beads]


def _edges(sentences: Sequence[Span]) -> list[float]:
    """Return where each sentence begins, from 0 to WIDTH, and where the last one ends."""
    lengths = [max(1, len(span)) for span in sentences]
    edges = [0.0]
    for length in lengths:
        edges.append(edges[-1] + length / sum(lengths) * WIDTH)
    return edges


def _path(bead: Bead, source: Sequence[float], target: Sequence[float]) -> str:
    left, right = _ends(bead.source, source)
    start, stop = _ends(bead.target, target)
    if not len(bead.target):
        return f"M{left} 0H{right}V{STUB}H{left}Z"
    if not len(bead.source):
        return f"M{start} {HEIGHT}H{stop}V{HEIGHT - STUB}H{start}Z"
    middle = HEIGHT / 2
    down = f"C{right} {middle} {stop} {middle} {stop} {HEIGHT}"
    return f"M{left} 0H{right}{down}H{start}C{start} {middle} {left} {middle} {left} 0Z"


def _ends(span: Span, edges: Sequence[float]) -> tuple[str, str]:
    left, right = edges[span.start], edges[span.stop]
    gap = min(GAP, (right - left) / 4)
    return f"{left + gap:.1f}", f"{right - gap:.1f}"
