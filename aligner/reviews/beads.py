"""The beads that a reviewer's decision makes of a run's: the same one, several merged into one, one split at marks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..errors import InputError
from ..records import Bead, BeadKind, Bitext, Reference, Span
from .corrections import MARK, Correction


def bead_of(b: Bitext) -> Bead:
    """Return the bead that a bitext was made from, as certain as a reviewer makes it."""
    return Bead(b.source_ref.sentences, b.target_ref.sentences, 1.0, b.scores.get("similarity", 0.0), b.kind)


def merged(bitexts: Sequence[Bitext], correction: Correction) -> Bead:
    """Return the bead of neighbours taken together; raises InputError, naming the row, where they are none."""
    sides = []
    for side in ("source_ref", "target_ref"):
        runs = sorted(
            (getattr(b, side).sentences for b in bitexts if len(getattr(b, side).sentences)), key=lambda r: r.start
        )
        if any(before.stop != after.start for before, after in pairwise(runs)):
            raise InputError(
                f"{correction.where}: these rows are not neighbours in the {side[:6]}, and cannot be merged."
            )
        sides.append(Span(runs[0].start, runs[-1].stop) if runs else Span(0, 0))
    kind: BeadKind = "crossing" if all(b.kind == "crossing" for b in bitexts) else "monotone"
    return Bead(sides[0], sides[1], 1.0, kind=kind)


def split(b: Bitext, correction: Correction) -> list[Bead]:
    """Return the beads that marks between sentences make of one; without any mark, of as many sentences on both sides, 1:1.

    Raises InputError, naming the row, where the marks make no parts, or stand elsewhere than between sentences.
    """
    source = parts(correction.source_text, b.source_text, b.source_ref, correction)
    target = parts(correction.target_text, b.target_text, b.target_ref, correction)
    if len(source) == len(target) == 1 and len(b.source_ref.sentences) == len(b.target_ref.sentences):
        source, target = (_singles(reference.sentences) for reference in (b.source_ref, b.target_ref))
    if len(source) != len(target) or len(source) < 2:
        raise InputError(
            f"{correction.where}: {len(source)} part(s) of the source and {len(target)} of the target. Put {MARK} between "
            "the same parts in both texts."
        )
    return [Bead(a, c, 1.0, kind=b.kind) for a, c in zip(source, target, strict=True) if len(a) or len(c)]


def _singles(numbers: Span) -> list[Span]:
    return [Span(n, n + 1) for n in range(numbers.start, numbers.stop)]


def parts(text: str, original: str, reference: Reference, correction: Correction) -> list[Span]:
    """Return the runs of sentences that marks in a side's text make; a mark stands between sentences, white space aside.

    Raises InputError, naming the row, for a mark inside a sentence and for a text that differs in more than marks.
    """
    if _letters(text.replace(MARK, "")) != _letters(original.replace(MARK, "")):
        raise InputError(
            f"{correction.where}: a text is changed as well as split. Split it first, and edit it afterwards."
        )
    numbers, ends, at = reference.sentences, {0: reference.sentences.start}, 0
    for number, span in enumerate(reference.spans, start=numbers.start + 1):
        ends[len(_letters(original[: at + len(span)]))] = number
        at += len(span) + len(reference.joiner)
    cuts, total = [numbers.start], 0
    for part in text.split(MARK)[:-1]:
        total += len(_letters(part))
        if total not in ends:
            raise InputError(f"{correction.where}: {MARK} stands inside a sentence. Put it between two.")
        cuts.append(ends[total])
    return [Span(*ends_) for ends_ in pairwise([*cuts, numbers.stop])]


def _letters(text: str) -> str:
    return "".join(text.split())
