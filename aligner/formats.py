"""Which format of bitext a file is in: by the name given, or else by how the file's name ends."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .errors import UsageError
from .parts import build, by_ending, find, names
from .protocols import BitextReader, Writer
from .records import Bitext

_WHOLE = ("null alignment", "crossing bead")  # what writers leave out as a whole: of all else, a part


def reader_for(
    path: Path, name: str | None = None, source_lang: str | None = None, target_lang: str | None = None
) -> BitextReader:
    """Return a reader of bitext; raises UsageError where the format is neither named nor to be seen from the file's name.

    The languages are those of a file that states none, and choose among those it states.
    """
    chosen = name or _by_ending(path, "bitext_readers", "--from")
    reader: BitextReader = build("bitext_readers", chosen, {"source_lang": source_lang, "target_lang": target_lang})
    return reader


def writer_for(path: Path, name: str | None = None, options: Mapping[str, str] | None = None) -> Writer:
    """Return a writer; raises UsageError where the format is neither named nor to be seen from the file's name.

    Of the options those are used that the writer takes.
    """
    chosen = name or _by_ending(path, "writers", "--format; for convert --to")
    taken = inspect.signature(find("writers", chosen)).parameters
    writer: Writer = build("writers", chosen, {key: value for key, value in (options or {}).items() if key in taken})
    return writer


class Counted:
    """Bitexts counted as they pass."""

    def __init__(self, bitexts: Iterable[Bitext]) -> None:
        self._bitexts, self.count = bitexts, 0

    def __iter__(self) -> Iterator[Bitext]:
        """Yield the bitexts."""
        for bitext in self._bitexts:
            self.count += 1
            yield bitext


def written_text(bitexts: Counted, writer: Writer, path: Path) -> str:
    """Return in words how many bitexts a writer wrote where, and what it left out; empty where it wrote all to stdout."""
    count = bitexts.count - sum(writer.left_out[name] for name in _WHOLE)
    left_out = f"left out {left_out_text(writer.left_out)}" if any(writer.left_out.values()) else ""
    if str(path) == "-":
        return f"{path}: {left_out}" if left_out else ""
    # Moses pairs are several files beside the name given.
    name = path.with_suffix("") if path.suffix in writer.suffixes else path
    return f"{path if path.exists() else f'{name}.*'}: {count:,} bitexts written" + (
        f"; {left_out}" if left_out else ""
    )


def left_out_text(left_out: Counter[str]) -> str:
    """Return in words what a reader or writer left out, the most frequent first; empty where it was nothing."""
    found = sorted(left_out.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count:,} × {name}" for name, count in found if count)


def _by_ending(path: Path, kind: str, option: str) -> str:
    if name := by_ending(kind, path.name):
        return name
    raise UsageError(
        f"The name {path.name!r} does not tell: name the format ({option}), one of {', '.join(names(kind))}."
    )
