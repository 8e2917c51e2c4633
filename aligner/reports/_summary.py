"""What the reports say of a whole run, counted once for all of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..records import Alignment, Bead, Bitext, Note

BINS = 10


@dataclass(frozen=True, slots=True)
class Histogram:
    """`counts[i]` values lie in `edges[i]` to `edges[i + 1]`; the last bin includes its upper edge.

    `not_finite` values (NaN, infinite) are in no bin.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    not_finite: int = 0


@dataclass(frozen=True, slots=True)
class SentenceCount:
    """How many sentences one language has in the pairs, and how many of them have a counterpart."""

    total: int = 0
    aligned: int = 0

    @property
    def unmatched(self) -> int:
        """Sentences with nothing on the other side."""
        return self.total - self.aligned


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in numbers; mappings by name are ordered by falling count, those by language by code.

    `articles` counts distinct articles in pairs. A sentence counts once for every pair its article is in. `one_sided`
    are the bitexts of null beads, which are among the rejected. `reasons` are named by what stands before the colon.
    """

    articles: dict[str, int]
    pairs: int
    sentences: dict[str, SentenceCount]
    shapes: dict[str, int]
    crossing: int
    bitexts: int
    kept: int
    one_sided: int
    reasons: dict[str, int]
    findings: dict[str, int]
    outcomes: dict[str, int]
    probability: Histogram
    similarity: Histogram
    scores: dict[str, Histogram]

    @property
    def rejected(self) -> int:
        """Bitexts the rules did not keep."""
        return self.bitexts - self.kept

    @property
    def aligned_share(self) -> float:
        """The share of all sentences that have a counterpart, 0 where there is no sentence."""
        total = sum(count.total for count in self.sentences.values())
        return 1 - self.nulls / total if total else 0.0

    @property
    def nulls(self) -> int:
        """Sentences without a counterpart, both sides together."""
        return sum(count.unmatched for count in self.sentences.values())


def summarise(alignments: Sequence[Alignment], bitexts: Sequence[Bitext], notes: Sequence[Note]) -> Summary:
    """Return the counts of a run; the histograms of probability and similarity leave null beads out."""
    beads = [bead for alignment in alignments for bead in standing(alignment)]
    aligned = [bead for bead in beads if not bead.is_null]
    articles = {(a.lang, a.id) for alignment in alignments for a in (alignment.pair.source, alignment.pair.target)}
    scores: dict[str, list[float]] = {}
    for bitext in bitexts:
        for name, value in bitext.scores.items():
            scores.setdefault(name, []).append(value)
    return Summary(
        articles=dict(sorted(Counter(lang for lang, _ in articles).items())),
        pairs=len(alignments),
        sentences=count_sentences(alignments),
        shapes=ranked(bead.shape for bead in beads),
        crossing=sum(bead.kind == "crossing" for bead in beads),
        bitexts=len(bitexts),
        kept=sum(bitext.keep for bitext in bitexts),
        one_sided=sum(not (bitext.source_text and bitext.target_text) for bitext in bitexts),
        reasons=count_reasons(bitexts),
        findings=ranked(f"{found.check}, {found.severity}" for bitext in bitexts for found in bitext.findings),
        outcomes=ranked(note.outcome for note in notes),
        probability=histogram([bead.probability for bead in aligned]),
        similarity=histogram([bead.similarity for bead in aligned]),
        scores={name: histogram(values) for name, values in sorted(scores.items())},
    )


def count_sentences(alignments: Iterable[Alignment]) -> dict[str, SentenceCount]:
    """Return the sentence counts of each language over the pairs."""
    counts: dict[str, SentenceCount] = {}
    for alignment in alignments:
        articles = alignment.pair.source, alignment.pair.target
        for article, side in zip(articles, side_counts(alignment), strict=True):
            before = counts.get(article.lang, SentenceCount())
            counts[article.lang] = SentenceCount(before.total + side.total, before.aligned + side.aligned)
    return dict(sorted(counts.items()))


def side_counts(alignment: Alignment) -> tuple[SentenceCount, SentenceCount]:
    """Return the sentence counts of the source and of the target of one pair; blank lines are no sentences."""
    spans = alignment.source_sentences, alignment.target_sentences
    source, target = (
        SentenceCount(
            sum(len(span) > 0 for span in sentences),
            sum(len(span) > 0 and number in matched for number, span in enumerate(sentences)),
        )
        for sentences, matched in zip(spans, counterparts(alignment.beads), strict=True)
    )
    return source, target


def counterparts(beads: Iterable[Bead]) -> tuple[dict[int, Bead], dict[int, Bead]]:
    """Return, for each side, the bead that matches a sentence number; sentences without a counterpart are absent."""
    source: dict[int, Bead] = {}
    target: dict[int, Bead] = {}
    for bead in beads:
        if not bead.is_null:
            source.update(dict.fromkeys(range(bead.source.start, bead.source.stop), bead))
            target.update(dict.fromkeys(range(bead.target.start, bead.target.stop), bead))
    return source, target


def standing(alignment: Alignment) -> list[Bead]:
    """Return the beads that say something: no null bead of blank lines, or of sentences that a crossing bead matches."""
    source, target = counterparts(alignment.beads)
    spans = alignment.source_sentences, alignment.target_sentences
    alone = [
        {number for number, span in enumerate(sentences) if len(span) and number not in matched}
        for sentences, matched in zip(spans, (source, target), strict=True)
    ]
    return [
        bead
        for bead in alignment.beads
        if not bead.is_null
        or not alone[0].isdisjoint(range(bead.source.start, bead.source.stop))
        or not alone[1].isdisjoint(range(bead.target.start, bead.target.stop))
    ]


def by_pair(bitexts: Iterable[Bitext]) -> dict[str, list[Bitext]]:
    """Return the bitexts of each pair id, in the order given."""
    out: dict[str, list[Bitext]] = {}
    for bitext in bitexts:
        out.setdefault(bitext.pair, []).append(bitext)
    return out


def count_reasons(bitexts: Iterable[Bitext]) -> dict[str, int]:
    """Return how often each reason was given; `margin: 0.31 is below 0.5` counts as `margin`."""
    return ranked(reason.split(":")[0] for bitext in bitexts for reason in bitext.reasons)


def ranked(names: Iterable[str]) -> dict[str, int]:
    """Return how often each name occurs, most frequent first, then by name."""
    counts: Mapping[str, int] = Counter(names)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def histogram(values: Sequence[float]) -> Histogram:
    """Return ten equal bins: over 0 to 1 where every value lies there, else from the smallest to the largest value."""
    finite = [value for value in values if math.isfinite(value)]
    low, high = min(finite, default=0.0), max(finite, default=1.0)
    if low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    elif low == high:
        high = low + 1.0
    counts = [0] * BINS
    for value in finite:
        counts[min(int((value - low) / (high - low) * BINS), BINS - 1)] += 1
    edges = tuple(low + (high - low) * step / BINS for step in range(BINS + 1))
    return Histogram(edges, tuple(counts), len(values) - len(finite))
