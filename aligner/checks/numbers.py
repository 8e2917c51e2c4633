"""Numbers, percentages, amounts of money and measures that the translation changed, lost or added."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Bitext, Finding
from ._reporting import report, supported


class NumbersCheck:
    """Compares numbers by value, kind and unit; verified conversions are reported as info."""

    def supports(self, source_lang: str, target_lang: str) -> bool:
        """Return whether the check can run on a pair of languages."""
        return supported(source_lang, target_lang)

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext: none where a side is empty or in a language without number data."""
        return report("numbers", bitexts, dates=False)
