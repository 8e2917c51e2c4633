"""What settling needs to know of candidates: columns of any number of them, and of a few what is said in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from . import shards
from .columns import spread
from .keys import raw
from .records import ArticlePair

if TYPE_CHECKING:
    import pyarrow

Column = NDArray[Any]
ADDS, TOLD_IN_TARGETS = "adds", "told_in_targets"
_AT_ONCE = 1 << 14
_READ = (
    "id",
    *(f"{side}.{name}" for side in ("source", "target") for name in ("id", "lang")),
    "probability",
    "evidence",
)


@dataclass(frozen=True, slots=True)
class Named:
    """What is said of an article of a candidate."""

    source: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is said of an article pair, read without any text."""

    id: str
    source: Named
    target: Named
    because: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Candidates as columns of shape (n,).

    `ids`: bytes; `source`, `target`: `numbers` of the articles; `own`, `other`: uint64, numbers of an article with the language
    of its counterpart, on both sides, what adds to another one first; `probability`, `adds`: float64, NaN for what adds nothing.
    """

    ids: Column
    source: Column
    target: Column
    own: Column
    other: Column
    probability: Column
    adds: Column

    @classmethod
    def of(
        cls,
        ids: Iterable[str],
        articles: Sequence[Iterable[str]],
        languages: Sequence[Iterable[str]],
        probability: Column,
        evidence: tuple[Column, Column],
    ) -> Columns:
        """Make the columns from ids, articles and languages of both sides, and evidence: `adds`, and what is told in targets."""
        source, target = map(numbers, articles)
        source_lang, target_lang = map(numbers, languages)
        own, other, (adds, told) = source ^ target_lang, target ^ source_lang, evidence
        sides = np.where(told, other, own), np.where(told, own, other)
        return cls(np.array([raw(name) for name in ids], "S"), source, target, *sides, probability, adds)


class Found(Protocol):
    """Candidates that can be gone through again and again, in the same order."""

    def __len__(self) -> int:
        """Return how many there are."""
        ...

    def columns(self) -> Iterator[Columns]:
        """Yield columns of some of them after another."""
        ...

    def words(self, chosen: Column) -> Iterator[ArticlePair | Candidate]:
        """Yield what is said of those chosen: bool (n,), in order."""
        ...


class InMemory:
    """Candidates that are at hand."""

    def __init__(self, pairs: Iterable[ArticlePair]) -> None:
        self._pairs = list(pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def columns(self) -> Iterator[Columns]:
        """Yield the columns of all of them."""
        pairs = self._pairs
        sides = [[p.source for p in pairs], [p.target for p in pairs]]
        yield Columns.of(
            [p.id for p in pairs],
            [[a.id for a in side] for side in sides],
            [[a.lang for a in side] for side in sides],
            np.array([p.probability for p in pairs], np.float64),
            (
                np.array([p.evidence.get(ADDS, np.nan) for p in pairs], np.float64),
                np.array([TOLD_IN_TARGETS in p.evidence for p in pairs], bool),
            ),
        )

    def words(self, chosen: Column) -> Iterator[ArticlePair | Candidate]:
        """Yield those chosen."""
        return (pair for pair, wanted in zip(self._pairs, chosen.tolist(), strict=True) if wanted)


class OnDisk:
    """The candidates of a folder of shards."""

    def __init__(self, folder: Path) -> None:
        self.files = shards.data_files(folder)
        self._lengths = [shards.length(path) for path in self.files]

    def __len__(self) -> int:
        return sum(self._lengths)

    def columns(self) -> Iterator[Columns]:
        """Yield columns of so many rows at a time."""
        import pyarrow.parquet as pq

        for path in self.files:
            with pq.ParquetFile(path) as file:
                yield from map(_columns_of, file.iter_batches(_AT_ONCE, columns=list(_READ)))

    def words(self, chosen: Column) -> Iterator[ArticlePair | Candidate]:
        """Yield those chosen, read without any text."""
        begin = 0
        for path, length in zip(self.files, self._lengths, strict=True):
            end = begin + length
            if chosen[begin:end].any():
                yield from shards.read(path, Candidate, _AT_ONCE, chosen=chosen[begin:end].tolist())
            begin = end


def numbers(names: Iterable[str]) -> Column:
    """Return a number for each name, uint64: its hash (XXH3). That two of a hundred million share one has a chance of .0003."""
    from xxhash import xxh3_64_intdigest

    return np.fromiter((xxh3_64_intdigest(raw(name)) for name in names), np.uint64)


def _columns_of(batch: pyarrow.RecordBatch) -> Columns:
    evidence, rows = spread(batch.column("evidence"))
    adds, told = np.full(len(batch), np.nan), np.zeros(len(batch), bool)
    places = _places(evidence.field(0), ADDS)
    adds[rows[places]] = evidence.field(1).to_numpy()[places]
    told[rows[_places(evidence.field(0), TOLD_IN_TARGETS)]] = True

    def both(name: str) -> list[list[str]]:
        return [batch.column(side).field(name).to_pylist() for side in ("source", "target")]

    chances = batch.column("probability").to_numpy().copy()
    return Columns.of(batch.column("id").to_pylist(), both("id"), both("lang"), chances, (adds, told))


def _places(names: Any, name: str) -> Column:  # noqa: ANN401 - an array of pyarrow
    import pyarrow.compute as pc

    return np.flatnonzero(pc.equal(names, name).to_numpy(zero_copy_only=False))
