"""Texts of a test set, and which bitexts hold one: as it is, but for case, punctuation and digits, or but for one word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import columns, shards
from .bitext_readers._input import lines
from .errors import UsageError
from .formats import reader_for
from .near import TextKeys, one_word_apart, text_keys
from .parts import by_ending
from .records import Bitext
from .rules import Reasons

if TYPE_CHECKING:
    import pyarrow

_UNSTATED = "und"
SIDES = ("source", "target")


@dataclass(frozen=True, slots=True)
class ExcludedText:
    """One text of a test set: where it stands there, and its keys."""

    place: str
    keys: TextKeys


def excluded_texts(path: Path) -> Iterator[ExcludedText]:
    """Yield both sides of every bitext of a file, or every line of one in no known format or of a table of one column.

    Raises InputError for what is no text in UTF-8, and UsageError for a folder in no known format.
    """
    if path.is_dir() and by_ending("bitext_readers", path.name) is None:
        raise UsageError(f"{path} is a folder in no known format: give a file of bitext or of lines.")
    if _is_lines(path):
        for number, line in lines(path):
            if line.strip():
                yield ExcludedText(f"line {number} of {path}", text_keys(line))
        return
    for number, b in enumerate(bitexts_of(path), start=1):
        texts = (b.source_text, b.target_text)
        yield from (ExcludedText(f"text {number} of {path}", text_keys(text)) for text in texts if text.strip())


def _is_lines(path: Path) -> bool:
    known = by_ending("bitext_readers", path.name)
    return known is None or (known == "tsv" and all("\t" not in line for _, line in islice(lines(path), 1)))


def bitexts_of(path: Path) -> Iterator[Bitext]:
    """Yield the bitexts of a file, whether or not it states its languages: they do not matter to keys."""
    try:
        yield from reader_for(path).read(path)
    except UsageError:
        yield from reader_for(path, None, _UNSTATED, _UNSTATED).read(path)


class ExcludedTexts:
    """The texts of test sets, in memory."""

    def __init__(self, paths: Sequence[Path]) -> None:
        texts = [text for path in paths for text in shards.read(path, ExcludedText)]
        self._texts = texts
        self._near = {text.keys.near: number for number, text in enumerate(texts)}
        self._ends: dict[int, list[int]] = {}
        for number, text in enumerate(texts):
            for end in text.keys.ends:
                self._ends.setdefault(end, []).append(number)
        self._known_near, self._known_ends = (np.array(sorted(known), np.int64) for known in (self._near, self._ends))

    def __len__(self) -> int:
        return len(self._texts)

    def overlaps(self, keys: pyarrow.Table, rows: NDArray[np.int64]) -> Reasons:
        """Return why some of the rows of a shard of keys are dropped: a side, or a sentence of one, is a test text."""
        out: Reasons = {}
        for side in SIDES:
            hashes = columns.field(keys, side, "near").to_numpy()
            for row in rows[np.isin(hashes[rows], self._known_near)].tolist():
                out.setdefault(row, self._reason(f"the {side} is", self._near[int(hashes[row])]))
        wanted = np.zeros(len(keys), bool)
        wanted[rows] = True
        sentences, of_row = columns.spread(columns.field(keys, "sentences"))
        hashes = sentences.to_numpy()
        for place in np.flatnonzero(np.isin(hashes, self._known_near) & wanted[of_row]).tolist():
            out.setdefault(int(of_row[place]), self._reason("it holds", self._near[int(hashes[place])]))
        for side in SIDES:
            self._near_matches(keys, side, wanted, out)
        return out

    def _near_matches(self, keys: pyarrow.Table, side: str, wanted: NDArray[np.bool_], out: Reasons) -> None:
        """Add rows of which one side differs in a word from a test text that begins or ends alike."""
        ends, of_row = columns.spread(columns.field(keys, side, "ends"))
        hashes = ends.to_numpy()
        forms: Any = columns.field(keys, side, "form")
        for place in np.flatnonzero(np.isin(hashes, self._known_ends) & wanted[of_row]).tolist():
            row = int(of_row[place])
            if row not in out:
                form = forms[row].as_py()
                for number in self._ends[int(hashes[place])]:
                    if one_word_apart(form, self._texts[number].keys.form):
                        out[row] = self._reason(f"the {side} is one word apart from", number)
                        break

    def _reason(self, words: str, number: int) -> tuple[str]:
        return (f"test set: {words} {self._texts[number].place}",)
