"""Near-duplicate texts: one-permutation MinHash over character 5-grams, candidates from shared bands, checked by signature.

Li, Owen and Zhang 2012, "One Permutation Hashing" (NeurIPS); empty bins are filled by rotation (Shrivastava and Li 2014,
arXiv:1406.4784). The share of equal bins estimates the Jaccard similarity of the texts' 5-grams.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

GRAM, BINS, BANDS = 5, 128, 16
_SEPARATORS = re.compile(r"[\W_]+")
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F], np.uint64
)
_EMPTY = np.uint64(2**64 - 1)


def signature(text: str) -> NDArray[np.uint32]:
    """Return the signature of a text, uint32, shape (BINS,); case, width and punctuation do not count."""
    plain = _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip().ljust(GRAM)
    codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    grams = np.lib.stride_tricks.sliding_window_view(codes, GRAM)
    with np.errstate(over="ignore"):
        hashes = _mixed((grams * _MULTIPLIERS).sum(axis=1, dtype=np.uint64))
    least = np.full(BINS, _EMPTY)
    np.minimum.at(least, (hashes % np.uint64(BINS)).astype(np.int64), hashes >> np.uint64(7))
    filled = np.flatnonzero(least != _EMPTY)
    following = filled[np.searchsorted(filled, np.arange(BINS)) % len(filled)]
    return (least[following] >> np.uint64(20)).astype(np.uint32)


def near_duplicates(
    signatures: NDArray[np.uint32], least: float, comparable: Callable[[int, int], bool] = lambda _a, _b: True
) -> dict[int, tuple[int, float]]:
    """Return, for each row that repeats an earlier one, that row and their similarity of at least `least`.

    `signatures` is uint32, shape (n, BINS); of a chain of repeats all name the first. Pairs are looked for where a whole
    band of bins agrees, between neighbours in the order of the rows, which finds nearly all pairs above .8 and few below
    .5. Rows that are not `comparable` are no repeats.
    """
    found: dict[int, tuple[int, float]] = {}
    for earlier, later in _candidates(signatures):
        first = found[earlier][0] if earlier in found else earlier
        if later not in found and comparable(first, later):
            similarity = float((signatures[first] == signatures[later]).mean())
            if similarity >= least:
                found[later] = (first, similarity)
    return found


def _candidates(signatures: NDArray[np.uint32]) -> list[tuple[int, int]]:
    """Return row pairs that agree in a band, each row with the one before it there; ordered by the later row."""
    pairs = {pair for band in np.split(signatures, BANDS, axis=1) for pair in _same(band)}
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


def _same(band: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    group = np.unique(band, axis=0, return_inverse=True)[1].ravel()
    order = np.argsort(group, kind="stable")
    for n in np.flatnonzero(group[order][1:] == group[order][:-1]):
        yield int(order[n]), int(order[n + 1])


def _mixed(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return well-mixed hashes (the finaliser of SplitMix64, Steele et al. 2014)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
