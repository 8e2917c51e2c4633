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
    """Score an alignment against gold: strict, lax and null precision, recall and F1.

    Where every bead has a third field from 0 to 1, as --format vecalign prints it, 1 less it is read as the bead's
    probability, and the expected calibration error is shown too.
    """
    from ..readers._files import refuse_missing
    from ..scoring import outcomes, read_alignment, read_probabilities, score_table
    from ..scoring import score as score_pairs

    for path in (gold, found):
        if str(path) != "-":
            refuse_missing(path)
    known, beads = read_alignment(gold), read_probabilities(found)
    typer.echo(score_table(score_pairs([(known, [link for link, _ in beads])])))
    sure = [(link, probability) for link, probability in beads if probability is not None]
    if beads and len(sure) == len(beads):
        from ..confidence import calibration_error

        typer.echo(f"expected calibration error {calibration_error(outcomes(known, sure)):.3f}")
