"""Sentences of the translation that the source does not have."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Bitext, Finding
from ._evidence import excerpt, unmatched_sentences


class AdditionCheck:
    """Reports target sentences that the alignment leaves without counterpart; confidence is the bead's probability."""

    def supports(self, source_lang: str, target_lang: str) -> bool:  # noqa: ARG002 - the alignment knows no languages
        """True for every pair of languages."""
        return True

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext of one article pair."""
        return unmatched_sentences(
            bitexts,
            "addition",
            side="target",
            mqm="Accuracy/Addition",
            message=lambda text: f"Added: nothing in the source matches “{excerpt(text)}”",
        )
