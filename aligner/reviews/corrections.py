"""What a reviewer decided, bitext by bitext: from the workbook or from the file that the page downloads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from ..errors import InputError, UsageError

Decision = Literal["accept", "reject", "merge", "split", "edit"]
DECISIONS: tuple[str, ...] = get_args(Decision)
MARK = "||"
"""What a reviewer writes between sentences where a bitext is to be split."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision on a bitext, and its texts as the reviewer left them; an empty decision with changed texts is an edit."""

    id: str
    decision: str
    source_text: str
    target_text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    corrections: tuple[Correction, ...]


def read_corrections(path: Path) -> list[Correction]:
    """Return the corrections of a workbook or of a page's JSON file, as they stand there.

    Raises UsageError for another kind of file and where there is none, InputError for one that cannot be read.
    """
    from .sheet import read_sheet

    if path.suffix.lower() == ".xlsx":
        return read_sheet(path)
    if path.suffix.lower() == ".json":
        return _read_json(path)
    raise UsageError(f"{path} is no review: give the workbook (.xlsx), or the file that the page downloads (.json).")


def _read_json(path: Path) -> list[Correction]:
    import msgspec

    from ..readers._files import refuse_missing

    refuse_missing(path)
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from error
    except (msgspec.DecodeError, UnicodeError) as error:
        raise InputError(f"{path}: not what the review page downloads ({error}).") from error
    return [
        Correction(one.id, one.decision, one.source_text, one.target_text, f"{path}, correction {number}")
        for number, one in enumerate(file.corrections, start=1)
    ]
