"""How much of the target is the source copied over instead of translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..records import Bitext
from ..text import comparison_form

GRAM = 4


class CopiedScorer:
    """Scores the share of the target's character 4-grams that also stand in the source; 1 is a copy, 0 nothing shared."""

    def score(self, bitexts: Sequence[Bitext]) -> list[float]:
        """Return one score in [0, 1] each."""
        return [_copied(b.source_text, b.target_text) for b in bitexts]


def _copied(source: str, target: str) -> float:
    ours, theirs = _grams(target), _grams(source)
    if set(ours).isdisjoint(theirs):
        return 0.0
    return round(sum((Counter(ours) & Counter(theirs)).values()) / len(ours), 4)


def _grams(text: str) -> list[str]:
    form = comparison_form(text).lower()
    return [form[i : i + GRAM] for i in range(len(form) - GRAM + 1)] or ([form] if form else [])
