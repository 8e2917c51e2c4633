"""What runs the inner loops: `_loops`, compiled, where that is worth loading numba and it is installed, else `_rows`, numpy.

Both find the same. Loading the compiled loops takes a process a second, compiling them, once on a machine, ten and more; so
a process begins in numpy and goes over once it has aligned, or is about to align, so much that it is likely to go on.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from types import ModuleType

COMPILED_FROM = 4000
"""Sentences of both sides: what numpy takes for them beyond the compiled loops' time is about a second."""


@dataclass(slots=True)
class Work:
    """How many sentences this process has aligned."""

    sentences: int = 0


work = Work()


def engine() -> ModuleType:
    """Return the module of the inner loops."""
    return loops(compiled=work.sentences >= COMPILED_FROM)


@cache
def loops(*, compiled: bool) -> ModuleType:
    """Return the loops asked for, those in numpy where numba is not installed; imported on first use."""
    if compiled:
        with suppress(ModuleNotFoundError):
            from . import _loops

            return _loops
    from . import _rows

    return _rows
