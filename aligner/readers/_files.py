"""Opening files so that whatever lies at a path ends in bytes or in a clear InputError."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from ..errors import InputError


def open_file(path: Path) -> BinaryIO:
    """Open a regular file for reading bytes; raises InputError for folders, devices, link loops and refused access."""
    try:
        # Asked first, because opening a named pipe would wait for ever.
        if path.exists() and not path.is_file():
            raise InputError(f"{path}: this is not a file. Name a file, or the folder that holds it.")
        return path.open("rb")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be opened ({why}). Check the path and who may read it.") from error
