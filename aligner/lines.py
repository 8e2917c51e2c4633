"""Where the lines of a text lie."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .records import Span

_LINE = re.compile("[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def lines_of(text: str) -> Iterator[Span]:
    """Yield the span of every line that is not blank, without its outer white space."""
    for match in _LINE.finditer(text):
        if len(line := trimmed(text, *match.span())):
            yield line


def trimmed(text: str, start: int, stop: int) -> Span:
    """Return the span of text[start:stop] without its outer white space, empty at `stop` where nothing else is there."""
    inner = text[start:stop].lstrip()
    return Span(stop - len(inner), stop - len(inner) + len(inner.rstrip()))
