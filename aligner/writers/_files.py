"""Where a writer's text goes: a file that appears whole or not at all, or standard output for `-`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

BREAKS = str.maketrans(dict.fromkeys("\t\n\r\v\f\x85\u2028\u2029", " "))


def one_line(text: str) -> str:
    """Return the text with every tab and line break as one space, as formats of one segment a line want it."""
    return text.replace("\r\n", " ").translate(BREAKS)


@contextmanager
def text_output(path: Path) -> Iterator[TextIO]:
    """Open `path` for UTF-8 text with plain line feeds; `-` is standard output."""
    if str(path) == "-":
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        yield sys.stdout
        sys.stdout.flush()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
