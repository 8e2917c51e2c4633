"""Web archives (WARC, also as WACZ): every page with text is one article, read as a stream; its source is its address."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, cast

from ..decode import decode
from ..errors import InputError
from ..records import Document, Note
from ._files import open_file, unpacked
from ._pages import LARGEST_PAGE, NEEDS_WEB, read_page

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_PLAIN = "text/plain"
_KINDS = ("response", "resource", "conversion")
_SUCCESS = ("200", "203", "")


class WarcReader:
    """Reads the pages and plain texts of a web archive; needs the extra `web`."""

    suffixes: ClassVar[tuple[str, ...]] = (".warc", ".wacz")

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
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
                raise InputError(f"{path}: not a WACZ archive, or a damaged one ({error}). Fetch it again.") from error


def _read_stream(file: BinaryIO, place: str) -> Iterator[Document | Note]:
    try:
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise InputError(f"{place}: {NEEDS_WEB}") from error
    number, empty = 0, True
    try:
        for number, record in enumerate(_records(file), start=1):
            for item in _read_record(record, f"{place}:{number}"):
                empty = False
                yield item
    except (ArchiveLoadFailed, OSError, EOFError, zlib.error, ValueError, KeyError, AttributeError) as error:
        raise InputError(f"{place}: no WARC, or damaged, after record {number} ({error}). Fetch it again.") from error
    if empty:
        yield Note(place, "empty", f"None of the {number} records holds a page or plain text.")


def _records(file: BinaryIO) -> Iterator[ArcWarcRecord]:
    from warcio.archiveiterator import ArchiveIterator

    records = iter(ArchiveIterator(file))
    while True:
        with redirect_stderr(io.StringIO()):  # where it tells of odd line ends
            record = next(records, None)
        if record is None:
            return
        yield record


def _read_record(record: ArcWarcRecord, place: str) -> Iterator[Document | Note]:
    """Yield what a record of a page holds; requests, pictures, redirects and errors of servers hold nothing to align."""
    http = record.http_headers
    if record.rec_type not in _KINDS or (http and http.get_statuscode() not in _SUCCESS):
        return
    content_type = (http or record.rec_headers).get_header("Content-Type") or ""
    kind, _, parameters = content_type.lower().partition(";")
    if kind.strip() not in (*_PAGES, _PLAIN):
        return
    source = record.rec_headers.get_header("WARC-Target-URI") or place
    data = record.content_stream().read(LARGEST_PAGE + 1)
    while record.raw_stream.read(1 << 16):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        yield Note(source, "unreadable", f"{place}: the record is cut off. Fetch the archive again.")
        return
    try:
        if kind.strip() == _PLAIN:
            yield Document(decode(data)[0], source)
            return
        page = read_page(data, parameters.partition("charset=")[2].strip(" \"';") or None)
    except InputError as error:
        yield Note(source, "unreadable", f"{place}: {error}")
        return
    yield Document(page.text, source, page.title, page.date)
