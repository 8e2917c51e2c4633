"""aligner score: an alignment against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = "Example:  aligner score gold.beads found.beads"


def score(
    gold: Annotated[Path, typer.Argument(help="Gold alignment: bracket lines or a ladder.")],
    found: Annotated[Path, typer.Argument(help="Alignment to score; - is stdin.")],
) -> None:
    """Score an alignment against gold: strict, lax and null precision, recall and F1."""
    from ..scoring import read_alignment, score_table
    from ..scoring import score as score_pairs

    typer.echo(score_table(score_pairs([(read_alignment(gold), read_alignment(found))])))
