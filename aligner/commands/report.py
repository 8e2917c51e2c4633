"""aligner report: a run's report rendered again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = "Example:  aligner report out --format terminal"


def report(
    run_folder: Annotated[Path, typer.Argument(help="Folder of a finished run.")],
    output_format: Annotated[str, typer.Option("--format", help="html, terminal or json.")] = "html",
) -> None:
    """Render a run's report again: html into its folder, the others to stdout."""
    from ..api import write_page
    from ..parts import build
    from ..results import saved

    result = saved(run_folder)
    alignments, bitexts = list(result.alignments()), list(result.bitexts())
    if output_format == "html":
        typer.echo(write_page(result, alignments, bitexts))
    else:
        typer.echo(build("reports", output_format).render(alignments, bitexts, result.notes), nl=False)
