"""One alignment as rows a person reads: beads in the order of the source, sentences counted from 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..records import Alignment, Article, Bead, Bitext, Span
from ._summary import counterparts


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `beside` is the crossing bead that shows it with its counterpart in another row."""

    number: int
    text: str
    is_title: bool = False
    beside: Bead | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One bead with the text of its sentences and what was decided about it, if anything was."""

    bead: Bead
    source: tuple[Sentence, ...]
    target: tuple[Sentence, ...]
    bitext: Bitext | None

    @property
    def is_elsewhere(self) -> bool:
        """True for a null bead whose every sentence a crossing bead shows in another row."""
        return self.bead.is_null and all(sentence.beside for sentence in (*self.source, *self.target))


def rows(alignment: Alignment, bitexts: Iterable[Bitext]) -> list[Row]:
    """Return the rows of an alignment; `bitexts` are those of its pair.

    An aligner may lay crossing beads over null beads that tile both sides. The null on the source side would then
    repeat the row next to it and is left out; the one on the target side stays, to say where its sentence went. Blank
    lines are left out too.
    """
    decided = {(b.source_ref.sentences, b.target_ref.sentences): b for b in bitexts}
    crossing = counterparts(bead for bead in alignment.beads if bead.kind == "crossing")
    sources = _sentences(alignment.pair.source, alignment.source_sentences)
    targets = _sentences(alignment.pair.target, alignment.target_sentences)
    out = []
    for bead in sorted(alignment.beads, key=_in_source_order):
        source, target = _of(bead.source, sources), _of(bead.target, targets)
        if bead.is_null:
            source, target = _placed(source, crossing[0]), _placed(target, crossing[1])
        row = Row(bead, source, target, decided.get((bead.source, bead.target)))
        if (source or target) and not (source and row.is_elsewhere):
            out.append(row)
    return out


def numbers(span: Span) -> str:
    """Return sentence numbers for people: `3` or `3–4`, counted from 1."""
    return str(span.start + 1) if len(span) == 1 else f"{span.start + 1}–{span.stop}"


def _in_source_order(bead: Bead) -> tuple[int, int, int, int]:
    return bead.source.start, bead.target.start, bead.source.stop, bead.target.stop


def _of(span: Span, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    return tuple(sentence for sentence in sentences[span.start : span.stop] if sentence.text)


def _placed(sentences: Iterable[Sentence], crossing: Mapping[int, Bead]) -> tuple[Sentence, ...]:
    return tuple(replace(sentence, beside=crossing.get(sentence.number - 1)) for sentence in sentences)


def _sentences(article: Article, spans: Sequence[Span]) -> tuple[Sentence, ...]:
    titles = [block for block in article.blocks if block.kind == "title"]
    return tuple(
        Sentence(number, span.of(article.text), any(b.start <= span.start and span.stop <= b.stop for b in titles))
        for number, span in enumerate(spans, start=1)
    )
