"""One self-contained HTML page: the run at a glance, then every pair side by side with its confidence and scores."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..records import SPLIT_KINDS, Alignment, Article, Bead, Bitext, Note, Span
from ._ribbons import HEIGHT, WIDTH, Ribbon, ribbons
from ._rows import Row, numbers, rows
from ._summary import SentenceCount, by_pair, side_counts, summarise
from ._text import heading, significant, two_places, writable

if TYPE_CHECKING:
    from jinja2 import Environment

FILTERS = {
    "all": "All",
    "one": "1:1",
    "many": "n:m",
    "null": "No counterpart",
    "crossing": "Crossing",
    "kept": "Kept",
    "rejected": "Rejected",
    "low": "Low confidence",
    "found": "With findings",
}
"""What rows can be narrowed to: the class a row carries, and the label."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row as the page shows it; `crosses_to` and `shown_with` name sentences of the other side, `EN 4`."""

    row: Row
    anchor: str
    classes: str
    crosses_to: str
    shown_with: str
    shown_at: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A stretch of an article that takes no part in the alignment: what it is, the rule that said so, its text."""

    kind: str
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """One article of a pair and how many of its sentences have a counterpart."""

    article: Article
    sentences: SentenceCount
    set_aside: list[SetAside]


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair as the page shows it; one that is only listed in the index has no rows."""

    number: int
    anchor: str
    alignment: Alignment
    sides: list[Side]
    kept: int
    judged: int
    rows: list[RowView]
    ribbons: list[tuple[Ribbon, str]]


class HtmlReport:
    """Renders one page without any reference outside itself; it works without scripts, only the filters need them.

    Beads below `low_confidence` count as of low confidence. Pairs after the first `most_pairs` are counted and listed
    but not shown side by side, and the page says so.
    """

    def __init__(self, low_confidence: float = 0.5, most_pairs: int = 500) -> None:
        if not 0 <= low_confidence <= 1:
            raise UsageError(f"low_confidence is {low_confidence}: it is a probability, give 0 to 1.")
        if most_pairs < 0:
            raise UsageError(f"most_pairs is {most_pairs}: give 0 or more.")
        self.low_confidence = low_confidence
        self.most_pairs = most_pairs

    def render(self, alignments: Sequence[Alignment], bitexts: Sequence[Bitext], notes: Sequence[Note]) -> str:
        """Return the page; the same records give the same page."""
        of_pair = by_pair(bitexts)
        anchors = Anchors()
        pairs = [
            self._pair(number, alignment, of_pair.get(alignment.pair.id, []), anchors)
            for number, alignment in enumerate(alignments, start=1)
        ]
        counts = Counter(name for pair in pairs for view in pair.rows for name in view.classes.split())
        counts["all"] = sum(len(pair.rows) for pair in pairs)
        directions = sorted({(a.pair.source.lang, a.pair.target.lang) for a in alignments})
        template = _environment().get_template("report.html.j2")
        page = template.render(
            summary=summarise(alignments, bitexts, notes),
            directions=[f"{source} → {target}".upper() for source, target in directions],
            pairs=pairs,
            shown=min(len(pairs), self.most_pairs),
            notes=notes,
            filters=[(name, label, counts[name]) for name, label in FILTERS.items()],
            low_confidence=self.low_confidence,
            drawing=(WIDTH, HEIGHT),
        )
        return writable(page)

    def _pair(self, number: int, alignment: Alignment, bitexts: Sequence[Bitext], anchors: Anchors) -> PairView:
        anchor = anchors.claim(f"pair-{alignment.pair.id}")
        found = rows(alignment, bitexts) if number <= self.most_pairs else []
        at = {(row.bead.source, row.bead.target): anchors.claim(_name(row, anchor)) for row in found}
        articles = alignment.pair.source, alignment.pair.target
        return PairView(
            number=number,
            anchor=anchor,
            alignment=alignment,
            sides=[Side(a, count, _set_aside(a)) for a, count in zip(articles, side_counts(alignment), strict=True)],
            kept=sum(bitext.keep for bitext in bitexts),
            judged=len(bitexts),
            rows=[self._row(row, alignment, at) for row in found],
            ribbons=[(r, at[r.bead.source, r.bead.target]) for r in ribbons(alignment)] if found else [],
        )

    def _row(self, row: Row, alignment: Alignment, at: dict[tuple[Span, Span], str]) -> RowView:
        source, target = alignment.pair.source.lang.upper(), alignment.pair.target.lang.upper()
        beside = row.target[0].beside if row.is_elsewhere else None
        return RowView(
            row=row,
            anchor=at[row.bead.source, row.bead.target],
            classes=" ".join(self._classes(row)),
            crosses_to=f"{target} {numbers(row.bead.target)}" if row.bead.kind == "crossing" else "",
            shown_with=f"{source} {numbers(beside.source)}" if beside else "",
            shown_at=at[beside.source, beside.target] if beside else "",
        )

    def _classes(self, row: Row) -> Iterable[str]:
        """Yield the filters that a row passes."""
        bead: Bead = row.bead
        if row.is_elsewhere:
            yield "elsewhere"
            yield "crossing"
            return
        yield "null" if bead.is_null else "one" if bead.shape == "1:1" else "many"
        if bead.kind == "crossing":
            yield "crossing"
        if bead.probability < self.low_confidence:
            yield "low"
        if row.bitext is not None:
            yield "kept" if row.bitext.keep else "rejected"
            if row.bitext.findings:
                yield "found"


class Anchors:
    """Hands out names for `id` attributes, each only once."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def claim(self, name: str) -> str:
        """Return the name, or the name with a number where it is taken."""
        self._taken[name] += 1
        return name if self._taken[name] == 1 else self.claim(f"{name}-{self._taken[name]}")


def _name(row: Row, pair: str) -> str:
    source, target = row.bead.source, row.bead.target
    return row.bitext.id if row.bitext else f"{pair}-{source.start}-{source.stop}-{target.start}-{target.stop}"


def _set_aside(article: Article) -> list[SetAside]:
    return [
        SetAside(block.kind, block.rule, article.text[block.start : block.stop].strip())
        for block in article.blocks
        if block.kind not in SPLIT_KINDS
    ]


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("aligner", "reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "heading": heading,
        "two_places": two_places,
        "three_places": lambda value: f"{value:.3f}" if math.isfinite(value) else "n/a",
        "significant": significant,
        "clamped": lambda value: f"{min(max(value, 0.0), 1.0):.3f}" if math.isfinite(value) else "0",
        "percent": lambda share: f"{share * 100:.0f}\u202f%",
        "count_of": lambda count, noun: f"{count:,} {noun}{'' if count == 1 else 's'}",
    }
    return environment
