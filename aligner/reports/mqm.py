"""Findings in the ten columns of Google's MQM viewer, with the marked text between `<v>` and `</v>`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from ..records import Alignment, Bitext, Note, Severity, Span
from ._findings import Found, Place, listed, pair_names
from ._json import dumps
from ._rows import Row, rows
from ._summary import by_pair
from ._text import heading, one_line

HEADER = (
    "system",
    "doc",
    "doc_seg_id",
    "global_seg_id",
    "rater",
    "source",
    "target",
    "category",
    "severity",
    "metadata",
)
SEVERITIES: dict[Severity, str] = {"critical": "Critical", "major": "Major", "minor": "Minor", "info": "Neutral"}
NONE = "No-error"
RATER = "aligner"


class MqmReport:
    """Renders tab-separated lines: one a finding, and one `No-error` for a segment without any; a segment is one bead.

    Accepted equivalences and suppressed findings are `Neutral`. `system` names the translation under review. What did not go
    through is in the metadata of the first line, under `evaluation`.
    """

    def __init__(self, system: str = "translation") -> None:
        self.system = system

    def render(self, alignments: Sequence[Alignment], bitexts: Sequence[Bitext], notes: Sequence[Note]) -> str:
        """Return the table with a header line, which the viewer passes over."""
        lines = [*self._lines(alignments, bitexts)]
        if notes:
            if not lines:
                lines.append(["", "", "0", "0", "", "", "", "", "", {}])
            lines[0][-1]["evaluation"] = {"template": RATER, "notes": [asdict(note) for note in notes]}
        table = [HEADER, *([*line[:-1], dumps(line[-1])] for line in lines)]
        return "".join("\t".join(one_line(cell) for cell in line) + "\n" for line in table)

    def _lines(self, alignments: Sequence[Alignment], bitexts: Sequence[Bitext]) -> Iterator[list[Any]]:
        found: dict[str, list[Found]] = {}
        for one in listed(alignments, bitexts):
            found.setdefault(one.bitext.id, []).append(one)
        of_pair = by_pair(bitexts)
        number = 0
        for pair, alignment in pair_names(alignments, bitexts).items():
            document = _name(alignment) if alignment else pair
            here = of_pair.get(pair, [])
            segments = _segments(here) if here else _undecided(alignment)
            for at, (source, target, bitext) in enumerate(segments, start=1):
                number += 1
                start = [self.system, document, str(at), str(number), RATER]
                metadata = _segment(bitext) if bitext else {}
                issues = found.get(bitext.id, []) if bitext else []
                for issue in issues:
                    yield [*start, *_issue(issue), {**_metadata(issue), **metadata}]
                if not issues:
                    yield [*start, _plain(source), _plain(target), NONE, NONE, metadata]


def _name(alignment: Alignment) -> str:
    source, target = alignment.pair.source, alignment.pair.target
    return f"{heading(source)} | {heading(target)}:{source.lang}-{target.lang}"


def _segments(bitexts: Sequence[Bitext]) -> Iterator[tuple[str, str, Bitext | None]]:
    for bitext in bitexts:
        yield bitext.source_text, bitext.target_text, bitext


def _undecided(alignment: Alignment | None) -> Iterator[tuple[str, str, Bitext | None]]:
    row: Row
    for row in rows(alignment, []) if alignment else []:
        source, target = (" ".join(sentence.text for sentence in side) for side in (row.source, row.target))
        yield source, target, None


def _segment(bitext: Bitext) -> dict[str, Any]:
    return {"segment": {"id": bitext.id, "metrics": dict(bitext.scores)}}


def _issue(found: Found) -> list[str]:
    bitext, finding = found.bitext, found.finding
    return [
        _marked(bitext.source_text, found.source),
        _marked(bitext.target_text, found.target),
        found.mqm or finding.check,
        SEVERITIES[finding.severity],
    ]


def _metadata(found: Found) -> dict[str, Any]:
    marked = found.target or found.source
    return {
        "note": f"{found.rule}: {found.finding.message}",
        "marked_text": marked.text if marked else "",
        "confidence": found.finding.confidence,
        "status": found.status,
        "fingerprint": found.fingerprint,
        **({"reason": found.suppressed} if found.suppressed else {}),
    }


def _marked(text: str, place: Place | None) -> str:
    within: Span | None = place.within if place else None
    if within is None:
        return _plain(text)
    before, marked, after = text[: within.start], within.of(text), text[within.stop :]
    return f"{_plain(before)}<v>{_plain(marked)}</v>{_plain(after)}"


def _plain(text: str) -> str:
    """Return a text in which nothing looks like a mark."""
    return text.replace("<v>", "&lt;v&gt;").replace("</v>", "&lt;/v&gt;")
