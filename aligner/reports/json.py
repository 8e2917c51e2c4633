"""The run in numbers as JSON: counts, histograms, reasons, what did not go through, and one entry a pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ..fidelity import article_scores
from ..records import Alignment, Article, Bitext, Note
from ._json import dumps
from ._summary import (
    SentenceCount,
    Summary,
    by_pair,
    count_reasons,
    histogram,
    ranked,
    side_counts,
    standing,
    summarise,
)


class JsonReport:
    """Renders counts and histograms as JSON; a number that is not finite becomes null."""

    def __init__(self, indent: int | None = 2) -> None:
        self.indent = indent

    def render(self, alignments: Sequence[Alignment], bitexts: Sequence[Bitext], notes: Sequence[Note]) -> str:
        """Return one JSON object."""
        of_pair = by_pair(bitexts)
        report = {
            **_run(summarise(alignments, bitexts, notes)),
            "notes": [asdict(note) for note in notes],
            "by_pair": [_pair(alignment, of_pair.get(alignment.pair.id, [])) for alignment in alignments],
        }
        return dumps(report, self.indent) + "\n"


def _run(summary: Summary) -> dict[str, Any]:
    return {
        "articles": summary.articles,
        "pairs": summary.pairs,
        "sentences": {lang: _counts(count) for lang, count in summary.sentences.items()},
        "beads": {"shapes": summary.shapes, "crossing": summary.crossing},
        "bitexts": {
            "total": summary.bitexts,
            "kept": summary.kept,
            "rejected": summary.rejected,
            "one_sided": summary.one_sided,
        },
        "reasons": summary.reasons,
        "findings": summary.findings,
        "outcomes": summary.outcomes,
        "histograms": {
            "beads": {"probability": asdict(summary.probability), "similarity": asdict(summary.similarity)},
            "scores": {name: asdict(counts) for name, counts in summary.scores.items()},
        },
    }


def _pair(alignment: Alignment, bitexts: Sequence[Bitext]) -> dict[str, Any]:
    pair = alignment.pair
    source, target = side_counts(alignment)
    kept = sum(bitext.keep for bitext in bitexts)
    return {
        "id": pair.id,
        "source": _article(pair.source, source),
        "target": _article(pair.target, target),
        "probability": pair.probability,
        "evidence": pair.evidence,
        "because": pair.because,
        "shapes": ranked(bead.shape for bead in standing(alignment)),
        "crossing": sum(bead.kind == "crossing" for bead in alignment.beads),
        "bitexts": {"total": len(bitexts), "kept": kept, "rejected": len(bitexts) - kept},
        "reasons": count_reasons(bitexts),
        "fidelity": article_scores(bitexts) if bitexts else None,
        "histogram": asdict(histogram([bead.probability for bead in alignment.beads if not bead.is_null])),
    }


def _article(article: Article, sentences: SentenceCount) -> dict[str, Any]:
    return {
        "id": article.id,
        "lang": article.lang,
        "title": article.title,
        "date": article.date,
        "source": article.source,
        "sentences": _counts(sentences),
    }


def _counts(sentences: SentenceCount) -> dict[str, int]:
    return {"total": sentences.total, "aligned": sentences.aligned, "without_counterpart": sentences.unmatched}
