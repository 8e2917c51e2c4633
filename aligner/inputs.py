"""Which files a run reads, and with which reader: the one part that knows a file's suffix."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from . import parts
from .errors import InputError, UsageError
from .protocols import Reader
from .records import Document, Note


def collect(paths: Sequence[Path]) -> tuple[list[Path], list[Note]]:
    """Return the files to read, sorted and each once, and a Note for every file that no reader knows.

    Folders are searched to any depth, without hidden files and folders; links are followed, loops once. Raises
    UsageError for a path that does not exist.
    """
    files: dict[str, Path] = {}
    notes: dict[Path, Note] = {}
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"{path}: there is no such file or folder. Check the path.")
        for file in _walk(path, notes) if path.is_dir() else [path]:
            if reader_for(file) is None:
                known = ", ".join(sorted(_readers()))
                notes[file] = Note(str(file), "skipped", f"No reader for {file.suffix or 'no suffix'}. Known: {known}.")
            else:
                files.setdefault(os.path.realpath(file), file)
    return sorted(files.values()), [notes[path] for path in sorted(notes)]


def reader_for(path: Path) -> Reader | None:
    """Return a reader for a file by the longest suffix of its name that any reader knows, or None."""
    name = path.name.lower()
    for suffix in sorted(_readers(), key=len, reverse=True):
        if name.endswith(suffix):
            reader: Reader = parts.build("readers", _readers()[suffix])
            return reader
    return None


def read_documents(paths: Iterable[Path]) -> Iterator[Document | Note]:
    """Yield what the readers find in files, one file after another; a file that cannot be read becomes a Note."""
    for path in paths:
        reader = reader_for(path)
        try:
            if reader is None:
                raise InputError(f"{path}: no reader knows this kind of file. Known: {', '.join(sorted(_readers()))}.")
            yield from reader.read(path)
        except InputError as error:
            yield Note(str(path), "unreadable", str(error))


def read_pairs(path: Path) -> list[tuple[int, str, str]]:
    """Return the rows of a list of article pairs: (line number, source name, target name), tab-separated; blank lines aside.

    Raises UsageError where the file cannot be read or a line has not two names.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The list of pairs {path} cannot be read: {error}.") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        names = [name.strip() for name in line.split("\t")]
        if line.strip() and len(names) != 2:
            raise UsageError(f"{path}, line {number}: give two names with one tab between them.")
        if line.strip():
            rows.append((number, names[0], names[1]))
    return rows


@cache
def _readers() -> dict[str, str]:
    """Return the reader's name for every known suffix."""
    return {suffix: name for name in parts.names("readers") for suffix in parts.find("readers", name).suffixes}


def _walk(folder: Path, notes: dict[Path, Note]) -> Iterator[Path]:
    """Yield the files below a folder; a folder that cannot be opened gets a Note."""

    def refused(error: OSError) -> None:
        place = Path(error.filename)
        notes[place] = Note(str(place), "unreadable", f"{place}: cannot be opened ({error.strerror}). Check who may.")

    seen = set()
    for where, folders, names in os.walk(folder, followlinks=True, onerror=refused):
        real = os.path.realpath(where)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(where, name) for name in sorted(names) if not name.startswith("."))
