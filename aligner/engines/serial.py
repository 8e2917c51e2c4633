"""Runs jobs one after another in this process: the plainest engine, and the one to debug with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

J = TypeVar("J")
S = TypeVar("S")


class SerialEngine:
    """Yields each job's result in the order of the jobs; an exception reaches the caller at once."""

    def map(self, task: Callable[[J], S], jobs: Sequence[J]) -> Iterator[S]:
        """Yield task(job) for every job."""
        return map(task, jobs)
