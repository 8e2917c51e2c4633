"""Puts errors into names: another name, one changed syllable, one changed letter.

The places are those where the matcher of `aligner.names` hears the name, so a name that it never hears is not tried.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import lru_cache

from aligner.names.hangul import composed
from aligner.names.latin import lower_case_words
from aligner.names.table import SURE, Mention, Texts, mentions

from .inject_text import Document, korean


def name_swapped(document: Document, n: int, rng: random.Random) -> Document | None:
    """Put another name in the place of one of several words that the Korean line has."""
    places = [m for m in names_of(document) if m.number == n and len(m.name.words) > 1 and m.whole.similarity >= SURE]
    if not places:
        return None
    mention = rng.choice(places)
    others = [
        form for form, words in HANGUL_NAMES if words == len(mention.whole.form.split()) and form != mention.whole.form
    ]
    return _with_form(document, mention, rng.choice(others) if others else rng.choice(HANGUL_NAMES)[0])


def name_varied(document: Document, n: int, rng: random.Random) -> Document | None:
    """Change one syllable of a name that another line of the document writes in the usual way."""
    found = names_of(document)
    words = [(m, word, match) for m in found for word, match in zip(m.name.words, m.words, strict=True)]
    places = []
    for m, word, match in words:
        others = [x for k, w, x in words if w == word and k.number != n and x.form == match.form]
        once = korean(document)[n].count(match.form) == 1
        if m.number == n and match.similarity >= SURE and len(match.form) >= 3 and others and once:
            places.append((m, match))
    if not places:
        return None
    mention, match = rng.choice(places)
    return _with_form(document, replace(mention, whole=match), _one_syllable_changed(match.form, rng))


def name_misspelled(document: Document, n: int, rng: random.Random) -> Document | None:
    """Change one letter inside a Latin name that another line of the document spells in the usual way."""
    found = names_of(document)
    words = [(m, word, match) for m in found for word, match in zip(m.name.words, m.words, strict=True)]
    places = [
        (m, word)
        for m, word, match in words
        if m.number == n
        and len(word) >= 5
        and match.similarity >= SURE
        and match.heard
        and any(w == word and k.number != n and x.similarity >= SURE for k, w, x in words)
    ]
    if not places:
        return None
    m, word = rng.choice(places)
    line = (document.target if document.source_lang == "ko" else document.source)[n]
    at = rng.randrange(1, len(word) - 1)
    alike = "aeiou" if word[at] in "aeiou" else "bdfgklmnprst"
    changed = word[:at] + rng.choice([c for c in alike if c != word[at]]) + word[at + 1 :]
    text = line[: m.name.start] + line[m.name.start :].replace(word, changed, 1)
    return document.with_target(n, text) if document.source_lang == "ko" else document.with_source(n, text)


def surname_only(document: Document, n: int, rng: random.Random) -> Document | None:  # noqa: ARG001
    """Leave only the surname of a name the document has mentioned before."""
    for m in names_of(document):
        is_later = not m.is_first and len(m.name.words) == 2 and m.whole.similarity >= SURE
        if m.number == n and is_later and m.words[-1].similarity >= SURE and " " in m.whole.form:
            return _with_form(document, m, m.words[-1].form)
    return None


def _with_form(document: Document, mention: Mention, form: str) -> Document | None:
    n, match = mention.number, mention.whole
    text = korean(document)[n]
    changed = text[: match.start] + form + re.sub(r"^\s?\([^()]*[A-Za-z][^()]*\)", "", text[match.stop :])
    return document.with_source(n, changed) if document.source_lang == "ko" else document.with_target(n, changed)


def _one_syllable_changed(form: str, rng: random.Random) -> str:
    at = rng.randrange(len(form))
    index = ord(form[at]) - 0xAC00
    lead, vowel, coda = index // 588, index % 588 // 28, index % 28
    if rng.random() < 0.5:
        vowel = rng.choice([v for v in (0, 1, 4, 5, 8, 13, 18, 20) if v != vowel])
    else:
        lead = rng.choice([c for c in (0, 2, 3, 5, 6, 7, 9, 12, 14, 15, 16, 17, 18) if c != lead])
    return form[:at] + chr(0xAC00 + lead * 588 + vowel * 28 + coda) + form[at + 1 :]


@lru_cache(maxsize=1)
def names_of(document: Document) -> list[Mention]:
    """Return the mentions of names in a document of which one side is Korean."""
    latin = [composed(line)[0] for line in (document.target if document.source_lang == "ko" else document.source)]
    lang = document.target_lang if document.source_lang == "ko" else document.source_lang
    return mentions([Texts(latin, korean(document), lower_case_words(latin))], lang)[0]


_FORMS = """
판 반 장, 둥쥔, 캄리엥 우타카이손, 티아 세이하, 바틀루트 담바, 또 럼, 훌리오 아빌레스, 찬 춘 싱, 숀 스틸, 호앙 쑤언 찌엔,
알바로 로페스 미에라, 마커스 델라니, 헨리크 솔베르, 이사벨라 모레티, 카를로스 벤투라, 나디아 하산, 올리버 페닝턴, 그레타 린드홈,
파벨 노바크, 토머스 휘태커, 라지브 메타, 엘레나 코스타, 조지프 애벗, 미셸 뒤랑, 사무엘 오코로, 유수프 데미르,
앤서니 블레이크 로웰, 마리아 테레사 곤잘레스
"""
HANGUL_NAMES = tuple((form.strip(), len(form.split())) for form in _FORMS.split(","))
"""Real names from public news, and invented ones."""
