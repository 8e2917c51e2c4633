"""An encoder without a model: hashed character n-grams. For tests and dry runs; it matches shared digits and names only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class HashedEncoder:
    """Counts character n-grams of 1..`longest_gram` into `dimensions` signed buckets.

    The hashing trick: Weinberger et al. 2009, arXiv:0902.2206.
    """

    def __init__(self, dimensions: int = 256, longest_gram: int = 4) -> None:
        self.dimensions = dimensions
        self.longest_gram = longest_gram

    @property
    def fingerprint(self) -> str:
        """What decides the vectors."""
        return f"hashed/{self.dimensions}/{self.longest_gram}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors, float32, shape (len(texts), dimensions); an empty text is the first unit vector."""
        from xxhash import xxh3_64_intdigest

        out = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(out, texts, strict=True):
            marked = f" {text.lower()} "
            for width in range(1, self.longest_gram + 1):
                for start in range(len(marked) - width + 1):
                    digest = xxh3_64_intdigest(marked[start : start + width].encode("utf-8", "surrogatepass"))
                    row[digest % self.dimensions] += 1.0 if digest >> 63 else -1.0
            if not row.any():
                row[0] = 1.0
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        return out
