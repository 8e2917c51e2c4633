"""How much memory this process holds at most, a limit on it, and how often garbage is looked for; figures are MiB."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

_KIB = 1024
_LOOK_EVERY = 0.1  # seconds
_OBJECTS = 50_000  # Python's own 700 (2,000 from 3.13) cost a job a tenth of its time


def forget_peak() -> None:
    """Begin a new measurement, where the system can (Linux: proc(5), `clear_refs`)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def peak() -> int:
    """Return the most memory held since `forget_peak`, or since the process began; 0 where the system does not say."""
    with suppress(OSError, ValueError):
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
        return next(int(line.split()[1]) // _KIB for line in lines if line.startswith("VmHWM:"))
    try:
        import resource
    except ImportError:  # Windows
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (_KIB * _KIB if sys.platform == "darwin" else _KIB)


def held() -> int:
    """Return the private memory held now; 0 where the system does not say (Linux: proc(5), `statm`)."""
    with suppress(OSError, ValueError):
        _, resident, shared, *_ = Path("/proc/self/statm").read_text("ascii").split()
        return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE") // (_KIB * _KIB)
    return 0


def end_beyond(megabytes: int) -> None:
    """Let this process end once it holds more; 0 is no limit, and only Linux has one.

    For processes of which other threads, as those of Ray, cannot go on without the memory that `limit` would refuse them.
    """
    _watch.most = megabytes
    if megabytes and held() and not _watch.begun:
        _watch.begun = True
        Thread(target=_end_beyond, daemon=True).start()


def _end_beyond() -> None:
    while True:
        time.sleep(_LOOK_EVERY)
        if 0 < _watch.most < held():
            os._exit(1)


def limit(megabytes: int) -> None:
    """Let this process fail with MemoryError beyond so much private memory; 0 is no limit, and Windows has none."""
    if megabytes:
        with suppress(ImportError):
            import resource

            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            resource.setrlimit(resource.RLIMIT_DATA, (megabytes * _KIB * _KIB, hard))


@dataclass(slots=True)
class _Watch:
    """What this process may hold (MiB, 0 for any), and whether that is looked at."""

    most: int = 0
    begun: bool = False


_watch = _Watch()


@dataclass(slots=True)
class _Seldom:
    """The thresholds as they were, while one thread or more is inside."""

    before: tuple[int, int, int] = (0, 0, 0)
    inside: int = 0
    lock: Lock = field(default_factory=Lock)


_seldom = _Seldom()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let Python look less often for objects that refer to each other: records, which jobs make many of, never do."""
    with _seldom.lock:
        if not _seldom.inside:
            _seldom.before = gc.get_threshold()
            gc.set_threshold(max(_seldom.before[0], _OBJECTS) if _seldom.before[0] else 0, *_seldom.before[1:])
        _seldom.inside += 1
    try:
        yield
    finally:
        with _seldom.lock:
            _seldom.inside -= 1
            if not _seldom.inside:
                gc.set_threshold(*_seldom.before)
