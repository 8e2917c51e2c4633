"""The nearest neighbours of all vectors both ways and their margins, against faiss's exact index searched both ways.

On vectors as articles have them, in Korean and English: each the unit mean of a few sentences' vectors with random weights, the
same sentences and weights on both sides. And on noise: the same in all directions but for some that both sides share.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.pairers import _nearest
from aligner.pairers._nearest import Nearest, both_ways
from eval.alignment.speed import engines
from eval.margin import NEAREST, margins

from ._measure import Row, Work, best_of, rows, sgemm_peak
from ._texts import lines
from .encoding import ours

FAISS = "faiss IndexFlatIP"
DIMENSIONS = 512
TOPICS = 64
"""Dimensions that the two sides have in common, as translations have."""
A_MIXTURE = 3
"""Sentences of an article."""
SENTENCES = 1000
"""The most that are drawn from: as many as ntrex-dev has."""
NEWS, INVENTED, NOISE = "neighbours, articles of news", "neighbours, invented articles", "neighbours, noise"
F32 = NDArray[np.float32]


def neighbours(count: int, data: Path | None, rounds: int) -> list[Row]:
    """Return what the margins of so many vectors a side take, each way, and whether all find the same neighbours."""
    articles = _compared(NEWS if data else INVENTED, *mixtures(count, data), rounds)
    return articles + _compared(NOISE, *vectors(count), rounds)


def _compared(section: str, a: F32, b: F32, rounds: int) -> list[Row]:
    count = len(a)
    found: dict[str, tuple[Nearest, Nearest]] = {}
    works: dict[str, Work] = {f"aligner, {name}": _ours(name, a, b, found) for name in engines()}
    if find_spec("faiss"):
        works[FAISS] = _faiss(a, b, found)
    seconds = best_of(works, rounds)
    product = 2.0 * count * count * DIMENSIONS / sgemm_peak(rounds)
    first = found["aligner, numpy"]
    notes = {}
    for name, (across, down) in found.items():
        same = np.concatenate([across.numbers == first[0].numbers, down.numbers == first[1].numbers]).mean()
        apart = np.abs(margins(across, down) - margins(*first)).max()
        notes[name] = (
            f"{same:.3%} the same neighbours, margins within {apart:.0e}; "
            f"{seconds[name] / product:.2f} times the one product of matrices"
        )
    return rows(section, seconds, count, "vectors a side", FAISS if FAISS in works else "aligner, numpy", notes)


def mixtures(count: int, data: Path | None) -> tuple[F32, F32]:
    """Return unit vectors of articles and of their translations, float32, shape (count, 512): mixtures of a few sentences'."""
    rng = np.random.default_rng(count)
    texts = lines(min(max(count, A_MIXTURE), SENTENCES), data)
    chosen = np.stack([rng.choice(len(texts[0]), A_MIXTURE, replace=False) for _ in range(count)])
    weights = rng.dirichlet(np.ones(A_MIXTURE), count).astype(np.float32)
    a, b = (_unit(np.einsum("ns,nsd->nd", weights, ours().encode(side)[chosen])) for side in texts)
    return a, b


def vectors(count: int) -> tuple[F32, F32]:
    """Return unit vectors of two sides, float32, shape (count, 512), that have some of their directions in common."""
    rng = np.random.default_rng(count)
    common = rng.standard_normal((count, TOPICS), np.float32) @ rng.standard_normal((TOPICS, DIMENSIONS), np.float32)
    sides = (common + 4 * rng.standard_normal((count, DIMENSIONS), np.float32) for _ in range(2))
    a, b = (_unit(side) for side in sides)
    return a, b


def _unit(rows: F32) -> F32:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _ours(engine: str, a: F32, b: F32, found: dict[str, tuple[Nearest, Nearest]]) -> Work:
    def work() -> None:
        before = _nearest.COMPILED_FROM
        _nearest.COMPILED_FROM = 0 if engine == "numba" else 1 << 62
        try:
            found[f"aligner, {engine}"] = both_ways(a, b, NEAREST)
        finally:
            _nearest.COMPILED_FROM = before
        margins(*found[f"aligner, {engine}"])

    return work


def _faiss(a: F32, b: F32, found: dict[str, tuple[Nearest, Nearest]]) -> Work:
    import faiss

    faiss.omp_set_num_threads(1)

    def search(queries: F32, others: F32) -> Nearest:
        index = faiss.IndexFlatIP(DIMENSIONS)
        index.add(others)
        return Nearest(*index.search(queries, NEAREST))

    def work() -> None:
        found[FAISS] = search(a, b), search(b, a)
        margins(*found[FAISS])

    return work
