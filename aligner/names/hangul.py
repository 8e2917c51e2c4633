"""Where names may stand in Korean text: after white space or a mark, before a particle, never across a comma or bracket."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..languages._shared import words
from .distance import Stream
from .phonemes import of_syllables

PARTICLES = words(
    """
은 는 이 가 을 를 의 에 에서 에게 에게서 께 께서 한테 와 과 로 으로 로서 으로서 로써 도 만 부터 까지 보다 처럼 조차
마저 밖에 라고 이라고 라는 이라는 라며 이라며 이란 란 나 이나 든지 이든 야 여 이여 다 이다 인 였다 이었다 이며 며 이자
이고 고 하고 에는 에도 에선 에서는 에서도 에게는 으로는 로는 와는 과는 와의 과의 로부터 으로부터 에서의 으로의 로의
까지의 부터의 만의 만이 만을 뿐 뿐만 들 들은 들이 들을 들의 들과 들도 입니다 이었으며 였으며 이지만 지만 인데 이라 라
측 측은 측이 측의 씨 씨는 씨가 씨의 씨를 씨와 군 양 님 시 시의 시에 시에서 시는 주 주의 주에서 주에 주는 구 현 성 섬
강 산 항 역 호 인의 인은 인이 인을 인들 인들은 인들이 인들의 어 어로 계 족 형 식 발 행 전 팀 사 사의 사는 사가 대
대학교 대학 당 당의 당은 당이 당원 교 교도 학 파 국 국의 제 가문 호텔 공항
    """
)
"""What may follow a name in the same word: particles, and what Korean writes together with names."""

_WORD = re.compile(r"[가-힣]+")
_BRIDGE = re.compile(r"[ \u00a0·‧・.=–-]{1,2}")
_BRACKETED = re.compile(r"[(（][^()（）]*+[)）]")
_LATIN_LETTER = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Sounds:
    """The Hangul of several texts as one stream; `ranges` are the places each text may begin a name at.

    `characters` tells of each phoneme the character it belongs to, counted in its own text.
    """

    stream: Stream
    ranges: list[tuple[int, int]]
    characters: list[int]


def composed(text: str) -> tuple[str, Sequence[int]]:
    """Return a text in NFC, and where each of its characters begins in the text as it was; one more for the end."""
    if unicodedata.is_normalized("NFC", text):
        return text, range(len(text) + 1)
    out: list[str] = []
    offsets: list[int] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _continues(text[at]):
            piece = unicodedata.normalize("NFC", text[start:at])
            out.append(piece)
            offsets.extend([start] * len(piece))
            start = at
    return "".join(out), [*offsets, len(text)]


def _continues(char: str) -> bool:
    return bool(unicodedata.combining(char)) or "\u1160" <= char <= "\u11ff"


def without_brackets(text: str) -> str:
    """Return the text with brackets that hold Latin letters blanked out, so that every other character keeps its place."""
    return _BRACKETED.sub(lambda match: " " * len(match[0]) if _LATIN_LETTER.search(match[0]) else match[0], text)


def is_particle_or_empty(rest: str) -> bool:
    """True for what may follow a name in its word, and for nothing."""
    return not rest or rest in PARTICLES


def are_one_word(form: str, other: str) -> bool:
    """True for forms that differ only in the particles at their end."""
    shared = next((i for i, (a, b) in enumerate(zip(form, other, strict=False)) if a != b), min(len(form), len(other)))
    return shared > 0 and is_particle_or_empty(form[shared:]) and is_particle_or_empty(other[shared:])


def without_particle(form: str) -> str:
    """Return a form without the longest particle at its end, two syllables at least."""
    return next((form[:at] for at in range(2, len(form)) if form[at:] in PARTICLES), form)


def words_from(text: str) -> list[tuple[int, str]]:
    """Return each run of Hangul with the place it starts at."""
    return [(match.start(), match[0]) for match in _WORD.finditer(text)]


def sounds(texts: Sequence[str]) -> Sounds:
    """Return the stream of the Hangul in NFC texts."""
    phonemes, ends = bytearray(), bytearray()
    starts: list[int] = []
    characters: list[int] = []
    ranges = []
    for text in texts:
        first, last_stop = len(starts), -1
        for word in _WORD.finditer(text):
            if last_stop < 0 or not _BRIDGE.fullmatch(text, last_stop, word.start()):
                phonemes.append(0)
                ends.append(0)
                characters.append(word.start())
            last_stop = word.end()
            starts.append(len(phonemes))
            heard, may_end, syllables = _heard(word[0])
            phonemes += heard
            ends += may_end
            at = word.start()
            characters.extend([at + syllable for syllable in syllables])
        ranges.append((first, len(starts)))
        phonemes.append(0)
        ends.append(0)
        characters.append(len(text))
    stream = Stream(np.frombuffer(phonemes, np.int8), np.array(starts, np.intp), np.frombuffer(ends, np.bool_))
    return Sounds(stream, ranges, characters)


@lru_cache(maxsize=65536)
def _heard(word: str) -> tuple[bytes, bytes, tuple[int, ...]]:
    """Return the phonemes of a run of Hangul, whether a name may end at each, and the syllable it belongs to."""
    phonemes, ends = bytearray(), bytearray()
    syllables: list[int] = []
    for at, syllable in enumerate(of_syllables(word)):
        phonemes.extend(syllable)
        ends.extend([0] * (len(syllable) - 1))
        ends.append(is_particle_or_empty(word[at + 1 :]))
        syllables.extend([at] * len(syllable))
    return bytes(phonemes), bytes(ends), tuple(syllables)
