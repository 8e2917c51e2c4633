"""The records of a web archive (WARC 1.0 and 1.1) as a stream: header lines and lengths bounded, one record in memory."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ..errors import InputError

_LONGEST_LINE, _MOST_LINES = 1 << 16, 1000
_BLOCK = 1 << 16
_HTTP_HEAD = 1 << 18


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its kind, address and media type, and its content without HTTP's wrapping.

    `status` is that of an HTTP response or empty, `problem` says why the content cannot be used.
    """

    kind: str
    address: str
    media_type: str
    status: str
    content: bytes
    problem: str = ""


def records(file: BinaryIO, largest: int) -> Iterator[Record]:
    """Yield the records of an unpacked archive, of each at most `largest` bytes of content and one more.

    Raises InputError for data of another kind, after the records before it.
    """
    number = 0
    while line := _first_line(file):
        if not line.startswith(b"WARC/"):
            raise InputError(f"no WARC, or damaged, after record {number} ({line[:40]!r}). Fetch it again.")
        number += 1
        headers = _headers(file)
        stated = headers.get("content-length", "")
        if not (stated.isascii() and stated.isdigit() and len(stated) < 16):
            raise InputError(f"record {number} has no length ({stated[:20]!r}): damaged. Fetch it again.")
        data, is_whole = _content(file, int(stated), largest + _HTTP_HEAD)
        yield _record(headers, data, largest, "" if is_whole else "the record is cut off. Fetch the archive again.")


def _first_line(file: BinaryIO) -> bytes:
    while (line := file.readline(_LONGEST_LINE)) and not line.strip():
        pass
    return line


def _headers(file: BinaryIO) -> dict[str, str]:
    """Return the header lines up to the blank one, names in lower case."""
    found: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        line = file.readline(_LONGEST_LINE)
        if not line.strip():
            return found
        name, _, value = line.decode("utf-8", "replace").partition(":")
        found.setdefault(name.strip().lower(), value.strip())
    raise InputError(f"a record has over {_MOST_LINES:,} header lines: no WARC, or a damaged one.")


def _content(file: BinaryIO, length: int, largest: int) -> tuple[bytes, bool]:
    """Return the first `largest` of so many bytes, skip the others, and say whether all of them were there."""
    blocks, kept = [], 0
    while length and (block := file.read(min(length, _BLOCK))):
        length -= len(block)
        blocks += [block[: largest - kept]] if kept < largest else []
        kept += len(block)
    return b"".join(blocks), not length


def _record(headers: dict[str, str], data: bytes, largest: int, problem: str) -> Record:
    kind = headers.get("warc-type", "").lower()
    address = headers.get("warc-target-uri", "").strip("<>")
    media_type, status = headers.get("content-type", ""), ""
    if media_type.lower().startswith("application/http") and data.startswith(b"HTTP/"):
        stream = io.BytesIO(data)
        status = [*stream.readline(_LONGEST_LINE).decode("latin-1").split(), ""][1]
        http = _headers(stream)
        media_type = http.get("content-type", "")
        data = stream.read()
        if "chunked" in http.get("transfer-encoding", "").lower():
            data = _without_chunks(data)
        encoding = http.get("content-encoding", "").lower()
        if encoding in ("gzip", "x-gzip", "deflate"):
            data, why = _inflated(data, largest)
            problem = problem or why
        elif encoding not in ("", "identity", "utf-8") and data.lstrip()[:1] != b"<":
            problem = problem or f"its content is compressed as {encoding[:20]!r}, which is not known here."
    return Record(kind, address, media_type, status, data[: largest + 1], problem)


def _without_chunks(data: bytes) -> bytes:
    """Return the content of chunks; data that is not in chunks, as some crawlers store it, comes back as it is."""
    pieces: list[bytes] = []
    at = 0
    while at < len(data):
        end = data.find(b"\r\n", at, at + 100)
        size = data[at:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return data if not pieces else b"".join(pieces)
        if length <= 0:
            break
        pieces.append(data[end + 2 : end + 2 + length])
        at = end + 2 + length + 2
    return b"".join(pieces)


def _inflated(data: bytes, largest: int) -> tuple[bytes, str]:
    """Return content unpacked from gzip or deflate up to a bound, and what is wrong with it, if anything."""
    if data.lstrip()[:1] == b"<":  # stored unpacked under the header it came with
        return data, ""
    for bits in (47, -15):
        try:
            return zlib.decompressobj(bits).decompress(data, largest + 1), ""
        except zlib.error as error:
            why = f"its compressed content is damaged ({error})."
    return b"", why
