"""How each piece of work grows with its input; ratios are of units a second, the smallest size being 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from aligner.aligners.segmental import SegmentalAligner
from aligner.pairers._nearest import both_ways
from eval.alignment.speed import beginning, encoded, joined, long_document, start
from eval.margin import NEAREST

from ._measure import Row, Work, best_of
from ._texts import documents, sentences
from .encoding import ours
from .neighbours import vectors
from .whole import measured

SMALLEST = {"encode": 100, "neighbours": 100, "alignment": 50, "whole run": 10}
"""Sentences, vectors a side, sentences a side, articles."""
OFTEN = 2000
"""Up to this size a piece of work is measured three times, else once."""


def growth(steps: Sequence[int], scale: float, data: Path | None, encoder: str) -> list[Row]:
    """Return a row for each piece of work and size: its smallest size times `scale` times each step."""
    sizes = {name: [max(2, round(least * scale * step)) for step in steps] for name, least in SMALLEST.items()}
    out = _grown("encode", "sentences", sizes["encode"], lambda size: _encode(size, data))
    out += _grown("neighbours", "pairs of vectors", sizes["neighbours"], _neighbours, power=2)
    out += _grown("alignment", "sentences a side", sizes["alignment"], _aligned(max(sizes["alignment"]), data))
    return out + _whole(sizes["whole run"], data, encoder)


def _grown(name: str, unit: str, sizes: Sequence[int], work_of: Callable[[int], Work], power: int = 1) -> list[Row]:
    out: list[Row] = []
    for size in sizes:
        work = work_of(size)
        seconds = best_of({name: work}, 3 if size <= OFTEN else 1)[name]
        out.append(_row(name, size**power, unit, seconds, out[0].rate if out else None))
    return out


def _row(name: str, size: int, unit: str, seconds: float, first: float | None, note: str = "") -> Row:
    return Row(f"growth, {name}", name, size, unit, seconds, size / seconds / first if first else 1.0, "smallest", note)


def _encode(size: int, data: Path | None) -> Work:
    texts = sentences("ko", size, data)
    return lambda: ours().encode(texts)


def _neighbours(size: int) -> Work:
    a, b = vectors(size)
    return lambda: both_ways(a, b, NEAREST)


def _aligned(most: int, data: Path | None) -> Callable[[int], Work]:
    parts = long_document(documents(most, data), most)
    [(source, target)] = encoded([joined(parts)], "use")
    aligner = SegmentalAligner()

    def work_of(size: int) -> Work:
        n, m = beginning(parts, size)
        one, other = start(source, n), start(target, m)
        return lambda: aligner.align(one, other)

    return work_of


def _whole(sizes: Sequence[int], data: Path | None, encoder: str) -> list[Row]:
    out: list[Row] = []
    for size in sizes:
        [one] = measured(size, max(sizes), data, encoder, 1, cached=False)
        note = f"{size} articles, {one.encoding / one.seconds:.0%} of it encoding, at most {one.memory} MiB"
        out.append(_row("whole run", one.sentences, "sentences", one.seconds, out[0].rate if out else None, note))
    return out
