"""aligner align: two texts in, their aligned sentences out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from ._options import Encoder, Lang, Model, Settings, Splitter, document, settings_from

EXAMPLE = "Example:  aligner align korean.txt english.txt --format vecalign > beads.txt"


def align(
    source: Annotated[Path, typer.Argument(help="Text in one language; - is stdin.")],
    target: Annotated[Path, typer.Argument(help="Text in the other; - is stdin.")],
    source_lang: Lang = None,
    target_lang: Lang = None,
    encoder: Encoder = None,
    model: Model = None,
    splitter: Splitter = None,
    output_format: Annotated[str, typer.Option("--format", help="table, vecalign, tsv, jsonl or tmx.")] = "table",
    config: Settings = None,
) -> None:
    """Align the sentences of two texts that belong together."""
    from ..api import align_documents
    from ..stages import judge

    if str(source) == str(target) == "-":
        raise UsageError("Only one of the two texts can come from stdin: give a file for the other.")
    settings = settings_from(config, source_lang, target_lang, encoder, model, splitter)
    alignment = align_documents(document(source, source_lang), document(target, target_lang), settings)
    if output_format == "table":
        from ..reports.terminal import alignment_table

        typer.echo(alignment_table(alignment, judge([alignment], settings), colour=sys.stdout.isatty()), nl=False)
    elif output_format == "vecalign":
        from ..scoring import bracket_line

        for bead in alignment.beads:
            typer.echo(bracket_line(bead))
    else:
        from ..parts import build

        build("writers", output_format).write(judge([alignment], settings), Path("-"))
