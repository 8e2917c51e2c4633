"""How many threads the arithmetic takes: one, in every process that works."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Let matrix products work in one thread, whatever the environment says.

    Several split a product into parts of other shapes, and OpenBLAS adds in another order in some: the last bits would differ
    between engines. Besides, threads of several workers hinder each other. Of libraries loaded later, those that no Python
    module brought along are not found.
    """
    import numpy  # noqa: F401 - a library that is not loaded cannot be limited

    with _libraries(len(sys.modules)).limit(limits=1, user_api="blas"):
        yield


@lru_cache(maxsize=1)
def _libraries(_modules: int) -> ThreadpoolController:
    """Return what limits the libraries that are loaded, looked for again where modules were imported since."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
