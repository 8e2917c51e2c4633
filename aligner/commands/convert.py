"""aligner convert: bitext from one format to another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = "Example:  aligner convert memory.tmx bitext.tsv --source ko --target en"

SourceOfPair = Annotated[
    str | None,
    typer.Option("--source", help="Source language: of a file that states none, or to choose one.", show_default=False),
]
TargetOfPair = Annotated[
    str | None, typer.Option("--target", help="Target language, in the same way.", show_default=False)
]


def convert(
    source_file: Annotated[Path, typer.Argument(metavar="IN", help="Bitext in any format read; - is stdin.")],
    target_file: Annotated[Path, typer.Argument(metavar="OUT", help="File or folder to write; - is stdout.")],
    input_format: Annotated[
        str | None, typer.Option("--from", help="Format of IN; by its ending if left out.", show_default=False)
    ] = None,
    output_format: Annotated[
        str | None, typer.Option("--to", help="Format of OUT; by its ending if left out.", show_default=False)
    ] = None,
    source: SourceOfPair = None,
    target: TargetOfPair = None,
    licence: Annotated[str, typer.Option(help="Licence to name in the card of a dataset (hf).")] = "unknown",
) -> None:
    """Convert bitext between formats. What is written, and what OUT cannot hold, is counted on stderr; malformed input is an
    error with its place.

    Formats read and written are listed by `aligner parts` as bitext_readers and writers.
    """
    from ..formats import Counted, left_out_text, reader_for, writer_for, written_text

    reader = reader_for(source_file, input_format, source, target)
    writer = writer_for(target_file, output_format, {"licence": licence})
    bitexts = Counted(reader.read(source_file))
    writer.write(bitexts, target_file)
    if any(reader.left_out.values()):
        typer.echo(f"aligner: {source_file}: left out {left_out_text(reader.left_out)}", err=True)
    if said := written_text(bitexts, writer, target_file):
        typer.echo(f"aligner: {said}", err=True)
