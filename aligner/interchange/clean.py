"""Strings that other formats cannot hold: cleaned for them, with the exact ones kept beside so that nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from math import isfinite
from typing import Any

import orjson

from ..errors import InputError
from ..languages import normalise_code
from ..records import Bitext, to_line

Clean = Callable[[str], str]
EXACT = "x-exact"
"""The property that holds, as JSON by name, the values that had to be cleaned."""

_BREAKS = str.maketrans(dict.fromkeys("\t\n\r\v\f\x85\u2028\u2029", " "))
# What XML 1.0 does not allow (production 2, "Char") and the other control characters, which it only discourages.
_NO_XML = re.compile("[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ufffe\uffff]")
# What a spreadsheet takes for a formula and may run (OWASP, CSV injection), behind any marks that are there already.
_FORMULA = re.compile("[' ]*[=+\\-@\t\r\n＝＋－＠]")
_CODE = re.compile("[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,7}")  # RFC 5646, section 2.1


def one_line(text: str) -> str:
    """Return the text with every tab and line break as one space, as formats of one segment a line want it."""
    if text.isprintable():  # so are most, and then there is no tab or line break in it
        return text
    return text.replace("\r\n", " ").translate(_BREAKS)


def xml_line(text: str) -> str:
    """Return the text on one line and without control characters and others that XML cannot hold."""
    return text if text.isprintable() else _NO_XML.sub("", one_line(text))


def neutral(text: str) -> str:
    """Return the text so that no spreadsheet runs it as a formula: with an apostrophe before it, if need be."""
    return f"'{text}" if _FORMULA.match(text) else text


def from_neutral(text: str) -> str:
    """Return the text that `neutral` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text


def json_text(value: Any) -> str:  # noqa: ANN401 - any JSON-plain value
    """Return JSON on one line, with every character escaped that `xml_line` would change."""
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found.group()):04x}", orjson.dumps(value).decode())


def cleaned(values: Mapping[str, str], clean: Clean) -> dict[str, str]:
    """Return the values cleaned, and under EXACT those that this changed."""
    out = {name: clean(value) for name, value in values.items()}
    changed = {name: value for name, value in values.items() if out[name] != value}
    return out | {EXACT: json_text(changed)} if changed else out


def restored(values: Mapping[str, str], clean: Clean) -> dict[str, str]:
    """Return the values before they were cleaned; one that was edited since stays as it is. Raises InputError for broken JSON."""
    out = dict(values)
    if exact := out.pop(EXACT, ""):
        for name, value in json_value(exact, dict[str, str]).items():
            if out.get(name) == clean(value):
                out[name] = value
    return out


def json_value(text: str, kind: Any) -> Any:  # noqa: ANN401 - as JSON has it
    """Return JSON as a value of a type; raises InputError where it is none."""
    import msgspec

    try:
        return msgspec.json.decode(text.encode("utf-8", "surrogatepass"), type=kind)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise InputError(f"{text[:60]!r} is not the JSON expected there ({error}). Was the file edited?") from error


@lru_cache(maxsize=1000)
def bcp47(code: str) -> str:
    """Return a language code as BCP 47 wants it: `ko-Hang` for `kor_Hang`; `und` for none."""
    first, *rest = code.strip().replace("_", "-").split("-")
    base = normalise_code(first) if first else "und"
    return xml_line("-".join([base, *rest])).replace(" ", "")


def languages_in_names(bitext: Bitext) -> tuple[str, str]:
    """Return both languages as BCP 47 has them, fit for names of files; raises InputError where one is no such code."""
    codes = bcp47(bitext.source_lang), bcp47(bitext.target_lang)
    for code in codes:
        if not _CODE.fullmatch(code):
            raise InputError(
                f"bitext {bitext.id}: files are named by languages, and {code!r} is no code of one. Give one as `zh-Hant`."
            )
    return codes


def writable(bitexts: Iterable[Bitext]) -> Iterator[Bitext]:
    """Yield bitexts; raises InputError for one with half a surrogate pair in it, which no file of characters can hold.

    The same for a score that is no number, which JSON cannot hold.
    """
    for bitext in bitexts:
        json_line(bitext)
        yield bitext


def json_line(bitext: Bitext) -> str:
    """Return a bitext as a line of JSON; raises InputError as `writable` does."""
    if not all(map(isfinite, bitext.scores.values())):
        raise InputError(f"bitext {bitext.id}: a score is not a finite number ({bitext.scores}). Leave it out.")
    try:
        return to_line(bitext)
    except TypeError as error:
        raise InputError(_why(bitext)) from error


def _why(bitext: Bitext) -> str:
    for name in ("source_text", "target_text"):
        if found := re.search("[\ud800-\udfff]", getattr(bitext, name)):
            return (
                f"bitext {bitext.id}: {name} holds half a surrogate pair (U+{ord(found.group()):04X}) at character "
                f"{found.start()}, which stands for no character and fits in no file. Read the article again as UTF-8."
            )
    document = bitext.source_ref.document.encode("utf-8", "replace").decode()
    return (
        f"bitext {bitext.id} ({document}): a name or a finding in it is not Unicode text. "
        "Is a file's name not UTF-8? Rename the file."
    )
