"""The recursions over a lattice as compiled loops; `_rows` does the same in numpy. Imported only where numba is installed."""

# mypy: disable-error-code="untyped-decorator, no-untyped-def, no-untyped-call"
# ruff: noqa: ANN001, ANN202
from __future__ import annotations

import numba
import numpy as np

NEVER = -1e30
compiled = numba.njit(cache=True, nogil=True)


@compiled
def _add(x: float, y: float) -> float:
    """Return log(exp(x) + exp(y))."""
    if x < y:
        x, y = y, x
    return x if y < x - 40.0 else x + np.log1p(np.exp(y - x))


@compiled
def forward_backward(low, high, first, begin, end, score, source_null, target_null, open_source, open_target):
    n, nodes, beads = len(source_null), first[-1], len(begin)
    ahead = np.full((nodes, 3), NEVER)
    reach = np.full(nodes, NEVER)
    ahead[0, 0] = 0.0
    e = 0
    for i in range(n + 1):
        for j in range(low[i], high[i] + 1):
            node = first[i] + j - low[i]
            if j > low[i]:
                closed = _add(ahead[node - 1, 0], ahead[node - 1, 1]) + open_target
                ahead[node, 2] = _add(closed, ahead[node - 1, 2]) + target_null[j - 1]
            so_far = _add(_add(ahead[node, 0], ahead[node, 1]), ahead[node, 2])
            reach[node] = so_far
            while e < beads and begin[e] == node:
                ahead[end[e], 0] = _add(ahead[end[e], 0], so_far + score[e])
                e += 1
            if i < n and low[i + 1] <= j <= high[i + 1]:
                below = first[i + 1] + j - low[i + 1]
                ahead[below, 1] = _add(ahead[node, 0] + open_source, ahead[node, 1]) + source_null[i]
    total = reach[nodes - 1]
    bead = np.zeros(beads)
    alone_source, alone_target = np.zeros(n), np.zeros(len(target_null))
    runs_source = runs_target = 0.0
    rest = np.full((nodes, 3), NEVER)
    rest[nodes - 1] = 0.0
    e = beads - 1
    for i in range(n, -1, -1):
        for j in range(high[i], low[i] - 1, -1):
            node = first[i] + j - low[i]
            matched = NEVER
            while e >= 0 and begin[e] == node:
                onward = score[e] + rest[end[e], 0]
                matched = _add(matched, onward)
                bead[e] = np.exp(reach[node] + onward - total)
                e -= 1
            by_source = by_target = NEVER
            if i < n and low[i + 1] <= j <= high[i + 1]:
                by_source = source_null[i] + rest[first[i + 1] + j - low[i + 1], 1]
                opened = np.exp(ahead[node, 0] + open_source + by_source - total)
                runs_source += opened
                alone_source[i] += opened + np.exp(ahead[node, 1] + by_source - total)
            if j < high[i]:
                by_target = target_null[j] + rest[node + 1, 2]
                opened = np.exp(_add(ahead[node, 0], ahead[node, 1]) + open_target + by_target - total)
                runs_target += opened
                alone_target[j] += opened + np.exp(ahead[node, 2] + by_target - total)
            if node < nodes - 1:
                rest[node, 2] = _add(matched, by_target)
                rest[node, 1] = _add(_add(matched, by_target + open_target), by_source)
                rest[node, 0] = _add(_add(matched, by_target + open_target), by_source + open_source)
    return bead, alone_source, alone_target, runs_source, runs_target, total


@compiled
def viterbi(low, high, first, begin, end, score, source_null, target_null, open_source, open_target):
    n, nodes, beads = len(source_null), first[-1], len(begin)
    best = np.full((nodes, 3), NEVER)
    choice = np.full(nodes, -1, np.int64)
    best[0, 0] = 0.0
    passed = np.zeros(len(target_null) + 1)  # cumulated here and in `_rows` alike, so that both round alike
    passed[1:] = np.cumsum(target_null)
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
