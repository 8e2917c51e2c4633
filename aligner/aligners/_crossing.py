"""Out of order: sentences the monotone pass left alone are matched again, wherever they stand.

The sentences left alone form runs. Any run of the source may be the moved counterpart of any run of the target; the two are
aligned like a small document, and the odds of a correspondence, against both standing alone, are held down by how many
places it could have come from.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from ..records import Bead, Span
from . import _band
from ._candidates import piece
from ._decoding import read
from ._lattice import Doubles, Integers, posterior
from ._model import lattice, usual_habits
from ._quick import of_pairs

if TYPE_CHECKING:
    from ._candidates import View

Place = tuple[int, int, int, int]

RELUCTANCE = 2.0  # log odds against a move, before counting the places it could have come from
SURE = 0.5
NOTABLE = 2.0  # similarity of a sentence pair, on the background's scale, that makes two runs worth aligning
SLACK = 4.0  # two runs are not aligned whose best pair, by the quick look, is that far short of the log odds they need
BLOCK = 2000


def rematch(beads: list[Bead], seen: View) -> list[Bead]:
    """Return the beads with crossing beads in the place of null beads of the same sentences."""
    alone_source = sorted(b.source.start for b in beads if not len(b.target))
    alone_target = sorted(b.target.start for b in beads if not len(b.source))
    places = len(alone_source) * len(alone_target)
    if not places:
        return beads
    free = _runs(alone_source), _runs(alone_target)
    links = _promising(alone_source, alone_target, seen)
    partners: tuple[dict[int, list[int]], dict[int, list[int]]] = {}, {}
    for i, j in links:
        partners[0].setdefault(i, []).append(j)
        partners[1].setdefault(j, []).append(i)
    found: list[Bead] = []
    tried: set[tuple[Span, Span]] = set()
    queue: list[tuple[float, Place, tuple[Span, Span], list[Bead]]] = []
    while True:
        for option in {(free[0][i], free[1][j]) for i, j in links if i in free[0] and j in free[1]} - tried:
            log_odds, correspondence = _correspondence(*option, places, seen)
            source, target = option
            place = source.start, target.start, source.stop, target.stop
            heappush(queue, (-log_odds, place, option, correspondence))
            tried.add(option)
        while queue and not _is_free(queue[0][2], free):
            heappop(queue)
        if not queue or not queue[0][3]:
            break
        links = []  # those whose run has changed
        for side, span in enumerate(queue[0][2]):
            taken = [bead.target if side else bead.source for bead in queue[0][3]]
            left = _left(span, taken)
            for number in range(span.start, span.stop):
                del free[side][number]
            free[side].update(_runs(left))
            for number in left:
                others = partners[side].get(number, ())
                links += [(other, number) if side else (number, other) for other in others]
        found += queue[0][3]
    kept = [b for b in beads if _stands(b, *free)]
    return [*kept, *found]


def _is_free(option: tuple[Span, Span], free: tuple[dict[int, Span], dict[int, Span]]) -> bool:
    """True where both runs are still runs of free sentences."""
    return all(runs.get(span.start) == span for span, runs in zip(option, free, strict=True))


def _left(span: Span, taken: Iterable[Span]) -> list[int]:
    gone = {number for part in taken for number in range(part.start, part.stop)}
    return [number for number in range(span.start, span.stop) if number not in gone]


def _stands(bead: Bead, free_source: Container[int], free_target: Container[int]) -> bool:
    """True for a bead with two sides and for a null that no crossing bead took."""
    if not bead.is_null:
        return True
    return bead.source.start in free_source if len(bead.source) else bead.target.start in free_target


def _promising(alone_source: list[int], alone_target: list[int], seen: View) -> list[tuple[int, int]]:
    """Return the notable pairs of lone sentences that may belong to a correspondence, by the quick look."""
    if not alone_source or not alone_target:
        return []
    i, j, cosine = _notable(np.array(alone_source), np.array(alone_target), seen)
    least = RELUCTANCE + np.log(len(alone_source) * len(alone_target)) / 2 - SLACK
    promising = of_pairs(cosine, i, j, seen.around, seen.weights) > least
    return list(zip(i[promising].tolist(), j[promising].tolist(), strict=True))


def _notable(alone_source: Integers, alone_target: Integers, seen: View) -> tuple[Integers, Integers, Doubles]:
    """Return pairs of lone sentences one of which is the other's best among the lone ones, not far from it; their cosines."""
    x, y = seen.source.vectors[0][alone_source], seen.target.vectors[0][alone_target]
    best_x, best_y = np.empty(len(x), np.float32), np.full(len(y), -np.inf, np.float32)
    blocks = [slice(start, start + BLOCK) for start in range(0, len(x), BLOCK)]
    for rows in blocks:
        cosines = x[rows] @ y.T
        cosines.max(axis=1, out=best_x[rows])
        np.maximum(best_y, cosines.max(axis=0), out=best_y)
    least = NOTABLE * seen.around.spread + seen.around.mean
    found = []
    for rows in blocks:
        cosines = x[rows] @ y.T
        i, j = np.nonzero(cosines >= np.minimum(best_x[rows, None], best_y))
        value = cosines[i, j].astype(np.float64)
        near = value > least
        found.append((alone_source[rows][i[near]], alone_target[j[near]], value[near]))
    i, j, cosine = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return i, j, cosine


def _runs(free: Iterable[int]) -> dict[int, Span]:
    """Return, for each sentence, the run of neighbouring sentences it belongs to; sentences come in order."""
    runs: dict[int, Span] = {}
    numbers = list(free)
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
    at = piece(seen, band, source.start, target.start, kept=0)
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
