"""Sentences that deny on one side only, between Korean and English: a hint to look, rarely an error."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..languages import normalise_code
from ..records import Bitext, Finding
from ._evidence import finding, has_both_sides

_ENGLISH = re.compile(
    r"\b(?:not|never|nobody|nothing|neither|nor|without|cannot|unable|nowhere|none|no(?!\s?\.?\s?\d))\b|n['’]t\b",
    re.IGNORECASE,
)
_ENGLISH_SOFT = re.compile(
    r"""\b(?:fail\w*|refus\w+|den(?:y|ied|ies|ying|ial)|reject\w*|lack\w*|unlikely|impossible|unlike|hardly|barely|rarely|few|little|
    prevent\w*|avoid\w*|stop\w*|ban\w*|illegal|un\w{4,}|in(?:correct|appropriate|sufficient|complete|accurate|dependent|visible)\w*|
    dis\w+|mis\w+|non-?\w+|less|instead|only|until|unless|rather|absen\w+|free\s+of|oppos\w+|despite|but|too|before|missing|
    ceas\w*|withdr\w+|resist\w*|stay|remain\w*|yet|beyond|nor|otherwise|other\s+than|if|whether|no)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_KOREAN = re.compile(r"않|(?<![가-힣])안(?=\s[가-힣])|(?<![가-힣])못(?=\s?[하했할한])|지\s?못|없|아니(?!라\s)|지\s말")
_KOREAN_SOFT = re.compile(
    r"않|없|못|아니|안\s|[불무비미][가-힣]|거부|거절|부인|실패|금지|반대|부족|막|드물|어렵|모르|모른|몰|중단|포기|철회|거의|뿐|밖에|말라|마라|말고|피하|외에|제외|빠지|대신"
)


class NegationCheck:
    """Compares whether the two sides deny anything; words that deny by their meaning (refuse, 거부) excuse the other side.

    Of true translations 3 to 6 in 100 are reported, so this is for information only.
    """

    def supports(self, source_lang: str, target_lang: str) -> bool:
        """True between Korean and English."""
        return {normalise_code(source_lang), normalise_code(target_lang)} == {"ko", "en"}

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext of one article pair."""
        return [
            _findings(b) if has_both_sides(b) and self.supports(b.source_lang, b.target_lang) else [] for b in bitexts
        ]


def _findings(bitext: Bitext) -> list[Finding]:
    korean_is_source = normalise_code(bitext.source_lang) == "ko"
    texts = (bitext.source_text, bitext.target_text)
    korean, english = texts if korean_is_source else texts[::-1]
    in_english, in_korean = _ENGLISH.search(english), _KOREAN.search(korean)
    if in_english and not in_korean and not _KOREAN_SOFT.search(korean):
        return [_finding(bitext, in_english, "English", "Korean", on_source=not korean_is_source)]
    if in_korean and not in_english and not _ENGLISH_SOFT.search(english):
        return [_finding(bitext, in_korean, "Korean", "English", on_source=korean_is_source)]
    return []


def _finding(bitext: Bitext, cue: re.Match[str], here: str, there: str, *, on_source: bool) -> Finding:
    message = f"The {here} side denies something (“{cue[0].strip()}”), the {there} side does not."
    places = {"source": cue.span()} if on_source else {"target": cue.span()}
    mqm, rule = "Accuracy/Mistranslation", f"only-{here.lower()}"
    return finding("negation", "info", message, bitext, 0.15, mqm=mqm, rule=rule, **places)
