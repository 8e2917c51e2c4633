"""aligner align: two texts in, their aligned sentences out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import NotText, UsageError
from ._options import Cache, Encoder, Lang, Model, Precision, Settings, Splitter, document, settings_from

EXAMPLE = "Example:  aligner align korean.txt english.txt --format vecalign > beads.txt"


def align(
    source: Annotated[Path, typer.Argument(help="Text in one language; - is stdin.")],
    target: Annotated[Path, typer.Argument(help="Text in the other; - is stdin.")],
    source_lang: Lang = None,
    target_lang: Lang = None,
    encoder: Encoder = None,
    model: Model = None,
    splitter: Splitter = None,
    output_format: Annotated[
        str, typer.Option("--format", help="table, vecalign, tsv, jsonl, tmx or another writer of text.")
    ] = "table",
    anchors: Annotated[
        Path | None, typer.Option(help="Beads known beforehand, one [3]:[4, 5] a line.", show_default=False)
    ] = None,
    precision: Precision = None,
    cache: Cache = None,
    config: Settings = None,
) -> None:
    """Align the sentences of two texts that belong together.

    With a precision, --format vecalign prints the beads that are kept and no others.
    """
    from ..api import align_documents
    from ..scoring import bracket_line
    from ..stages import judge, promised

    if str(source) == str(target) == "-":
        raise UsageError("Only one of the two texts can come from stdin: give a file for the other.")
    more: dict[str, dict[str, Any]] = {"keep": {"precision": precision}, "cache": {"enabled": cache}}
    settings = settings_from(config, source_lang, target_lang, encoder, model, splitter, None, more)
    documents = document(source, source_lang), document(target, target_lang)
    alignment = align_documents(*documents, settings, anchors)
    if output_format == "vecalign" and settings.keep.precision is None:
        for bead in alignment.beads:
            typer.echo(bracket_line(bead))
        return
    bitexts = promised(judge([alignment], settings), settings)
    if output_format == "table":
        from ..reports.terminal import alignment_table

        typer.echo(alignment_table(alignment, bitexts, colour=sys.stdout.isatty()), nl=False)
    elif output_format == "vecalign":
        kept = {(b.source_ref.sentences, b.target_ref.sentences) for b in bitexts if b.keep}
        for bead in alignment.beads:
            if (bead.source, bead.target) in kept:
                typer.echo(bracket_line(bead))
    else:
        from ..parts import build

        try:
            build("writers", output_format).write(bitexts, Path("-"))
        except NotText as error:
            raise UsageError(
                f"--format {output_format} is not text, and cannot be printed: print jsonl, and make a file of it with "
                f"`aligner convert - FILE --from jsonl --to {output_format}`."
            ) from error
