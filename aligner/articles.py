"""From what a reader found to an article: language, date and blocks are stated or found, the text stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import languages
from .clocks import timestamp
from .dates import date_in_address, find_date, normalise_date
from .furniture import mark
from .identify import identify
from .languages import Language
from .partial_dates import completed_date
from .records import SPLIT_KINDS, Article, Block, Document, Note, Span, content_id
from .text import View, view

_CODE = re.compile(r"[a-z]{2,3}")


def compose(document: Document, among: Sequence[str] | None = None) -> Article | Note:
    """Return the article of a document, or a Note that says why there is none and what to do.

    What the document states goes before what is found in it, and for the date that goes before the address. `among` names
    the languages that are expected. Everything outside an article's title and body blocks is white space or lies in a
    block of another kind.
    """
    text, source = document.text, document.source
    if not any(map(str.isalpha, text)):
        what = "holds no letters" if text.strip() else "is empty"
        return Note(source, "empty", f"The text {what}. Check that the right file or field was read.")
    code, confidence = (_code(document.lang), 1.0) if document.lang else identify(text, among)
    if code in ("", "und"):
        return Note(source, "language", _language_message(document.lang))
    language = languages.get(code)
    legible = view(text)
    marked = mark(legible.text, language, document.title)
    blocks = _blocks_of_original(legible, marked)
    if not any(block.kind in SPLIT_KINDS for block in blocks):
        rules = ", ".join(sorted({block.rule for block in blocks}))
        return Note(source, "empty", f"Nothing but headers and furniture is left ({rules}). Check what was extracted.")
    title = document.title.strip() or _title(text, blocks)
    stated = _stated_date(document, language)
    time = timestamp(document.date or "", stated) if stated else None
    found = stated or _found_date(legible.text, language, marked) or date_in_address(source)
    date = found or completed_date(legible.text, language, marked, (document.date or "", source))
    return Article(content_id(text, title), code, text, title, date, source, blocks, confidence, time)


def _blocks_of_original(legible: View, marked: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks of the text that was read for those found in its legible view."""
    spans = legible.back([Span(block.start, block.stop) for block in marked])
    pairs = zip(marked, spans, strict=True)
    return tuple(Block(block.kind, span.start, span.stop, block.rule) for block, span in pairs if len(span))


def _code(stated: str) -> str:
    """Return the code of a language that is stated as a code or by its English name, or an empty string."""
    code = languages.normalise_code(stated)
    return code if _CODE.fullmatch(code) else ""


def _language_message(stated: str | None) -> str:
    if stated:
        return f"{stated!r} is no language code. State one of ISO 639, for example {', '.join(languages.known())}."
    return (
        f"The language is none of {', '.join(languages.known())}, or the text is too short to tell. "
        "State it: field 'lang' in JSON Lines, or --source and --target."
    )


def _stated_date(document: Document, language: Language) -> str | None:
    return normalise_date(document.date, language) if document.date else None


def _found_date(text: str, language: Language, blocks: Sequence[Block]) -> str | None:
    found = find_date(text, language, blocks)
    return found.date if found else None


def _title(text: str, blocks: Sequence[Block]) -> str:
    return next((text[block.start : block.stop] for block in blocks if block.kind == "title"), "")
