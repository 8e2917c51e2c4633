"""What partitioning needs to know of articles: one at a time, and of any number as columns, with their signatures in a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .clocks import APPEARED, Appeared, DateWindow, Reach
from .minhash import BANDS, BINS, bands

Reaches = dict[tuple[str, int], Reach]
"""The reach of the articles of each language and day (ordinal, 0 if undated)."""
_AT_ONCE = 4096
_SIGNATURE_BYTES = 4 * BINS
_BANDS_AT_ONCE = 8 * BANDS * (1 << 15)


@dataclass(frozen=True, slots=True)
class Key:
    """What partitioning needs to know of an article, read without its text or vectors."""

    id: str
    lang: str
    date: str | None
    source: str
    signature: bytes = b""
    timestamp: str | None = None


class Keys:
    """The keys of many articles as columns, in the order given; some 150 bytes an article, and its signature on disk.

    `ids`, `sources`: Arrow bytes (see `raw`); `langs`: strings (n,); `appeared`: APPEARED (n,). The files go when the
    keys do. Raises OSError where the folder has no room.
    """

    def __init__(self, keys: Iterable[Key], window: DateWindow, folder: Path | None = None) -> None:
        import pyarrow as pa

        self._signatures = TemporaryFile(dir=folder)  # noqa: SIM115 - lives as long as the keys
        self._bands = TemporaryFile(dir=folder)  # noqa: SIM115
        ids, sources, langs, appeared = [], [], list[Any](), list[Any]()
        for some in _blocks(keys):
            ids.append(pa.array([raw(key.id) for key in some], pa.large_binary()))
            sources.append(pa.array([raw(key.source) for key in some], pa.large_binary()))
            langs.append(np.array([key.lang for key in some]))
            rows = [window.appeared(key.date, key.timestamp, key.source) for key in some]
            appeared.append(np.array(rows, APPEARED))
            signatures = b"".join(key.signature for key in some)
            self._signatures.write(signatures)
            self._bands.write(bands(np.frombuffer(signatures, "<u4").reshape(-1, BINS)).tobytes())
        self.ids = pa.chunked_array(ids, pa.large_binary()).combine_chunks()
        self.sources = pa.chunked_array(sources, pa.large_binary()).combine_chunks()
        self.langs: NDArray[np.str_] = np.concatenate(langs) if langs else np.empty(0, "<U2")
        self.appeared = np.concatenate([np.empty(0, APPEARED), *appeared])

    def __len__(self) -> int:
        return len(self.appeared)

    def __enter__(self) -> Keys:
        return self

    def __exit__(self, *_: object) -> None:
        self._signatures.close()
        self._bands.close()

    def id(self, number: int) -> str:
        """Return an article's id."""
        return readable(self.ids[number].as_py())

    def source(self, number: int) -> str:
        """Return an article's source."""
        return readable(self.sources[number].as_py())

    def signature(self, number: int) -> NDArray[np.uint32]:
        """Return an article's MinHash signature, uint32, shape (BINS,)."""
        self._signatures.seek(number * _SIGNATURE_BYTES)
        return np.frombuffer(self._signatures.read(_SIGNATURE_BYTES), "<u4")

    def band(self, number: int) -> NDArray[np.uint64]:
        """Return one band of the signatures of all articles, uint64, shape (n,)."""
        self._bands.seek(0)
        blocks = iter(lambda: self._bands.read(_BANDS_AT_ONCE), b"")
        columns = [np.frombuffer(block, np.uint64).reshape(-1, BANDS)[:, number].copy() for block in blocks]
        return np.concatenate([np.empty(0, np.uint64), *columns])

    def rows(self, numbers: NDArray[np.int64]) -> Iterator[tuple[int, str, Appeared]]:
        """Yield number, language and time of some articles."""
        for begin in range(0, len(numbers), _AT_ONCE):
            some = numbers[begin : begin + _AT_ONCE]
            appeared = map(Appeared._make, self.appeared[some].tolist())
            yield from zip(some.tolist(), self.langs[some].tolist(), appeared, strict=True)


def reaches(articles: Iterable[tuple[str, Appeared]]) -> Reaches:
    """Return the reach of articles, given by language and time."""
    found: Reaches = {}
    for lang, appeared in articles:
        found[lang, appeared.day] = found.get((lang, appeared.day), Reach()).with_one(appeared)
    return found


def raw(name: str) -> bytes:
    """Return a name as bytes, also that of a file whose name is no text."""
    return name.encode("utf-8", "surrogatepass")


def readable(name: bytes) -> str:
    """Return the name that `raw` gave."""
    return name.decode("utf-8", "surrogatepass")


def _blocks(keys: Iterable[Key]) -> Iterator[list[Key]]:
    iterator = iter(keys)
    while some := list(islice(iterator, _AT_ONCE)):
        yield some
