"""Translations that break off: the source ends its sentence, the target does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from .. import languages
from ..languages import Language
from ..records import Bitext, Finding, Severity
from ._evidence import Range, finding, has_both_sides

_SHORTEST = 16  # characters of a source sentence: headings, names and scores end as they like
_PLAIN = 32  # shorter ones are often exclamations without a verb
_FEWEST = 4  # finished source sentences that show an article's habit
_PUNCTUATED = 0.7  # share of sentences with an end mark from which on an article is one that has them
_SHORT = 0.8  # of the usual length: a heading without end mark is no error, unless it is short as well
_QUOTES = "\"'”’"
_MISUSED_QUOTES = "“‘«„"
_TAIL = 40


class TruncationCheck:
    """Compares how both sides end: a finished sentence in the source needs terminal punctuation in the target.

    The article's first sentence, often a headline, and articles that punctuate little are reported only if short as well.

    Where the language says how its sentences end (in Korean they end in a verb), a full stop after anything else is suspect.
    """

    def supports(self, source_lang: str, target_lang: str) -> bool:
        """True between two different languages that end sentences with punctuation."""
        return languages.normalise_code(source_lang) != languages.normalise_code(target_lang)

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext of one article pair."""
        matched = [b for b in bitexts if has_both_sides(b) and self.supports(b.source_lang, b.target_lang)]
        habits = _Habits.of(matched)
        chosen = {id(b) for b in matched}
        return [_findings(b, habits) if id(b) in chosen else [] for b in bitexts]


@dataclass(frozen=True, slots=True)
class _Habits:
    """An article's usual ratio of lengths, and whether its translation ends sentences with an end mark at all."""

    ratio: float
    is_punctuated: bool

    @staticmethod
    def of(bitexts: Sequence[Bitext]) -> _Habits:
        """Return the habits of the matched bitexts of one article pair."""
        ended = [b for b in bitexts if _is_finished(b.source_text, languages.get(b.source_lang))]
        both = sum(_is_finished(b.target_text, languages.get(b.target_lang)) for b in ended)
        ratio = median(len(b.target_text) / len(b.source_text) for b in bitexts) if bitexts else 1.0
        return _Habits(ratio, len(ended) < _FEWEST or both >= _PUNCTUATED * len(ended))


def _findings(bitext: Bitext, habits: _Habits) -> list[Finding]:
    source, target = bitext.source_text.rstrip(), bitext.target_text.rstrip()
    ours, theirs = languages.get(bitext.target_lang), languages.get(bitext.source_lang)
    if len(source) < _SHORTEST or not _is_finished(source, theirs):
        return []
    at = max(0, len(target) - _TAIL)
    is_heading = bitext.target_ref.sentences.start == 0
    if not _is_finished(target, ours):
        if (is_heading or not habits.is_punctuated) and len(target) > _SHORT * habits.ratio * len(source):
            return []
        if ours.sentence_endings and _ends_like_a_sentence(target, ours):
            message = f"The translation has no end mark after “{target[at:]}”, the source has."
            return [_finding(bitext, "minor", message, (at, len(target)), 0.3, "end-mark-missing")]
        message = f"The translation breaks off at “{target[at:]}”: it has no end mark, the source has."
        return [_finding(bitext, "major", message, (at, len(target)), 0.9, "no-end-mark")]
    is_plain = len(source) >= _PLAIN and source.rstrip(theirs.closers).endswith(".")
    if is_plain and ours.sentence_endings and not _ends_like_a_sentence(target[at:], ours):
        message = f"The translation may break off at “{target[at:]}”: its last word ends no {ours.name} sentence."
        return [_finding(bitext, "minor", message, (at, len(target)), 0.5, "no-final-ending")]
    return []


def _finding(bitext: Bitext, severity: Severity, message: str, target: Range, confidence: float, rule: str) -> Finding:
    mqm = "Design/Truncation"
    return finding("truncation", severity, message, bitext, confidence, mqm=mqm, rule=rule, target=target)


def _is_finished(text: str, language: Language) -> bool:
    return bool(_end_mark(language.terminators, language.closers, language.spaced).search(text.rstrip()[-12:]))


def _ends_like_a_sentence(text: str, language: Language) -> bool:
    words = text.rstrip(language.terminators + language.closers + _MISUSED_QUOTES + " ")
    return bool(_endings(language.sentence_endings).search(words))


@cache
def _endings(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern})$", re.IGNORECASE)


@cache
def _end_mark(terminators: str, closers: str, spaced: bool) -> re.Pattern[str]:
    """Return what a finished text ends with; where no spaces part sentences, a closing quotation mark will do."""
    closing = re.escape(closers) + _MISUSED_QUOTES
    mark = rf"[{re.escape(terminators)}][{closing}\s]*$"
    return re.compile(mark if spaced else rf"{mark}|[」』{_QUOTES}]$")
