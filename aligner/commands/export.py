"""aligner export: a run's bitext in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import UsageError

EXAMPLE = "Example:  aligner export out bitext.tmx"


def export(
    run_folder: Annotated[Path, typer.Argument(help="Folder of a finished run.")],
    file: Annotated[Path, typer.Argument(help="File to write; - is stdout.")],
    output_format: Annotated[
        str | None, typer.Option("--format", help="jsonl, tsv or tmx; by suffix if left out.")
    ] = None,
    which: Annotated[str, typer.Option(help="kept, rejected or all.")] = "kept",
) -> None:
    """Write a run's bitext in another format."""
    from ..parts import build, find, names
    from ..pipeline import saved

    if which not in ("kept", "rejected", "all"):
        raise UsageError(f"--which is kept, rejected or all, not {which!r}.")
    by_suffix = {suffix: name for name in names("writers") for suffix in find("writers", name).suffixes}
    chosen = output_format or by_suffix.get(file.suffix.lower())
    if not chosen:
        raise UsageError(f"No format is known for {file.name!r}: give --format, one of {', '.join(names('writers'))}.")
    bitexts = saved(run_folder).bitexts()
    build("writers", chosen).write((b for b in bitexts if which == "all" or b.keep == (which == "kept")), file)
