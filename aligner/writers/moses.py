"""Moses pairs: two line-parallel files of a pair of languages, named as OPUS names them, `NAME.ko-en.ko` and `NAME.ko-en.en`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar, TextIO

from ..errors import InputError, NotText
from ..interchange.clean import languages_in_names, one_line, writable
from ..records import Bitext, to_line
from ._files import refuse_packed, text_output

SUFFIX = ".moses"


class MosesWriter:
    """Writes lines of text, and beside them `NAME.ko-en.provenance.jsonl` with the record of each line.

    The name given is `NAME` or `NAME.moses`. Null alignments have no line and are left out.
    """

    suffixes: ClassVar[tuple[str, ...]] = (SUFFIX,)

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()

    def write(self, bitexts: Iterable[Bitext], path: Path) -> None:
        """Write three files a pair of languages; raises InputError where there is no bitext, as it has no languages."""
        if str(path) == "-":
            raise NotText("Moses text is two files and cannot go to stdout: give a name.")
        refuse_packed(path)
        name = path.with_suffix("") if path.suffix == SUFFIX else path
        files: dict[tuple[str, str], tuple[TextIO, TextIO, TextIO]] = {}
        with ExitStack() as stack:
            for b in writable(bitexts):
                if not (b.source_text and b.target_text):
                    self.left_out["null alignment"] += 1
                    continue
                pair = languages_in_names(b)
                if pair not in files:
                    endings = (pair[0], pair[1], "provenance.jsonl")
                    paths = [name.with_name(f"{name.name}.{'-'.join(pair)}.{ending}") for ending in endings]
                    opened = [stack.enter_context(text_output(file)) for file in paths]
                    files[pair] = (opened[0], opened[1], opened[2])
                source, target, records = files[pair]
                source.write(one_line(b.source_text) + "\n")
                target.write(one_line(b.target_text) + "\n")
                records.write(to_line(b) + "\n")
            if not files:
                raise InputError("There is no bitext to write, and Moses files are named by its languages.")
