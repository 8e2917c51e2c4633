"""The rows of the first sheet of an Excel workbook, as text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import InputError, UsageError
from ..interchange.cells import text_of_cell
from ..readers._files import BROKEN_ARCHIVE
from ._input import open_input

_ANY_RATIO_UP_TO, _HIGHEST_RATIO = 200_000_000, 200


def sheet_rows(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the number and the cells of every row that is not empty; raises InputError for what is no workbook."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise UsageError("Excel files need one more package: pip install 'aligner[office]'.") from error
    with open_input(path) as opened:
        file: BinaryIO = opened if opened.seekable() else io.BytesIO(opened.read())
        _refuse_bombs(file, path)
        try:
            sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
            width = 0
            for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
                cells = [_text(value) for value in values]
                width = width or max((n for n, cell in enumerate(cells, start=1) if cell), default=0)
                cells += [""] * (width - len(cells))
                if any(cells):
                    yield number, cells if any(cells[width:]) else cells[:width]
        except InputError:
            raise
        except Exception as error:  # openpyxl raises whatever it stumbles over
            raise InputError(f"{path}: not an Excel workbook, or a damaged one ({error}). Save it as .xlsx.") from error


def _refuse_bombs(file: BinaryIO, path: Path) -> None:
    """Raise InputError for what is no workbook, unpacks to far too much, or declares a document type (it could hold entities)."""
    try:
        with zipfile.ZipFile(file) as book:
            size = sum(member.file_size for member in book.infolist())
            packed = sum(member.compress_size for member in book.infolist())
            if size > _ANY_RATIO_UP_TO and size > _HIGHEST_RATIO * packed:
                raise InputError(f"{path}: refused as a decompression bomb: {packed:,} bytes hold {size:,}.")
            for member in book.infolist():
                with book.open(member) as part:
                    if b"<!DOCTYPE" in part.read(4096):
                        raise InputError(f"{path}: {member.filename} declares a document type, which no workbook does.")
    except BROKEN_ARCHIVE as error:
        raise InputError(f"{path}: not an Excel workbook ({error}). Save it as .xlsx.") from error
    file.seek(0)


def _text(value: Any) -> str:  # noqa: ANN401 - any value of a cell
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return text_of_cell(str(value))
