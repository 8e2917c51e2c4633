"""Findings as JSON Lines: what everything else can be made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from ..fidelity import severities
from ..records import Alignment, Bitext, Note
from ._entries import finding_entry, pair_entries
from ._findings import by_severity, listed
from ._json import dumps


class FindingsReport:
    """Renders one JSON object a line, told apart by `record`: the `run`, then each `pair`, `finding` and `note`.

    Findings come worst first. Sentences count from 1; `start` and `stop` are code points of the article's untouched text.
    """

    def render(self, alignments: Sequence[Alignment], bitexts: Sequence[Bitext], notes: Sequence[Note]) -> str:
        """Return the lines."""
        pairs = list(pair_entries(alignments, bitexts))
        run = {"pairs": len(pairs), "bitexts": len(bitexts), "findings": severities(bitexts), "notes": len(notes)}
        records = [
            {"record": "run", **run},
            *({"record": "pair", **entry} for entry in pairs),
            *({"record": "finding", **finding_entry(f)} for f in by_severity(listed(alignments, bitexts))),
            *({"record": "note", **asdict(note)} for note in notes),
        ]
        return "".join(f"{dumps(record)}\n" for record in records)
