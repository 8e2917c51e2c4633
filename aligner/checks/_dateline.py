"""Where an agency's dateline ends that opens a story: `BEIJING, Sept. 18 (SNS) —`, `(서울=한빛통신) 홍길동 기자 =`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .. import languages
from ..records import Reference

_OPENING_SENTENCES = 4
"""A headline, a subtitle and a caption may stand before the sentence with the dateline."""
_READ = 120
_DATE = r"(?:,?\s(?:[^\W\d_]{3,9}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,9}\.?)(?:,?\s\d{4})?)?"
_AGENCY = r"[(（][^()（）]{2,40}[)）]"
_DASH = r"\s?(?:[-–—]{1,2})\s"
_CAPITALS = r"(?P<capitals>[^\W\d_]{2,}(?:[ '’.-]{1,2}[^\W\d_]{2,}){0,4})(?:,\s[^\W\d_][\w.]+(?:\s[^\W\d_][\w.]+)?)??"
_PLACE = r"[^\W\d_][\w.'’-]*(?:[ ,/]{1,2}[^\W\d_][\w.'’-]*){0,4}?"
_BRACKETED = r"[\[(（【［〔][^\])）】］〕\n=＝]{1,30}[=＝][^\])）】］〕\n]{1,30}[\])）】］〕]"
_IN_CAPITALS = re.compile(rf"\s*(?:date\s\d{{4}}-\d\d-\d\d\s)?{_CAPITALS}{_DATE}(?:\s{_AGENCY})?{_DASH}")
_FEWEST_CAPITALS = 4


def dateline(text: str, reference: Reference) -> int:
    """Return how many characters a dateline takes at the start of one side of a bitext, 0 without one or further down."""
    return _length(text[:_READ]) if reference.sentences.start < _OPENING_SENTENCES else 0


@lru_cache(maxsize=512)
def _length(opening: str) -> int:
    match = _IN_CAPITALS.match(opening)
    if match and len(match["capitals"]) >= _FEWEST_CAPITALS and match["capitals"].isupper():
        return match.end()
    match = _with_agency().match(opening)
    return match.end() if match else 0


@cache
def _with_agency() -> re.Pattern[str]:
    """Return datelines that name an agency, as all known languages write them: one side's text does not tell its language."""
    every = [languages.get(code) for code in languages.known()]
    reporters = "|".join(sorted({word for language in every for word in language.reporters}))
    reporter = rf"(?:[^=＝.。()（）]{{2,24}}(?:{reporters})\s?)?(?:[=＝]\s?)?"
    own = "".join(f"|{pattern}" for language in every for pattern in language.datelines)
    return re.compile(rf"\s*(?:{_PLACE}{_DATE}\s{_AGENCY}{_DASH}|{_BRACKETED}\s?{reporter}{own})")
