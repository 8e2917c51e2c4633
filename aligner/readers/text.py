"""Plain text: one file is one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from ..decode import decode
from ..errors import InputError
from ..records import Document, Note
from ._files import open_file

_LARGEST = 100_000_000


class TextReader:
    """Reads text in any encoding that `decode` knows; an encoding other than Unicode is noted."""

    suffixes: ClassVar[tuple[str, ...]] = (".txt", ".text")

    def read(self, path: Path) -> Iterator[Document | Note]:
        """Yield the file's one article; raises InputError for what is no text file, or one of over 100 MB."""
        with open_file(path) as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise InputError(f"{path}: over 100 MB is no article. Put one article in a file, or one a line in .jsonl.")
        try:
            text, encoding = decode(data)
        except InputError as error:
            raise InputError(f"{path}: {error}") from error
        if not encoding.startswith("utf"):
            yield Note(str(path), "decoded", f"Read as {encoding}. If the text looks wrong, save the file as UTF-8.")
        yield Document(text, str(path))
