"""What worker processes begin with, how many there may be, and what is said of jobs that kill them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from multiprocessing.connection import wait

from .. import memory
from ..errors import JobsLost, UsageError

ATTEMPTS = 3
ONE_THREAD = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "NUMBA_NUM_THREADS"), "1"
)


def usable_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_numbers(**numbers: float) -> None:
    """Raise UsageError for a negative number."""
    for name, number in numbers.items():
        if number < 0:
            raise UsageError(f"[engine] {name} is {number}: give a positive number, or 0 for the default.")


def begin_worker(megabytes: int) -> None:
    """Limit this worker's memory, and let it end with the process that started it, even one that was killed.

    Ctrl-C ends it without a word: the process that started it has it too, and says it, unless both ignore it.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    memory.limit(megabytes)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def jobs_lost(lost: Sequence[object], of: int) -> JobsLost:
    """Return the error that names jobs whose worker died again and again."""
    return JobsLost(
        f"{len(lost)} of {of} jobs killed their worker {ATTEMPTS} times and were set aside; the others are done. "
        f"Too little memory is the usual cause (use fewer workers or smaller shards), or a script that does not "
        f"call aligner under `if __name__ == '__main__':`. First: {lost[0]}",
        tuple(map(str, lost)),
    )


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
