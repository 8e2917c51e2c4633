"""Manifests: what vouches for a finished shard. Made from which settings and inputs, and the digests of its files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .errors import InputError
from .records import content_id, from_line, to_line
from .remote import located
from .shards import PARTIAL, data_files, notes_path
from .tally import Tally


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What is known of a finished shard; saved as its manifest.

    `seconds` is wall time, `processor` what of the processor it took, `memory` the most the worker held meanwhile (MiB),
    `files` the digest of each file by its path beside the destination; `reused` is true where nothing ran.
    """

    stage: str
    destination: str
    fingerprint: str
    rows: int
    tally: Tally
    seconds: float
    processor: float = 0.0
    memory: int = 0
    files: Mapping[str, str] = field(default_factory=dict)
    reused: bool = False


def place(folder: Path, stage: str, destination: Path) -> Path:
    """Return where in a run's folder the manifest of a stage's destination lies."""
    return folder / "manifest" / stage / f"{destination.name.removesuffix('.parquet')}.json"


def save(path: Path, report: ShardReport) -> None:
    """Write a shard's manifest, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}{PARTIAL}")
    partial.write_text(to_line(report), "utf-8")
    partial.replace(path)


def load(path: Path) -> ShardReport | None:
    """Return a shard's manifest, or None where there is none that can be used."""
    try:
        return from_line(ShardReport, path.read_bytes())
    except (OSError, InputError):
        return None


def digests(destination: Path) -> dict[str, str]:
    """Return size and digest of every file of a destination, its notes included, by the path from the folder it is in."""
    files = [*(data_files(destination) if destination.is_dir() else [destination]), notes_path(destination)]
    return {file.relative_to(destination.parent).as_posix(): digest(file) for file in files}


def is_intact(report: ShardReport, destination: Path) -> bool:
    """Return whether the files of a destination are those that the report vouches for, to the last byte."""
    try:
        sizes = {name: (destination.parent / name).stat().st_size for name in report.files}
        if any(not said.startswith(f"{sizes[name]}:") for name, said in report.files.items()):
            return False
        return digests(destination) == report.files
    except OSError:
        return False


def digest(file: Path) -> str:
    """Return a file's size and the digest of its bytes (XXH3, 128 bits); raises OSError where it cannot be read."""
    from xxhash import xxh3_128

    found, size = xxh3_128(), 0
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            found.update(block)
            size += len(block)
    return f"{size}:{found.hexdigest()}"


def fingerprint_of_files(paths: Iterable[str], known: Mapping[str, str] | None = None) -> str:
    """Return a digest of the contents of files and of the shards in folders; of those in `known` it is known by their path."""
    files = [file for path in map(located, paths) for file in (data_files(path) if path.is_dir() else [path])]
    return content_id(*((known or {}).get(str(file)) or _digest_or_error(file) for file in files))


def _digest_or_error(file: Path) -> str:
    try:
        return getattr(file, "tag", "") or digest(file)
    except OSError as error:  # an unreadable input is a fact about the input, reported where it is read
        return f"error {error.errno}"


@cache
def package_digest() -> str:
    """Return a digest of this package's files: results of another version are not taken for this one's."""
    root = Path(__file__).parent
    return fingerprint_of_files([str(p) for p in sorted(root.rglob("*")) if p.suffix in (".py", ".json", ".npy")])
