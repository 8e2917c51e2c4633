"""The inner loops compiled; `_rows` does the same in numpy. Imported only where numba is installed; see `_engine`."""

# mypy: disable-error-code="untyped-decorator, no-untyped-def, no-untyped-call"
# ruff: noqa: ANN001, ANN202
from __future__ import annotations

import numba
import numpy as np

from . import _features, _rows
from ._features import LARGEST, LONGEST, NAMES

NEVER = -1e30
TOO_MANY = 1e100
compiled = numba.njit(cache=True, nogil=True, error_model="numpy")


measure_each = compiled(_features.measure)
trace = compiled(_rows.trace)


def measure(at, around, i, j, a, b):
    """Return the features of beads of a tile, float32 (beads, features)."""
    out = np.empty((len(i), len(NAMES)), np.float32)
    measure_each(at, around, i, j, a, b, np.arange(len(i)), out)
    return out


def worth_it(at, by, cut, band, top, left):
    """Return places and sizes (i, j, a, b), in that order, of the beads in the band whose score passes the cut."""
    return _worth_it(at, by, cut, band.low, band.high, top, left)


@compiled
def _worth_it(at, by, cut, low, high, top, left):
    n = len(low) - 1
    size = int(np.sum(by.shape > -np.inf)) * at.rows * at.columns
    i, j, a, b = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    found = 0
    for row in range(at.rows):
        here = row + at.top - top
        for column in range(max(low[here] - at.left + left, 0), min(high[here] - at.left + left + 1, at.columns)):
            for x in range(min(LONGEST, n - here)):
                down, on = here + x + 1, column + at.left - left + 1
                for y in range(max(low[down] - on, 0), min(LARGEST - 1 - x, high[down] - on + 1)):
                    cosine = at.similar[x, row + 1, y, column + 1]
                    centred = (cosine * by.spread - by.s_lean[x, row] - by.t_lean[y, column]) / (
                        by.s_span[x, row] * by.t_span[y, column]
                    )
                    score = (
                        by.weight[0, x, y] * cosine
                        + by.weight[1, x, y] * (cosine - (by.s_hub[x, row] + by.t_hub[y, column]) / 2)
                        + by.weight[2, x, y] * centred
                        + by.weight[3, x, y] * abs(by.s_size[x, row] - by.t_size[y, column])
                        + by.shape[x, y]
                    )
                    if score > cut:
                        i[found], j[found], a[found], b[found] = row + at.top, column + at.left, x + 1, y + 1
                        found += 1
    return i[:found].copy(), j[:found].copy(), a[:found].copy(), b[:found].copy()


@compiled
def forward_backward(low, high, first, begin, end, score, source_null, target_null, open_source, open_target):
    """Return what `_rows.forward_backward` does.

    Every sum is kept relative to the best alignment it counts (`closed`: after a bead or a source null, `alone`: after a
    target null), so that no sum is a logarithm. Where the alignments become too many, `closed` and `alone` of all rows to
    come rise by `drift`; the next LONGEST rows, to which beads already lead, at once.
    """
    n, nodes, beads = len(source_null), first[-1], len(begin)
    closed, alone = _best_values(
        low, high, first, begin, end, score, source_null, target_null, open_source, open_target
    )
    starting = np.exp(open_source)
    ahead = np.zeros((nodes, 3))
    reach = np.zeros(nodes)
    of_closed, of_alone = np.empty(nodes), np.empty(nodes)  # their shares in the best
    starts, goes_on = np.zeros(nodes), np.zeros(nodes)  # a target null after a closed node, after another
    by_bead = np.empty(beads)  # each bead's share in the best that ends where it ends
    ahead[0, 0] = 1.0
    e = 0
    drift = 0.0
    for i in range(n + 1):
        largest = 0.0
        for j in range(low[i], high[i] + 1):
            node = first[i] + j - low[i]
            if j > low[i]:
                starts[node - 1] = np.exp(closed[node - 1] + open_target + target_null[j - 1] - alone[node])
                goes_on[node - 1] = np.exp(alone[node - 1] + target_null[j - 1] - alone[node])
                started = (ahead[node - 1, 0] + ahead[node - 1, 1]) * starts[node - 1]
                ahead[node, 2] = started + ahead[node - 1, 2] * goes_on[node - 1]
            best = max(closed[node], alone[node])
            of_closed[node], of_alone[node] = np.exp(closed[node] - best), np.exp(alone[node] - best)
            reach[node] = (ahead[node, 0] + ahead[node, 1]) * of_closed[node] + ahead[node, 2] * of_alone[node]
            largest = max(largest, reach[node])
            while e < beads and begin[e] == node:
                by_bead[e] = np.exp(best + score[e] - closed[end[e]])
                ahead[end[e], 0] += reach[node] * by_bead[e]
                e += 1
            if i < n and low[i + 1] <= j <= high[i + 1]:
                below = first[i + 1] + j - low[i + 1]
                by_source = np.exp(closed[node] + source_null[i] - closed[below])
                ahead[below, 1] = (ahead[node, 0] * starting + ahead[node, 1]) * by_source
        if i < n:
            settled, next_settled = first[min(i + LONGEST, n) + 1], first[min(i + 1 + LONGEST, n) + 1]
            for node in range(settled, next_settled):
                closed[node] += drift
                alone[node] += drift
            if largest > TOO_MANY:
                drift += np.log(largest)
                for node in range(first[i + 1], next_settled):
                    closed[node] += np.log(largest)
                    alone[node] += np.log(largest)
                    for state in range(3):
                        ahead[node, state] /= largest
    total = reach[nodes - 1]
    bead = np.empty(beads)
    alone_source, alone_target = np.zeros(n), np.zeros(len(target_null))
    runs_source = runs_target = 0.0
    rest = np.zeros((nodes, 3))
    e = beads - 1
    for i in range(n, -1, -1):
        for j in range(high[i], low[i] - 1, -1):
            node = first[i] + j - low[i]
            onward = 1 / total if node == nodes - 1 else 0.0
            best = max(closed[node], alone[node])
            while e >= 0 and begin[e] == node:
                if drift != 0.0:
                    by_bead[e] = np.exp(best + score[e] - closed[end[e]])
                after = by_bead[e] * rest[end[e], 0]
                onward += after
                bead[e] = reach[node] * after
                e -= 1
            to_source = to_target = 0.0
            if i < n and low[i + 1] <= j <= high[i + 1]:
                below = first[i + 1] + j - low[i + 1]
                to_source = np.exp(closed[node] + source_null[i] - closed[below]) * rest[below, 1]
                opened = ahead[node, 0] * starting * to_source
                runs_source += opened
                alone_source[i] += opened + ahead[node, 1] * to_source
            if j < high[i]:
                to_target = rest[node + 1, 2]
                opened = (ahead[node, 0] + ahead[node, 1]) * starts[node] * to_target
                runs_target += opened
                alone_target[j] += opened + ahead[node, 2] * goes_on[node] * to_target
            rest[node, 2] = onward * of_alone[node] + goes_on[node] * to_target
            rest[node, 1] = onward * of_closed[node] + starts[node] * to_target + to_source
            rest[node, 0] = onward * of_closed[node] + starts[node] * to_target + to_source * starting
    log_total = max(closed[nodes - 1], alone[nodes - 1]) + np.log(total)
    return bead, alone_source, alone_target, runs_source, runs_target, log_total


@compiled
def _best_values(low, high, first, begin, end, score, source_null, target_null, open_source, open_target):
    """Return the score of the best way to each node that ends in a bead or source null, and that ends in a target null."""
    n, nodes, beads = len(source_null), first[-1], len(begin)
    bead, source, target = np.full(nodes, NEVER), np.full(nodes, NEVER), np.full(nodes, NEVER)
    bead[0] = 0.0
    e = 0
    for i in range(n + 1):
        for j in range(low[i], high[i] + 1):
            node = first[i] + j - low[i]
            if j > low[i]:
                opened = max(bead[node - 1], source[node - 1]) + open_target
                target[node] = max(opened, target[node - 1]) + target_null[j - 1]
            best = max(bead[node], source[node], target[node])
            while e < beads and begin[e] == node:
                bead[end[e]] = max(bead[end[e]], best + score[e])
                e += 1
            if i < n and low[i + 1] <= j <= high[i + 1]:
                below = first[i + 1] + j - low[i + 1]
                source[below] = max(bead[node] + open_source, source[node]) + source_null[i]
    for node in range(nodes):
        bead[node] = max(bead[node], source[node])
    return bead, target


@compiled
def viterbi(low, high, first, begin, end, score, source_null, target_null, open_source, open_target):
    n, nodes, beads = len(source_null), first[-1], len(begin)
    best = np.full((nodes, 3), NEVER)
    choice = np.full(nodes, -1, np.int64)
    best[0, 0] = 0.0
    passed = np.zeros(len(target_null) + 1)  # cumulated here and in `_rows` alike, so that both round alike
    for j in range(len(target_null)):
        passed[j + 1] = passed[j] + target_null[j]
    e = 0
    for i in range(n + 1):
        running = NEVER
        for j in range(low[i], high[i] + 1):
            node = first[i] + j - low[i]
            if j > low[i]:
                opened = max(best[node - 1, 0], best[node - 1, 1]) + open_target - passed[j - 1]
                running = max(running, opened)
                best[node, 2] = running + passed[j]
            so_far = max(best[node, 0], best[node, 1], best[node, 2])
            while e < beads and begin[e] == node:
                if so_far + score[e] > best[end[e], 0]:
                    best[end[e], 0] = so_far + score[e]
                    choice[end[e]] = e
                e += 1
            if i < n and low[i + 1] <= j <= high[i + 1]:
                below = first[i + 1] + j - low[i + 1]
                best[below, 1] = max(best[node, 0] + open_source, best[node, 1]) + source_null[i]
    return best, choice
