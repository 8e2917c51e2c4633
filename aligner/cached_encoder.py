"""An encoder that keeps its vectors from run to run: text is encoded once for as long as nothing about it changes.

A key is a digest of the text, or of a document's sentences and the longest run asked for, together with the encoder's
fingerprint and the digest of the source files that make vectors: another model, prompt or version of the code never meets
these vectors.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .windows import overlong, spans_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .protocols import Encoder
    from .vector_cache import VectorCache

HERE = Path(__file__).parent
ENCODERS = HERE / "encoders"
SHARED = (HERE / "text.py", HERE / "windows.py")


class CachedEncoder:
    """An encoder that looks for its vectors in a cache first; the vectors are the same, to the bit."""

    def __init__(self, encoder: Encoder, store: VectorCache) -> None:
        self._encoder, self._store = encoder, store

    @property
    def fingerprint(self) -> str:
        """That of the encoder."""
        return self._encoder.fingerprint

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the encoder's vectors of texts."""
        keys = self._keys("text", [[text] for text in texts])
        found = self._store.get(list(dict.fromkeys(keys)))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        new = self._encoder.encode(list(missing.values())) if missing or not texts else np.empty((0, 0), np.float32)
        if not texts:
            return new
        values = {key: row.tobytes() for key, row in zip(missing, new, strict=True)}
        self._store.put(self.fingerprint, values)
        found |= values
        return np.frombuffer(b"".join(found[key] for key in keys), np.float32).reshape(len(texts), -1)

    def spans(self, documents: Sequence[Sequence[str]], longest: int) -> list[list[NDArray[np.float32]]]:
        """Return the encoder's vectors of every run of 1..longest sentences, kept a document at a time."""
        keys = self._keys(f"runs of {longest}", documents)
        found = self._store.get([key for key, document in zip(keys, documents, strict=True) if document])
        blocks = {
            key: _cut(found[key], len(document), longest)
            for key, document in zip(keys, documents, strict=True)
            if key in found
        }
        missing = {key: document for key, document in zip(keys, documents, strict=True) if key not in blocks}
        if missing:
            new = dict(zip(missing, spans_of(self._encoder, list(missing.values()), longest), strict=True))
            values = {key: b"".join(block.tobytes() for block in runs) for key, runs in new.items() if missing[key]}
            self._store.put(self.fingerprint, values)
            blocks |= new
        return [blocks[key] for key in keys]

    def overlong(self, documents: Sequence[Sequence[str]], longest: int) -> list[int]:
        """Return what the encoder says of texts longer than it reads."""
        return overlong(self._encoder, documents, longest)

    def _keys(self, what: str, documents: Sequence[Sequence[str]]) -> list[bytes]:
        folders = frozenset(_folders(self._encoder))
        of_encoder = _digest([self.fingerprint, _sources(folders), what])
        return [_digest(document, of_encoder) for document in documents]


def _digest(texts: Sequence[str], first: bytes = b"") -> bytes:
    digest = blake2b(first, digest_size=16)
    for text in texts:
        raw = text.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "little"))
        digest.update(raw)
    return digest.digest()


def _folders(encoder: object) -> Iterator[Path]:
    """Yield the folders that hold the code of an encoder and of those it is made of."""
    if file := getattr(sys.modules[type(encoder).__module__], "__file__", None):
        yield Path(file).parent
    for part in getattr(encoder, "encoders", ()):
        yield from _folders(part)


@cache
def _sources(folders: frozenset[Path]) -> str:
    """Return a digest of the modules in some folders and of those here that decide what an encoder is given and asked for."""
    modules = [path for folder in sorted({*folders, ENCODERS}) for path in sorted(folder.glob("*.py"))]
    files = [*SHARED, *modules, *sorted(ENCODERS.glob("*.npy"))]
    return _digest([path.read_bytes().decode("latin-1") for path in files]).hex()


def _cut(value: bytes, sentences: int, longest: int) -> list[NDArray[np.float32]]:
    rows = [max(0, sentences - width + 1) for width in range(1, longest + 1)]
    vectors = np.frombuffer(value, np.float32).reshape(sum(rows), -1)
    return np.split(vectors, np.cumsum(rows)[:-1])
