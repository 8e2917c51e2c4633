"""Countries named in a text, as codes that are the same in every language (CLDR's territories, through babel)."""

from __future__ import annotations

import re
from functools import cache

from .languages import get
from .text import comparison_form

_SHORTEST = 2
_UNSPACED = ("th", "lo", "km", "my")  # of the languages that have no file


def places(text: str, lang: str) -> frozenset[str]:
    """Return the ISO 3166 codes of the countries that an NFC text names; none for a language that CLDR does not know."""
    pattern, codes = _names(lang)
    return frozenset(codes[name] for name in pattern.findall(text)) if pattern else frozenset()


@cache
def _names(lang: str) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale.parse(lang).territories
    except (UnknownLocaleError, ValueError):
        return None, {}
    codes = {
        re.sub(r"\s*[(（].*", "", comparison_form(name)): code
        for code, name in territories.items()
        if code.isalpha() and len(code) == 2
    } | dict(get(lang).countries)
    words = get(lang).not_countries
    names = sorted((name for name in codes if len(name) >= _SHORTEST and name not in words), key=lambda n: (-len(n), n))
    first = re.escape("".join(sorted({name[0] for name in names})))
    joined = f"(?=[{first}])(?:{'|'.join(map(re.escape, names))})"  # the first letters alone are soon looked up
    if lang in _UNSPACED or not get(lang).spaced:
        return re.compile(joined), codes
    return re.compile(rf"(?<!\w){joined}" + ("" if get(lang).names_take_endings else r"(?!\w)")), codes
