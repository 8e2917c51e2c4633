"""Out of order: sentences the monotone pass left alone are matched again, wherever they stand.

The sentences left alone form runs. Any run of the source may be the moved counterpart of any run of the target; the two are
aligned like a small document, and the odds of a correspondence, against both standing alone, are held down by how many
places it could have come from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ..records import Bead, Span
from . import _band
from ._candidates import piece
from ._decoding import read
from ._lattice import posterior
from ._model import lattice, usual_habits

if TYPE_CHECKING:
    from ._candidates import View

RELUCTANCE = 2.0  # log odds against a move, before counting the places it could have come from
SURE = 0.5
NOTABLE = 2.0  # similarity of a sentence pair, on the background's scale, that makes two runs worth aligning
BLOCK = 2000


def rematch(beads: list[Bead], seen: View) -> list[Bead]:
    """Return the beads with crossing beads in the place of null beads of the same sentences."""
    alone_source = sorted(b.source.start for b in beads if not len(b.target))
    alone_target = sorted(b.target.start for b in beads if not len(b.source))
    found: list[Bead] = []
    free = set(alone_source), set(alone_target)
    tried: dict[tuple[Span, Span], tuple[float, list[Bead]]] = {}
    pairs = _notable(alone_source, alone_target, seen)
    while True:
        runs = _runs(free[0]), _runs(free[1])
        options = {(runs[0][i], runs[1][j]) for i, j in pairs if i in runs[0] and j in runs[1]}
        for option in options - tried.keys():
            tried[option] = _correspondence(*option, len(alone_source) * len(alone_target), seen)
        best = max(options, key=lambda o: (tried[o][0], -o[0].start, -o[1].start), default=None)
        if best is None or not tried[best][1]:
            break
        for bead in tried[best][1]:
            found.append(bead)
            free[0].difference_update(range(bead.source.start, bead.source.stop))
            free[1].difference_update(range(bead.target.start, bead.target.stop))
    kept = [b for b in beads if _stands(b, *free)]
    return [*kept, *found]


def _stands(bead: Bead, free_source: set[int], free_target: set[int]) -> bool:
    """True for a bead with two sides and for a null that no crossing bead took."""
    if not bead.is_null:
        return True
    return bead.source.start in free_source if len(bead.source) else bead.target.start in free_target


def _notable(alone_source: list[int], alone_target: list[int], seen: View) -> list[tuple[int, int]]:
    """Return pairs of lone sentences that are each other's best among the lone ones, and not far from it."""
    if not alone_source or not alone_target:
        return []
    x, y = seen.source.vectors[0][alone_source], seen.target.vectors[0][alone_target]
    best_x, best_y = np.full(len(x), -np.inf), np.full(len(y), -np.inf)
    for compare in (True, False):
        chosen: list[tuple[int, int]] = []
        for start in range(0, len(x), BLOCK):
            similar = (x[start : start + BLOCK] @ y.T - seen.around.mean) / seen.around.spread
            rows = slice(start, start + len(similar))
            if compare:
                best_x[rows] = similar.max(axis=1)
                np.maximum(best_y, similar.max(axis=0), out=best_y)
            else:
                near = (similar > NOTABLE) & ((similar >= best_x[rows, None]) | (similar >= best_y))
                chosen.extend(
                    (alone_source[start + i], alone_target[j]) for i, j in zip(*np.nonzero(near), strict=True)
                )
    return chosen


def _runs(free: Iterable[int]) -> dict[int, Span]:
    """Return, for each sentence, the run of neighbouring sentences it belongs to."""
    runs: dict[int, Span] = {}
    numbers = sorted(free)
    start = 0
    for k, number in enumerate(numbers):
        if k + 1 == len(numbers) or numbers[k + 1] != number + 1:
            span = Span(numbers[start], number + 1)
            runs.update(dict.fromkeys(range(span.start, span.stop), span))
            start = k + 1
    return runs


def _correspondence(source: Span, target: Span, places: int, seen: View) -> tuple[float, list[Bead]]:
    """Return the log odds that two runs correspond, and the beads between them that are more likely than not."""
    band = _band.find(
        seen.source.vectors[0][source.start : source.stop], seen.target.vectors[0][target.start : target.stop]
    )
    at = piece(seen, band, source.start, target.start)
    graph = lattice(at, seen.weights, usual_habits())
    chances = posterior(graph)
    alone = graph.source_null.sum() + graph.target_null.sum() + graph.open_source + graph.open_target
    gain = max(chances.log_total - float(alone), 1e-9)
    log_odds = gain + np.log(-np.expm1(-gain)) - RELUCTANCE - np.log(places) / 2
    moved = 1 / (1 + np.exp(-log_odds))
    share = moved / -np.expm1(-gain)  # of the alignments with at least one bead
    chances = replace(chances, bead=chances.bead * share)
    beads = [
        replace(bead, kind="crossing")
        for bead in read(at, graph, chances, seen.source, seen.target)
        if not bead.is_null and bead.probability >= SURE
    ]
    return float(log_odds), beads
