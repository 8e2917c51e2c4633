"""Findings as a page shows them: marked in place in both texts, under their row, and in a list that leads there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..fidelity import WEIGHTS
from ..records import Bitext, Severity, Span
from ._findings import Found, Place, by_severity, overlap
from ._rows import Sentence, numbers

SEVERITIES: tuple[Severity, ...] = ("critical", "major", "minor")
"""What the list of findings can be narrowed to; info is what was accepted and stands apart."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A finding in its row: `anchor` names the line under the row, `places` the sentences, `KO 3 · EN 4`."""

    found: Found
    anchor: str
    pair: int
    places: str

    @property
    def severity(self) -> Severity:
        """How bad it is; info for what was accepted."""
        return self.found.finding.severity

    @property
    def label(self) -> str:
        """The severity in words: what is info was accepted, by a rule or by a person."""
        return "suppressed" if self.found.suppressed else "accepted" if self.severity == "info" else self.severity


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: the anchors of the findings about all of it, narrowest first, and how to mark it."""

    text: str
    anchors: tuple[str, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence cut where findings begin and end."""

    sentence: Sentence
    pieces: tuple[Piece, ...]


def issues(found: Iterable[Found], pair: int, claim: Callable[[str], str]) -> list[Issue]:
    """Return the findings of one row, worst first; `claim` hands out anchors."""
    return [Issue(f, claim(f"finding-{f.id}"), pair, places(f)) for f in by_severity(found)]


def places(found: Found) -> str:
    """Return the sentences a finding is about, from 1: those of its spans, else those of its bitext."""
    bitext: Bitext = found.bitext
    sides = (
        (bitext.source_lang, found.source, bitext.source_ref.sentences),
        (bitext.target_lang, found.target, bitext.target_ref.sentences),
    )
    return " · ".join(
        f"{lang.upper()} {numbers((place.sentences if place else None) or sentences)}"
        for lang, place, sentences in sides
        if len(sentences)
    )


def marked(
    sentences: Iterable[Sentence], spans: Sequence[Span], here: Sequence[Issue], side: Callable[[Found], Place | None]
) -> tuple[MarkedSentence, ...]:
    """Return the sentences of one side of a row; `spans` are all sentences of that article, by number from 0."""
    about = [(place.span, issue) for issue in here if (place := side(issue.found))]
    about.sort(key=lambda item: (item[1].severity == "info", len(item[0]), -WEIGHTS[item[1].severity]))
    return tuple(
        MarkedSentence(sentence, _pieces(sentence.text, spans[sentence.number - 1], about)) for sentence in sentences
    )


def _pieces(text: str, sentence: Span, about: Sequence[tuple[Span, Issue]]) -> tuple[Piece, ...]:
    within = [
        (Span(common.start - sentence.start, common.stop - sentence.start), issue)
        for span, issue in about
        if (common := overlap(sentence, span))
    ]
    cuts = sorted({0, len(text), *(at for span, _ in within for at in (span.start, span.stop))})
    out = []
    for start, stop in pairwise(cuts):
        covering = [(span, issue) for span, issue in within if span.start <= start and stop <= span.stop]
        anchors = tuple(issue.anchor for _, issue in covering)
        out.append(Piece(text[start:stop], anchors, _style(covering, text)))
    return tuple(out)


def _style(covering: Sequence[tuple[Span, Issue]], text: str) -> str:
    if not covering:
        return ""
    span, issue = covering[0]
    return f"{issue.severity} whole" if len(span) == len(text) else issue.severity
