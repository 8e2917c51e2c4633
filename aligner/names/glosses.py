"""Names that Korean text gives in both scripts, `한글(Latin)`, and whether the two sound alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from .distance import similarities
from .exonyms import exonyms
from .latin import Name, names
from .phonemes import Phonemes, folded, of_hangul, of_latin

_GLOSS = re.compile(r"(?P<hangul>[가-힣][가-힣 ·‧-]{0,40})\s?[(（](?P<latin>[^()（）]{2,80})[)）]")
_LEAST_ALIKE, _LEAST_ALIKE_ONE_WORD = 0.55, 0.45


@dataclass(frozen=True, slots=True)
class Gloss:
    """The place of `한글(Latin)` in a text, its two parts, and how alike they sound."""

    start: int
    stop: int
    hangul: str
    latin: str
    similarity: float


def wrong_glosses(texts: Sequence[tuple[str, Set[str]]], lang: str) -> list[list[Gloss]]:
    """Return, for each NFC text and its common words, the glosses whose Hangul does not sound like the name in brackets.

    Brackets that hold more than one whole name, or common words, explain rather than transcribe and do not count. The
    glosses of all texts are compared together.
    """
    found = [list(_glosses(text, common)) for text, common in texts]
    tails = iter(_best_tails([(words, name) for glosses in found for _, words, name in glosses]))
    return [
        [wrong for match, _, name in glosses if (wrong := _wrong(match, name, *next(tails), lang))] for glosses in found
    ]


def _glosses(text: str, common: Set[str]) -> Iterator[tuple[re.Match[str], list[str], Name]]:
    """Yield each gloss of one whole name, its words of Hangul, and the name."""
    for match in _GLOSS.finditer(text) if "(" in text or "（" in text else ():
        latin = match["latin"].strip()
        found = names(latin, common)
        if (
            len(found) == 1
            and found[0].text == latin
            and not any(char.isupper() for word in found[0].words for char in word[1:])
        ):
            yield match, re.findall("[가-힣]+", match["hangul"]), found[0]


def _wrong(match: re.Match[str], name: Name, value: float, hangul: str, lang: str) -> Gloss | None:
    """Return a gloss whose likeness is too little, and which is no exonym."""
    is_known = any(form in match["hangul"] for form in exonyms(lang).get(folded(name.text), ()))
    least = _LEAST_ALIKE if len(name.words) > 1 else _LEAST_ALIKE_ONE_WORD
    if value >= least or is_known:
        return None
    return Gloss(match.end("hangul") - len(hangul), match.end(), hangul, name.text, value)


def _best_tails(glosses: Sequence[tuple[list[str], Name]]) -> list[tuple[float, str]]:
    """Return for each gloss how much its last words sound like the name, in either order of its words, and these words."""
    both = [[(tail, sound) for tail in _tails(words, name) for sound in _sounds(name)] for words, name in glosses]
    values = iter(similarities([(sound, _heard(tail)) for pairs in both for tail, sound in pairs]))
    return [max((next(values), tail) for tail, _ in pairs) for pairs in both]


def _sounds(name: Name) -> set[Phonemes]:
    orders = (name.words, name.words[1:] + name.words[:1])
    return {tuple(number for word in order for number in of_latin(word)) for order in orders}


def _heard(words: str) -> Phonemes:
    return tuple(chain.from_iterable(map(_heard_word, words.split())))


@lru_cache(maxsize=65536)
def _heard_word(word: str) -> Phonemes:
    return of_hangul(word)


def _tails(words: list[str], name: Name) -> list[str]:
    return [" ".join(words[at:]) for at in range(max(0, len(words) - 2 * len(name.words) - 2), len(words))]
