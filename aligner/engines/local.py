"""Runs jobs in a pool of processes on this machine, one BLAS thread each; survives killed workers."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.util import Finalize
from typing import TypeVar

from ..errors import UsageError
from ._workers import ATTEMPTS, ONE_THREAD, begin_worker, check_numbers, jobs_lost, usable_cores

J = TypeVar("J")
S = TypeVar("S")
MOST = 61 if sys.platform == "win32" else sys.maxsize  # workers, as ProcessPoolExecutor has it


class LocalEngine:
    """Yields results as they finish, in any order; a single job, or a single worker, runs in this process.

    The workers start with the first jobs and keep what they loaded for the next call of `map`, of which there may be one at
    a time, until `end` or the end of this engine. A job's own exception reaches the caller once the jobs under way are done. A
    job whose worker dies is tried again, alone, ATTEMPTS times in all; then it is set aside, the others finish, and JobsLost
    names it. `workers` is the number of usable cores if 0; `memory` is how many MiB each may hold, 0 for any, beyond which its
    job fails: so that it is a job's alone, workers start anew for each call then. `deaths` counts workers lost so far.
    """

    def __init__(self, workers: int = 0, memory: int = 0) -> None:
        if getattr(multiprocessing.current_process(), "_inheriting", False):
            raise UsageError(
                "This script starts worker processes, which import it again: put the call under `if __name__ == '__main__':`."
            )
        check_numbers(workers=workers, memory=memory)
        self.workers, self.memory, self.deaths = workers or usable_cores(), memory, 0
        self._pool: ProcessPoolExecutor | None = None
        self._at_exit: Finalize | None = None

    def map(self, task: Callable[[J], S], jobs: Sequence[J]) -> Iterator[S]:
        """Yield task(job) for every job."""
        if (len(jobs) == 1 or self.workers == 1) and not self.memory:
            yield from map(task, jobs)
            return
        try:
            yield from self._shared(task, jobs)
        finally:
            if self.memory:
                self.end()

    def end(self) -> None:
        """End the workers once their jobs are done; another call of `map` starts others."""
        if self._at_exit is not None:
            self._at_exit()
        self._pool = self._at_exit = None

    def _shared(self, task: Callable[[J], S], jobs: Sequence[J]) -> Iterator[S]:
        """Yield task(job) for every job, done by workers."""
        deaths: Counter[int] = Counter()
        waiting, suspects = list(range(len(jobs))), list[int]()
        while waiting:
            # After a death nobody knows whose fault it was: what was under way then runs alone until it is cleared.
            batch, at_once = (suspects[:1], 1) if suspects else (waiting, 2 * self.workers)
            left: list[int] = []
            for number, result in self._run(task, jobs, batch, at_once, left):
                waiting.remove(number)
                yield result
            self.deaths += bool(left)
            if not suspects:
                suspects = left
            elif not left:
                suspects.pop(0)
            else:
                deaths[suspects[0]] += 1
                if deaths[suspects[0]] >= ATTEMPTS:
                    waiting.remove(suspects.pop(0))
        lost = [jobs[number] for number, count in deaths.items() if count >= ATTEMPTS]
        if lost:
            raise jobs_lost(lost, len(jobs))

    def _run(
        self, task: Callable[[J], S], jobs: Sequence[J], batch: Sequence[int], at_once: int, left: list[int]
    ) -> Iterator[tuple[int, S]]:
        """Yield (number, result) of a batch; where a worker died, put the numbers of what was under way into `left`."""
        futures: dict[Future[S], int] = {}
        todo = list(reversed(batch))
        try:
            while todo or futures:
                while todo and len(futures) < at_once:
                    futures[self._submit(task, jobs[todo[-1]])] = todo[-1]
                    todo.pop()
                finished, _ = wait(futures, return_when="FIRST_COMPLETED")
                for future in finished:
                    yield futures[future], future.result()
                    del futures[future]
        except BrokenProcessPool:
            left.extend(sorted(futures.values()) or todo[-1:])
            self.end()
        except BaseException:
            self.end()
            raise

    def _submit(self, task: Callable[[J], S], job: J) -> Future[S]:
        """Hand a job to the workers, of which this may start one."""
        if self._pool is None:
            start = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(min(self.workers, MOST), start, begin_worker, (self.memory,))
            # A process that multiprocessing started closes the queue to its workers as it ends, and then waits for them: not so
            # if they end before. Above 10, the priority of closing the queue.
            self._at_exit = Finalize(self, self._pool.shutdown, kwargs={"cancel_futures": True}, exitpriority=20)
        with _one_thread_each():
            return self._pool.submit(task, job)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let worker processes start with one BLAS thread: read when numpy is loaded, so it must be in their environment."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
