"""Windows without a model: each sentence has a meaning (a random direction), its vector is the meaning with some blur."""

from collections.abc import Sequence

import numpy as np

from aligner.windows import Windows

DIMENSIONS = 64
LONGEST = 6


def windows(meanings: Sequence[Sequence[int]], seed: int, blur: float = 0.35) -> Windows:
    """Return windows of sentences that say the things numbered so; equal numbers on two sides are translations."""
    rng = np.random.default_rng(seed)
    sums = np.zeros((len(meanings) + 1, DIMENSIONS))
    for k, said in enumerate(meanings):
        sums[k + 1] = sums[k] + sum(direction(m) + blur * rng.standard_normal(DIMENSIONS) / 8 for m in said)
    blocks = []
    for width in range(1, LONGEST + 1):
        rows = max(0, len(meanings) - width + 1)
        block = sums[width : width + rows] - sums[:rows]
        blocks.append((block / np.maximum(np.linalg.norm(block, axis=1, keepdims=True), 1e-9)).astype(np.float32))
    lengths = np.array([sum(60 + m * 37 % 50 for m in said) for said in meanings], dtype=float)
    return Windows(blocks, lengths)


def direction(meaning: int) -> np.ndarray:
    """Return the unit vector of a meaning, on top of what all meanings of a document share."""
    vector = np.random.default_rng(1000 + meaning).standard_normal(DIMENSIONS)
    shared = np.random.default_rng(7).standard_normal(DIMENSIONS)
    vector = vector / np.linalg.norm(vector) + 0.3 * shared / np.linalg.norm(shared)
    return vector / np.linalg.norm(vector)


def empty() -> Windows:
    """Return the windows of a document without sentences."""
    return Windows([np.zeros((0, DIMENSIONS), np.float32)] * LONGEST, np.zeros(0))
