"""The inner loops in numpy: the recursions over a lattice a row of nodes at a time, beads all at once; see `_engine`."""

from __future__ import annotations

import numpy as np

from . import _features, _quick, _sums
from ._features import NAMES, Floats, Tile
from ._lattice import Doubles, Integers
from ._surroundings import Surroundings

NEVER = -1e30
BEAD, SOURCE, TARGET = 0, 1, 2  # the states of a node, by what came last
worth_it = _quick.worth_it


def measure(at: Tile, around: Surroundings, i: Integers, j: Integers, a: Integers, b: Integers) -> Floats:
    """Return the features of beads of a tile, float32 (beads, features)."""
    out = np.empty((len(i), len(NAMES)), np.float32)
    _features.measure(at, around, i, j, a, b, (slice(None),), out)
    return out


def forward_backward(
    low: Integers, high: Integers, first: Integers, begin: Integers, end: Integers, score: Doubles,
    source_null: Doubles, target_null: Doubles, open_source: float, open_target: float,
) -> tuple[Doubles, Doubles, Doubles, float, float, float]:  # fmt: skip
    """Return probabilities of beads, source nulls and target nulls, expected runs of both, and the log total."""
    arrays = low, high, first, begin, end, score, source_null, target_null, open_source, open_target
    return _sums.forward_backward(*arrays) if _sums.fits(*arrays) else by_logarithms(*arrays)


def by_logarithms(
    low: Integers, high: Integers, first: Integers, begin: Integers, end: Integers, score: Doubles,
    source_null: Doubles, target_null: Doubles, open_source: float, open_target: float,
) -> tuple[Doubles, Doubles, Doubles, float, float, float]:  # fmt: skip
    """Return what `forward_backward` does, for numbers of any range."""
    n, nodes = len(source_null), int(first[-1])
    edges = np.searchsorted(begin, first)
    passed = np.concatenate([[0.0], np.cumsum(target_null)])
    ahead = np.full((3, nodes), NEVER)
    reach = np.full(nodes, NEVER)
    ahead[0, 0] = 0.0
    for i in range(n + 1):
        row = slice(first[i], first[i + 1])
        cost = passed[low[i] : high[i] + 1]
        closed = np.logaddexp(ahead[0, row], ahead[1, row])
        opened = closed[:-1] + open_target - cost[:-1]
        ahead[2, row][1:] = np.logaddexp.accumulate(opened) + cost[1:]
        reach[row] = np.logaddexp(closed, ahead[2, row])
        out = slice(edges[i], edges[i + 1])
        _push(ahead[0], end[out], reach[begin[out]] + score[out])
        if i < n:
            here, below = _shared(low, high, first, i)
            ahead[1, below] = np.logaddexp(ahead[0, here] + open_source, ahead[1, here]) + source_null[i]
    total = float(reach[-1])
    bead = np.zeros(len(begin))
    alone_source, alone_target = np.zeros(n), np.zeros(len(target_null))
    runs_source = runs_target = 0.0
    rest = np.full((3, nodes), NEVER)
    for i in range(n, -1, -1):
        row = slice(first[i], first[i + 1])
        cost = passed[low[i] : high[i] + 1]
        matched = np.full(high[i] - low[i] + 1, NEVER)
        out = slice(edges[i], edges[i + 1])
        onward = score[out] + rest[0, end[out]]
        bead[out] = np.exp(reach[begin[out]] + onward - total)
        _push(matched, begin[out] - first[i], onward)
        by_source = np.full(len(matched), NEVER)
        if i < n:
            here, below = _shared(low, high, first, i)
            by_source[here.start - first[i] : here.stop - first[i]] = source_null[i] + rest[1, below]
            started = np.exp(ahead[0, row] + open_source + by_source - total)
            runs_source += started.sum()
            alone_source[i] = started.sum() + np.exp(ahead[1, row] + by_source - total).sum()
        if i == n:
            matched[-1] = 0.0  # the end of both sides
        rest[2, row] = np.logaddexp.accumulate((matched + cost)[::-1])[::-1] - cost
        by_target = np.full(len(matched), NEVER)
        by_target[:-1] = target_null[low[i] : high[i]] + rest[2, row][1:]
        started = np.exp(np.logaddexp(ahead[0, row], ahead[1, row]) + open_target + by_target - total)
        runs_target += started.sum()
        alone_target[low[i] : high[i]] += (started + np.exp(ahead[2, row] + by_target - total))[:-1]
        open_now = np.logaddexp(matched, by_target + open_target)
        rest[1, row] = np.logaddexp(open_now, by_source)
        rest[0, row] = np.logaddexp(open_now, by_source + open_source)
    return bead, alone_source, alone_target, runs_source, runs_target, total


def viterbi(
    low: Integers, high: Integers, first: Integers, begin: Integers, end: Integers, score: Doubles,
    source_null: Doubles, target_null: Doubles, open_source: float, open_target: float,
) -> tuple[Doubles, Integers]:  # fmt: skip
    """Return the best value of each node and state, shape (nodes, 3), and the bead by which a node is best reached."""
    n, nodes = len(source_null), int(first[-1])
    edges = np.searchsorted(begin, first)
    passed = np.concatenate([[0.0], np.cumsum(target_null)])
    best = np.full((3, nodes), NEVER)
    choice = np.full(nodes, -1, np.int64)
    best[0, 0] = 0.0
    for i in range(n + 1):
        row = slice(first[i], first[i + 1])
        cost = passed[low[i] : high[i] + 1]
        closed = np.maximum(best[0, row], best[1, row])
        opened = closed[:-1] + open_target - cost[:-1]
        best[2, row][1:] = np.maximum.accumulate(opened) + cost[1:]
        so_far = np.maximum(closed, best[2, row])
        out = np.arange(edges[i], edges[i + 1])
        value = so_far[begin[out] - first[i]] + score[out]
        order = np.lexsort((out, -value, end[out]))
        to = end[out][order]
        leads = np.concatenate([[True], to[1:] != to[:-1]]) if len(to) else np.zeros(0, bool)
        to, value, out = to[leads], value[order][leads], out[order][leads]
        better = value > best[0, to]
        best[0, to[better]] = value[better]
        choice[to[better]] = out[better]
        if i < n:
            here, below = _shared(low, high, first, i)
            best[1, below] = np.maximum(best[0, here] + open_source, best[1, here]) + source_null[i]
    return np.ascontiguousarray(best.T), choice


def trace(
    low: Integers, first: Integers, begin: Integers, source_null: Doubles, target_null: Doubles,
    open_source: float, open_target: float, value: Doubles, choice: Integers,
) -> tuple[Integers, Integers]:  # fmt: skip
    """Return the steps of the best path and their beads, last first, from what `viterbi` found; `_loops` compiles this."""
    steps = np.empty((len(source_null) + len(target_null), 4), np.int64)
    beads = np.full(len(steps), -1)
    count = 0
    i, j = len(source_null), len(target_null)
    node = first[-1] - 1
    state = int(np.argmax(value[node]))
    while node:
        k, h = i, j
        if state == BEAD:
            beads[count] = choice[node]
            node = begin[choice[node]]
            while first[k] > node:
                k -= 1
            h = node - first[k] + low[k]
            state = int(np.argmax(value[node]))
        elif state == SOURCE:
            k -= 1
            node = first[k] + j - low[k]
            state = BEAD if value[node, BEAD] + open_source >= value[node, SOURCE] else SOURCE
        else:
            h -= 1
            node -= 1
            before = BEAD if value[node, BEAD] >= value[node, SOURCE] else SOURCE
            state = before if value[node, before] + open_target >= value[node, TARGET] else TARGET
        steps[count, 0], steps[count, 1], steps[count, 2], steps[count, 3] = k, i, h, j
        count += 1
        i, j = k, h
    return steps[:count], beads[:count]


def _push(values: Doubles, at: Integers, more: Doubles) -> None:
    """Add exp(more) to the exp of values at these places, in place; places may repeat."""
    if not len(at):
        return
    order = np.argsort(at, kind="stable")
    places, more = at[order], more[order]
    starts = np.flatnonzero(np.concatenate([[True], places[1:] != places[:-1]]))
    sums = np.logaddexp.reduceat(more, starts)
    values[places[starts]] = np.logaddexp(values[places[starts]], sums)


def _shared(low: Integers, high: Integers, first: Integers, i: int) -> tuple[slice, slice]:
    """Return the nodes of row i that have one below, and those below them."""
    left, right = low[i + 1], min(high[i], high[i + 1]) + 1
    here = slice(first[i] + left - low[i], first[i] + right - low[i])
    return here, slice(first[i + 1], first[i + 1] + right - left)
