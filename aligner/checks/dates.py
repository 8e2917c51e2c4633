"""Dates and times that the translation changed, lost or added, resolved with the date of the article."""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Bitext, Finding
from ._reporting import report, supported


class DatesCheck:
    """Compares years, months, days, weekdays and times; `Thursday` for `18일` is right where the article's date says so."""

    def supports(self, source_lang: str, target_lang: str) -> bool:
        """Return whether the check can run on a pair of languages."""
        return supported(source_lang, target_lang)

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext: none where a side is empty or in a language without number data."""
        return report("dates", bitexts, dates=True)
