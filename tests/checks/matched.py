"""Bitexts of one made-up article, for tests of checks."""

from builders import alignment, bitexts

from aligner.parts import build
from aligner.records import Bead, Span


def matched(source, target, source_lang="en", target_lang="ko"):
    """Return one bitext for each pair of sentences; an empty text is nothing on that side."""
    beads, i, j = [], 0, 0
    for left, right in zip(source, target, strict=True):
        beads.append(Bead(Span(i, i + bool(left)), Span(j, j + bool(right)), 0.8))
        i, j = i + bool(left), j + bool(right)
    kept = [[text for text in side if text] for side in (source, target)]
    return bitexts(alignment(*kept, tuple(beads), source_lang=source_lang, target_lang=target_lang))


def findings(check, *args, **options):
    """Return what a check finds in each pair of sentences."""
    return build("checks", check).check(matched(*args, **options))


def rules(check, *args, **options):
    """Return the rules of a check that fired in each pair of sentences."""
    return [[item.details["rule"] for item in items] for items in findings(check, *args, **options)]


def quoted(found, bitext):
    """Return the texts a finding points at, cut out of the bitext by its references' offsets."""
    out = []
    for span, text, reference in (
        (found.source, bitext.source_text, bitext.source_ref),
        (found.target, bitext.target_text, bitext.target_ref),
    ):
        start = reference.spans[0].start if reference.spans else 0
        out.append(text[span.start - start : span.stop - start] if span else "")
    return out
