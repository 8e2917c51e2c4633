"""What pairers and aligners see: vectors and lengths, never a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeGuard

import numpy as np

from .errors import UsageError
from .records import Article, Span
from .text import comparison_form

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .protocols import Encoder, LimitedEncoder, SpanEncoder


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


def encode_windows(
    encoder: Encoder,
    documents: Sequence[Sequence[str]],
    longest: int,
    paragraphs: Sequence[NDArray[np.int64] | None] | None = None,
) -> list[Windows]:
    """Return the windows of many documents (lists of sentences), encoded together in one pass.

    `paragraphs`: for each document what `paragraph_numbers` says of it.
    """
    forms = [[comparison_form(sentence) for sentence in document] for document in documents]
    vectors = spans_of(encoder, forms, longest)
    lengths = [np.array([len(sentence) for sentence in document], dtype=np.float64) for document in forms]
    numbers = paragraphs if paragraphs is not None else [None] * len(documents)
    return [Windows(*three) for three in zip(vectors, lengths, numbers, strict=True)]


def paragraph_numbers(text: str, sentences: Sequence[Span]) -> NDArray[np.int64] | None:
    """Return the number of the paragraph each sentence stands in, int64, shape (n,), or None where the text does not tell.

    A blank line between two sentences ends a paragraph. Where one stands after every sentence, or nowhere, it tells nothing.
    """
    breaks = [_holds_blank_line(text[a.stop : b.start]) for a, b in pairwise(sentences)]
    if not any(breaks) or all(breaks):
        return None
    return np.concatenate([[0], np.cumsum(breaks, dtype=np.int64)])


def _holds_blank_line(gap: str) -> bool:
    whole_lines = f"{gap}|".splitlines()[1:-1]
    return any(not line.strip() for line in whole_lines)


def spans_of(encoder: Encoder, documents: Sequence[Sequence[str]], longest: int) -> list[list[NDArray[np.float32]]]:
    """Return window vectors by the encoder's own way, or of joined texts where it has none; equal documents are encoded once."""
    number: dict[tuple[str, ...], int] = {}
    at = [number.setdefault(tuple(document), len(number)) for document in documents]
    distinct = list(number)
    vectors = encoder.spans(distinct, longest) if _knows_runs(encoder) else spans_by_joining(encoder, distinct, longest)
    return [vectors[n] for n in at]


def encode_distinct(encoder: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors of texts, float32, shape (len(texts), d); equal texts are encoded once."""
    number: dict[str, int] = {}
    at = [number.setdefault(text, len(number)) for text in texts]
    return encoder.encode(list(number))[np.array(at, np.intp)]


def overlong(encoder: Encoder, documents: Sequence[Sequence[str]], longest: int) -> list[int]:
    """Return, per document, how many of the texts encoded for its windows are longer than the encoder reads, if it tells."""
    return encoder.overlong(documents, longest) if _is_limited(encoder) else [0] * len(documents)


def _knows_runs(encoder: Encoder) -> TypeGuard[SpanEncoder]:
    return hasattr(encoder, "spans")


def _is_limited(encoder: Encoder) -> TypeGuard[LimitedEncoder]:
    return hasattr(encoder, "overlong")


def runs(document: Sequence[str], longest: int) -> list[str]:
    """Return every run of 1..longest sentences as joined text, the shorter runs first."""
    return [run for width in range(1, longest + 1) for run in runs_of_width(document, width)]


def runs_of_width(document: Sequence[str], width: int) -> list[str]:
    """Return every run of that many sentences as joined text."""
    return [" ".join(document[start : start + width]) for start in range(len(document) - width + 1)]


def spans_by_joining(
    encoder: Encoder, documents: Sequence[Sequence[str]], longest: int
) -> list[list[NDArray[np.float32]]]:
    """Return window vectors by encoding every run as joined text: right for any encoder, about ten times the text."""
    encoded = encode_distinct(encoder, [run for document in documents for run in runs(document, longest)])
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
    `signature` is the text's MinHash signature in the same way; `lede` holds the sentences the vectors are of, and `figures`
    what numbers they tell (`figures.packed`), or nothing where that was not looked for.
    """

    article: Article
    vectors: bytes
    dimensions: int
    signature: bytes = b""
    lede: tuple[str, ...] = ()
    figures: bytes = b""

    def matrix(self) -> NDArray[np.float32]:
        """Return the vectors, float32, shape (sentences, dimensions)."""
        return np.frombuffer(self.vectors, np.float32).reshape(-1, self.dimensions)
