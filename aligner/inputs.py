"""Which files a run reads, and with which reader: the one part that knows a file's suffix."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

from . import parts
from .decode import mojibake
from .errors import InputError, UsageError
from .protocols import Reader
from .readers._files import unpacked
from .records import Document, Note
from .remote import RemoteError, files_below, is_url, located

Options = Mapping[str, Mapping[str, Any]]
"""Options of readers by the reader's name, as in the settings: `{"csv": {"text": "body"}}`."""
UNREADABLE = "unreadable"
_BUFFER = 1 << 16


def collect(paths: Sequence[Path], output: Path | None = None) -> tuple[list[Path], list[Note]]:
    """Return the files to read, sorted and each once, and a Note for every one that no reader knows or that has no legible name.

    Folders are searched to any depth, without hidden files and folders and without the folder `output`; links are
    followed, loops once. A path may be a URL (see `remote`). Raises UsageError for a path that does not exist.
    """
    files: dict[str, Path] = {}
    left_out = {os.path.realpath(output)} if output else set()
    notes: dict[Path, Note] = {}
    for path in paths:
        if not (is_url(path) or os.path.lexists(path)):
            raise UsageError(f"{path}: there is no such file or folder. Check the path.")
        for file in _files(path, notes, left_out):
            if not _is_legible(str(file)):
                shown = os.fsencode(file).decode("utf-8", "replace")
                notes[file] = Note(
                    shown, UNREADABLE, f"{shown}: this name is not UTF-8, and nothing can name it. Rename it."
                )
            elif not is_url(file) and os.path.exists(file) and not os.path.isfile(file):  # noqa: PTH110, PTH113 - never raise
                what = f"{file}: this is no file but a pipe, a socket or a device. Save what it gives to a file."
                notes[file] = Note(str(file), UNREADABLE, what)
            elif reader_for(file) is None:
                notes[file] = Note(
                    str(file), "skipped", f"No reader for {file.suffix or 'no suffix'}. Known: {_known()}."
                )
            else:
                files.setdefault(str(file) if is_url(file) else os.path.realpath(file), file)
    return sorted(files.values(), key=str), [notes[path] for path in sorted(notes, key=str)]


def _files(path: Path, notes: dict[Path, Note], left_out: set[str]) -> Iterable[Path]:
    """Return the file at a path or URL, or those below it."""
    if is_url(path):
        return files_below(located(path))
    return _walk(path, notes, left_out) if path.is_dir() else [path]


def reader_for(path: Path, options: Options | None = None) -> Reader | None:
    """Return a reader for a file by the longest suffix of its name that any reader knows, or None.

    A last suffix `.gz` or `.zst` does not count: what is compressed is unpacked by whichever reader it is.
    """
    chosen = parts.by_ending("readers", path.name)
    if chosen is None:
        return None
    reader: Reader = parts.build("readers", chosen, (options or {}).get(chosen))
    return reader


def read_documents(paths: Iterable[Path], options: Options | None = None) -> Iterator[Document | Note]:
    """Yield what the readers find in files, one file after another; a file that cannot be read becomes a Note.

    Text that was decoded wrongly before it came here gets a Note too, and stays as it is.
    """
    for path in paths:
        reader = reader_for(path, options)
        try:
            if reader is None:
                raise InputError(f"{path}: no reader knows this kind of file. Known: {_known()}.")
            for item in reader.read(path):
                if isinstance(item, Document) and (why := mojibake(item.text)):
                    yield Note(item.source, "mojibake", why)
                yield item
        except InputError as error:
            yield Note(str(path), UNREADABLE, str(error).removeprefix(f"{path}: "))
        except RemoteError as error:
            yield Note(
                str(path), UNREADABLE, f"{path}: cannot be read to its end ({error}). Run the same command again."
            )


def with_stdin(paths: Sequence[Path], folder: Path) -> list[Path]:
    """Return the paths with a file in the folder instead of `-`: what standard input brings, saved."""
    return [save_stdin(sys.stdin.buffer, folder) if str(path) == "-" else path for path in paths]


def save_stdin(stream: BinaryIO, folder: Path) -> Path:
    """Write a stream to a file of the folder and return it: JSON Lines where it opens with a brace, or else text.

    Raises InputError where the stream is compressed and damaged.
    """
    buffered = io.BufferedReader(cast(Any, stream), _BUFFER)
    data = unpacked(buffered, "stdin")
    head = data.read(_BUFFER)
    is_jsonl = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"stdin{'.jsonl' if is_jsonl else '.txt'}"
    with path.open("wb") as file:
        file.write(head)
        shutil.copyfileobj(data, file)
    buffered.detach()
    return path


def read_pairs(path: Path) -> list[tuple[int, str, str]]:
    """Return the rows of a list of article pairs: (line number, source name, target name), tab-separated.

    Blank lines, a heading `source` `target` and further columns are passed over, so that what `aligner pair` prints can be
    given back. Raises UsageError where the file cannot be read or a line has no two names.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The list of pairs {path} cannot be read: {error}.") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        names = [name.strip() for name in line.split("\t")]
        if not line.strip() or (number == 1 and names[:2] == ["source", "target"]):
            continue
        if len(names) < 2:
            raise UsageError(f"{path}, line {number}: give two names with one tab between them.")
        rows.append((number, names[0], names[1]))
    return rows


def _is_legible(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _known() -> str:
    return ", ".join(sorted(parts.endings("readers")))


def _walk(folder: Path, notes: dict[Path, Note], left_out: set[str]) -> Iterator[Path]:
    """Yield the files below a folder, without those in `left_out`.

    A folder that cannot be opened gets a Note, and so does the output of a run.
    """

    def refused(error: OSError) -> None:
        place = Path(error.filename)
        notes[place] = Note(str(place), UNREADABLE, f"{place}: cannot be opened ({error.strerror}). Check who may.")

    seen = set(left_out)
    for where, folders, names in os.walk(folder, followlinks=True, onerror=refused):
        real = os.path.realpath(where)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        if "status.json" in names and {"shards", "manifest"}.issubset(folders):
            made = f"{where} is what a run has made, and is not read again. Name a file in it to read that."
            notes[Path(where)] = Note(where, "skipped", made)
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(where, name) for name in sorted(names) if not name.startswith("."))
