"""Words of the source language left standing in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..languages import normalise_code
from ..records import Bitext, Finding
from ._copies import grams, is_copy, words
from ._evidence import Range, excerpt, finding, has_both_sides

_ASIAN = frozenset({"ko", "zh", "ja"})
_CYRILLIC = frozenset({"ru", "uk", "bg", "sr", "be", "mk"})
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]{0,200}[)）\]】]")
# A run starts at the start of a word: from the middle of one, long words would be read again and again.
_LATIN_WORD = r"[A-Za-zÀ-ɏ][\w'’.-]*+"
_NOT_INSIDE = r"(?<![A-Za-zÀ-ɏ\d.-])(?<![A-Za-zÀ-ɏ\d]['’])"
_LATIN_RUN = re.compile(rf"{_NOT_INSIDE}{_LATIN_WORD}(?:[ ,\u00a0]++{_LATIN_WORD}){{2,}}")
_FEWEST_LOWER = 2
_GRAM, _FEWEST_PLAIN = 4, 3
_KANA, _HAN, _HANGUL, _CYRILLIC_LETTERS = r"\u3041-\u30ff", r"\u3400-\u9fff", r"\uac00-\ud7a3", r"\u0400-\u052f"
# Korean writes single words in Chinese characters, and every language quotes a foreign word now and then.
_FOREIGN = {
    "ko": re.compile(rf"[{_KANA}{_HAN}、。]{{6,}}"),
    "zh": re.compile(rf"[{_KANA}]{{4,}}[{_KANA}{_HAN}、。]*|[{_HANGUL}]{{2,}}(?:[ ,.]*[{_HANGUL}]+)+"),
    "ja": re.compile(rf"[{_HANGUL}]{{2,}}(?:[ ,.]*[{_HANGUL}]+)+"),
}
_FOREIGN_TO_LATIN = re.compile(
    rf"[{_KANA}{_HAN}、。]{{4,}}|[{_HANGUL}{_CYRILLIC_LETTERS}]{{2,}}(?:[ ,.]*[{_HANGUL}{_CYRILLIC_LETTERS}]+)+"
)


class UntranslatedCheck:
    """Reports foreign runs of words outside brackets: lower-case Latin words in Korean, Chinese and Japanese; other scripts.

    Between languages of one script, a run of four words that also stands in the source, most of them in lower case.
    """

    def supports(self, source_lang: str, target_lang: str) -> bool:
        """True between two different languages."""
        return normalise_code(source_lang) != normalise_code(target_lang)

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext of one article pair."""
        return [
            [_finding(b, run) for run in _runs(b)]
            if has_both_sides(b) and self.supports(b.source_lang, b.target_lang)
            else []
            for b in bitexts
        ]


def _finding(bitext: Bitext, run: Range) -> Finding:
    message = f"Left untranslated: “{excerpt(bitext.target_text[slice(*run)])}”"
    mqm, rule = "Accuracy/Untranslated", "foreign-run"
    return finding("untranslated", "critical", message, bitext, 0.9, mqm=mqm, rule=rule, target=run)


def _runs(bitext: Bitext) -> list[Range]:
    source, target = normalise_code(bitext.source_lang), normalise_code(bitext.target_lang)
    if is_copy(bitext.source_text, bitext.target_text):
        return []
    open_text = _BRACKETED.sub(lambda match: " " * len(match[0]), bitext.target_text)
    if target in _ASIAN:
        return [*_latin_runs(open_text), *_foreign_runs(open_text, _FOREIGN[target])]
    if _script(source) == _script(target):
        return list(_copied_runs(bitext.source_text, open_text))
    if target in _CYRILLIC:
        return list(_latin_runs(open_text))
    return _foreign_runs(open_text, _FOREIGN_TO_LATIN)


def _script(code: str) -> str:
    return code if code in _ASIAN else "cyrillic" if code in _CYRILLIC else "latin"


def _foreign_runs(text: str, pattern: re.Pattern[str]) -> list[Range]:
    return [match.span() for match in pattern.finditer(text)]


def _latin_runs(text: str) -> Iterator[Range]:
    """Yield runs of Latin words of which at least two are in lower case: names and titles have fewer."""
    for match in _LATIN_RUN.finditer(text):
        if sum(word[0].islower() for word in match[0].replace(",", " ").split()) >= _FEWEST_LOWER:
            yield match.span()


def _copied_runs(source: str, target: str) -> Iterator[Range]:
    """Yield runs of words that stand in the source too, four at least, of which three are in lower case."""
    shared = grams(source, _GRAM)
    found = words(target)
    start = stop = -1
    for i in range(len(found) - _GRAM + 1):
        run = found[i : i + _GRAM]
        plain = sum(word.islower() for word, _, _ in run)
        if plain >= _FEWEST_PLAIN and " ".join(word.lower() for word, _, _ in run) in shared:
            if run[0][1] > stop:
                if stop > 0:
                    yield start, stop
                start = run[0][1]
            stop = run[-1][2]
    if stop > 0:
        yield start, stop
