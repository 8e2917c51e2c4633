"""The language of a text: by script, and in the Latin script by common words, letters and word endings."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from . import languages
from .languages import Language
from .languages._neighbours import NEIGHBOURS

UNDETERMINED = ("und", 0.0)
Numbers = dict[str, list[int]]

# How many letters of an alphabet a character stands for: a syllable in Korean, half a word in Chinese.
_WEIGHTS = {"latin": 1.0, "cyrillic": 1.0, "hangul": 2.5, "kana": 2.0, "han": 3.0, "other": 1.0}
_RANGES = (
    ("latin", 0x0041, 0x024F),
    ("cyrillic", 0x0400, 0x052F),
    ("latin", 0x1E00, 0x1EFF),
    ("kana", 0x3041, 0x30FF),
    ("hangul", 0x3130, 0x318F),
    ("han", 0x3400, 0x9FFF),
    ("hangul", 0xAC00, 0xD7A3),
    ("han", 0xF900, 0xFAFF),
    ("latin", 0xFF21, 0xFF5A),
    ("kana", 0xFF66, 0xFF9F),
    ("han", 0x20000, 0x3FFFF),
)
_ONE_LANGUAGE = {"hangul": "ko", "cyrillic": "ru"}
# Every second character of Japanese news is kana; Chinese has some only where it quotes a name.
_LEAST_KANA = 0.1
_SAMPLE = 100_000
_SYLLABLE = re.compile("[가-힣]")
_WORD = re.compile(r"[^\W\d_]+(?:['’]s(?![^\W\d_]))?")
_ENDING = 0.3
_EXPECTED = 1.0
_RARER = 0.75
"""How much more evidence a language without a file needs."""
# Common words and letters for each word: .25 and more in the languages that have a file, less in Dutch or Polish.
_MANY_WORDS, _LEAST_SUPPORT = 40, 0.25
# Of 100 letters of Russian about two are ы, э or ё.
_NOT_RUSSIAN, _FEW_LETTERS, _MANY_LETTERS = "іїєґўђјљњћџѓќѕ", 0.01, 250


def identify(text: str, among: Sequence[str] | None = None) -> tuple[str, float]:
    """Return the ISO 639-1 code of a text's language and how sure that is, from 0 to 1, or ("und", 0.0).

    `among` names the expected languages: they win where the evidence is close, and if just one of them has no file in
    `languages`, text in no known language is taken for it. Nothing is forced: French stays French. Names and quotes in
    another language count only for their length. Of a long text, 100,000 characters are read, from all over it.
    """
    expected = {languages.normalise_code(code) for code in among or ()}
    sample = unicodedata.normalize("NFC", _spread(text))
    mass = _mass_by_script(sample)
    total = sum(mass.values())
    if not total:
        return UNDETERMINED
    ideographic = mass["kana"] + mass["han"]
    groups = {"latin": mass["latin"], "other": mass["other"], "ja": 0.0, "zh": 0.0}
    groups |= {code: mass[script] for script, code in _ONE_LANGUAGE.items()}
    groups["ja" if mass["kana"] > _LEAST_KANA * ideographic else "zh"] = ideographic
    best = max(groups, key=lambda name: groups[name])
    share = groups[best] / total
    if best == "latin":
        code, certainty = _latin_language(sample, expected)
    else:
        code, certainty = "und" if best == "ru" and not _is_russian(sample) else best, 1.0
    if code in expected and code not in languages.known():
        return code, round(share * certainty, 4)
    if code not in languages.known():
        unlisted = expected - set(languages.known())
        return (unlisted.pop(), share / 2) if len(unlisted) == 1 else UNDETERMINED
    return code, round(share * certainty, 4)


def is_mostly_hangul(text: str) -> bool:
    """True for text that `identify` takes for Korean by its script, however the rest counts: a quick look, False where unsure."""
    if not unicodedata.is_normalized("NFC", text):
        return False
    letters, syllables = sum(map(str.isalpha, text)), len(_SYLLABLE.findall(text))
    return syllables * _WEIGHTS["hangul"] > (letters - syllables) * max(_WEIGHTS.values())


def _spread(text: str) -> str:
    """Return at most 100,000 characters of a text: ten pieces from its beginning to its end."""
    if len(text) <= _SAMPLE:
        return text
    size = _SAMPLE // 10
    step = (len(text) - size) // 9
    return " ".join(text[n * step : n * step + size] for n in range(10))


def _mass_by_script(text: str) -> dict[str, float]:
    mass = dict.fromkeys(_WEIGHTS, 0.0)
    for char, count in Counter(text).items():
        if script := _script_of_letter(char):
            mass[script] += count * _WEIGHTS[script]
    return mass


@cache
def _script_of_letter(char: str) -> str:
    """Return the script of a letter, nothing for another character."""
    return _script(ord(char)) if char.isalpha() else ""


def _script(code_point: int) -> str:
    return next((script for script, first, last in _RANGES if first <= code_point <= last), "other")


def _latin_language(text: str, expected: set[str]) -> tuple[str, float]:
    """Return the likeliest language that has common words listed, and its probability among them."""
    lower = text.lower()
    words = Counter(_WORD.findall(lower))
    letters = Counter(lower)
    evidence = _evidence(words, letters)
    total = sum(words.values())
    for language in NEIGHBOURS:
        evidence[language.code] -= _RARER
    best = max(evidence, key=lambda code: evidence[code] + _EXPECTED * (code in expected))
    known = evidence[best] > 0 or best in expected
    if not known or (total >= _MANY_WORDS and evidence[best] < _LEAST_SUPPORT * total):
        return UNDETERMINED
    odds = sum(math.exp(min(0.0, score - evidence[best])) for code, score in evidence.items())
    return best, 1 / odds


def _evidence(words: Counter[str], letters: Counter[str]) -> dict[str, float]:
    """Return how many common words, word endings and letters of its own each language has in a text."""
    listed = _latin_languages()
    by_word, _, by_letter, _ = _numbers_of_languages()
    common, ending, marks = ([0] * len(listed) for _ in range(3))
    for word, count in words.items():
        for number in by_word.get(word, ()):
            common[number] += count
        for number in _ending(word):
            ending[number] += count
    for letter, count in letters.items():
        for number in by_letter.get(letter, ()):
            marks[number] += count
    return {language.code: common[n] + _ENDING * ending[n] + marks[n] for n, language in enumerate(listed)}


@lru_cache(maxsize=65536)
def _ending(word: str) -> frozenset[int]:
    """Return the languages, as numbers, that a word may be of by its ending."""
    _, by_ending, _, lengths = _numbers_of_languages()
    return frozenset(number for length in lengths for number in by_ending.get(word[-length:], ()))


@cache
def _latin_languages() -> tuple[Language, ...]:
    every = (languages.get(code) for code in languages.known())
    return (*(language for language in every if language.word_endings), *NEIGHBOURS)


@cache
def _numbers_of_languages() -> tuple[Numbers, Numbers, Numbers, frozenset[int]]:
    """Return the languages, as numbers, of each common word, word ending and letter, and how long the endings are."""
    listed = _latin_languages()
    by_ending = _numbers([language.word_endings for language in listed])
    return (
        _numbers([language.common_words for language in listed]),
        by_ending,
        _numbers([language.letters for language in listed]),
        frozenset(map(len, by_ending)),
    )


def _numbers(sets: Sequence[Iterable[str]]) -> Numbers:
    """Return for each member of some sets the numbers of those it is in."""
    found: Numbers = {}
    for number, members in enumerate(sets):
        for member in members:
            found.setdefault(member, []).append(number)
    return found


def _is_russian(text: str) -> bool:
    """Say whether Cyrillic text has the letters of Russian and next to none that only its neighbours have."""
    letters = Counter(text.lower())
    others = sum(letters[letter] for letter in _NOT_RUSSIAN)
    total = sum(count for letter, count in letters.items() if _script(ord(letter)) == "cyrillic")
    return others <= _FEW_LETTERS * total and (total < _MANY_LETTERS or any(letters[letter] for letter in "ыэё"))
