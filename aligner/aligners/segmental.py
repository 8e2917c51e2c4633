"""The default aligner: a segmental (semi-Markov) conditional random field over beads, trained, with calibrated posteriors.

Monotone beads first; then sentences left alone are matched out of order, and a bead so found (kind `crossing`) takes the
place of the null beads of its sentences. So every sentence is in exactly one bead, monotone or crossing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from ..anchors import check_anchors
from ..errors import UsageError
from ..records import Bead, Span, content_id
from . import _band, _engine, _model
from ._anchors import Stretch, between
from ._candidates import piece, view
from ._crossing import rematch
from ._decoding import bead_at, decode
from ._features import LONGEST
from ._lattice import Band
from ._lone import as_given, without
from ._surroundings import survey

if TYPE_CHECKING:
    from ..windows import Windows

WEIGHTS = Path(__file__).with_suffix(".json")


class SegmentalAligner:
    """Aligns two sides by a trained model of beads; see the module for what it returns.

    `crossing`: also match out of order. `paragraphs`: what a paragraph break is to a bead, where the windows know of any:
    `none` is passed over, a `soft` one costs, a `hard` one is never inside a bead. `weights`: a file that
    `eval.alignment.train` wrote.
    """

    def __init__(
        self,
        crossing: bool = True,
        paragraphs: Literal["none", "soft", "hard"] = "none",
        weights: str | Path = WEIGHTS,
    ) -> None:
        if paragraphs not in ("none", "soft", "hard"):
            raise UsageError(f"paragraphs = {paragraphs!r}: choose 'none', 'soft' or 'hard'.")
        self.crossing = crossing
        self.paragraphs = paragraphs
        self.weights = Path(weights)

    @property
    def longest(self) -> int:
        """Return the number of sentences of the longest window it looks at."""
        return LONGEST

    @property
    def fingerprint(self) -> str:
        """Return a word that changes whenever the weights do."""
        return f"segmental-{content_id(self.weights.read_text(encoding='utf-8'))[:12]}"

    def align(self, source: Windows, target: Windows, anchors: Sequence[Bead] = ()) -> list[Bead]:
        """Return beads in which every sentence of both sides occurs once, in source order.

        `anchors` are beads known beforehand: they come back with probability 1, and the rest is aligned between them. Of an
        anchor with one side the sentences are known, not where they stand among those of the other side. Raises BadAnchor
        for anchors that overlap, cross or leave the document, and UsageError for windows that do not fit.
        """
        _check(source, target)
        check_anchors(anchors, len(source), len(target))
        if self.paragraphs == "none":
            source, target = _without_paragraphs(source), _without_paragraphs(target)
        paired, lone = [a for a in anchors if not a.is_null], [a for a in anchors if a.is_null]
        stretches = between(paired, len(source), len(target))
        if not len(source) or not len(target):
            return _alone(len(source), len(target), anchors)
        _engine.work.sentences += len(source) + len(target)
        bands = [_find(source, target, stretch) for stretch in stretches]
        around = survey(source, target, _whole(bands, stretches, len(source), len(target)))
        seen = view(source, target, around, _model.load(self.weights), self.paragraphs == "hard")
        pieces = [
            without(piece(seen, band, s.top, s.left, kept=0), lone) for band, s in zip(bands, stretches, strict=True)
        ]
        beads, known = as_given(decode(pieces, seen), lone)
        if self.crossing:
            beads = rematch(beads, seen)
        return _in_order([*beads, *known, *(_fixed(anchor, source, target) for anchor in paired)])


def _check(source: Windows, target: Windows) -> None:
    for name, side in (("source", source), ("target", target)):
        if len(side.vectors) < LONGEST:
            raise UsageError(f"The {name} windows are {len(side.vectors)} long at most: encode runs of 1 to {LONGEST}.")
    if len(source) and len(target) and source.vectors[0].shape[1] != target.vectors[0].shape[1]:
        raise UsageError("Source and target vectors differ in dimension: encode both with one encoder.")


def _without_paragraphs(side: Windows) -> Windows:
    return side if side.paragraphs is None else replace(side, paragraphs=None)


def _find(source: Windows, target: Windows, stretch: Stretch) -> Band:
    rows, columns = stretch.bottom - stretch.top, stretch.right - stretch.left
    if not rows or not columns:
        return Band.full(rows, columns)
    return _band.find(source.vectors[0][stretch.top : stretch.bottom], target.vectors[0][stretch.left : stretch.right])


def _whole(bands: Sequence[Band], stretches: Sequence[Stretch], n: int, m: int) -> Band:
    """Return one band over the whole document; rows inside an anchor look where their neighbours do."""
    if len(bands) == 1:
        return bands[0]
    low, high = np.full(n + 1, m), np.full(n + 1, -1)
    for band, stretch in zip(bands, stretches, strict=True):
        rows = slice(stretch.top, stretch.bottom + 1)
        low[rows] = np.minimum(low[rows], stretch.left + band.low)
        high[rows] = np.maximum(high[rows], stretch.left + band.high)
    low[high < 0] = 0
    return Band.between(np.maximum.accumulate(low), np.maximum.accumulate(high))


def _alone(n: int, m: int, anchors: Sequence[Bead]) -> list[Bead]:
    """Return beads where one side is empty: the anchors, and each other sentence by itself, surely."""
    taken_source = {k for a in anchors for k in range(a.source.start, a.source.stop)}
    taken_target = {k for a in anchors for k in range(a.target.start, a.target.stop)}
    alone = [Bead(Span(i, i + 1), Span(0, 0), 1.0) for i in range(n) if i not in taken_source]
    alone += [Bead(Span(0, 0), Span(j, j + 1), 1.0) for j in range(m) if j not in taken_target]
    return sorted([*alone, *(_alone_together(a) for a in anchors)], key=lambda b: (b.source.start, b.target.start))


def _alone_together(anchor: Bead) -> Bead:
    return Bead(anchor.source or Span(0, 0), anchor.target or Span(0, 0), 1.0)


def _fixed(anchor: Bead, source: Windows, target: Windows) -> Bead:
    s, t = anchor.source, anchor.target
    return bead_at(s.start, s.stop, t.start, t.stop, 1.0, source, target)


def _in_order(beads: Sequence[Bead]) -> list[Bead]:
    """Return monotone beads in their order with each crossing bead where its source sentences stand."""
    steady = sorted(
        (b for b in beads if b.kind == "monotone"), key=lambda b: (b.source.start, b.target.start, b.source.stop)
    )
    starts = [b.source.start for b in steady]
    moved = sorted((b for b in beads if b.kind == "crossing"), key=lambda b: b.source.start)
    places = [bisect_left(starts, b.source.stop) for b in moved]
    ends = [*places, len(steady)]
    out = steady[: ends[0]]
    for bead, place, following in zip(moved, places, ends[1:], strict=True):
        out += [bead, *steady[place:following]]
    return out
