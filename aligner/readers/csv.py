"""CSV and TSV with a header: one row is one article, read as a stream.

The delimiter (comma, tab, semicolon or bar) and whether fields are quoted are found in the file; the columns are named as
in JSON Lines: `text`, `title`, `date`, `lang`, and one of `url`, `source` or `id`; options name other ones.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal, TextIO

from ..decode import decode
from ..errors import InputError
from ..records import Document, Note
from ._fields import Fields
from ._files import open_file

_SAMPLE = 1_000_000
_LONGEST = 20_000_000
_DELIMITERS = ",\t;|"
_QUOTED = re.compile(r'"[^"]*"')


class CsvReader:
    """Reads delimited tables; a row that cannot be used becomes a Note and the rest goes on."""

    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".tab")

    def __init__(
        self, text: str = "text", title: str = "title", date: str = "date", lang: str = "lang", source: str = ""
    ) -> None:
        self._fields = Fields(text, title, date, lang, source)

    def read(self, path: Path) -> Iterator[Document | Note]:
        """Yield an article or a Note for every row that is not blank; raises InputError for a file of another kind."""
        dialect = _sniff(path)
        if not dialect.encoding.startswith("utf"):
            message = f"Read as {dialect.encoding}. If the text looks wrong, save the file as UTF-8."
            yield Note(str(path), "decoded", message)
        # Undecodable bytes become lone surrogates here, so that they spoil their row only.
        with io.TextIOWrapper(open_file(path), dialect.encoding, "surrogateescape", newline="") as file:
            yield from self._read_rows(file, path, dialect)

    def _read_rows(self, file: TextIO, path: Path, dialect: _Dialect) -> Iterator[Document | Note]:
        header: list[str] = []
        fields = self._fields
        for number, row in _rows(file, path, dialect):
            place = f"{path}:{number}"
            if isinstance(row, str):
                yield Note(place, "unreadable", row)
            elif not header:
                header = [name.strip() for name in row]
                try:
                    fields = fields.among(header)
                except InputError as error:
                    raise InputError(f"{path}: {error}") from error
            elif len(row) < len(header) or any(row[len(header) :]):
                message = f"the row has {len(row)} fields and the header {len(header)}."
                yield Note(place, "unreadable", f"{message} Quote fields that hold {dialect.delimiter!r}.")
            else:
                yield from fields.read(dict(zip(header, row, strict=False)), place)
        if not header:
            yield Note(
                str(path), "empty", "The file holds no row. Write a header with a column 'text' and one row an article."
            )


@dataclass(frozen=True, slots=True)
class _Dialect:
    encoding: str
    delimiter: str
    quoting: Literal[0, 3]


def _rows(file: TextIO, path: Path, dialect: _Dialect) -> Iterator[tuple[int, list[str] | str]]:
    """Yield the line number and the fields of each row that is not blank, or instead of them why it cannot be read."""
    csv.field_size_limit(max(_LONGEST, csv.field_size_limit()))
    rows = csv.reader(_lines(file, path), delimiter=dialect.delimiter, quoting=dialect.quoting, strict=True)
    while True:
        number = rows.line_num + 1
        try:
            row = next(rows)
            "".join(row).encode()
        except StopIteration:
            return
        except csv.Error as error:
            yield (
                number,
                f"not a row ({error}; lines {number} to {rows.line_num}). Close every quote and double those inside.",
            )
        except UnicodeEncodeError:
            yield number, f"the row holds bytes that are not {dialect.encoding}. Save the file again as UTF-8."
        except UnicodeDecodeError as error:
            raise InputError(
                f"{path}: not {dialect.encoding} from line {number} on ({error}). Save it as UTF-8."
            ) from error
        else:
            if "\0" in "".join(row):
                yield number, "the row holds NUL bytes: binary data, not text. Save the file as UTF-8."
            elif any(field.strip() for field in row):
                yield number, row


def _lines(file: TextIO, path: Path) -> Iterator[str]:
    number = 0
    while line := file.readline(_LONGEST + 1):
        number += 1
        if len(line) > _LONGEST:
            raise InputError(f"{path}: line {number} has over 20 million characters: no article. Is this a table?")
        yield line


def _sniff(path: Path) -> _Dialect:
    """Return how the beginning of a file is written; raises InputError for binary data."""
    with open_file(path) as file:
        data = file.read(_SAMPLE)
    if len(data) == _SAMPLE:
        end = data.rfind(b"\n") + 1
        wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        data = data[: _SAMPLE // 4 * 4] if wide else data[:end] if end else data.rstrip(bytes(range(0x80, 0x100)))
    try:
        text, encoding = decode(data)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    header = _QUOTED.sub("", next((line for line in lines if line.strip()), ""))
    delimiter = max(_DELIMITERS, key=header.count)
    quoted = _is_even(lines, delimiter, csv.QUOTE_MINIMAL)
    # Only tables with tabs are also written with quotation marks that mean nothing.
    plain = delimiter == "\t" and not quoted and _is_even(lines, delimiter, csv.QUOTE_NONE)
    return _Dialect(encoding, delimiter, csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)


def _is_even(lines: Sequence[str], delimiter: str, quoting: Literal[0, 3]) -> bool:
    """Say whether every row but the last, which the sample may have cut, reads without error and has as many fields."""
    widths = []
    try:
        for row in csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True):
            widths.append(len(row))  # noqa: PERF401 - what was read before an error counts
    except csv.Error as error:
        if "unexpected end" not in str(error) or quoting == csv.QUOTE_NONE:
            return False
    return len({width for width in widths[:-1] if width}) <= 1
