"""Where a writer's output goes: files that appear whole or not at all, or standard output for `-`."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from ..errors import NotText, UsageError


@contextmanager
def text_output(path: Path) -> Iterator[TextIO]:
    """Open `path` for UTF-8 text with plain line feeds, packed if its name ends in `.gz` or `.zst`; `-` is standard output."""
    if str(path) == "-":
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        yield sys.stdout
        sys.stdout.flush()
        return
    with _whole(path) as partial, partial.open("wb") as raw:
        packed = _packing(raw, path.suffix.lower())
        with packed, io.TextIOWrapper(packed, "utf-8", newline="\n") as file:
            yield file


def _packing(raw: BinaryIO, suffix: str) -> BinaryIO:
    if suffix == ".gz":  # no name and no time inside, so that equal text gives equal bytes
        return cast(BinaryIO, gzip.GzipFile("", "wb", fileobj=raw, mtime=0))
    if suffix == ".zst":
        import pyarrow

        return cast(BinaryIO, pyarrow.CompressedOutputStream(raw, "zstd"))
    return raw


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give the name of a file to write that becomes `path` when all is written.

    Raises UsageError for `-`, and for a name that says the file is packed.
    """
    refuse_packed(path)
    with _whole(path) as partial:
        yield partial


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    partial = _partial(path)
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path, marker: str, words: str, *patterns: str) -> Iterator[Path]:
    """Give a folder to fill that becomes `path` when all is written.

    It replaces an empty folder, and one that was written before: the file `marker` in it holds `words`, and the path of
    every file matches a pattern. Raises UsageError for any other, so that nothing of someone else is lost, for `-` and for
    a name that says it is packed.
    """
    refuse_packed(path)
    partial = _partial(path)
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file, and this format is a folder: give another name.")
    if path.exists() and any(path.iterdir()) and not _is_ours(path, marker, words, patterns):
        raise UsageError(f"{path} holds other files: give the name of a new folder, or empty it.")
    partial.mkdir()
    try:
        yield partial
        if path.exists():
            shutil.rmtree(path)
        partial.replace(path)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _is_ours(folder: Path, marker: str, words: str, patterns: Sequence[str]) -> bool:
    files = [file for file in folder.rglob("*") if not file.is_dir()]
    return (
        (folder / marker).is_file()
        and words in (folder / marker).read_text("utf-8", "replace")
        and all(any(file.relative_to(folder).match(pattern) for pattern in (marker, *patterns)) for file in files)
        and not any(file.name.startswith(".") or file.is_symlink() for file in files)
    )


def refuse_packed(path: Path) -> None:
    """Raise UsageError for a name that says the file is packed."""
    if path.suffix.lower() in (".gz", ".zst"):
        raise UsageError(f"This format is not packed as a whole: give {path} a name without {path.suffix}.")


def _partial(path: Path) -> Path:
    if str(path) == "-":
        raise NotText("This format is not text and cannot go to stdout: give a file or folder to write.")
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_name(f"{path.name}.{os.getpid()}.partial")
