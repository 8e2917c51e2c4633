"""Takes every line as one sentence, for text that was split before."""

from __future__ import annotations

from typing import ClassVar

from ..languages import Language
from ..records import Span


class LinesSplitter:
    """One sentence a line: sentence numbers are line numbers, so a blank line is an empty span.

    Lines end at a line feed, and a carriage return before it is white space; a final line feed adds no line.
    """

    is_pre_split: ClassVar[bool] = True

    def split(self, text: str, language: Language) -> list[Span]:  # noqa: ARG002 - lines are the same in any language
        """Return one span a line, without outer white space."""
        spans = []
        start = 0
        for line in text.removesuffix("\n").split("\n") if text else ():
            inner = line.lstrip()
            first = start + len(line) - len(inner)
            spans.append(Span(first, first + len(inner.rstrip())) if inner else Span(start, start))
            start += len(line) + 1
        return spans
