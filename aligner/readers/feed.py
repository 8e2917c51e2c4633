"""RSS and Atom feeds: every entry is one article, with the text the feed itself holds; nothing is fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from ..errors import InputError
from ..records import Document, Note
from ..versions import versions
from ._files import open_file
from ._pages import NEEDS_WEB, PACKAGES, as_utf8, fragment_text

_LARGEST = 10_000_000
# What it says of the encoding holds no longer.
_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>")


class FeedReader:
    """Reads the entries of a feed; needs the extra `web`."""

    suffixes: ClassVar[tuple[str, ...]] = (".rss", ".atom", ".xml")

    @property
    def fingerprint(self) -> str:
        """Return the versions of the packages that find the text of a page."""
        return versions(*PACKAGES)

    def read(self, path: Path) -> Iterator[Document | Note]:
        """Yield an article or a Note for every entry; raises InputError for XML that is no feed, or one of over 10 MB."""
        with open_file(path) as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise InputError(
                f"{path}: over 10 MB is no feed. Is it a dump? Turn it into JSON Lines, one article a line."
            )
        try:
            text, encoding = as_utf8(data)
        except InputError as error:
            raise InputError(f"{path}: {error}") from error
        try:
            import feedparser
        except ImportError as error:
            raise InputError(f"{path}: {NEEDS_WEB}") from error
        # As a stream: a string would be taken for an address or a file's name.
        stream = io.BytesIO(_DECLARATION.sub(b'<?xml version="1.0" encoding="utf-8"?>', text, count=1))
        try:
            found = feedparser.parse(stream, resolve_relative_uris=False, sanitize_html=False)
        except Exception as error:  # whatever its loose parser stumbles over is the feed's fault
            raise InputError(f"{path}: cannot be read as a feed ({error}). Fetch it again.") from error
        if not encoding.startswith("utf"):
            yield Note(str(path), "decoded", f"Read as {encoding}. If the text looks wrong, save the file as UTF-8.")
        if not found.get("version") and not found.entries:
            raise InputError(
                f"{path}: this is XML but no RSS or Atom feed ({found.get('bozo_exception', 'no entries')})."
            )
        if found.bozo and isinstance(found.get("bozo_exception"), Exception):
            yield Note(
                str(path), "damaged", f"The feed is not well-formed ({found.bozo_exception}); what could be read was."
            )
        if not found.entries:
            yield Note(str(path), "empty", "The feed holds no entry.")
        for number, entry in enumerate(found.entries, start=1):
            yield _read_entry(entry, f"{path}:{number}")


def _read_entry(entry: Mapping[str, Any], place: str) -> Document | Note:
    bodies = [str(part.get("value") or "") for part in entry.get("content") or ()] + [str(entry.get("summary") or "")]
    source = str(entry.get("link") or entry.get("id") or place)
    try:
        text = fragment_text(max(bodies, key=len))
        title = fragment_text(str(entry.get("title") or ""))
    except InputError as error:
        return Note(source, "unreadable", f"{place}: {error}")
    # As written: the parsed date is in UTC, which may be another day.
    date = next((str(entry[name]) for name in ("published", "updated") if entry.get(name)), None)
    return Document(_no_surrogates(text), source, _no_surrogates(title), date)


def _no_surrogates(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
