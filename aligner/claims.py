"""Who holds a run's folder: one run at a time, for as long as its process lives."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from .errors import RunError
from .shards import PARTIAL

LOCK = ".lock"
WRITTEN = (
    *("kept.jsonl", "rejected.jsonl", "events.jsonl", "notes.jsonl"),
    *("report.html", "run.json", "run.before.json", "status.json"),
)
"""The files of a run beside its shards."""


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Hold a run's folder, cleared of what a killed run left half-written.

    Raises RunError where another run holds it, where it cannot be written, or where the disk fails while it is held.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / LOCK).open("a+")
    except OSError as error:
        raise RunError(
            f"{folder} cannot be written: {error.strerror or error}. See who may write there, or name another folder."
        ) from error
    with handle:
        if not _locked(handle, folder):
            raise RunError(f"Another run is using {folder}. Wait for it, or choose another folder.")
        try:
            for partial in _half_written(folder):
                shutil.rmtree(partial) if partial.is_dir() else partial.unlink()
            yield
        except OSError as error:
            raise RunError(disk_failure(str(folder), error)) from error


def _half_written(folder: Path) -> list[Path]:
    below = (partial for name in ("shards", "manifest") for partial in (folder / name).rglob(f"*{PARTIAL}"))
    return [*below, *(partial for name in WRITTEN for partial in folder.glob(f"{name}.*{PARTIAL}"))]


def is_claimed(folder: Path) -> bool:
    """Return whether a run holds the folder now."""
    with suppress(OSError), (folder / LOCK).open("r+") as handle:
        return not _locked(handle, folder)
    return False


def disk_failure(where: str, error: OSError) -> str:
    """Return what happened to the disk under a run, and what to do."""
    where, said = str(error.filename or where), error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or "No space left" in str(error):
        said += ". Free some space"
    else:
        said += ". See that it can be read and written"
    return f"{where}: {said}, then run the same command again: what is finished is kept."


def _locked(handle: IO[str], folder: Path) -> bool:
    """Return whether the lock was free; closing the handle frees it again. Raises RunError where there can be no locks."""
    try:
        import fcntl
    except ImportError:  # Windows: no advisory locks; two runs on one folder are the user's to avoid
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise RunError(f"{folder} cannot be locked: {error}. Choose a folder on another file system.") from error
    return True
