"""Web pages saved as HTML: one file is one article, its main text without menus and the like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from ..errors import InputError
from ..records import Document, Note
from ..versions import versions
from ._files import open_file
from ._pages import LARGEST_PAGE, PACKAGES, read_page


class HtmlReader:
    """Reads the main text, title and date of a page; needs the extra `web`."""

    suffixes: ClassVar[tuple[str, ...]] = (".html", ".htm", ".xhtml")

    @property
    def fingerprint(self) -> str:
        """Return the versions of the packages that find the text of a page."""
        return versions(*PACKAGES)

    def read(self, path: Path) -> Iterator[Document | Note]:
        """Yield the page's one article; raises InputError for binary data and for a page of over 10 MB."""
        with open_file(path) as file:
            data = file.read(LARGEST_PAGE + 1)
        try:
            page = read_page(data)
        except InputError as error:
            raise InputError(f"{path}: {error}") from error
        if not page.encoding.startswith("utf"):
            message = f"Read as {page.encoding}. If the text looks wrong, save the file as UTF-8."
            yield Note(str(path), "decoded", message)
        yield Document(page.text, str(path), page.title, page.date)
