"""Where the lines of a text lie."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .records import Span

_LINE = re.compile("[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def lines_of(text: str, start: int = 0) -> Iterator[Span]:
    """Yield the span of every line that is not blank, from `start` on, without its outer white space."""
    for match in _LINE.finditer(text, start):
        line = match.group()
        stripped = line.lstrip()
        if stripped:
            first = match.start() + len(line) - len(stripped)
            yield Span(first, first + len(stripped.rstrip()))
