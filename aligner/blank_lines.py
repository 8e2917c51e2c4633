"""Aligning pre-split text in which some lines are blank: they keep their number and are aligned with nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .protocols import Aligner
from .records import Bead, Span
from .windows import Windows


def align_around_blanks(
    aligner: Aligner, source: Windows, target: Windows, source_spans: Sequence[Span], target_spans: Sequence[Span]
) -> list[Bead]:
    """Align the sentences that have text; empty ones (blank lines) keep their number and get beads of their own."""
    beads = aligner.align(source, target)
    numbers = [[n for n, span in enumerate(spans) if len(span)] for spans in (source_spans, target_spans)]
    if len(numbers[0]) == len(source_spans) and len(numbers[1]) == len(target_spans):
        return beads
    moved = [_renumbered(bead, *numbers) for bead in beads]
    covered = [{n for b in moved for n in range(b.source.start, b.source.stop)}, set[int]()]
    covered[1] = {n for b in moved for n in range(b.target.start, b.target.stop)}
    at = [0, 0]
    out: list[Bead] = []
    for bead in moved:
        stops = (bead.source.start, bead.target.start)
        if bead.kind == "monotone":
            out.extend(_blanks(at, stops, covered))
            at = [max(at[0], bead.source.stop), max(at[1], bead.target.stop)]
        out.append(bead)
    out.extend(_blanks(at, (len(source_spans), len(target_spans)), covered))
    return out


def _renumbered(bead: Bead, source: Sequence[int], target: Sequence[int]) -> Bead:
    def moved(span: Span, numbers: Sequence[int]) -> Span:
        if len(span):
            return Span(numbers[span.start], numbers[span.stop - 1] + 1)
        at = numbers[span.start - 1] + 1 if span.start else 0
        return Span(at, at)

    return Bead(moved(bead.source, source), moved(bead.target, target), bead.probability, bead.similarity, bead.kind)


def _blanks(at: Sequence[int], stops: tuple[int, int], covered: Sequence[set[int]]) -> Iterator[Bead]:
    """Yield a certain null bead for every empty sentence between two places."""
    for n in range(at[0], stops[0]):
        if n not in covered[0]:
            yield Bead(Span(n, n + 1), Span(at[1], at[1]), 1.0)
    for n in range(at[1], stops[1]):
        if n not in covered[1]:
            yield Bead(Span(stops[0], stops[0]), Span(n, n + 1), 1.0)
