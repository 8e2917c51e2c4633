"""Bytes by key in one SQLite file: what `cached_encoder` keeps from run to run.

SQLite's write-ahead log keeps the file whole whenever a process is killed, and lets several processes share it. It needs a
disk of this machine, not one of a network.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from .errors import RunError, UsageError

FILE = "vectors-1.sqlite"  # the number is that of the tables below
TABLES = """
CREATE TABLE encoders (number INTEGER PRIMARY KEY, fingerprint TEXT UNIQUE NOT NULL);
CREATE TABLE entries (
    number INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, encoder INTEGER NOT NULL, bytes INTEGER NOT NULL, used INTEGER NOT NULL
);
CREATE TABLE vectors (entry INTEGER PRIMARY KEY, value BLOB NOT NULL);
"""
PAGE = 16_384  # bytes; a document's vectors are some hundred thousand
WAIT = 30.0  # seconds to wait for another process to finish writing
HOUR = 3_600_000_000_000  # nanoseconds: when an entry was used is noted no more often
AT_ONCE = 500  # keys a query


@dataclass(frozen=True, slots=True)
class Cache:
    """Settings: whether vectors are kept, in which folder (left out: the user's cache folder), and how many gigabytes of them."""

    enabled: bool = False
    folder: str = ""
    limit_gb: Annotated[float, Meta(gt=0)] = 4.0

    def open(self) -> VectorCache:
        """Return the cache; raises UsageError where its folder cannot be made."""
        folder = Path(self.folder).expanduser() if self.folder else user_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"The cache folder {folder} cannot be made: {error}. Set folder in [cache].") from error
        return VectorCache(folder / FILE, int(self.limit_gb * 1e9))


@dataclass(frozen=True, slots=True)
class Usage:
    """What the cache holds of one encoder."""

    fingerprint: str
    entries: int
    bytes: int


class VectorCache:
    """Values by key in a file of at most `limit` bytes; the least recently used go first, to the hour.

    Where the file is busy for long or its disk is full, nothing is found or kept, and the run goes on. Raises RunError where
    the file is damaged. Holds no connection between calls: threads, forks and killed processes have none to share.
    """

    def __init__(self, path: Path, limit: int, now: Callable[[], int] = time.time_ns) -> None:
        self.path, self.limit, self._now = path, limit, now

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the values there are."""
        found: dict[bytes, bytes] = {}
        with self._patiently(), self._connection() as db:
            stale: list[tuple[int]] = []
            for begin in range(0, len(keys), AT_ONCE):
                some = keys[begin : begin + AT_ONCE]
                query = "SELECT key, value, used, number FROM entries JOIN vectors ON entry = number WHERE key IN"
                for key, value, used, number in db.execute(f"{query} ({','.join('?' * len(some))})", some):
                    found[key] = value
                    if used < self._now() - HOUR:
                        stale.append((number,))
            if stale:
                with _transaction(db):
                    db.executemany(f"UPDATE entries SET used = {self._now()} WHERE number = ?", stale)
        return found

    def put(self, fingerprint: str, values: Mapping[bytes, bytes]) -> None:
        """Keep values of one encoder, dropping as many others as the limit asks for."""
        waiting: dict[bytes, bytes] = {}
        size = 0
        with self._patiently(), self._connection() as db:
            for key, value in values.items():
                if size + len(value) > self.limit // 8:
                    self._write(db, fingerprint, waiting, size)
                    waiting, size = {}, 0
                if len(value) <= self.limit // 8:
                    waiting[key] = value
                    size += len(value)
            self._write(db, fingerprint, waiting, size)

    def _write(self, db: sqlite3.Connection, fingerprint: str, values: Mapping[bytes, bytes], size: int) -> None:
        if not values:
            return
        with _transaction(db):
            self._make_room(db, size + len(values) * PAGE)
            db.execute("INSERT OR IGNORE INTO encoders (fingerprint) VALUES (?)", (fingerprint,))
            (encoder,) = db.execute("SELECT number FROM encoders WHERE fingerprint = ?", (fingerprint,)).fetchone()
            for key, value in values.items():
                row = (key, encoder, len(value), self._now())
                added = db.execute("INSERT OR IGNORE INTO entries (key, encoder, bytes, used) VALUES (?, ?, ?, ?)", row)
                if added.rowcount:
                    db.execute("INSERT INTO vectors VALUES (?, ?)", (added.lastrowid, value))

    def _make_room(self, db: sqlite3.Connection, size: int) -> None:
        pages, free = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count"))
        excess = (pages - free) * PAGE + size - self.limit
        if excess <= 0:
            return
        excess += self.limit // 10  # so that the next ones find room
        for number, held in db.execute("SELECT number, bytes FROM entries ORDER BY used, number").fetchall():
            db.execute("DELETE FROM entries WHERE number = ?", (number,))
            db.execute("DELETE FROM vectors WHERE entry = ?", (number,))
            excess -= held
            if excess <= 0:
                return

    def usage(self) -> list[Usage]:
        """Return what the cache holds, by encoder."""
        query = (
            "SELECT fingerprint, count(*), sum(bytes) FROM entries JOIN encoders ON encoder = encoders.number "
            "GROUP BY fingerprint ORDER BY fingerprint"
        )
        try:
            with self._unbroken(), self._connection() as db:
                return [Usage(*row) for row in db.execute(query)]
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error

    def clear(self) -> None:
        """Remove every entry and give the disk its room back; a damaged file is removed."""
        try:
            with self._connection() as db:
                with _transaction(db):
                    for table in ("vectors", "entries", "encoders"):
                        db.execute(f"DELETE FROM {table}")
                db.execute("VACUUM")
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError:
            for suffix in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def _unusable(self, error: sqlite3.OperationalError) -> RunError:
        return RunError(f"The cache {self.path} is in use or cannot be written ({error}): try again later.")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)) as db:
            if not db.execute("PRAGMA user_version").fetchone()[0]:
                _set_up(db)
            db.execute("PRAGMA synchronous = NORMAL")
            yield db

    @contextmanager
    def _patiently(self) -> Iterator[None]:
        """Go on without the cache where it is busy or full."""
        with self._unbroken():
            try:
                yield
            except sqlite3.OperationalError:
                return

    @contextmanager
    def _unbroken(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            raise RunError(f"The cache {self.path} is damaged ({error}): run `aligner cache --clear`.") from error


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Commit all that is done inside, or nothing; waits for another writer before, never in the middle."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _set_up(db: sqlite3.Connection) -> None:
    """Make the tables, once, whichever of several processes comes first."""
    for attempt in range(100):
        try:
            db.execute(f"PRAGMA page_size = {PAGE}")
            db.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError:  # this one statement does not wait for another process that says the same
            if attempt == 99:
                raise
            time.sleep(0.02)
    with _transaction(db):
        if not db.execute("PRAGMA user_version").fetchone()[0]:
            for statement in TABLES.split(";"):
                db.execute(statement)
            db.execute("PRAGMA user_version = 1")


def user_folder() -> Path:
    """Return where this user's programs keep what can be made again."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "aligner"
