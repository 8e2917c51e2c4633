"""What is said of a finished run, whatever its size: counts from its summary, and where the report is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from ..results import RunResult


def say_counts(result: RunResult) -> None:
    """Say how many bitexts are kept, and why others are not."""
    counts = result.decided
    kept, rejected = counts["kept"], counts["rejected"]
    typer.echo(f"Kept {kept:,} of {kept + rejected:,} bitexts: {result.folder / 'kept.jsonl'}")
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        if name.startswith("reason:"):
            typer.echo(f"{count:9,}  {name.removeprefix('reason:')}")


def say_page(result: RunResult, page: Path | None) -> None:
    """Say where the report is, or how to have one of a run that is too big for one unasked."""
    if page:
        typer.echo(f"Report: {page}")
    else:
        typer.echo(
            f"aligner: more bitexts than a report is made for unasked; `aligner report {result.folder}` makes one.",
            err=True,
        )
