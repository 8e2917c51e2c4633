"""Opening files so that whatever lies at a path ends in bytes or in a clear InputError; gzip and zstd are unpacked."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

from ..errors import InputError, UsageError
from ..remote import RemoteError

BROKEN_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a compression that zipfile lacks
    RuntimeError,  # an encrypted member
    OSError,
    ValueError,
)
"""What zipfile raises over an archive that is none, or damaged, or beyond it."""
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_BUFFER = 1 << 16
# News text shrinks to a quarter, lists of almost equal lines to a fiftieth; gzip can shrink nothing beyond 1:1032.
_ANY_RATIO_UP_TO, _HIGHEST_RATIO = 200_000_000, 200


def open_file(path: Path) -> BinaryIO:
    """Open a regular file for reading bytes, unpacked if it is gzip or zstd by its first bytes.

    Raises InputError for folders, devices, link loops and refused access; what is unpacked raises it while it is read,
    where it is damaged or grows beyond all bounds.
    """
    try:
        # Asked first, because opening a named pipe would wait for ever.
        if path.exists() and not path.is_file():
            raise InputError(f"{path}: this is not a file. Name a file, or the folder that holds it.")
        file = path.open("rb")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be opened ({why}). Check the path and who may read it.") from error
    return unpacked(file, str(path))


def refuse_missing(path: Path) -> None:
    """Raise UsageError where somebody named a path at which there is nothing."""
    if not path.exists():
        raise UsageError(f"{path}: there is no such file or folder. Check the path.")


def unpacked(file: io.BufferedReader[Any], name: str) -> BinaryIO:
    """Return a stream of what gzip or zstd data holds, and any other stream as it is; `name` is for messages."""
    first = file.peek(len(_ZSTD))
    if first.startswith(_GZIP):
        return cast(BinaryIO, io.BufferedReader(_Unpacked(file, cast(BinaryIO, gzip.open(file)), name), _BUFFER))
    if first.startswith(_ZSTD):
        import pyarrow

        stream = cast(BinaryIO, pyarrow.CompressedInputStream(file, "zstd"))
        return cast(BinaryIO, io.BufferedReader(_Unpacked(file, stream, name), _BUFFER))
    return file


class _Unpacked(io.RawIOBase):
    """A decompressed stream that stops at damage, and where far more comes out than any text is worth."""

    def __init__(self, packed: io.BufferedReader[Any], stream: BinaryIO, name: str) -> None:
        self._packed, self._stream, self._name, self._size = packed, stream, name, 0
        # What stands before the damage is worth having, so no more than one block is waited for.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._read(len(buffer))
        except RemoteError:
            raise
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(
                f"{self._name}: the compressed data is damaged or cut off ({error}). Fetch the file again."
            ) from error
        self._size += len(data)
        if self._size > _ANY_RATIO_UP_TO and self._size > _HIGHEST_RATIO * self._packed.tell():
            raise InputError(
                f"{self._name}: refused as a decompression bomb: {self._packed.tell():,} bytes hold over {self._size:,}. "
                "If that is right, unpack the file yourself."
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._packed.close()
        super().close()
