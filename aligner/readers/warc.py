"""Web archives (WARC, also as WACZ): every page with text is one article, read as a stream; its source is its address."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, cast

from ..decode import decode
from ..errors import InputError
from ..records import Document, Note
from ..versions import versions
from ._files import BROKEN_ARCHIVE, open_file, unpacked
from ._pages import LARGEST_PAGE, PACKAGES, read_page
from ._warc_records import Record, records

_PAGES = ("text/html", "application/xhtml+xml")
_PLAIN = "text/plain"
_KINDS = ("response", "resource", "conversion")
_SUCCESS = ("200", "203", "")


class WarcReader:
    """Reads the pages and plain texts of a web archive; pages need the extra `web`."""

    suffixes: ClassVar[tuple[str, ...]] = (".warc", ".wacz")

    @property
    def fingerprint(self) -> str:
        """Return the versions of the packages that find the text of a page."""
        return versions(*PACKAGES)

    def read(self, path: Path) -> Iterator[Document | Note]:
        """Yield an article or a Note for every successful response that holds a page or plain text.

        Raises InputError for a file of another kind, and where it breaks off, after what was read up to there.
        """
        with open_file(path) as file:
            if path.suffix.lower() != ".wacz":
                yield from _read_stream(file, str(path))
                return
            try:
                with zipfile.ZipFile(file) as archive:
                    for name in archive.namelist():
                        if name.lower().endswith((".warc", ".warc.gz")):
                            member = io.BufferedReader(cast(Any, archive.open(name)))
                            yield from _read_stream(unpacked(member, f"{path}:{name}"), f"{path}:{name}")
            except BROKEN_ARCHIVE as error:
                raise InputError(f"{path}: not a WACZ archive, or a damaged one ({error}). Fetch it again.") from error


def _read_stream(file: BinaryIO, place: str) -> Iterator[Document | Note]:
    number, empty = 0, True
    try:
        for number, record in enumerate(records(file, LARGEST_PAGE), start=1):
            for item in _read_record(record, f"{place}:{number}"):
                empty = False
                yield item
    except InputError as error:
        raise error if place in str(error) else InputError(f"{place}: {error}") from error
    if empty:
        yield Note(place, "empty", f"None of the {number} records holds a page or plain text.")


def _read_record(record: Record, place: str) -> Iterator[Document | Note]:
    """Yield what a record of a page holds; requests, pictures, redirects and errors of servers hold nothing to align."""
    media_type, _, parameters = record.media_type.lower().partition(";")
    if record.kind not in _KINDS or record.status not in _SUCCESS or media_type.strip() not in (*_PAGES, _PLAIN):
        return
    source = record.address or place
    if record.problem:
        yield Note(source, "unreadable", f"{place}: {record.problem}")
        return
    try:
        if media_type.strip() == _PLAIN:
            yield Document(decode(record.content)[0], source)
            return
        page = read_page(record.content, parameters.partition("charset=")[2].strip(" \"';") or None)
    except InputError as error:
        yield Note(source, "unreadable", f"{place}: {error}")
        return
    yield Document(page.text, source, page.title, page.date)
