"""From what a reader found to an article: language, date and blocks are stated or found, the text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import languages
from .dates import find_date, normalise_date
from .furniture import mark
from .identify import identify
from .languages import Language
from .records import SPLIT_KINDS, Article, Block, Document, Note, content_id

_CODE = re.compile(r"[a-z]{2,3}")


def compose(document: Document, among: Sequence[str] | None = None) -> Article | Note:
    """Return the article of a document, or a Note that says why there is none and what to do.

    What the document states goes before what is found in it. `among` names the languages that are expected. Everything
    outside an article's title and body blocks is white space or lies in a block of another kind.
    """
    text, source = document.text, document.source
    if not any(map(str.isalpha, text)):
        what = "holds no letters" if text.strip() else "is empty"
        return Note(source, "empty", f"The text {what}. Check that the right file or field was read.")
    code = _code(document.lang) if document.lang else identify(text, among)[0]
    if code in ("", "und"):
        return Note(source, "language", _language_message(document.lang))
    language = languages.get(code)
    blocks = tuple(mark(text, language, document.title))
    if not any(block.kind in SPLIT_KINDS for block in blocks):
        rules = ", ".join(sorted({block.rule for block in blocks}))
        return Note(source, "empty", f"Nothing but headers and furniture is left ({rules}). Check what was extracted.")
    title = document.title.strip() or _title(text, blocks)
    return Article(content_id(text, title), code, text, title, _date(document, language, blocks), source, blocks)


def _code(stated: str) -> str:
    """Return the code of a language that is stated as a code or by its English name, or an empty string."""
    names = {languages.get(code).name.lower(): code for code in languages.known()}
    code = names.get(stated.strip().lower()) or languages.normalise_code(stated)
    return code if _CODE.fullmatch(code) else ""


def _language_message(stated: str | None) -> str:
    if stated:
        return f"{stated!r} is no language code. State one of ISO 639, for example {', '.join(languages.known())}."
    return (
        f"The language is none of {', '.join(languages.known())}, or the text is too short to tell. "
        "State it: field 'lang' in JSON Lines, or --source and --target."
    )


def _date(document: Document, language: Language, blocks: Sequence[Block]) -> str | None:
    stated = normalise_date(document.date, language) if document.date else None
    if stated:
        return stated
    found = find_date(document.text, language, blocks)
    return found.date if found else None


def _title(text: str, blocks: Sequence[Block]) -> str:
    return next((text[block.start : block.stop] for block in blocks if block.kind == "title"), "")
