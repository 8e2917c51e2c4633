"""The unit of work: one stage over some sources into one destination. Engines carry jobs; tasks say how to do them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from . import shards
from .config import Config
from .protocols import Engine
from .records import Note

T = TypeVar("T")
Rows = Iterator[tuple[str, Any] | Note]
ENCODING = ("encode", "align")


@dataclass(frozen=True, slots=True)
class Job:
    """What an engine runs: a stage over sources (files, or folders of shards) into one destination.

    `contents` is a digest of what the sources hold where that is known already.
    """

    stage: str
    config: Config
    sources: tuple[str, ...]
    destination: str
    manifest: str
    contents: str = ""

    def __str__(self) -> str:
        return f"{self.stage} -> {self.destination}"

    @property
    def uses_gpu(self) -> bool:
        """True where an encoder does most of the work."""
        return self.stage in ENCODING


@contextmanager
def ended(engine: Engine) -> Iterator[Engine]:
    """Let an engine work, and end the workers that it keeps from job to job, where it has a method `end` for that."""
    try:
        yield engine
    finally:
        if end := getattr(engine, "end", None):
            end()


def batches(records: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the records so many at a time."""
    iterator = iter(records)
    while batch := list(islice(iterator, size)):
        yield batch


def records(sources: Iterable[str], kind: type[T], batch: int) -> Iterator[T]:
    """Yield the records of sources, files and folders of shards alike, in their order."""
    for source in map(Path, sources):
        for path in shards.data_files(source) if source.is_dir() else [source]:
            yield from shards.read(path, kind, batch)
