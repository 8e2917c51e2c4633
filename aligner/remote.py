"""Inputs by URL (S3-compatible, GCS, HTTP and whatever else fsspec knows), read where they lie, a block at a time."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

from .errors import UsageError

_URL = re.compile(r"([a-z][a-z0-9+.-]+):/{1,3}(?=[^/])", re.IGNORECASE)
_ROOTED = ("file", "local")  # schemes of paths on this machine: three slashes, no host
_TAGS = ("ETag", "etag", "md5Hash", "crc32c")  # what S3, Azure and GCS change with the contents
_BUFFER = 1 << 16


class RemoteError(OSError):
    """A file at a URL cannot be opened or read; the message says which and why."""


def is_url(path: str | os.PathLike[str]) -> bool:
    """Return whether a path is a URL, as `s3://bucket/news`, also one that `Path` took a slash from."""
    return _URL.match(str(path)) is not None and not os.path.lexists(path)


def located(path: str | os.PathLike[str]) -> Path:
    """Return a path on this machine, or what reads the file at a URL and else behaves like a path.

    Raises UsageError where the package is missing that reads such URLs.
    """
    return cast(Path, RemotePath(path)) if is_url(path) else Path(path)


def files_below(url: Path) -> Iterator[Path]:
    """Yield the file at a URL, or those below it, sorted, without hidden ones; raises UsageError where there is none."""
    remote = cast(RemotePath, url)
    storage = remote.filesystem
    try:
        found = [remote.inside] if remote.is_file() else sorted(storage.find(remote.inside))
    except Exception as error:  # each file system has errors of its own
        raise UsageError(f"{url} cannot be listed: {_said(error)}. Check the address and who may read it.") from error
    if not found:
        raise UsageError(f"{url}: there is no such file or folder. Check the address.")
    top = len(PurePosixPath(remote.inside).parts)
    for name in found:
        below = PurePosixPath(name).parts[top:]
        if not any(part.startswith(".") for part in below):
            yield cast(Path, RemotePath(storage.unstrip_protocol(name)))


class RemotePath(PurePosixPath):
    """A file at a URL. Whatever goes wrong with it is a RemoteError."""

    def __str__(self) -> str:
        return _URL.sub(lambda found: _scheme(found[1]), super().__str__(), count=1)

    @cached_property
    def filesystem(self) -> Any:  # noqa: ANN401 - one of fsspec's
        """Return what knows this kind of URL; raises UsageError where nothing does."""
        if find_spec("fsspec") is None:
            raise UsageError(f"{self} is read with the package 'fsspec': pip install 'aligner[remote]'.")
        import fsspec

        try:
            return fsspec.core.url_to_fs(str(self))[0]
        except (ImportError, ValueError) as error:  # fsspec names the package to install
            raise UsageError(f"{self} cannot be read: {error}.") from error

    @property
    def inside(self) -> str:
        """Return the path by which its file system knows it."""
        return str(self.filesystem._strip_protocol(str(self)))

    def open(self, _mode: str = "rb") -> BinaryIO:
        """Open the file for reading bytes."""
        try:
            raw = self.filesystem.open(self.inside, "rb")
        except Exception as error:
            raise RemoteError(_said(error)) from error
        return cast(BinaryIO, io.BufferedReader(_Stream(raw), _BUFFER))

    def exists(self) -> bool:
        return bool(self._info)

    def is_file(self) -> bool:
        return self._info.get("type") == "file"

    def is_dir(self) -> bool:
        return False

    def stat(self) -> SimpleNamespace:
        """Return `st_size`, how many bytes the file holds; 0 where that is not known."""
        with suppress(RemoteError):
            return SimpleNamespace(st_size=int(self._info.get("size") or 0))
        return SimpleNamespace(st_size=0)

    @property
    def tag(self) -> str:
        """Return what changes with the contents, without reading them; empty where the storage has no such thing."""
        found = next((f"{name} {self._info[name]}" for name in _TAGS if self._info.get(name)), "")
        return found and f"{self.stat().st_size} {found}"

    @cached_property
    def _info(self) -> dict[str, Any]:
        try:
            return dict(self.filesystem.info(self.inside))
        except FileNotFoundError:
            return {}
        except Exception as error:
            raise RemoteError(_said(error)) from error


class _Stream(io.RawIOBase):
    """A file of fsspec's whose errors are RemoteErrors."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - one of fsspec's
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        try:
            return int(self._file.seek(offset, whence))
        except Exception as error:
            raise RemoteError(_said(error)) from error

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._file.read(len(buffer))
        except Exception as error:
            raise RemoteError(_said(error)) from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def _scheme(name: str) -> str:
    return f"{name}:///" if name in _ROOTED else f"{name}://"


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
