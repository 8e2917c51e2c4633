"""Text in another language than the article's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .. import languages
from ..identify import identify, is_mostly_hangul
from ..records import Bitext, Finding
from ._evidence import LONGEST_SIDE, excerpt, finding

_FEWEST_LETTERS = 12
_FEWEST_OWN = 3
_SURE, _SURE_OF_THIRD = 0.25, 0.8
"""Certainty of a short text is shared out among neighbours (German, Dutch, Danish): it is low though all but one are wrong."""


class WrongLanguageCheck:
    """Identifies the language of each side and reports the one that is not in the language declared.

    Only languages with a file in `aligner.languages` can be told; short text and bare names are passed over.
    """

    def supports(self, source_lang: str, target_lang: str) -> bool:
        """True where both languages are known and differ."""
        codes = {languages.normalise_code(source_lang), languages.normalise_code(target_lang)}
        return len(codes) == 2 and codes <= set(languages.known())

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext of one article pair."""
        return [_findings(b) if self.supports(b.source_lang, b.target_lang) else [] for b in bitexts]


def _findings(bitext: Bitext) -> list[Finding]:
    out = []
    sides = (("source", bitext.source_text, bitext.source_lang), ("target", bitext.target_text, bitext.target_lang))
    for side, text, lang in sides:
        expected = languages.normalise_code(lang)
        if len(text) > LONGEST_SIDE or not _is_long_enough(text) or _is_plainly(text, expected):
            continue
        found, certainty = identify(text, [expected])
        if found not in (expected, "und") and certainty >= _SURE and _is_throughout(text, expected):
            message = f"This is {languages.get(found).name}, not {languages.get(lang).name}: “{excerpt(text)}”"
            mqm, rule = "Accuracy/Untranslated", f"{side}-language"
            sure = (1 + certainty) / 2
            out.append(finding("wrong_language", "critical", message, bitext, sure, mqm=mqm, rule=rule))
    return out


def _is_plainly(text: str, expected: str) -> bool:
    """True where a text has several words that only the expected language counts among its common ones: a quick yes.

    For Korean, its letters are enough.
    """
    if expected == "ko" and is_mostly_hangul(text):
        return True
    return len(_own_words(expected).intersection(text.lower().split())) >= _FEWEST_OWN


@cache
def _own_words(code: str) -> frozenset[str]:
    others = (languages.get(other).common_words for other in languages.known() if other != code)
    return languages.get(code).common_words.difference(*others)


def _is_throughout(text: str, expected: str) -> bool:
    """True unless both the first and the last third are in the expected language: then only a quotation is foreign."""
    third = len(text) // 3
    ends = [identify(part, [expected]) for part in (text[:third], text[-third:])]
    return not all(found == expected and certainty >= _SURE_OF_THIRD for found, certainty in ends)


def _is_long_enough(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _FEWEST_LETTERS
