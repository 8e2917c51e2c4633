"""What pairers and aligners see: vectors and lengths, never a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .errors import UsageError
from .records import Article
from .text import comparison_form

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .protocols import Encoder


@dataclass(frozen=True, slots=True)
class Windows:
    """`vectors[w - 1][i]` is the unit vector of the run of w sentences that starts at i: shape (n - w + 1, d), float32.

    `lengths` holds the number of characters of each sentence, shape (n,), float64; `paragraphs`, where known, the number of
    the paragraph each sentence stands in, shape (n,), int64.
    """

    vectors: list[NDArray[np.float32]]
    lengths: NDArray[np.float64]
    paragraphs: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        for width, block in enumerate(self.vectors, start=1):
            expected = max(0, len(self.lengths) - width + 1)
            if len(block) != expected:
                raise UsageError(
                    f"Windows of {width}: {len(block)} vectors where {expected} belong. Check the encoder."
                )
            if not np.isfinite(block).all():
                raise UsageError(f"Windows of {width}: a vector is not finite. Check the encoder's output for NaN.")

        if self.paragraphs is not None and len(self.paragraphs) != len(self.lengths):
            raise UsageError(
                f"{len(self.paragraphs)} paragraph numbers for {len(self.lengths)} sentences. Give one each."
            )

    def __len__(self) -> int:
        return len(self.lengths)


def encode_windows(encoder: Encoder, documents: Sequence[Sequence[str]], longest: int) -> list[Windows]:
    """Return the windows of many documents (lists of sentences), encoded together in one pass."""
    forms = [[comparison_form(sentence) for sentence in document] for document in documents]
    spans = getattr(encoder, "spans", None)
    vectors = spans(forms, longest) if spans else spans_by_joining(encoder, forms, longest)
    lengths = [np.array([len(sentence) for sentence in document], dtype=np.float64) for document in forms]
    return [Windows(blocks, sizes) for blocks, sizes in zip(vectors, lengths, strict=True)]


def spans_by_joining(
    encoder: Encoder, documents: Sequence[Sequence[str]], longest: int
) -> list[list[NDArray[np.float32]]]:
    """Return window vectors by encoding every run as joined text: right for any encoder, about ten times the text."""
    runs = [
        " ".join(document[start : start + width])
        for document in documents
        for width in range(1, longest + 1)
        for start in range(len(document) - width + 1)
    ]
    encoded = encoder.encode(runs)
    out, at = [], 0
    for document in documents:
        blocks = []
        for width in range(1, longest + 1):
            rows = max(0, len(document) - width + 1)
            blocks.append(encoded[at : at + rows])
            at += rows
        out.append(blocks)
    return out


@dataclass(frozen=True, slots=True)
class EncodedArticle:
    """An article with the unit vectors of its title and first sentences: what a pairer sees.

    `vectors` are the raw bytes of a float32 matrix with `dimensions` columns, so that a row of a shard holds them as they are;
    `signature` is the text's MinHash signature in the same way.
    """

    article: Article
    vectors: bytes
    dimensions: int
    signature: bytes = b""

    def matrix(self) -> NDArray[np.float32]:
        """Return the vectors, float32, shape (sentences, dimensions)."""
        return np.frombuffer(self.vectors, np.float32).reshape(-1, self.dimensions)
