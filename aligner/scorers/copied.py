"""How much of the target is the source copied over instead of translated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..records import Bitext
from ..text import ASIAN_LETTERS, comparison_form, has_asian_letters

GRAM = 4
_NOT_ASIAN = re.compile(f"[^{ASIAN_LETTERS}]{{{GRAM},}}")


class CopiedScorer:
    """Scores the share of the target's character 4-grams that also stand in the source; 1 is a copy, 0 nothing shared."""

    def score(self, bitexts: Sequence[Bitext]) -> list[float]:
        """Return one score in [0, 1] each."""
        return [_copied(b.source_text, b.target_text) for b in bitexts]


def _copied(source: str, target: str) -> float:
    target, source = (comparison_form(text).lower() for text in (target, source))
    if _share_no_script(source, target):
        return 0.0
    ours, theirs = _grams(target), _grams(source)
    if set(ours).isdisjoint(theirs):
        return 0.0
    return round(sum((Counter(ours) & Counter(theirs)).values()) / len(ours), 4)


def _share_no_script(source: str, target: str) -> bool:
    """True where one side alone is in an Asian script and holds no run without its letters that also stands in the other."""
    is_asian = has_asian_letters(source)
    if is_asian == has_asian_letters(target):
        return False
    mixed, plain = (source, target) if is_asian else (target, source)
    return not any(gram in plain for run in _NOT_ASIAN.findall(mixed) for gram in _grams(run))


def _grams(form: str) -> list[str]:
    return [form[i : i + GRAM] for i in range(len(form) - GRAM + 1)] or ([form] if form else [])
