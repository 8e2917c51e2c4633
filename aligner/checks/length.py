"""Translations much shorter or longer than the article's own ratio of lengths suggests: part of a sentence may be missing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from ..records import Bitext, Finding
from ._dateline import dateline
from ._evidence import finding, has_both_sides

_FEWEST = 5
_FAR = 2.9
_OF_SIMILARITY = 0.3
"""How much a similarity below the article's usual one adds to a lack of length, spread for spread. With both, one clause cut
out of a NTREX translation is found in 31 to 56 of 100 cases, ko-en, en-ko, zh-en and en-de, and 0.4 to 0.8 % of the lines that
are whole are reported (`python -m eval.fidelity.text --families CLAUSE`)."""
_LEAST_SPREAD = 1.2
"""The article's spread of lengths is taken to be at least this many characters per root of the expected length."""
_LEAST_SIMILARITY_SPREAD, _MOST_UNLIKE = 0.04, 3.0
_MEDIAN_TO_DEVIATION = 1.4826  # a normal distribution's standard deviation over its median absolute deviation


class LengthCheck:
    """Compares each translation's length with the article's median ratio (robust z-score; the error grows with the root).

    A translation that is also less like its source than is usual in the article needs to be less short. Finds a third to
    a half of the sentences that lost a clause of 20 to 50 %: a hint, with low confidence.
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
        lengths = [_lengths(bitexts[n]) for n in matched]
        ratio = math.exp(median(math.log(b / a) for a, b in lengths))
        off = [_difference(a, b, ratio) for a, b in lengths]
        spread = max(_LEAST_SPREAD, _MEDIAN_TO_DEVIATION * median(abs(value) for value in off))
        unlike = _unlike([bitexts[n] for n in matched])
        for n, value, more in zip(matched, off, unlike, strict=True):
            z = value / spread
            if z > _FAR or -z + _OF_SIMILARITY * more > _FAR:
                out[n].append(_finding(bitexts[n], z, ratio))
        return out


def _unlike(bitexts: Sequence[Bitext]) -> list[float]:
    """Return by how many spreads each similarity is below the article's median, from -1 to 3; 0 where none is known."""
    known = [b.scores["similarity"] for b in bitexts if "similarity" in b.scores]
    if len(known) < len(bitexts):
        return [0.0] * len(bitexts)
    usual = median(known)
    spread = max(_LEAST_SIMILARITY_SPREAD, _MEDIAN_TO_DEVIATION * median(abs(value - usual) for value in known))
    return [min(_MOST_UNLIKE, max(-1.0, (usual - value) / spread)) for value in known]


def _lengths(bitext: Bitext) -> tuple[int, int]:
    """Return the characters of both sides, without the dateline of one that the other may do without."""
    sides = ((bitext.source_text, bitext.source_ref), (bitext.target_text, bitext.target_ref))
    source, target = (max(1, len(text) - dateline(text, reference)) for text, reference in sides)
    return source, target


def _difference(source: int, target: int, ratio: float) -> float:
    """Return how far the lengths are apart per root of their mean, both in characters of the denser side."""
    a, b = (source, target / ratio) if ratio > 1 else (source * ratio, target)
    return (b - a) / math.sqrt((a + b) / 2)


def _finding(bitext: Bitext, z: float, ratio: float) -> Finding:
    source, found = _lengths(bitext)
    expected = round(ratio * source)
    extent, mqm = ("short", "Accuracy/Omission") if z < 0 else ("long", "Accuracy/Addition")
    may = "leave something out" if z < 0 else "add something"
    message = (
        f"The translation may {may}: it has {found} characters, and going by the rest of this article a sentence of this "
        f"length has about {expected} in translation."
    )
    confidence = min(0.5, 0.1 * abs(z) - 0.05)
    return finding("length", "minor", message, bitext, confidence, mqm=mqm, rule=f"too-{extent}")
