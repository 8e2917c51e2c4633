"""A folder of a Hugging Face dataset: every Parquet file in it, our own or with a `translation` column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from ..errors import InputError
from ..readers._files import refuse_missing
from ..records import Bitext
from ._input import BaseReader
from ._parquet import read_parquet


class HfBitextReader(BaseReader):
    """Reads the files in the order of their names; to be asked for by name."""

    suffixes: ClassVar[tuple[str, ...]] = ()

    def read(self, path: Path) -> Iterator[Bitext]:
        """Yield a bitext a row; raises InputError where the folder holds no Parquet file."""
        refuse_missing(path)
        files = sorted(path.rglob("*.parquet"))
        if not files:
            raise InputError(f"{path}: there is no Parquet file in it. Give the folder of a dataset.")
        for file in files:
            yield from read_parquet(self, file)
