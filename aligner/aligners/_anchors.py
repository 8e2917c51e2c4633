"""Beads known beforehand, and the stretches of both documents that they leave to be aligned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import UsageError
from ..records import Bead


@dataclass(frozen=True, slots=True)
class Stretch:
    """Source sentences top to bottom and target sentences left to right (half-open): what lies between two anchors."""

    top: int
    bottom: int
    left: int
    right: int


def between(anchors: Sequence[Bead], n: int, m: int) -> list[Stretch]:
    """Return the stretches that the anchors leave, in order; raises UsageError where anchors do not fit together."""
    stretches = []
    top = left = 0
    for anchor in sorted(anchors, key=lambda bead: (bead.source.start, bead.target.start, bead.source.stop)):
        s, t = anchor.source, anchor.target
        if s.start > s.stop or t.start > t.stop or not (len(s) or len(t)):
            raise UsageError(f"The anchor {_words(anchor)} covers no sentence. Give it at least one.")
        if s.stop > n or t.stop > m or s.start < 0 or t.start < 0:
            raise UsageError(f"The anchor {_words(anchor)} leaves the document of {n} and {m} sentences.")
        if s.start < top or t.start < left:
            raise UsageError(f"The anchor {_words(anchor)} overlaps or crosses one before it. Anchors keep the order.")
        stretches.append(Stretch(top, s.start, left, t.start))
        top, left = s.stop, t.stop
    return [*stretches, Stretch(top, n, left, m)]


def _words(anchor: Bead) -> str:
    return f"[{anchor.source.start}, {anchor.source.stop}) - [{anchor.target.start}, {anchor.target.stop})"
