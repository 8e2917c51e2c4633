"""How much of a text has a counterpart that says the same, by the beads of its article pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from .records import Bitext

Side = Literal["source", "target"]
SIDES: tuple[Side, Side] = ("source", "target")


def covered(bitexts: Sequence[Bitext], side: Side) -> tuple[float, int]:
    """Return the share, 0 to 1, of a side's text that has a counterpart, and how many sentences with text the side has.

    A sentence counts by its length and with the probability and similarity of its bead, of several the best; an alignment
    that states neither was made by hand and is certain. `bitexts` are those of one article pair.
    """
    lengths: dict[int, int] = {}
    best: dict[int, float] = {}
    for b in bitexts:
        reference = b.source_ref if side == "source" else b.target_ref
        shared = b.scores.get("probability", 1.0) * b.scores.get("similarity", 1.0)
        shared = min(max(0.0, shared), 1.0) if b.source_text and b.target_text else 0.0
        for number, span in enumerate(reference.spans, start=reference.sentences.start):
            lengths[number] = len(span)
            best[number] = max(shared, best.get(number, 0.0))
    total = sum(lengths.values())
    share = sum(lengths[number] * best[number] for number in lengths) / total if total else 0.0
    return share, sum(length > 0 for length in lengths.values())
