"""Parquet: one row is one article, read in batches.

The columns are named as in JSON Lines: `text`, `title`, `date`, `lang`, and one of `url`, `source` or `id`; options name
other ones. Dates may be strings, dates or timestamps.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from ..errors import InputError
from ..records import Document, Note
from ._fields import Fields
from ._files import open_file

if TYPE_CHECKING:
    import pyarrow

_BATCH = 50


class ParquetReader:
    """Reads the columns it needs; a row that cannot be used becomes a Note and the rest goes on."""

    suffixes: ClassVar[tuple[str, ...]] = (".parquet", ".pq")

    def __init__(
        self, text: str = "text", title: str = "title", date: str = "date", lang: str = "lang", source: str = ""
    ) -> None:
        self._fields = Fields(text, title, date, lang, source)

    def read(self, path: Path) -> Iterator[Document | Note]:
        """Yield an article or a Note for every row; raises InputError for what is no Parquet file or a damaged one."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        with open_file(path) as file:
            try:
                table = pq.ParquetFile(file)
                fields = self._fields.among(table.schema_arrow.names)
                wanted = {fields.text, fields.title, fields.date, fields.lang, fields.source}
                columns = [name for name in table.schema_arrow.names if name in wanted]
                number = 0
                for batch in table.iter_batches(_BATCH, columns=columns):
                    for record in _records(batch):
                        number += 1
                        yield from _read(record, fields, f"{path}:{number}")
            except InputError as error:
                raise InputError(f"{path}: {error}") from error
            except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
                why = str(error).partition("\n")[0][:200] or type(error).__name__
                raise InputError(f"{path}: not a Parquet file, or a damaged one ({why}). Fetch it again.") from error
        if not number:
            yield Note(str(path), "empty", "The table holds no row.")


def _records(batch: pyarrow.RecordBatch) -> Iterator[dict[str, Any]]:
    """Yield rows; strings stay bytes, because a file may call bytes a string that are none."""
    import pyarrow as pa

    columns = {}
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            column = column.cast(pa.large_binary())
        columns[name] = column
    for row in range(batch.num_rows):
        yield {name: column[row].as_py() for name, column in columns.items()}


def _read(record: dict[str, Any], fields: Fields, place: str) -> Iterator[Document | Note]:
    try:
        plain = {name: value.decode() if isinstance(value, bytes) else value for name, value in record.items()}
    except UnicodeDecodeError as error:
        yield Note(place, "unreadable", f"the row holds bytes that are not UTF-8 ({error}). Write strings as UTF-8.")
        return
    yield from fields.read(plain, place)
