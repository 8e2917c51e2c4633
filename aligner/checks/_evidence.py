"""What every check puts into its findings: where on both sides, the texts there, the rule, and the path in the MQM typology."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from ..records import Bitext, Finding, Reference, Severity, Span

Range = tuple[int, int]
LONGEST_EXCERPT = 80
LONGEST_SIDE = 20_000
"""Characters of one side from which on a text is no sentence: checks that compare words pass it over, and stay linear."""


def finding(
    check: str,
    severity: Severity,
    message: str,
    bitext: Bitext,
    confidence: float,
    *,
    mqm: str,
    rule: str,
    source: Range | None = None,
    target: Range | None = None,
) -> Finding:
    """Return a finding; `source` and `target` are characters of the bitext's texts, None for the whole of that side.

    `mqm` is the issue's path in MQM-Core (ISO 5060), for example `Accuracy/Omission`.
    """
    source_span, source_text = _place(bitext.source_ref, bitext.source_text, source)
    target_span, target_text = _place(bitext.target_ref, bitext.target_text, target)
    details = {"mqm": mqm, "rule": rule, "source": source_text, "target": target_text}
    return Finding(check, severity, message, source_span, target_span, round(confidence, 4), details)


def _place(reference: Reference, text: str, part: Range | None) -> tuple[Span | None, str]:
    if not text:
        return None, ""
    start, stop = part or (0, len(text))
    return reference.locate(start, stop), text[start:stop]


def excerpt(text: str) -> str:
    """Return a text for a message: on one line, and cut where it is long."""
    line = " ".join(text[: 4 * LONGEST_EXCERPT].split())
    return line if len(line) <= LONGEST_EXCERPT else line[: LONGEST_EXCERPT - 1].rstrip() + "…"


def has_both_sides(bitext: Bitext, longest: int = LONGEST_SIDE) -> bool:
    """True where there is text on both sides, and neither side is too long for a sentence."""
    return 0 < len(bitext.source_text) <= longest and 0 < len(bitext.target_text) <= longest


def has_words(text: str) -> bool:
    """True where a text holds a letter or a digit."""
    return any(char.isalnum() for char in text)


def unmatched_sentences(
    bitexts: Sequence[Bitext], check: str, *, side: Literal["source", "target"], mqm: str, message: Callable[[str], str]
) -> list[list[Finding]]:
    """Return a major finding for each bitext that has text on that side alone, unless a crossing bead explains it.

    Confidence is the bead's probability; an alignment that states none was made by hand and is certain.
    """
    explained = {n for b in bitexts if b.kind == "crossing" for n in _sentences(b, side)}
    out: list[list[Finding]] = []
    for b in bitexts:
        text, other = (b.source_text, b.target_text) if side == "source" else (b.target_text, b.source_text)
        is_null = has_words(text) and not other and not explained.issuperset(_sentences(b, side))
        confidence = b.scores.get("probability", 1.0)
        rule = "null-alignment"
        out.append([finding(check, "major", message(text), b, confidence, mqm=mqm, rule=rule)] if is_null else [])
    return out


def _sentences(bitext: Bitext, side: Literal["source", "target"]) -> range:
    numbers = (bitext.source_ref if side == "source" else bitext.target_ref).sentences
    return range(numbers.start, numbers.stop)
