"""Jobs whose worker is killed: once, so that another one finishes them, or every time."""

import os
import signal
from pathlib import Path


def killed_once(path: str) -> str:
    marker = Path(path)
    if "victim" in path and not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return path


def always_killed(path: str) -> str:
    if "victim" in path:
        os.kill(os.getpid(), signal.SIGKILL)
    return path
