"""The findings of a run as every report lists them: each with its ids, its place on both sides, and its text there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..fidelity import WEIGHTS, fingerprint
from ..records import Alignment, Article, Bitext, Finding, Reference, Span, content_id

STATUS = "unconfirmed"
"""MQM tells an issue, which a program found, from an error, which a person confirmed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding lies on one side: code points of the article's text, sentence numbers from 0, and the text there.

    `within` is the same place in that side's text of the bitext, None where it lies outside.
    """

    reference: Reference
    span: Span
    sentences: Span | None
    within: Span | None
    text: str
    article: Article | None


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its bitext; `id` is its own, `fingerprint` that of its content."""

    id: str
    fingerprint: str
    finding: Finding
    bitext: Bitext
    source: Place | None
    target: Place | None

    @property
    def rule(self) -> str:
        """The check, and the rule of the check that spoke where it has several: `numbers/missing`."""
        rule = self.finding.details.get("rule", "")
        return f"{self.finding.check}/{rule}" if rule else self.finding.check

    @property
    def mqm(self) -> str:
        """The issue's path in the MQM typology, empty where the check gives none."""
        return self.finding.details.get("mqm", "")

    @property
    def suppressed(self) -> str:
        """The reason somebody gave for accepting it, empty where nobody did."""
        return self.finding.details.get("suppressed", "")

    @property
    def status(self) -> str:
        """`suppressed` where somebody accepted it, else `unconfirmed`."""
        return "suppressed" if self.suppressed else STATUS


def listed(alignments: Iterable[Alignment], bitexts: Iterable[Bitext]) -> list[Found]:
    """Return all findings in the order of the bitexts."""
    articles = {a.id: a for alignment in alignments for a in (alignment.pair.source, alignment.pair.target)}
    out = []
    for bitext in bitexts:
        seen: Counter[str] = Counter()
        for finding in bitext.findings:
            name = fingerprint(finding, bitext)
            seen[name] += 1
            source = place(finding.source, bitext.source_ref, bitext.source_text, articles)
            target = place(finding.target, bitext.target_ref, bitext.target_text, articles)
            out.append(Found(content_id(bitext.id, name, str(seen[name])), name, finding, bitext, source, target))
    return out


def by_severity(found: Iterable[Found]) -> list[Found]:
    """Return the worst first, then the surest, then as they were."""
    return sorted(found, key=lambda f: (-WEIGHTS[f.finding.severity], bool(f.suppressed), -f.finding.confidence))


def place(span: Span | None, reference: Reference, text: str, articles: dict[str, Article]) -> Place | None:
    """Return the place of a span of an article's text, None for None."""
    if span is None:
        return None
    within = in_bitext(reference, span)
    article = articles.get(reference.article)
    said = span.of(article.text) if article else within.of(text) if within else ""
    return Place(reference, span, sentences_at(reference, span), within, said, article)


def in_bitext(reference: Reference, span: Span) -> Span | None:
    """Return where a span of the article's text lies in the bitext's text of that side: the inverse of `Reference.locate`."""
    at, first, last = 0, None, 0
    for sentence in reference.spans:
        common = overlap(sentence, span)
        if common:
            first = at + common.start - sentence.start if first is None else first
            last = at + common.stop - sentence.start
        at += len(sentence) + len(reference.joiner)
    return None if first is None else Span(first, last)


def sentences_at(reference: Reference, span: Span) -> Span | None:
    """Return the numbers of the sentences that a span of the article's text touches."""
    touched = [n for n, s in enumerate(reference.spans, start=reference.sentences.start) if overlap(s, span)]
    return Span(touched[0], touched[-1] + 1) if touched else None


def overlap(one: Span, other: Span) -> Span | None:
    """Return what two spans share, None where that is nothing."""
    start, stop = max(one.start, other.start), min(one.stop, other.stop)
    return Span(start, stop) if start < stop else None


def pair_names(alignments: Sequence[Alignment], bitexts: Iterable[Bitext]) -> dict[str, Alignment | None]:
    """Return the pairs in order; those of which only bitexts are known come last, without an alignment."""
    pairs: dict[str, Alignment | None] = {alignment.pair.id: alignment for alignment in alignments}
    return pairs | {bitext.pair: None for bitext in bitexts if bitext.pair not in pairs}
