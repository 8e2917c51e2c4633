"""A run's findings, pairs and notes as flat entries of plain values, for reports that are lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..fidelity import article_scores
from ..records import Alignment, Bitext
from ._findings import Found, Place, pair_names
from ._summary import by_pair
from ._text import heading


def finding_entry(found: Found) -> dict[str, Any]:
    """Return one finding: ids, places on both sides (sentences from 1, offsets in the article's text), values and words."""
    finding, bitext = found.finding, found.bitext
    entry: dict[str, Any] = {
        "severity": finding.severity,
        "check": finding.check,
        "rule": finding.details.get("rule", ""),
        "mqm": found.mqm,
        "message": finding.message,
        "confidence": finding.confidence,
        "status": found.status,
        "reason": found.suppressed,
    }
    for name, place, reference, lang, text in (
        ("source", found.source, bitext.source_ref, bitext.source_lang, bitext.source_text),
        ("target", found.target, bitext.target_ref, bitext.target_lang, bitext.target_text),
    ):
        entry[f"{name}_value"] = finding.details.get(f"{name}_value", "")
        entry |= {f"{name}_{key}": value for key, value in _side(place).items()}
        entry |= {
            f"{name}_context": text,
            f"{name}_lang": lang,
            f"{name}_file": reference.document,
            f"{name}_article": reference.article,
        }
    return entry | {"id": found.id, "fingerprint": found.fingerprint, "bitext": bitext.id, "pair": bitext.pair}


def _side(place: Place | None) -> dict[str, Any]:
    sentences = place.sentences if place else None
    return {
        "text": place.text if place else None,
        "start": place.span.start if place else None,
        "stop": place.span.stop if place else None,
        "sentences": list(range(sentences.start + 1, sentences.stop + 1)) if sentences else [],
    }


def pair_entries(alignments: Sequence[Alignment], bitexts: Sequence[Bitext]) -> Iterator[dict[str, Any]]:
    """Yield each pair with its articles' titles and files and its scores, None where it has no bitexts."""
    of_pair = by_pair(bitexts)
    for pair, alignment in pair_names(alignments, bitexts).items():
        entry: dict[str, Any] = {"pair": pair}
        if alignment:
            for name, article in (("source", alignment.pair.source), ("target", alignment.pair.target)):
                entry |= {f"{name}_title": heading(article), f"{name}_file": article.source}
                entry |= {f"{name}_article": article.id, f"{name}_lang": article.lang}
        here = of_pair.get(pair)
        yield entry | {"scores": article_scores(here) if here else None}
