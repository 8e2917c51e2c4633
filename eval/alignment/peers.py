"""Other aligners' algorithms, written from their papers, on the same span vectors; and hunalign where it is installed.

Each takes two Windows and returns beads. All dynamic programmes are exact here (no bands), which can only help them.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.aligners._lattice import Band, Lattice, best_path
from aligner.errors import UsageError
from aligner.scoring import Links, read_alignment
from aligner.windows import Windows

Scores = NDArray[np.float64]
Peer = Callable[[Windows, Windows], Links]


def gale_church(source: Windows, target: Windows) -> Links:
    """Align by length alone (Gale and Church 1993): priors of bead shapes and the normal tail of the length difference."""
    priors = {(1, 1): 0.89, (1, 2): 0.0445, (2, 1): 0.0445, (2, 2): 0.011}
    null = float(np.log(0.00495))
    ratio = target.lengths.sum() / max(source.lengths.sum(), 1)

    def score(a: int, b: int) -> Scores:
        x, y = _run_lengths(source, a), _run_lengths(target, b)
        delta = (y[None] - x[:, None] * ratio) / np.sqrt(6.8 * np.maximum((x[:, None] + y[None] / ratio) / 2, 1))
        return np.log(np.maximum(_two_tails(np.abs(delta)), 1e-300)) + np.log(priors[a, b])

    tail = [np.log(np.maximum(_two_tails(np.sqrt(side.lengths / 6.8)), 1e-300)) for side in (source, target)]
    return _align(score, list(priors), tail[0] + null, tail[1] + null)


def vecalign(source: Windows, target: Windows, largest: int = 6, percentile: float = 0.2) -> Links:
    """Align as Vecalign (Thompson and Koehn 2019): normalised cosine cost, a deletion's cost a percentile of random pairs'."""
    means = source.vectors[0].mean(axis=0), target.vectors[0].mean(axis=0)
    usual = [
        [np.maximum(1 - block @ mean, 1e-3) for block in side.vectors]
        for side, mean in ((source, means[1]), (target, means[0]))
    ]

    def cost(a: int, b: int) -> Scores:
        cosine = source.vectors[a - 1] @ target.vectors[b - 1].T
        out: Scores = 2 * a * b * (1 - cosine) / (usual[0][a - 1][:, None] + usual[1][b - 1][None])
        return out

    skip = -float(np.quantile(cost(1, 1), percentile))
    shapes = [(a, b) for a in range(1, largest) for b in range(1, largest) if a + b <= largest]
    return _align(lambda a, b: -cost(a, b), shapes, np.full(len(source), skip), np.full(len(target), skip))


def bertalign(source: Windows, target: Windows, largest: int = 5, skip: float = -0.1) -> Links:
    """Align as Bertalign (Liu and Zhu 2022), second pass: cosine less that of the neighbours, times the length fit."""
    m, n = len(target), len(source)
    ratio = source.lengths.sum() / max(target.lengths.sum(), 1)

    def score(a: int, b: int) -> Scores:
        x, y = source.vectors[a - 1], target.vectors[b - 1]
        cosine = x @ y.T
        beside = (_beside(x @ target.vectors[0].T, b, m) + _beside(y @ source.vectors[0].T, a, n).T) / 2
        p, q = _run_lengths(source, a)[:, None], _run_lengths(target, b)[None] * ratio
        out: Scores = (cosine - beside) * np.log2(1 + np.minimum(p, q) / np.maximum(np.maximum(p, q), 1))
        return out

    shapes = [(a, b) for a in range(1, largest) for b in range(1, largest) if a + b <= largest]
    return _align(score, shapes, np.full(n, skip), np.full(m, skip))


def hunalign(source: Sequence[str], target: Sequence[str]) -> Links:
    """Align with the installed `hunalign` and no dictionary; raises UsageError where it is not installed."""
    program = shutil.which("hunalign")
    if not program:
        raise UsageError("hunalign is not installed: put its binary on the path to compare with it.")
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / name for name in ("dictionary", "source", "target", "ladder")]
        for name, text in zip(names, ([], source, target), strict=False):
            name.write_text("".join(f"{line}\n" for line in text), encoding="utf-8")
        done = subprocess.run([program, *map(str, names[:3])], capture_output=True, check=True)
        names[3].write_bytes(done.stdout)
        return _singly(read_alignment(names[3]))


def _align(
    score: Callable[[int, int], Scores], shapes: Sequence[tuple[int, int]], source_null: Scores, target_null: Scores
) -> Links:
    n, m = len(source_null), len(target_null)
    band = Band.full(n, m)
    begin, end, value = [], [], []
    for a, b in shapes:
        if a > n or b > m:
            continue
        i, j = np.indices((n - a + 1, m - b + 1)).reshape(2, -1)
        begin.append(band.node(i, j))
        end.append(band.node(i + a, j + b))
        value.append(score(a, b).ravel().astype(float))
    order = np.argsort(np.concatenate(begin), kind="stable")
    parts = [np.concatenate(part)[order] for part in (begin, end, value)]
    path, _ = best_path(Lattice(band, parts[0], parts[1], parts[2], source_null, target_null, 0.0, 0.0))
    return [(tuple(range(i, k)), tuple(range(j, h))) for i, k, j, h in path]


def _run_lengths(side: Windows, width: int) -> Scores:
    total = np.concatenate([[0.0], np.cumsum(side.lengths)])
    return np.asarray(total[width:] - total[:-width])


def _beside(similar: NDArray[np.float32], width: int, count: int) -> Scores:
    """Return the mean similarity to the sentences left and right of runs of that width: (windows, runs)."""
    runs = count - width + 1
    left = np.zeros((len(similar), runs))
    right = np.zeros((len(similar), runs))
    left[:, 1:] = similar[:, : runs - 1]
    right[:, : runs - 1] = similar[:, width:]
    there = (np.arange(runs) > 0).astype(float) + (np.arange(runs) < runs - 1)
    out: Scores = (left + right) / np.maximum(there, 1)
    return out


def _two_tails(x: Scores) -> Scores:
    """Return the probability that a normal variable is further out than x (Abramowitz and Stegun 7.1.26)."""
    z = x / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    out: Scores = series * np.exp(-z * z)
    return out


def _singly(found: Links) -> Links:
    """Return beads with runs of nulls cut into single sentences, as gold writes them."""
    out: Links = []
    for a, b in found:
        out.extend([(a, b)] if a and b else [*(((i,), ()) for i in a), *(((), (j,)) for j in b)])
    return out
