"""JSON Lines: one record a line is one article, read as a stream.

Fields: `text` (required), `title`, `date`, `lang`, and one of `url`, `source` or `id` to say where it comes from; options
name other ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import orjson

from ..decode import decode
from ..errors import InputError
from ..records import Document, Note
from ._fields import Fields
from ._files import open_file

_LONGEST_LINE = 100_000_000
_BLOCK = 1 << 20
_HALF_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_ONE_VALUE = re.compile(rb"(\xef\xbb\xbf)?\s*(\[|\{\s*$)")


class JsonlReader:
    """Reads JSON Lines; a line that cannot be used becomes a Note and the rest goes on."""

    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson")

    def __init__(
        self, text: str = "text", title: str = "title", date: str = "date", lang: str = "lang", source: str = ""
    ) -> None:
        self._fields = Fields(text, title, date, lang, source)

    def read(self, path: Path) -> Iterator[Document | Note]:
        """Yield an article or a Note for every line that is not blank; raises InputError for a file of another kind."""
        empty = True
        for number, line in _lines(path):
            if empty:
                _expect_records(line, path)
            empty = False
            yield from _read_line(line, f"{path}:{number}", self._fields)
        if empty:
            yield Note(str(path), "empty", "The file holds no record. Write one JSON object a line.")


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the number and bytes of each line that is not blank; of one over 100 MB just the beginning."""
    with open_file(path) as file:
        number = 0
        while line := file.readline(_LONGEST_LINE + 1):
            number += 1
            rest = line if len(line) > _LONGEST_LINE else b"\n"
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(_BLOCK)
            if not line.isspace():
                yield number, line


def _expect_records(first: bytes, path: Path) -> None:
    """Refuse what would otherwise fail once a line: an indented JSON value, one array, UTF-16, binary data."""
    if _ONE_VALUE.match(first):
        raise InputError(
            f"{path}: this is one JSON value over many lines or one array, not a record a line. "
            "Turn it into JSON Lines first, for example with: jq -c '.[]'"
        )
    if b"\0" in first:
        raise InputError(f"{path}: this is UTF-16 or binary data (it holds NUL bytes). Save it as UTF-8.")


def _read_line(line: bytes, place: str, fields: Fields) -> Iterator[Document | Note]:
    if len(line) > _LONGEST_LINE:
        yield Note(place, "unreadable", "The line is over 100 MB: no article. Write one JSON object a line.")
        return
    encoding = ""
    try:
        text, encoding = decode(line.removeprefix(b"\xef\xbb\xbf"))
        record = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        if encoding and _HALF_SURROGATE.search(text) and "surrogate" in str(error):
            why = "half a surrogate pair (\\ud800 to \\udfff) stands for no character. Write the character itself."
        else:
            why = f"not JSON: {error}. Write one JSON object a line."
        yield Note(place, "unreadable", why)
    except InputError as error:
        yield Note(place, "unreadable", str(error))
    else:
        if not encoding.startswith("utf"):
            yield Note(place, "decoded", f"Read as {encoding}. If the text looks wrong, save the file as UTF-8.")
        if isinstance(record, dict):
            yield from fields.read(record, place)
        else:
            kind = type(record).__name__
            yield Note(place, "unreadable", f'a record is a JSON object, and this is {kind}. Write {{"text": "..."}}.')
