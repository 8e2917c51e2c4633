"""Sentences of the source that the translation leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Bitext, Finding
from ._evidence import excerpt, unmatched_sentences


class OmissionCheck:
    """Reports source sentences that the alignment leaves without counterpart; confidence is the bead's probability."""

    def supports(self, source_lang: str, target_lang: str) -> bool:  # noqa: ARG002 - the alignment knows no languages
        """True for every pair of languages."""
        return True

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext of one article pair."""
        return unmatched_sentences(
            bitexts,
            "omission",
            side="source",
            mqm="Accuracy/Omission",
            message=lambda text: f"Left out: nothing in the translation matches “{excerpt(text)}”",
        )
