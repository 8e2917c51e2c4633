"""The main text, title and date of a web page, and the text of a fragment of one; nothing is fetched."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..decode import decode
from ..errors import InputError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST_PAGE = 10_000_000
# Long pages have some ten thousand; time and memory grow with them, not with the bytes.
_MOST_TAGS = 60_000
PACKAGES = ("trafilatura", "lxml", "feedparser")
NEEDS_WEB = "reading this format needs more packages: pip install 'aligner[web]'."
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span
    strike strong sub sup time tt u var wbr""".split()  # noqa: SIM905 - one name a word
)
_NO_TEXT = frozenset(
    (
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "select",
        "textarea",
        "button",
    )
)
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})")
# In attributes and data of a page: `"datePublished": "2025-09-18T08:00:00+09:00"`.
_STAMP = rb"[\"'>]\s*(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)\s*[\"'<]"
_STAMPS = (re.compile(rb"(?i:publi)[^<>{}]{0,60}?" + _STAMP), re.compile(_STAMP))
# Only what the page states of its date counts, and never the calendar of the machine that reads it.
_DATE_RULES = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01", "max_date": "2099-12-31"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: its text, one block a line; its `date` with the time if stated; `encoding` is that of its bytes."""

    text: str
    title: str
    date: str | None
    encoding: str


def read_page(data: bytes, declared: str | None = None) -> Page:
    """Return what a page's bytes say; `declared` is the encoding stated beside them, if any.

    Where no main text stands out, it is the text of all of the page. Raises InputError for binary data, for a page of
    over 10 MB or 60,000 tags, and where the packages that read pages are not there.
    """
    if len(data) > LARGEST_PAGE:
        raise InputError("over 10 MB is no article. Is this a dump of many pages? Split it.")
    if data.count(b"<") > _MOST_TAGS:
        raise InputError(f"over {_MOST_TAGS:,} tags are no article. Is this a dump of many pages? Split it.")
    source, encoding = as_utf8(data, declared)
    try:
        import trafilatura
        from lxml import etree, html
    except ImportError as error:
        raise InputError(NEEDS_WEB) from error
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        tree = html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"), ensure_head_body=True)
    except (etree.ParserError, ValueError):
        return Page("", "", None, encoding)
    whole = _text_of(tree)
    try:
        found = trafilatura.bare_extraction(
            tree, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATE_RULES)
        )
    except Exception:  # whatever it stumbles over, there is still all of the page
        found = None
    if found is None:
        return Page(whole, "", None, encoding)
    return Page(found.text or whole, found.title or "", _with_time(found.date, source), encoding)


def fragment_text(markup: str) -> str:
    """Return the text of a piece of HTML, one block a line.

    Raises InputError where it has over 60,000 tags, and where the packages that read pages are not there.
    """
    if "<" not in markup and "&" not in markup:
        return markup
    if markup.count("<") > _MOST_TAGS:
        raise InputError(f"over {_MOST_TAGS:,} tags are no article.")
    try:
        from lxml import etree, html
    except ImportError as error:
        raise InputError(NEEDS_WEB) from error
    try:
        return _text_of(
            html.document_fromstring(markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
        )
    except (etree.ParserError, ValueError):
        return ""


def _with_time(day: str | None, source: bytes) -> str | None:
    """Return a page's day as the page states it with the time, if it states one time of that day as that of publication."""
    for pattern in _STAMPS if day else ():
        found = {stamp.decode() for stamp in pattern.findall(source) if stamp.startswith((day or "").encode())}
        if found:
            return found.pop() if len(found) == 1 else day
    return day


def as_utf8(data: bytes, declared: str | None = None) -> tuple[bytes, str]:
    """Return a page or feed in UTF-8 and the encoding it had: what they declare is often wrong, so it only comes second.

    Raises InputError for binary data.
    """
    try:
        text, encoding = decode(data)
    except InputError:
        stated = declared or "".join(found.decode() for found in _CHARSET.findall(data[:4096])[:1])
        try:
            text, encoding = data.decode(stated), stated.lower()
        except (LookupError, ValueError):  # no such encoding, a name that is none, or other bytes
            text = "\0"
        if "\0" in text:
            raise
    return text.encode("utf-8", "replace"), encoding


def _text_of(tree: HtmlElement) -> str:
    """Return all text of a tree, a line for each block and white space as a browser shows it."""
    from lxml import etree

    lines: list[list[str]] = [[]]
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "#comment"
        starts = event == "start"
        if tag in _NO_TEXT or tag == "#comment":
            hidden += 1 if starts else -1
        elif tag not in _INLINE:
            lines.append([])
        piece = element.text if starts else element.tail
        if piece and not hidden and not (starts and tag == "#comment"):
            lines[-1].append(piece)
    joined = (" ".join("".join(line).split()) for line in lines)
    return "\n".join(line for line in joined if line)
