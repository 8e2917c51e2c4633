"""aligner pair: which articles tell of the same event."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError
from ._options import UNREADABLE_INPUT, Encoder, Inputs, Lang, Languages, Model, Settings, settings_from

EXAMPLE = "Example:  aligner pair news/ --source ko --target en > pairs.tsv"


def pair(
    inputs: Inputs,
    source: Lang = None,
    target: Lang = None,
    languages: Languages = None,
    encoder: Encoder = None,
    model: Model = None,
    output_format: Annotated[str, typer.Option("--format", help="tsv or jsonl.")] = "tsv",
    config: Settings = None,
) -> None:
    """Pair articles about the same event; why the others were left alone goes to stderr."""
    from tempfile import TemporaryDirectory

    from ..api import pair as pair_articles
    from ..inputs import collect, read_documents, with_stdin
    from ..records import Document, Note, to_line

    if output_format not in ("tsv", "jsonl"):
        raise UsageError(f"--format is tsv or jsonl, not {output_format!r}.")
    settings = settings_from(config, source, target, encoder, model, None, languages)
    with TemporaryDirectory() as folder:
        files, notes = collect(with_stdin(inputs, Path(folder)))
        items = list(read_documents(files, settings.reader_options))
    found = pair_articles([item for item in items if isinstance(item, Document)], settings=settings)
    if output_format == "tsv":
        typer.echo(found.to_pandas().to_csv(sep="\t", index=False), nl=False)
    else:
        for one in found.pairs:
            typer.echo(to_line(one))
    notes = [*notes, *(item for item in items if isinstance(item, Note)), *found.notes]
    for note in notes:
        typer.echo(f"{note.outcome}\t{note.source}\t{note.message}", err=True)
    if any(note.outcome == "unreadable" for note in notes):
        raise SystemExit(UNREADABLE_INPUT)
