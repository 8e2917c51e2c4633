"""Near-duplicate texts: one-permutation MinHash over character 5-grams, candidates from shared bands, checked by signature.

Li, Owen and Zhang 2012, "One Permutation Hashing" (NeurIPS); empty bins are filled by rotation (Shrivastava and Li 2014,
arXiv:1406.4784). The share of equal bins estimates the Jaccard similarity of the texts' 5-grams.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

GRAM, BINS, BANDS = 5, 128, 16
_AT_ONCE = 100_000
_SEPARATORS = re.compile(r"[\W_]+")
_MULTIPLIERS = np.array(
    [0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F], np.uint64
)
_EMPTY = np.uint64(2**64 - 1)


def signature(text: str) -> NDArray[np.uint32]:
    """Return the signature of a text, uint32, shape (BINS,); case, width and punctuation do not count."""
    plain = _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip().ljust(GRAM)
    codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    last = len(codes) - GRAM + 1
    with np.errstate(over="ignore"):
        hashes = _mixed(sum((codes[n : last + n] * _MULTIPLIERS[n] for n in range(GRAM)), np.zeros(last, np.uint64)))
    least = np.full(BINS, _EMPTY)
    np.minimum.at(least, (hashes % np.uint64(BINS)).astype(np.int64), hashes >> np.uint64(7))
    filled = np.flatnonzero(least != _EMPTY)
    following = filled[np.searchsorted(filled, np.arange(BINS)) % len(filled)]
    return (least[following] >> np.uint64(20)).astype(np.uint32)


def bands(signatures: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return one hash of each band of bins of signatures (n, BINS), shape (n, BANDS)."""
    pairs = np.ascontiguousarray(signatures, "<u4").reshape(len(signatures), BANDS, -1).view("<u8")
    with np.errstate(over="ignore"):
        return _mixed((pairs * _MULTIPLIERS[: pairs.shape[2]]).sum(axis=2, dtype=np.uint64))


def near_duplicates(
    banded: Iterable[NDArray[np.uint64]],
    signature_of: Callable[[int], NDArray[np.uint32]],
    rows: int,
    least: float,
    comparable: Callable[[int, int], bool] = lambda _a, _b: True,
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return for each row the earlier row that it repeats, or -1, and their similarity of at least `least`.

    `banded`: the columns of what `bands` gives of all rows; `signature_of` gives one signature. Of a chain of repeats all name
    the first. Pairs are looked for where a whole band of bins agrees, between neighbours in the order of the rows, which finds
    nearly all pairs above .8 and few below .5. Rows that are not `comparable` are no repeats.
    """
    found, similarities = np.full(rows, -1, np.int64), np.zeros(rows, np.float32)
    codes = _candidates(banded, rows)
    for begin in range(0, len(codes), _AT_ONCE):
        some = codes[begin : begin + _AT_ONCE]
        for earlier, later in zip((some % rows).tolist(), (some // rows).tolist(), strict=True):
            first = int(found[earlier]) if found[earlier] >= 0 else earlier
            if found[later] < 0 and comparable(first, later):
                similarity = np.count_nonzero(signature_of(first) == signature_of(later)) / BINS
                if similarity >= least:
                    found[later], similarities[later] = first, similarity
    return found, similarities


def _candidates(banded: Iterable[NDArray[np.uint64]], rows: int) -> NDArray[np.int64]:
    """Return pairs that agree in a band, each row with the one before it there, as later row * rows + earlier row, in order."""
    codes = np.empty(0, np.int64)
    for band in banded:
        order = np.argsort(band, kind="stable")
        same = band[order[1:]] == band[order[:-1]]
        codes = np.union1d(codes, order[1:][same] * rows + order[:-1][same])
    return codes


def _mixed(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return well-mixed hashes (the finaliser of SplitMix64, Steele et al. 2014)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
