"""Pairs and their rows as a page shows them, with names for what links lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..fidelity import article_scores
from ..records import SPLIT_KINDS, Alignment, Article, Bead, Bitext, Span
from ._findings import Found
from ._issues import Issue, MarkedSentence, issues, marked
from ._ribbons import Ribbon, ribbons
from ._rows import Row, numbers, rows
from ._summary import SentenceCount, side_counts


@dataclass(frozen=True, slots=True)
class RowView:
    """A row as the page shows it; `crosses_to` and `shown_with` name sentences of the other side, `EN 4`."""

    row: Row
    anchor: str
    classes: str
    crosses_to: str
    shown_with: str
    shown_at: str
    source: tuple[MarkedSentence, ...]
    target: tuple[MarkedSentence, ...]
    issues: list[Issue]

    @property
    def serious(self) -> int:
        """How many findings are more than info."""
        return sum(issue.severity != "info" for issue in self.issues)


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
    """A pair as the page shows it; one that is only listed in the index has no rows, an unchecked one no scores."""

    number: int
    anchor: str
    alignment: Alignment
    sides: list[Side]
    kept: int
    judged: int
    scores: dict[str, float] | None
    rows: list[RowView]
    ribbons: list[tuple[Ribbon, str]]


@dataclass(slots=True)
class Anchors:
    """Hands out names for `id` attributes, each only once."""

    _taken: Counter[str] = field(default_factory=Counter)

    def claim(self, name: str) -> str:
        """Return the name, or the name with a number where it is taken."""
        self._taken[name] += 1
        return name if self._taken[name] == 1 else self.claim(f"{name}-{self._taken[name]}")


@dataclass(slots=True)
class Views:
    """Makes the views of a run's pairs, one after the other; `found` are the findings by the id of their bitext."""

    found: dict[str, list[Found]]
    low_confidence: float
    checked: bool
    anchors: Anchors = field(default_factory=Anchors)

    def pair(self, number: int, alignment: Alignment, bitexts: Sequence[Bitext], shown: bool) -> PairView:
        """Return the view of a pair, with rows if it is shown."""
        anchor = self.anchors.claim(f"pair-{alignment.pair.id}")
        here = rows(alignment, bitexts) if shown else []
        at = {(row.bead.source, row.bead.target): self.anchors.claim(_name(row, anchor)) for row in here}
        articles = alignment.pair.source, alignment.pair.target
        return PairView(
            number=number,
            anchor=anchor,
            alignment=alignment,
            sides=[Side(a, count, _set_aside(a)) for a, count in zip(articles, side_counts(alignment), strict=True)],
            kept=sum(bitext.keep for bitext in bitexts),
            judged=len(bitexts),
            scores=article_scores(bitexts) if self.checked and bitexts else None,
            rows=[self._row(row, number, alignment, at) for row in here],
            ribbons=[(r, at[r.bead.source, r.bead.target]) for r in ribbons(alignment)] if here else [],
        )

    def _row(self, row: Row, pair: int, alignment: Alignment, at: dict[tuple[Span, Span], str]) -> RowView:
        source, target = alignment.pair.source.lang.upper(), alignment.pair.target.lang.upper()
        beside = row.target[0].beside if row.is_elsewhere else None
        here = issues(self.found.get(row.bitext.id, []) if row.bitext else [], pair, self.anchors.claim)
        return RowView(
            row=row,
            anchor=at[row.bead.source, row.bead.target],
            classes=" ".join(self._classes(row)),
            crosses_to=f"{target} {numbers(row.bead.target)}" if row.bead.kind == "crossing" else "",
            shown_with=f"{source} {numbers(beside.source)}" if beside else "",
            shown_at=at[beside.source, beside.target] if beside else "",
            source=marked(row.source, alignment.source_sentences, here, lambda found: found.source),
            target=marked(row.target, alignment.target_sentences, here, lambda found: found.target),
            issues=here,
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
            if any(finding.severity != "info" for finding in row.bitext.findings):
                yield "found"


def _name(row: Row, pair: str) -> str:
    source, target = row.bead.source, row.bead.target
    return row.bitext.id if row.bitext else f"{pair}-{source.start}-{source.stop}-{target.start}-{target.stop}"


def _set_aside(article: Article) -> list[SetAside]:
    return [
        SetAside(block.kind, block.rule, article.text[block.start : block.stop].strip())
        for block in article.blocks
        if block.kind not in SPLIT_KINDS
    ]
