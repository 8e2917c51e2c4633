"""Findings as SARIF 2.1.0 (OASIS), which code hosts, editors and dashboards show at their place in the article's file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from ..records import Alignment, Bitext, Note, Severity
from ._findings import Found, Place, listed
from ._json import dumps

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: dict[Severity, str] = {"critical": "error", "major": "error", "minor": "warning", "info": "note"}
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_RECORD = re.compile(r"(.+\.\w+):([1-9]\d*)")
"""How readers name the article in a line of a file of many."""


class SarifReport:
    """Renders one run; a result lies in the target article, and in the source article where it has no place there.

    The place on the other side is a related location. Regions count code points; of a file of many articles they name the
    line of the record, and the offsets in the article are among the result's properties. Suppressed findings are results with
    an accepted suppression, what did not go through are notifications.
    """

    def render(self, alignments: Sequence[Alignment], bitexts: Sequence[Bitext], notes: Sequence[Note]) -> str:
        """Return one JSON object."""
        found = listed(alignments, bitexts)
        rules = sorted({f.rule for f in found})
        run = {
            "tool": {"driver": {"name": "aligner", "rules": [_rule(name, found) for name in rules]}},
            "columnKind": "unicodeCodePoints",
            "artifacts": _artifacts(alignments),
            "invocations": [
                {"executionSuccessful": True, "toolExecutionNotifications": [_notification(note) for note in notes]}
            ],
            "results": [_result(f, rules.index(f.rule)) for f in found],
        }
        return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, 2) + "\n"


def _rule(name: str, found: Iterable[Found]) -> dict[str, Any]:
    paths = sorted({f.mqm for f in found if f.rule == name and f.mqm})
    properties = {"properties": {"mqm": paths, "tags": paths}} if paths else {}
    return {"id": name, "shortDescription": {"text": name.replace("/", ": ").replace("_", " ")}} | properties


def _artifacts(alignments: Iterable[Alignment]) -> list[dict[str, Any]]:
    articles = {a.id: a for alignment in alignments for a in (alignment.pair.source, alignment.pair.target)}
    return [
        {
            "location": {"uri": uri(article.source)[0]},
            "description": {"text": article.title or article.source},
            "properties": {"article": article.id, "language": article.lang},
        }
        for article in articles.values()
    ]


def _notification(note: Note) -> dict[str, Any]:
    return {
        "level": "warning",
        "message": {"text": f"{note.source}: {note.outcome}: {note.message}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(note.source)[0]}}}],
    }


def _result(found: Found, rule: int) -> dict[str, Any]:
    finding = found.finding
    places = [place for place in (found.target, found.source) if place]
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(place) for place in places[:1]],
        "partialFingerprints": {"aligner/v1": found.fingerprint},
        "properties": {
            "severity": finding.severity,
            "confidence": finding.confidence,
            "status": found.status,
            "finding": found.id,
            "bitext": found.bitext.id,
            "pair": found.bitext.pair,
            "details": finding.details,
        },
    }
    if places[1:]:
        result["relatedLocations"] = [_location(places[1]) | {"message": {"text": "The source says this."}}]
    if found.suppressed:
        suppression = {"kind": "external", "status": "accepted", "justification": found.suppressed}
        result["suppressions"] = [suppression]
    return result


def _location(place: Place) -> dict[str, Any]:
    address, record = uri(place.reference.document)
    physical = {"artifactLocation": {"uri": address}, "region": {"startLine": record} if record else _region(place)}
    return {
        "physicalLocation": physical,
        "properties": {
            "article": place.reference.article,
            "charOffset": place.span.start,
            "charLength": len(place.span),
            "sentences": list(range(place.sentences.start + 1, place.sentences.stop + 1)) if place.sentences else [],
        },
    }


def _region(place: Place) -> dict[str, Any]:
    region: dict[str, Any] = {"charOffset": place.span.start, "charLength": len(place.span)}
    if place.article:
        text = place.article.text
        start_line, start_column = _line_and_column(text, place.span.start)
        end_line, end_column = _line_and_column(text, place.span.stop)
        lines = {"startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column}
        region |= lines | {"snippet": {"text": place.text}}
    return region


def _line_and_column(text: str, at: int) -> tuple[int, int]:
    """Return line and column, both from 1, of a place in a text whose lines end with LF or CR LF."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def uri(source: str) -> tuple[str, int]:
    """Return where an article comes from as a URI reference, and the line of its record in a file of many, else 0."""
    if _URL.match(source):
        return quote(source, safe="/:?#[]@!$&'()*+,;=%~", errors="replace"), 0
    record = _RECORD.fullmatch(source)
    path, line = (record[1], int(record[2])) if record else (source, 0)
    address = quote(path.replace("\\", "/"), errors="replace")
    if path.startswith("/"):
        return f"file://{address}", line
    return (f"file:///{address.replace('%3A', ':', 1)}" if _DRIVE.match(path) else address), line
