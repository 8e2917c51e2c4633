"""What every reader of bitext needs: bytes and lines of a file or of standard input, and the languages asked for."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from ..errors import InputError, UsageError
from ..languages import normalise_code
from ..readers._files import open_file, refuse_missing, unpacked
from ..records import Bitext

_LONGEST_LINE = 100_000_000


class BaseReader:
    """Keeps the languages asked for, and counts by name what a file holds that no record can.

    `source_lang` and `target_lang` say which languages a file is in that states none, and choose among those it states.
    """

    def __init__(self, source_lang: str | None = None, target_lang: str | None = None) -> None:
        self.source_lang, self.target_lang = source_lang, target_lang
        self.left_out: Counter[str] = Counter()

    def languages(self, source: str | None, target: str | None, path: Path) -> tuple[str, str]:
        """Return the languages as stated, or else as asked for; raises UsageError where neither says."""
        found = source or self.source_lang, target or self.target_lang
        if not (found[0] and found[1]):
            raise UsageError(f"{path} does not say in which languages it is: give --source and --target.")
        return found[0], found[1]

    def is_wanted(self, source: str, target: str) -> bool:
        """Tell whether these are the languages asked for; if not, count them as left out."""
        wanted = same_language(source, self.source_lang) and same_language(target, self.target_lang)
        if not wanted:
            self.left_out[f"bitext {source}-{target}, not the languages asked for"] += 1
        return wanted

    def wanted(self, bitext: Bitext) -> Iterator[Bitext]:
        """Yield the bitext if it is in the languages asked for."""
        if self.is_wanted(bitext.source_lang, bitext.target_lang):
            yield bitext


def same_language(stated: str, wanted: str | None) -> bool:
    """Tell whether a language is the one wanted, regions and scripts aside; nothing wanted is any."""
    return wanted is None or normalise_code(stated) == normalise_code(wanted)


def open_input(path: Path) -> BinaryIO:
    """Open a file, or standard input for `-`, unpacked if it is gzip or zstd.

    Raises UsageError where there is nothing, InputError where it cannot be opened.
    """
    if str(path) == "-":
        return unpacked(io.BufferedReader(cast(Any, sys.stdin.buffer)), "-")
    refuse_missing(path)
    return open_file(path)


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the number and text of each line that is not empty, cut at line feeds alone.

    Raises InputError, naming the line, for bytes that are not UTF-8 and for a line of over 100 MB.
    """
    with open_input(path) as file:
        number = 0
        while line := file.readline(_LONGEST_LINE):
            number += 1
            if len(line) == _LONGEST_LINE:
                raise InputError(f"{path}, line {number}: over 100 MB is no line. Is it another format?")
            text = decoded(line, path, number)
            if text:
                yield number, text


def decoded(line: bytes, path: Path, number: int) -> str:
    """Return a line of bytes as text without its end, and without a byte order mark if it is the first."""
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}, line {number}: byte {error.start} is not UTF-8. Save the file as UTF-8, for example with iconv."
        ) from error
    return text.removesuffix("\n").removesuffix("\r")
