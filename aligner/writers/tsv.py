"""Tab-separated values with a header; column names are Bitextor's where they fit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from ..records import Bitext, Reference
from ._files import one_line, text_output

COLUMNS = (
    "src_url",
    "trg_url",
    "src_text",
    "trg_text",
    "aligner_score",
    "src_lang",
    "trg_lang",
    "src_date",
    "trg_date",
    "src_sentences",
    "trg_sentences",
    "src_offsets",
    "trg_offsets",
    "keep",
    "reasons",
    "id",
)


class TsvWriter:
    """Writes one row a bitext; tabs and line breaks inside a text become spaces, so that every row is one line.

    `aligner_score` is the bead's probability. Offsets are `start-stop` of each sentence in code points, spaces between.
    """

    suffixes: ClassVar[tuple[str, ...]] = (".tsv",)

    def write(self, bitexts: Iterable[Bitext], path: Path) -> None:
        """Write the header and one row a bitext."""
        with text_output(path) as file:
            file.write("\t".join(COLUMNS) + "\n")
            for b in bitexts:
                file.write("\t".join(one_line(str(cell)) for cell in _row(b)) + "\n")


def _row(b: Bitext) -> tuple[object, ...]:
    return (
        b.source_ref.document,
        b.target_ref.document,
        b.source_text,
        b.target_text,
        f"{b.scores['probability']:.6f}",
        b.source_lang,
        b.target_lang,
        b.source_ref.date or "",
        b.target_ref.date or "",
        _numbers(b.source_ref),
        _numbers(b.target_ref),
        _offsets(b.source_ref),
        _offsets(b.target_ref),
        "true" if b.keep else "false",
        "; ".join(b.reasons),
        b.id,
    )


def _numbers(reference: Reference) -> str:
    return " ".join(map(str, range(reference.sentences.start, reference.sentences.stop)))


def _offsets(reference: Reference) -> str:
    return " ".join(f"{span.start}-{span.stop}" for span in reference.spans)
