"""The workbook for reviewers: a row a bitext, in the order of the texts, with a decision to choose and texts to edit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..errors import InputError, UsageError
from ..interchange.cells import cell_text, fits, text_of_cell
from ..interchange.clean import neutral, writable
from ..records import Bitext, Reference
from .corrections import DECISIONS, MARK, Correction

_COLUMNS = {
    "decision": 12, "source_text": 60, "target_text": 60, "probability": 11, "kept": 8, "why": 28, "findings": 40,
    "source": 20, "target": 20, "id": 34,
}  # fmt: skip
HELP = (
    "accept: right as it is. reject: not a translation. edit: right once the texts are as you left them here. "
    f"merge: one with the row below. split: more than one; put {MARK} between sentences in both texts. Empty: not judged."
)


def write_sheet(bitexts: Iterable[Bitext], path: Path) -> None:
    """Write the workbook; raises UsageError without the extra `office`, InputError for a text longer than a cell."""
    from ..writers._files import whole_file

    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation
    except ImportError as error:
        raise UsageError("Excel files need one more package: pip install 'aligner[office]'.") from error
    book = Workbook(write_only=True)
    sheet = book.create_sheet("review")
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    choice = DataValidation("list", formula1=f'"{",".join(DECISIONS)}"', allow_blank=True, prompt=HELP[:250])
    choice.add("A2:A1048576")
    sheet.data_validations.append(choice)

    def cell(value: str | float) -> Any:  # noqa: ANN401 - openpyxl's cell
        if isinstance(value, float):
            return value
        made = WriteOnlyCell(sheet, cell_text(value))
        made.data_type, made.alignment = "s", Alignment(wrap_text=True, vertical="top")
        made.quotePrefix = neutral(value) != value
        return made

    heading = [WriteOnlyCell(sheet, name) for name in _COLUMNS]
    for made in heading:
        made.font = Font(bold=True)
    try:
        sheet.append(heading)
        for b in writable(bitexts):
            values = _row(b)
            if not all(isinstance(value, float) or fits(cell_text(value)) for value in values):
                raise InputError(f"bitext {b.id}: a text is longer than a cell of Excel. Review it in the page.")
            sheet.append([cell(value) for value in values])
    except BaseException:
        sheet.close()  # or else its open stream complains when it is collected
        raise
    with whole_file(path) as partial:
        book.save(partial)


def _row(b: Bitext) -> list[str | float]:
    places = [_place(reference) for reference in (b.source_ref, b.target_ref)]
    findings = "; ".join(f"{f.severity}: {f.message}" for f in b.findings if f.severity != "info")
    kept, why = "kept" if b.keep else "dropped", "; ".join(b.reasons)
    return [
        "",
        b.source_text,
        b.target_text,
        float(b.scores.get("probability", 1.0)),
        kept,
        why,
        findings,
        *places,
        b.id,
    ]


def _place(reference: Reference) -> str:
    """Return the document and its sentences, numbered from 1; of an empty side, the sentence it stands behind."""
    numbers = reference.sentences
    if not len(numbers):
        return f"{reference.document} nothing" + (f" after {numbers.start}" if numbers.start else "")
    return f"{reference.document} {numbers.start + 1}–{numbers.stop}"


def read_sheet(path: Path) -> list[Correction]:
    """Return what a reviewer left in the workbook, a correction a row; raises InputError for another kind of workbook."""
    from ..bitext_readers._sheet import sheet_rows

    found = []
    names: list[str] = []
    for number, cells in sheet_rows(path):
        if not names:
            names = [cell.strip() for cell in cells]
            if missing := [name for name in ("decision", "source_text", "target_text", "id") if name not in names]:
                raise InputError(
                    f"{path}: no column {', '.join(missing)}. Is it a workbook of `aligner export --review`?"
                )
            continue
        row = dict(zip(names, cells, strict=False))
        where = f"{path}, row {number}"
        decision = text_of_cell(row["decision"]).strip().casefold()
        found.append(Correction(row.get("id", "").strip(), decision, row["source_text"], row["target_text"], where))
    return found
