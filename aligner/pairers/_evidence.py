"""What speaks for two articles telling of the same event: measured on sentence vectors and on the texts' own figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ..text import comparison_form

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..windows import EncodedArticle

    F32 = NDArray[np.float32]

CANDIDATES = 32  # counterparts looked at closely, nearest by mean vector; all of them in a small pool
STRONGEST = 3  # sentences whose matches make up the contrast
UNRELATED = 0.3  # coverage between unrelated articles, where a pool has no rival to measure it on
TOKEN = re.compile(r"\d[\d.,]*\d|\b[A-Z][a-z]{2,}")
LEDE_CHARACTERS = 4000

FEATURES = ("coverage", "contrast", "lead", "shared", "length")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs worth a closer look: numbers of source and target article, and one row of evidence each.

    `source`, `target`: int64 (n,); `coverage`: float32 (n, 2), of the source's sentences and of the target's;
    `features`: float64 (n, len(FEATURES)).
    """

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    coverage: F32
    features: NDArray[np.float64]


def candidates(
    sources: Sequence[EncodedArticle], targets: Sequence[EncodedArticle], comparable: NDArray[np.bool_]
) -> Candidates:
    """Return the evidence for the nearest comparable counterparts of every article, both ways.

    `comparable` has shape (sources, targets): pairs that may be compared at all.
    """
    a, b = [s.matrix() for s in sources], [t.matrix() for t in targets]
    rows, columns = _nearest(_means(a), _means(b), comparable)
    covered, contrast = _coverage(a, b, rows, columns)
    score = covered.mean(axis=1)
    lead = score - _rival(score, rows, columns)
    features = np.stack([score, contrast, lead, *_textual(sources, targets, rows, columns)], axis=1).astype(np.float64)
    return Candidates(rows, columns, covered, features)


def days_apart(sources: Sequence[str | None], targets: Sequence[str | None]) -> NDArray[np.float64]:
    """Return the distance in days, shape (sources, targets); NaN where a date is unknown."""

    def ordinals(dates: Sequence[str | None]) -> NDArray[np.float64]:
        return np.array([date.fromisoformat(d).toordinal() if d else np.nan for d in dates])

    return np.abs(ordinals(sources)[:, None] - ordinals(targets)[None, :])


def _means(matrices: Sequence[F32]) -> F32:
    means = np.stack([m.mean(axis=0) for m in matrices])
    return np.asarray(means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9), np.float32)


def _nearest(a: F32, b: F32, comparable: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs in which one is among the CANDIDATES nearest of the other, in order."""
    rows, columns = np.nonzero(_nearest_of_each(a, b, comparable) | _nearest_of_each(b, a, comparable.T).T)
    return rows, columns


def _nearest_of_each(a: F32, b: F32, comparable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return, shape (a, b), which are among the CANDIDATES nearest comparable ones of each row of `a`."""
    if len(b) <= CANDIDATES:
        return comparable
    chosen = np.zeros_like(comparable)
    for begin in range(0, len(a), 1024):
        part = slice(begin, begin + 1024)
        cosines = np.where(comparable[part], a[part] @ b.T, -2)
        chosen[part] = comparable[part] & (cosines >= np.partition(cosines, -CANDIDATES, axis=1)[:, [-CANDIDATES]])
    return chosen


def _coverage(
    a: Sequence[F32], b: Sequence[F32], rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> tuple[F32, F32]:
    """Return mean best cosines (n, 2), of the source's sentences and of the target's, and the contrast of both (n,)."""
    covered, contrast = np.zeros((len(rows), 2), np.float32), np.zeros(len(rows), np.float32)
    padded, counts = _padded(b)
    cuts = np.searchsorted(rows, np.arange(len(a) + 1))
    for i, (begin, end) in enumerate(pairwise(cuts)):
        if begin == end:
            continue
        others, sizes = padded[columns[begin:end]], counts[columns[begin:end]]
        cosines = (a[i] @ others.reshape(-1, others.shape[2]).T).reshape(len(a[i]), *others.shape[:2])
        filled = np.arange(others.shape[1]) < sizes[:, None]
        cosines[:, ~filled] = -1
        forward, ahead = _two_best(cosines, 2)
        backward, behind = _two_best(cosines, 0)
        covered[begin:end, 0] = forward.mean(axis=0)
        covered[begin:end, 1] = np.where(filled, backward, 0).sum(axis=1) / sizes
        contrast[begin:end] = (_strongest(ahead.T) + _strongest(np.where(filled, behind, -1))) / 2
    return covered, contrast


def _padded(matrices: Sequence[F32]) -> tuple[F32, NDArray[np.int64]]:
    """Return matrices as one array (n, most rows, d) with empty rows at the end, and how many rows each fills."""
    counts = np.array([len(m) for m in matrices])
    out = np.zeros((len(matrices), int(counts.max()), matrices[0].shape[1]), np.float32)
    for block, matrix in zip(out, matrices, strict=True):
        block[: len(matrix)] = matrix
    return out, counts


def _two_best(cosines: F32, axis: int) -> tuple[F32, F32]:
    """Return the best cosine along an axis, and by how much it leads the second; UNRELATED stands in for a missing one."""
    moved = np.moveaxis(cosines, axis, -1)
    if moved.shape[-1] == 1:
        moved = np.concatenate([moved, np.full_like(moved, UNRELATED)], axis=-1)
    top = np.partition(moved, -2, axis=-1)[..., -2:]
    best, second = top.max(axis=-1), np.maximum(top.min(axis=-1), 0)
    return best, best - second


def _strongest(values: F32) -> F32:
    """Return the mean of the STRONGEST values of each row, left out (-1) ones aside."""
    top = np.sort(values, axis=1)[:, -STRONGEST:]
    present = top > -1
    return np.asarray(np.where(present, top, 0).sum(axis=1) / present.sum(axis=1), np.float32)


def _rival(score: NDArray[np.float32], rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return, for each pair, the best score that either article has with any other, or UNRELATED if that is more."""
    rival = np.full(len(score), UNRELATED, np.float32)
    for side in (rows, columns):
        order = np.lexsort((-score, side))
        first = np.r_[True, side[order][1:] != side[order][:-1]]
        best = np.zeros(side.max(initial=-1) + 1, np.float32)
        second = np.full_like(best, UNRELATED)
        best[side[order][first]] = score[order][first]
        rest = order[~first]
        np.maximum.at(second, side[rest], score[rest])
        rival = np.maximum(rival, np.where(score >= best[side], second[side], best[side]))
    return rival


def _textual(
    sources: Sequence[EncodedArticle],
    targets: Sequence[EncodedArticle],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the logarithm of 1 + figures and Latin names in common, and how unlike the lengths are."""
    tokens = [[_tokens(item) for item in side] for side in (sources, targets)]
    shared = [np.log1p(len(tokens[0][i] & tokens[1][j])) for i, j in zip(rows, columns, strict=True)]
    sizes = [np.log([len(item.matrix()) for item in side]) for side in (sources, targets)]
    return np.array(shared), -np.abs(sizes[0][rows] - sizes[1][columns])


def _tokens(item: EncodedArticle) -> set[str]:
    text = comparison_form(item.article.text[:LEDE_CHARACTERS])
    return {token.replace(",", "") for token in TOKEN.findall(text)}
