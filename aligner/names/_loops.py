"""The comparison of `distance` compiled: one place after another, not a batch of them. Imported only where numba is loaded."""

# mypy: disable-error-code="untyped-decorator, no-untyped-def, no-untyped-call"
# ruff: noqa: ANN001, ANN202
from __future__ import annotations

import numba
import numpy as np

LEAST = np.float32(0.01)


@numba.njit(cache=True, nogil=True, error_model="numpy")
def align(names, lengths, starts, phonemes, ends, substitution, gap):
    """Do what `distance._align` does, in the same float32 operations and order."""
    alike, stops = np.zeros(len(starts), np.float32), starts.copy()
    distance, passed = np.empty(2 * names.shape[1] + 3, np.float32), np.empty(2 * names.shape[1] + 3, np.float32)
    for n in range(len(starts)):
        start, length = starts[n], lengths[n]
        width, most = 0, min(2 * length + 2, len(phonemes) - start)
        distance[0] = passed[0] = whole = np.float32(0)
        while width < most and phonemes[start + width] > 0:
            passed[width + 1] = passed[width] + gap[phonemes[start + width]]
            distance[width + 1] = passed[width + 1]
            width += 1
        for i in range(length):
            phoneme = names[n, i]
            before, least = distance[0], distance[0] + gap[phoneme]
            distance[0] = least
            for j in range(1, width + 1):
                substituted = substitution[phoneme, phonemes[start + j - 1]] + before
                before = distance[j]
                least = min(least, min(before + gap[phoneme], substituted) - passed[j])
                distance[j] = least + passed[j]
            whole += gap[phoneme]
        for j in range(width):
            if ends[start + j]:
                value = np.float32(1) - distance[j + 1] / max(max(whole, passed[j + 1]), LEAST)
                if value > alike[n]:
                    alike[n], stops[n] = value, start + j
    return alike, stops
