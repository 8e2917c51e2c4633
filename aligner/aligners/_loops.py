"""The lattice's recursions as compiled loops; `_rows` is the same without numba. Imported only where numba is installed."""

from __future__ import annotations

import numba as nb
import numpy as np

IMPOSSIBLE = -1e30


@nb.njit(cache=True, nogil=True)
def _add(x, y):
    if x < y:
        x, y = y, x
    if y < x - 40.0:
        return x
    return x + np.log1p(np.exp(y - x))


@nb.njit(cache=True, nogil=True)
def forward_backward(match, low, source_null, target_null, open_source, open_target, sizes_a, sizes_b, n, m):
    width, shapes = match.shape[1], match.shape[2]
    ahead = np.full((n + 1, width, 3), IMPOSSIBLE)
    total_ahead = np.full((n + 1, width), IMPOSSIBLE)
    terms = np.empty(shapes + 2)
    for i in range(n + 1):
        for w in range(width):
            j = low[i] + w
            if j > m:
                break
            if i == 0 and j == 0:
                ahead[0, w, 0] = 0.0
                total_ahead[0, w] = 0.0
                continue
            top = IMPOSSIBLE
            for k in range(shapes):
                terms[k] = IMPOSSIBLE
                a, b = sizes_a[k], sizes_b[k]
                if i >= a and j >= b:
                    v = j - b - low[i - a]
                    if 0 <= v < width:
                        terms[k] = total_ahead[i - a, v] + match[i - a, v, k]
                        if terms[k] > top:
                            top = terms[k]
            if top > IMPOSSIBLE / 2:
                z = 0.0
                for k in range(shapes):
                    if terms[k] > top - 40.0:
                        z += np.exp(terms[k] - top)
                ahead[i, w, 0] = top + np.log(z)
            if i >= 1:
                v = j - low[i - 1]
                if 0 <= v < width:
                    ahead[i, w, 1] = (
                        _add(ahead[i - 1, v, 0] + open_source, ahead[i - 1, v, 1]) + source_null[i - 1]
                    )
            if w >= 1:
                ahead[i, w, 2] = (
                    _add(_add(ahead[i, w - 1, 0], ahead[i, w - 1, 1]) + open_target, ahead[i, w - 1, 2])
                    + target_null[j - 1]
                )
            total_ahead[i, w] = _add(_add(ahead[i, w, 0], ahead[i, w, 1]), ahead[i, w, 2])
    total = total_ahead[n, m - low[n]]
    out = np.zeros((n + 1, width, shapes), np.float32)
    out_source, out_target = np.zeros(n), np.zeros(m)
    runs_source = runs_target = 0.0
    rest = np.full((n + 1, width, 3), IMPOSSIBLE)
    for i in range(n, -1, -1):
        for w in range(width - 1, -1, -1):
            j = low[i] + w
            if j > m:
                continue
            if i == n and j == m:
                rest[i, w, 0] = rest[i, w, 1] = rest[i, w, 2] = 0.0
                continue
            top = IMPOSSIBLE
            for k in range(shapes):
                terms[k] = IMPOSSIBLE
                a, b = sizes_a[k], sizes_b[k]
                if i + a <= n and j + b <= m:
                    v = j + b - low[i + a]
                    if 0 <= v < width:
                        terms[k] = match[i, w, k] + rest[i + a, v, 0]
                        if terms[k] > top:
                            top = terms[k]
            bead = IMPOSSIBLE
            here = total_ahead[i, w] - total
            if top > IMPOSSIBLE / 2:
                z = 0.0
                for k in range(shapes):
                    if terms[k] > top - 40.0:
                        z += np.exp(terms[k] - top)
                bead = top + np.log(z)
                if here + bead > -30.0:
                    for k in range(shapes):
                        if here + terms[k] > -30.0:
                            out[i, w, k] = np.exp(here + terms[k])
            after_source = after_target = IMPOSSIBLE
            if i < n:
                v = j - low[i + 1]
                if 0 <= v < width:
                    after_source = source_null[i] + rest[i + 1, v, 1]
                    first = np.exp(ahead[i, w, 0] + open_source + after_source - total)
                    out_source[i] += first + np.exp(ahead[i, w, 1] + after_source - total)
                    runs_source += first
            if j < m and w + 1 < width:
                after_target = target_null[j] + rest[i, w + 1, 2]
                first = np.exp(_add(ahead[i, w, 0], ahead[i, w, 1]) + open_target + after_target - total)
                out_target[j] += first + np.exp(ahead[i, w, 2] + after_target - total)
                runs_target += first
            rest[i, w, 0] = _add(_add(bead, after_source + open_source), after_target + open_target)
            rest[i, w, 1] = _add(_add(bead, after_source), after_target + open_target)
            rest[i, w, 2] = _add(bead, after_target)
    return out, out_source, out_target, runs_source, runs_target, total


@nb.njit(cache=True, nogil=True)
def viterbi(match, low, source_null, target_null, open_source, open_target, sizes_a, sizes_b, n, m):
    width, shapes = match.shape[1], match.shape[2]
    best = np.full((n + 1, width, 3), IMPOSSIBLE)
    choice = np.zeros((n + 1, width, 4), np.uint8)  # bead's shape, state before a source null, before a target null, best state
    for i in range(n + 1):
        for w in range(width):
            j = low[i] + w
            if j > m:
                break
            if i == 0 and j == 0:
                best[0, w, 0] = 0.0
                continue
            for k in range(shapes):
                a, b = sizes_a[k], sizes_b[k]
                if i >= a and j >= b:
                    v = j - b - low[i - a]
                    if 0 <= v < width:
                        score = best[i - a, v, choice[i - a, v, 3]] + match[i - a, v, k]
                        if score > best[i, w, 0]:
                            best[i, w, 0] = score
                            choice[i, w, 0] = k
            if i >= 1:
                v = j - low[i - 1]
                if 0 <= v < width:
                    new, more = best[i - 1, v, 0] + open_source, best[i - 1, v, 1]
                    choice[i, w, 1] = 1 if more > new else 0
                    best[i, w, 1] = max(new, more) + source_null[i - 1]
            if w >= 1:
                state = 1 if best[i, w - 1, 1] > best[i, w - 1, 0] else 0
                new, more = best[i, w - 1, state] + open_target, best[i, w - 1, 2]
                choice[i, w, 2] = 2 if more > new else state
                best[i, w, 2] = max(new, more) + target_null[j - 1]
            state = 0
            for s in range(1, 3):
                if best[i, w, s] > best[i, w, state]:
                    state = s
            choice[i, w, 3] = state
    return choice
