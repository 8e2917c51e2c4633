"""The default aligner: a semi-Markov (segmental) conditional random field over beads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..records import Bead, Span
from . import _features
from ._lattice import LONGEST, SHAPES, Lattice, best_path, posterior

if TYPE_CHECKING:
    from ..windows import Windows


class SegmentalAligner:
    """Finds the most probable alignment and gives each bead its posterior."""

    def __init__(self) -> None:
        self.weights = json.loads(Path(__file__).with_suffix(".json").read_text())

    @property
    def longest(self) -> int:
        """Return the number of sentences of the longest window it looks at."""
        return LONGEST

    def align(self, source: Windows, target: Windows) -> list[Bead]:
        """Return beads that tile both sides."""
        n, m = len(source), len(target)
        if not n or not m:
            return [Bead(Span(i, i + 1), Span(0, 0), 1.0) for i in range(n)] + [
                Bead(Span(0, 0), Span(j, j + 1), 1.0) for j in range(m)
            ]
        bg = _features.background(source, target)
        match = np.zeros((n + 1, m + 1, len(SHAPES)), np.float32)
        w = self.weights
        for r0 in range(0, n + 1, 48):
            r1 = min(r0 + 48, n + 1)
            planes = _features.planes(source, target, bg, r0, r1, 0, m + 1)
            for k, (a, b) in enumerate(SHAPES):
                group = 0 if a + b == 2 else 1 if a + b == 3 else 2
                score = w["shape"][f"{min(a, b)}:{max(a, b)}"]
                for name, plane in zip(_features.NAMES, planes, strict=True):
                    if name in w["match"]:
                        score = score + w["match"][name][group] * plane[a - 1, :, b - 1]
                match[r0:r1, :, k] = score
        nulls = np.array(w["null"])
        lattice = Lattice(
            np.zeros(n + 1, np.int64),
            match,
            _features.null_planes(bg, 0) @ nulls,
            _features.null_planes(bg, 1) @ nulls,
            w["open"],
            w["open"],
        )
        chances = posterior(lattice)
        beads = []
        for i, k, j, h in best_path(lattice):
            if i == k:
                p, cos = chances.target_null[j], 0.0
            elif j == h:
                p, cos = chances.source_null[i], 0.0
            else:
                p = chances.match[i, j, SHAPES.index((k - i, h - j))]
                cos = float(source.vectors[k - i - 1][i] @ target.vectors[h - j - 1][j])
            beads.append(Bead(Span(i, k), Span(j, h), float(min(p, 1.0)), cos))
        return beads
