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
    precision: Annotated[
        float | None, typer.Option(help="Keep the surest bitexts that are together this precise.")
    ] = None,
    which: Annotated[str, typer.Option(help="kept, rejected or all.")] = "kept",
) -> None:
    """Write a run's bitext in another format."""
    from ..confidence import threshold_for_precision
    from ..parts import build, find, names
    from ..pipeline import saved

    if which not in ("kept", "rejected", "all"):
        raise UsageError(f"--which is kept, rejected or all, not {which!r}.")
    by_suffix = {suffix: name for name in names("writers") for suffix in find("writers", name).suffixes}
    chosen = output_format or by_suffix.get(file.suffix.lower())
    if not chosen:
        raise UsageError(f"No format is known for {file.name!r}: give --format, one of {', '.join(names('writers'))}.")
    result = saved(run_folder)
    least = 0.0
    if precision is not None:
        least = threshold_for_precision((b.scores["probability"] for b in result.bitexts() if b.keep), precision)
    chosen_bitexts = (
        b
        for b in result.bitexts()
        if (which == "all" or b.keep == (which == "kept")) and b.scores["probability"] >= least
    )
    build("writers", chosen).write(chosen_bitexts, file)
