"""Splits Korean by its morphemes, so that text without punctuation falls into sentences too; other languages by rules."""

from __future__ import annotations

import re
from functools import cached_property
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from ..errors import UsageError
from ..languages import Language
from ..records import Span
from ..text import view
from ..versions import versions
from ._paragraphs import paragraphs
from ._rules import split_by_rules

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

_HALF_SURROGATE = re.compile("[\ud800-\udfff]")


class KiwiSplitter:
    """Ends a Korean sentence where the analysis of kiwipiepy does; needs the extra `ko`, without which it raises UsageError."""

    is_pre_split: ClassVar[bool] = False

    def __init__(self) -> None:
        if not find_spec("kiwipiepy"):
            raise UsageError("The splitter 'kiwi' needs kiwipiepy: pip install 'aligner[ko]'.")

    @property
    def fingerprint(self) -> str:
        """Return the versions of the analysis and of its model."""
        return versions("kiwipiepy", "kiwipiepy_model")

    def split(self, text: str, language: Language) -> list[Span]:
        """Return the sentences of a text in order."""
        if language.code != "ko":
            return split_by_rules(text, language)
        legible = view(text)
        spans: list[Span] = []
        for paragraph in paragraphs(legible.text, language):
            spans.extend(self._split_paragraph(paragraph.of(legible.text), paragraph.start))
        return legible.back(spans)

    def _split_paragraph(self, text: str, start: int) -> list[Span]:
        # Half a surrogate pair cannot be handed over; another character in its place keeps the offsets.
        found = self._kiwi.split_into_sents(_HALF_SURROGATE.sub("\ufffd", text))
        cuts = [0, *(sentence.start for sentence in found[1:]), len(text)]
        pieces = (text[a:b] for a, b in pairwise(cuts))
        spans = [
            Span(start + cut + len(piece) - len(piece.lstrip()), start + cut + len(piece.rstrip()))
            for cut, piece in zip(cuts, pieces, strict=False)
        ]
        return [span for span in spans if len(span) > 0]

    @cached_property
    def _kiwi(self) -> Kiwi:
        from kiwipiepy import Kiwi

        return Kiwi(num_workers=1)
