"""Findings as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from ..records import Alignment, Bitext, Note
from ._entries import finding_entry, pair_entries
from ._findings import by_severity, listed
from ._text import writable

COLUMNS = (
    "record", "severity", "check", "rule", "mqm", "message", "source_text", "target_text", "source_value", "target_value",
    "confidence", "status", "reason", "source_sentences", "target_sentences", "source_context", "target_context", "source_file",
    "target_file", "source_start", "source_stop", "target_start", "target_stop", "fidelity", "coverage_source",
    "coverage_target", "number_agreement", "name_agreement", "id", "fingerprint", "bitext", "pair",
)  # fmt: skip
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell must not begin with: spreadsheets take it for a formula and may run it (OWASP, CSV injection)."""


class CsvReport:
    """Renders comma-separated values with a header line, as spreadsheets open them: UTF-8 with a byte order mark.

    Rows are told apart by `record`: `finding`, worst first, then `pair` with its titles and scores, then `note`. A text that a
    spreadsheet would take for a formula gets an apostrophe before it.
    """

    def render(self, alignments: Sequence[Alignment], bitexts: Sequence[Bitext], notes: Sequence[Note]) -> str:
        """Return the table."""
        file = io.StringIO()
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for row in _rows(alignments, bitexts, notes):
            table.writerow([_cell(row.get(name)) for name in COLUMNS])
        return "\ufeff" + writable(file.getvalue())


def _rows(
    alignments: Sequence[Alignment], bitexts: Sequence[Bitext], notes: Sequence[Note]
) -> Iterator[dict[str, Any]]:
    for found in by_severity(listed(alignments, bitexts)):
        yield {"record": "finding", **finding_entry(found)}
    for pair in pair_entries(alignments, bitexts):
        titles = {"source_text": pair.get("source_title"), "target_text": pair.get("target_title")}
        yield {"record": "pair", **pair, **titles, **(pair["scores"] or {})}
    for note in notes:
        yield {"record": "note", "check": note.outcome, "message": note.message, "source_file": note.source}


def _cell(value: Any) -> str:  # noqa: ANN401 - any value of an entry
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        return " ".join(str(item) for item in value)
    text = "" if value is None else str(value).replace("\0", "\ufffd")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
