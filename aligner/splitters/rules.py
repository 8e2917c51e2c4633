"""Splits running text into sentences by rules, in any language."""

from __future__ import annotations

from typing import ClassVar

from ..languages import Language
from ..records import Span
from ._rules import split_by_rules


class RulesSplitter:
    """Ends a sentence at a terminator with its closing marks, unless what stands around it says that it goes on."""

    is_pre_split: ClassVar[bool] = False

    def split(self, text: str, language: Language) -> list[Span]:
        """Return the sentences of a text in order; only white space lies between them. Linear in the text's length."""
        return split_by_rules(text, language)
