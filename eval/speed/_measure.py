"""What the measurements share: rows of the table, and how time is taken."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
PEAK_SIZE = 1024
"""Rows and columns of the matrices whose product shows what the machine can do."""

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: `size` units done in `seconds`; `ratio` says how many times as fast as `against` that is."""

    section: str
    name: str
    size: int
    unit: str
    seconds: float
    ratio: float | None = None
    against: str = ""
    note: str = ""

    @property
    def rate(self) -> float:
        """Units a second."""
        return self.size / self.seconds


def best_of(works: Mapping[str, Work], rounds: int, clock: Callable[[], float] = time.process_time) -> dict[str, float]:
    """Return the seconds of the processor (or of another clock) that each work takes: in turn, and the least of some rounds.

    A round before them is not counted: it loads and compiles.
    """
    seconds: dict[str, float] = {}
    for number in range(rounds + 1):
        for name, work in works.items():
            begin = clock()
            work()
            taken = max(clock() - begin, 1e-9)
            if number:
                seconds[name] = min(seconds.get(name, taken), taken)
    return seconds


def rows(
    section: str,
    seconds: Mapping[str, float],
    size: int,
    unit: str,
    against: str,
    notes: Mapping[str, str] | None = None,
) -> list[Row]:
    """Return a row for each name, that of `against` first, its speed as a multiple of that one's."""
    order = sorted(seconds, key=lambda name: name != against)
    ratios = {name: seconds[against] / seconds[name] for name in order}
    return [Row(section, n, size, unit, seconds[n], ratios[n], against, (notes or {}).get(n, "")) for n in order]


def sgemm_peak(rounds: int) -> float:
    """Return how many float32 operations a second one thread does in products of large matrices."""
    a = np.random.default_rng(0).random((PEAK_SIZE, PEAK_SIZE), np.float32)
    out = np.empty_like(a)
    taken = best_of({"product": lambda: [np.matmul(a, a, out=out) for _ in range(8)]}, max(rounds, 3))
    return float(8 * 2 * PEAK_SIZE**3 / taken["product"])


def use_one_thread() -> None:
    """Let the libraries loaded here, and processes started from here, work in one thread each."""
    from threadpoolctl import threadpool_limits

    os.environ.update(ONE_THREAD)
    threadpool_limits(1)
