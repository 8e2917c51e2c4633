"""How a name sounds, coarsely: one small integer a phoneme class, the same for Hangul and for the Latin script.

The classes: - (a vowel that only Korean writes), a e i o u, w, l (a coda r, often silent), L K T P S C N M H.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CLASSES = " -aeiouwlLKTPSCNMH"
"""Class number n is the n-th character; 0 is padding."""
Phonemes = tuple[int, ...]

_NUMBER = {name: number for number, name in enumerate(CLASSES)}
_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_LEADS = "KKNTTLMPPSS.CCCKTPH"
_VOWELS = (
    "a",
    "e",
    "a",
    "e",
    "o",
    "e",
    "o",
    "e",
    "o",
    "wa",
    "we",
    "we",
    "o",
    "u",
    "wo",
    "we",
    "wi",
    "u",
    "-",
    "i",
    "i",
)
_CODAS = ".KKKNNNTLKMLLLPLMPPTTNTTKTP."

_LETTERS_WITHOUT_MARKS = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}
)
_DOUBLED = re.compile(r"([b-df-hj-np-tvxz])\1+")
_SPELLINGS = (
    ("^(?=kn|wr|gn).", ""), ("^mck?", "MeK"), ("^mac(?=i)", "MaK"), ("dt", "T"), ("sch", "S"), ("tch", "C"), ("igh", "a"),
    ("ph", "P"), ("sh", "S"), ("ch", "C"), ("th", "T"),
    ("kh|ck|gh|cq", "K"), ("wh", "w"), ("rh", "L"), ("ng(?=[aeiouy])", "NK"), ("ng", "N"), ("qu", "Kw"),
    ("oo|ou|oe", "u"), ("ee|ea|ie", "i"), ("a[iy]|e[iy]", "e"), ("a[uw]", "o"), ("(?<=...)e$", "-"),
    ("a", "a"), ("e", "e"), ("[iy]", "i"), ("o", "o"), ("u", "u"), ("w", "w"),
    ("c(?=[eiy])", "S"), ("g(?=[eiy])", "C"), ("r(?![aeiouy])", "l"), ("[rl]", "L"), ("[ckgq]", "K"), ("[bpfv]", "P"),
    ("m", "M"), ("n", "N"), ("[dt]", "T"), ("s", "S"), ("[zj]", "C"), ("h", "H"), ("x", "KS"),
)  # fmt: skip
_SPELLING = re.compile("|".join(f"({pattern})" for pattern, _ in _SPELLINGS))
_SOUNDS = [tuple(_NUMBER[name] for name in sounds) for _, sounds in _SPELLINGS]


@lru_cache(maxsize=65536)
def of_latin(word: str) -> Phonemes:
    """Return the phoneme classes of one word in the Latin script, by the spelling rules that European languages share."""
    letters = _DOUBLED.sub(r"\1", re.sub("[^a-z]", "", folded(word)))
    out: list[int] = []
    for match in _SPELLING.finditer(letters):
        out.extend(_SOUNDS[(match.lastindex or 1) - 1])
    return tuple(out)


def of_hangul(text: str) -> Phonemes:
    """Return the phoneme classes of the Hangul syllables of a text; all else in it is passed over."""
    return tuple(number for syllable in of_syllables(text) for number in syllable)


def of_syllables(text: str) -> list[Phonemes]:
    """Return the phoneme classes of each character: empty for what is no Hangul syllable; a doubled ㄹ counts once."""
    out: list[Phonemes] = []
    after_l = False
    for char in text:
        index = ord(char) - _FIRST_SYLLABLE
        if not 0 <= index <= _LAST_SYLLABLE - _FIRST_SYLLABLE:
            out.append(())
            after_l = False
            continue
        out.append(_syllable(index, after_l))
        after_l = _CODAS[index % 28] == "L"
    return out


@lru_cache(maxsize=2 * (_LAST_SYLLABLE - _FIRST_SYLLABLE + 1))
def _syllable(index: int, after_l: bool) -> Phonemes:
    lead, vowel, coda = _LEADS[index // 588], _VOWELS[index % 588 // 28], _CODAS[index % 28]
    if after_l and lead == "L":
        lead = "."
    return tuple(_NUMBER[name] for name in lead + vowel + coda if name != ".")


def folded(text: str) -> str:
    """Return a text in lower case without diacritics: `Việt` and `Viet` become one."""
    if text.isascii():
        return text.lower()
    lower = text.lower().translate(_LETTERS_WITHOUT_MARKS)
    bare = "".join(char for char in unicodedata.normalize("NFD", lower) if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)
