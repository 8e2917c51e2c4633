"""How many threads the arithmetic takes: one, in every process that works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Let matrix products work in one thread, whatever the environment says.

    Several split a product into parts of other shapes, and OpenBLAS adds in another order in some: the last bits would differ
    between engines. Besides, threads of several workers hinder each other.
    """
    import numpy  # noqa: F401 - a library that is not loaded cannot be limited
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):
        yield
