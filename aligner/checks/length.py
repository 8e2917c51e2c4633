"""Translations much shorter or longer than the article's own ratio of lengths suggests: part of a sentence may be missing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from ..records import Bitext, Finding
from ._evidence import finding, has_both_sides

_FEWEST = 5
_FAR = 2.3
_LEAST_SPREAD = 1.2
"""The article's spread of lengths is taken to be at least this many characters per root of the expected length."""
_MEDIAN_TO_DEVIATION = 1.4826  # a normal distribution's standard deviation over its median absolute deviation


class LengthCheck:
    """Compares each translation's length with the article's median ratio (robust z-score; the error grows with the root).

    Finds about two of five sentences that lost a third, and few that lost less: a hint, with low confidence.
    """

    def supports(self, source_lang: str, target_lang: str) -> bool:  # noqa: ARG002 - the article is its own standard
        """True for every pair of languages."""
        return True

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext of one article pair; none where it has fewer than five matched."""
        out: list[list[Finding]] = [[] for _ in bitexts]
        matched = [n for n, b in enumerate(bitexts) if has_both_sides(b)]
        if len(matched) < _FEWEST:
            return out
        lengths = [(len(bitexts[n].source_text), len(bitexts[n].target_text)) for n in matched]
        ratio = math.exp(median(math.log(b / a) for a, b in lengths))
        off = [_difference(a, b, ratio) for a, b in lengths]
        spread = max(_LEAST_SPREAD, _MEDIAN_TO_DEVIATION * median(abs(value) for value in off))
        for n, value in zip(matched, off, strict=True):
            if abs(value) > _FAR * spread:
                out[n].append(_finding(bitexts[n], value / spread, ratio))
        return out


def _difference(source: int, target: int, ratio: float) -> float:
    """Return how far the lengths are apart per root of their mean, both in characters of the denser side."""
    a, b = (source, target / ratio) if ratio > 1 else (source * ratio, target)
    return (b - a) / math.sqrt((a + b) / 2)


def _finding(bitext: Bitext, z: float, ratio: float) -> Finding:
    expected, found = round(ratio * len(bitext.source_text)), len(bitext.target_text)
    extent, mqm = ("short", "Accuracy/Omission") if z < 0 else ("long", "Accuracy/Addition")
    message = (
        f"The translation is unusually {extent} for this article: {found} characters where about {expected} are usual."
    )
    confidence = min(0.5, 0.1 * abs(z) - 0.05)
    return finding("length", "minor", message, bitext, confidence, mqm=mqm, rule=f"too-{extent}")
