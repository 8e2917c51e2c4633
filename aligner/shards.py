"""Shards: typed Parquet files of records, written whole or not at all (what says that one is finished: `manifests`)."""

from __future__ import annotations

import dataclasses
import os
import shutil
import types
import typing
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from .records import Note
from .rows import rows_of

if TYPE_CHECKING:
    import pyarrow

R = TypeVar("R")
NOTES = ".notes.parquet"
PARTIAL = ".partial"
TABLE_ROWS = 5000
OPEN_PARTS = 200  # well below the usual limit of 1024 open files


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """Many records at once, as columns of their class's schema."""

    table: pyarrow.Table


@cache
def arrow_type(kind: Any) -> pyarrow.DataType:  # noqa: ANN401 - any type of a record's field
    """Return the Arrow type of a record class or of a field's type."""
    import pyarrow as pa

    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), bytes: pa.binary()}
    if kind in plain:
        return plain[kind]
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind, localns=vars(types))
        return pa.struct([pa.field(f.name, arrow_type(hints[f.name])) for f in dataclasses.fields(kind)])
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return pa.list_(arrow_type(args[0]))
    if origin is dict:
        return pa.map_(arrow_type(args[0]), arrow_type(args[1]))
    if origin is typing.Literal:
        return pa.string()
    if origin in (types.UnionType, typing.Union):
        return arrow_type(next(a for a in args if a is not type(None)))
    raise TypeError(f"{kind!r} has no Arrow type here: use plain types in records.")


def schema(kind: type[Any]) -> pyarrow.Schema:
    """Return the Parquet schema of a record class."""
    import pyarrow as pa

    fields: pyarrow.StructType = arrow_type(kind)  # type: ignore[arg-type]
    return pa.schema(list(fields))


class ShardWriter:
    """Writes records of one class to one Parquet file, `batch` rows a row group."""

    def __init__(self, path: Path, kind: type[Any], batch: int) -> None:
        import pyarrow.parquet as pq

        self.rows = 0
        self._schema, self._batch, self._waiting = schema(kind), batch, list[Any]()
        self._file = pq.ParquetWriter(path, self._schema, compression="zstd")

    def write(self, record: Any) -> None:  # noqa: ANN401 - of the writer's class
        """Add one record, or a table of them."""
        if isinstance(record, Table):
            self._flush()
            self._file.write_table(record.table, TABLE_ROWS)
            self.rows += len(record.table)
            return
        self._waiting.append(record)
        self.rows += 1
        if len(self._waiting) >= self._batch:
            self._flush()

    def close(self) -> None:
        """Write what is waiting and the file's footer."""
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        import msgspec
        import pyarrow as pa

        if self._waiting:
            rows = [msgspec.to_builtins(record, builtin_types=(bytes,)) for record in self._waiting]
            structs = pa.array(rows, pa.struct(self._schema))
            self._file.write_table(pa.Table.from_struct_array(structs))
            self._waiting.clear()


def read(
    path: Path,
    kind: type[R],
    batch: int = 100,
    where: tuple[str, bool] | None = None,
    chosen: Sequence[bool] | None = None,
) -> Iterator[R]:
    """Yield the records of a shard, `batch` rows in memory at a time, from the columns that their class has.

    If given, only those `where` a field has a value, or those `chosen`: one for each row of the shard.
    """
    import msgspec
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    at = 0
    with pq.ParquetFile(path) as file:
        for rows in file.iter_batches(batch, columns=_columns(kind)):
            begin, at = at, at + len(rows)
            if where:
                rows = rows.filter(pc.equal(rows.column(where[0]), where[1]))
            if chosen is not None:
                rows = rows.filter(pa.array(chosen[begin:at], pa.bool_()))
            yield from msgspec.convert(rows_of(rows), list[kind])  # type: ignore[valid-type]


def _columns(kind: type[Any]) -> list[str]:
    """Return the columns of a record class, those of records inside by dotted names."""
    hints = typing.get_type_hints(kind, localns=vars(types))
    found = []
    for field in dataclasses.fields(kind):
        inner = hints[field.name]
        nested = dataclasses.is_dataclass(inner) and isinstance(inner, type)
        found += [f"{field.name}.{name}" for name in _columns(inner)] if nested else [field.name]
    return found


def read_columns(path: Path, columns: Sequence[str], batch: int = 1000) -> Iterator[dict[str, Any]]:
    """Yield some columns of a shard (dotted names reach into records) as plain values, a row at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for rows in file.iter_batches(batch, columns=list(columns)):
            yield from rows_of(rows)


def length(path: Path) -> int:
    """Return the number of a shard's records."""
    import pyarrow.parquet as pq

    rows: int = pq.read_metadata(path).num_rows
    return rows


def read_all(folder: Path, kind: type[R], where: tuple[str, bool] | None = None) -> Iterator[R]:
    """Yield the records of every shard of a folder, in the order of file names; `where` is that of `read`."""
    for path in data_files(folder):
        yield from read(path, kind, where=where)


def data_files(folder: Path) -> list[Path]:
    """Return the finished shards of a folder, sorted, notes left out."""
    return sorted(p for p in folder.glob("*.parquet") if not p.name.endswith(NOTES))


def write_shard(
    destination: Path,
    kind: type[Any],
    records: Iterable[tuple[str, Any] | Note],
    batch: int,
    *,
    folder: bool,
    open_parts: int = OPEN_PARTS,
) -> int:
    """Write records (part name, record) and notes so that either all of the destination appears or nothing; return rows.

    With `folder` the destination is a folder with one file a part name; otherwise it is one file and part names are unused.
    Parts may come mixed, `open_parts` of them at a time: when one more begins, those are complete.
    """
    partial = destination.with_name(f"{destination.name}.{uuid4().hex}{PARTIAL}")  # a name of its own on every machine
    destination.parent.mkdir(parents=True, exist_ok=True)
    partial.mkdir()
    writers: dict[str, ShardWriter] = {}
    rows = 0
    notes = ShardWriter(partial / f"_{NOTES}", Note, batch)
    if not folder:
        writers[""] = ShardWriter(partial / "_.parquet", kind, batch)
    for item in records:
        if isinstance(item, Note):
            notes.write(item)
            continue
        part = item[0] if folder else ""
        if part not in writers:
            if len(writers) == open_parts:
                rows += _close(writers)
            path = partial / f"{part}.parquet"
            if path.exists():
                raise RuntimeError(f"Part {part} of {destination} began twice: allow more open parts.")
            writers[part] = ShardWriter(path, kind, batch)
        writers[part].write(item[1])
    rows += _close(writers)
    notes.close()
    for path in partial.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    _move(partial, destination, folder=folder)
    return rows


def _close(writers: dict[str, ShardWriter]) -> int:
    """Close and forget writers; return their rows."""
    for writer in writers.values():
        writer.close()
    rows = sum(writer.rows for writer in writers.values())
    writers.clear()
    return rows


def _move(partial: Path, destination: Path, *, folder: bool) -> None:
    """Give a finished partial result its name."""
    (partial / f"_{NOTES}").replace(notes_path(destination))
    if folder:
        shutil.rmtree(destination, ignore_errors=True)
        partial.replace(destination)
    else:
        (partial / "_.parquet").replace(destination)
        partial.rmdir()


def notes_path(destination: Path) -> Path:
    """Return where the notes of a destination are."""
    return destination.with_name(destination.name.removesuffix(".parquet") + NOTES)


def sweep(folder: Path, expected: Collection[str]) -> None:
    """Remove the shards of a folder, by their names, that an earlier run left and this one does not make."""
    for path in folder.glob("*"):
        name = path.name.removesuffix(NOTES).removesuffix(".parquet") + ".parquet"
        if name not in expected:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
