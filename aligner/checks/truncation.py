"""Translations that break off: the source ends its sentence, the target does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .. import languages
from ..languages import Language
from ..records import Bitext, Finding, Severity
from ._evidence import Range, finding, has_both_sides

_SHORTEST = 16  # characters of a source sentence: headings, names and scores end as they like
_PLAIN = 32  # shorter ones are often exclamations without a verb
_TAIL = 40


class TruncationCheck:
    """Compares how both sides end: a finished sentence in the source needs terminal punctuation in the target.

    Where the language says how its sentences end (in Korean they end in a verb), a full stop after anything else is suspect.
    """

    def supports(self, source_lang: str, target_lang: str) -> bool:
        """True between two different languages that end sentences with punctuation."""
        return languages.normalise_code(source_lang) != languages.normalise_code(target_lang)

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext of one article pair."""
        return [
            _findings(b) if has_both_sides(b) and self.supports(b.source_lang, b.target_lang) else [] for b in bitexts
        ]


def _findings(bitext: Bitext) -> list[Finding]:
    source, target = bitext.source_text.rstrip(), bitext.target_text.rstrip()
    ours, theirs = languages.get(bitext.target_lang), languages.get(bitext.source_lang)
    if len(source) < _SHORTEST or not _is_finished(source, theirs):
        return []
    at = max(0, len(target) - _TAIL)
    if not _is_finished(target, ours):
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
    return bool(_end_mark(language.terminators, language.closers).search(text[-12:]))


def _ends_like_a_sentence(text: str, language: Language) -> bool:
    words = text.rstrip(language.terminators + language.closers + " ")
    return bool(_endings(language.sentence_endings).search(words))


@cache
def _endings(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern}|[^가-힣])$", re.IGNORECASE)


@cache
def _end_mark(terminators: str, closers: str) -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(terminators)}][{re.escape(closers)}\s]*$")
