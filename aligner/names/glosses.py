"""Names that Korean text gives in both scripts, `한글(Latin)`, and whether the two sound alike."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from .distance import similarities
from .exonyms import exonyms
from .latin import Name, names
from .phonemes import folded, of_hangul, of_latin

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


def wrong_glosses(text: str, common: Set[str], lang: str) -> list[Gloss]:
    """Return the glosses of an NFC text whose Hangul does not sound like the name in brackets.

    Brackets that hold more than one whole name, or words from `common`, explain rather than transcribe and do not count.
    """
    out = []
    for match in _GLOSS.finditer(text):
        latin = match["latin"].strip()
        found = names(latin, common)
        if (
            len(found) == 1
            and found[0].text == latin
            and not any(char.isupper() for word in found[0].words for char in word[1:])
        ):
            words = re.findall("[가-힣]+", match["hangul"])
            value, hangul = _best_tail(words, found[0])
            is_known = any(form in match["hangul"] for form in exonyms(lang).get(folded(latin), ()))
            least = _LEAST_ALIKE if len(found[0].words) > 1 else _LEAST_ALIKE_ONE_WORD
            if value < least and not is_known:
                out.append(Gloss(match.end("hangul") - len(hangul), match.end(), hangul, latin, value))
    return out


def _best_tail(words: list[str], name: Name) -> tuple[float, str]:
    """Return the last words that sound most like the name, in either order of its words, and how alike they are."""
    orders = (name.words, name.words[1:] + name.words[:1])
    sounds = {tuple(number for word in order for number in of_latin(word)) for order in orders}
    tails = [" ".join(words[at:]) for at in range(max(0, len(words) - 2 * len(name.words) - 2), len(words))]
    both = [(tail, sound) for tail in tails for sound in sounds]
    values = similarities([(sound, of_hangul(tail)) for tail, sound in both])
    return max((value, tail) for value, (tail, _) in zip(values, both, strict=True))
