"""How much memory this process holds at most, a limit on it, and how often garbage is looked for; figures are MiB."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

_KIB = 1024
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


def limit(megabytes: int) -> None:
    """Let this process fail with MemoryError beyond so much private memory; 0 is no limit, and Windows has none."""
    if megabytes:
        with suppress(ImportError):
            import resource

            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            resource.setrlimit(resource.RLIMIT_DATA, (megabytes * _KIB * _KIB, hard))


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
