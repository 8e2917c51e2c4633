"""Pure helpers on text: comparison forms and the way back from them. They never change what is stored, only what is compared."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .records import Span

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]"
)
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
# Invisible characters without those that end a line or separate words.
_REMOVABLE = (
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
)
_ALL_REMOVABLE = re.compile(_REMOVABLE)
# A letter and the accents, vowels, final consonants or voicing marks that are written behind it when decomposed.
_DECOMPOSED = "[^\\W\\d_][\u0300-\u036f\u1160-\u11ff\u3099\u309a]+"
_REWRITTEN = re.compile(f"{_ENTITY}|{_REMOVABLE}|{_DECOMPOSED}")
_REWRITTEN_IN_NFC = re.compile(f"{_ENTITY}|{_REMOVABLE}")

# Characters of the scripts of Korean, Chinese and Japanese.
ASIAN_LETTERS = "\u1100-\u11ff\u3040-\u318f\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff"
_ASIAN_LETTER = re.compile(f"[{ASIAN_LETTERS}]")


def has_asian_letters(text: str) -> bool:
    """True where a text holds a character of the scripts of Korean, Chinese or Japanese."""
    return _ASIAN_LETTER.search(text) is not None


def comparison_form(text: str) -> str:
    """Return the text as parts compare it: entities decoded, NFC, invisible characters out, white space single."""
    if "&" in text:
        text = html.unescape(text)
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():  # what is holds no invisible characters, and no white space but the space
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class View:
    """A text as patterns can read it, and for places in it the places in the text it was made from."""

    text: str
    original: str
    _here: tuple[int, ...] = (0,)
    """Places in `text` from which on, to the next one, characters are those at `_there` in `original`."""
    _there: tuple[int, ...] = (0,)

    def back(self, spans: Sequence[Span]) -> list[Span]:
        """Return where spans, ordered and apart, lie in the original; entities and invisible characters between them
        are added to the span before them (the first one: also to the one behind), so that only white space is left."""
        if self.text is self.original or not spans:
            return list(spans)
        starts = [self._place(span.start) for span in spans] + [len(self.original)]
        stops = [self._place(span.stop) for span in spans]
        starts[0] -= len(self.original[: starts[0]].lstrip())
        return [
            Span(start, stop + len(self.original[stop:following].rstrip()))
            for start, stop, following in zip(starts, stops, starts[1:], strict=False)
        ]

    def _place(self, at: int) -> int:
        number = bisect_right(self._here, at) - 1
        place = self._there[number] + at - self._here[number]
        return place if number + 1 == len(self._here) else min(place, self._there[number + 1])


def view(text: str) -> View:
    """Return the text in NFC with its HTML entities decoded and without invisible characters; line ends stay.

    A text of nothing but such characters and white space stays as it is.
    """
    pattern = _REWRITTEN_IN_NFC if unicodedata.is_normalized("NFC", text) else _REWRITTEN
    pieces, here, there = [], [0], [0]
    at = length = 0
    for match in pattern.finditer(text):
        replacement = _legible(match.group())
        if replacement == match.group():
            continue
        length += match.start() - at + len(replacement)
        pieces += [text[at : match.start()], replacement]
        at = match.end()
        here.append(length)
        there.append(at)
    legible = "".join([*pieces, text[at:]])
    if not at or not legible.strip():
        return View(text, text)
    return View(legible, text, tuple(here), tuple(there))


def _legible(piece: str) -> str:
    piece = html.unescape(piece) if piece[0] == "&" else unicodedata.normalize("NFC", piece)
    return _ALL_REMOVABLE.sub("", piece)
