"""Translations that are the source itself, copied over."""

from __future__ import annotations

from collections.abc import Sequence

from ..languages import normalise_code
from ..records import Bitext, Finding
from ._copies import is_copy
from ._evidence import finding, has_both_sides


class CopiedCheck:
    """Reports targets that repeat the source word by word; names, titles and figures may be the same in both languages."""

    def supports(self, source_lang: str, target_lang: str) -> bool:
        """True between two different languages."""
        return normalise_code(source_lang) != normalise_code(target_lang)

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext of one article pair."""
        return [
            [_finding(b)]
            if has_both_sides(b)
            and self.supports(b.source_lang, b.target_lang)
            and is_copy(b.source_text, b.target_text)
            else []
            for b in bitexts
        ]


def _finding(bitext: Bitext) -> Finding:
    message = "The translation is a copy of the source."
    return finding("copied", "critical", message, bitext, 0.97, mqm="Accuracy/Untranslated", rule="copy")
