"""Passages that one side repeats and the other does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..records import Bitext, Finding, Reference
from ..text import comparison_form
from ._evidence import LONGEST_SIDE, Range, excerpt, finding

_SHORTEST = 16
"""Characters: shorter sentences are often said twice."""
_SHORTEST_IDEOGRAPHIC = 8
_IDEOGRAPHIC = frozenset({"ko", "zh", "ja"})


class RepeatedCheck:
    """Reports a sentence that one side has twice although what stands for it on the other side is there once.

    Headlines and captions that a page doubles on both sides agree, and are not reported.
    """

    def supports(self, source_lang: str, target_lang: str) -> bool:  # noqa: ARG002 - repetition needs no language
        """True for every pair of languages."""
        return True

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext of one article pair."""
        out: list[list[Finding]] = [[] for _ in bitexts]
        source = [_sentences(b.source_text, b.source_ref) if b.kind == "monotone" else [] for b in bitexts]
        target = [_sentences(b.target_text, b.target_ref) if b.kind == "monotone" else [] for b in bitexts]
        for n, place, first in _repetitions(target, [b.target_lang for b in bitexts]):
            if not _repeats(source, first, n):
                out[n].append(_finding(bitexts[n], place, on_target=True))
        for n, place, first in _repetitions(source, [b.source_lang for b in bitexts]):
            if not _repeats(target, first, n):
                out[n].append(_finding(bitexts[n], place, on_target=False))
        return out


def _sentences(text: str, reference: Reference) -> list[tuple[str, Range]]:
    """Return the comparison form of each sentence of one side, and its place in that side's text."""
    if len(text) > LONGEST_SIDE:
        return []
    out, at = [], 0
    for span in reference.spans:
        out.append((comparison_form(text[at : at + len(span)]), (at, at + len(span))))
        at += len(span) + len(reference.joiner)
    return out


def _repetitions(side: Sequence[Sequence[tuple[str, Range]]], langs: Sequence[str]) -> Iterator[tuple[int, Range, int]]:
    """Yield each sentence that stood before: number of its bitext, its place there, and the first one's bitext."""
    first: dict[str, int] = {}
    for n, sentences in enumerate(side):
        shortest = _SHORTEST_IDEOGRAPHIC if langs[n] in _IDEOGRAPHIC else _SHORTEST
        for form, place in sentences:
            if len(form) >= shortest:
                if form in first:
                    yield n, place, first[form]
                first.setdefault(form, n)


def _repeats(side: Sequence[Sequence[tuple[str, Range]]], first: int, second: int) -> bool:
    """True where the other side also has a sentence of the first bitext in the second: as often as two, if they are one."""
    forms = [form for form, _ in side[second]]
    if first == second:
        return len(set(forms)) < len(forms)
    return not {form for form, _ in side[first]}.isdisjoint(forms)


def _finding(bitext: Bitext, place: Range, *, on_target: bool) -> Finding:
    text = bitext.target_text if on_target else bitext.source_text
    side, other = ("translation", "source") if on_target else ("source", "translation")
    message = f"The {side} says this twice, the {other} once: “{excerpt(text[slice(*place)])}”"
    mqm = "Accuracy/Addition" if on_target else "Accuracy/Omission"
    places = {"target": place} if on_target else {"source": place}
    return finding(
        "repeated",
        "minor",
        message,
        bitext,
        0.8,
        mqm=mqm,
        rule="target-repeats" if on_target else "source-repeats",
        **places,
    )
