"""JSON Lines: one Bitext record a line, with every field; what `aligner.read_bitext` reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from ..interchange.clean import json_line
from ..records import Bitext
from ._files import text_output


class JsonlWriter:
    """Writes every field of every record, provenance included."""

    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson")

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()

    def write(self, bitexts: Iterable[Bitext], path: Path) -> None:
        """Write one line a bitext."""
        with text_output(path) as file:
            file.writelines(json_line(bitext) + "\n" for bitext in bitexts)
