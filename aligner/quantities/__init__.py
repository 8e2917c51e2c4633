"""Numbers, amounts, dates and units in running text, one file of data a language; `quantities(text, "ko")`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache, lru_cache

from ..languages import normalise_code
from ._engine import Engine
from ._grammar import Kind, Quantity

__all__ = ["Kind", "Quantity", "quantities", "supports"]

_CACHED_LENGTH = 4000


def supports(lang: str) -> bool:
    """Return whether a file here describes the language."""
    return normalise_code(lang) in _known()


def quantities(text: str, lang: str) -> list[Quantity] | None:
    """Return the quantities of a text in order, or None where no file here describes its language."""
    if not supports(lang):
        return None
    code = normalise_code(lang)
    if len(text) <= _CACHED_LENGTH:
        return list(_remembered(text, code))
    return _engine(code).read(text)


@lru_cache(maxsize=2048)
def _remembered(text: str, code: str) -> tuple[Quantity, ...]:
    return tuple(_engine(code).read(text))


@cache
def _engine(code: str) -> Engine:
    return Engine(importlib.import_module(f"{__name__}.{code}").GRAMMAR)


@cache
def _known() -> frozenset[str]:
    return frozenset(module.name for module in pkgutil.iter_modules(__path__) if len(module.name) == 2)
