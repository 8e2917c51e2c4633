"""aligner review: a reviewer's corrections brought back into a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ._options import Encoder, Model, Settings, Splitter, progress, settings_from
from ._outcome import say_page

if TYPE_CHECKING:
    from ..reviews.judgement import Outcome
    from ..scoring import Counts, Score

EXAMPLE = "Example:  aligner export out review.xlsx --review; aligner review out review.xlsx -o reviewed"


def review(
    run_folder: Annotated[Path, typer.Argument(help="Folder of the run that was reviewed.")],
    corrections: Annotated[Path, typer.Argument(help="The workbook, or the file that the page downloaded.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for the run with them; default OUT/reviewed.")
    ] = None,
    encoder: Encoder = None,
    model: Model = None,
    splitter: Splitter = None,
    config: Settings = None,
) -> None:
    """Lock what a reviewer confirmed, align the rest between it anew, and say how the tool did by the reviewer."""
    from ..api import page_if_small
    from ..reviewing import review as bring_back
    from ..reviews.corrections import read_corrections

    settings = settings_from(config, None, None, encoder, model, splitter)
    folder = output or run_folder / "reviewed"
    result, outcome = bring_back(run_folder, read_corrections(corrections), folder, settings, progress())
    typer.echo(outcome_text(outcome))
    typer.echo(f"Kept bitext: {folder / 'kept.jsonl'}")
    say_page(result, page_if_small(result))


def outcome_text(outcome: Outcome) -> str:
    """Return in words how the tool did; figures only of what was judged."""
    if outcome.calibration is None:
        return "Nothing in this review is judged: it says nothing of how the tool did."
    said = ", ".join(f"{name} {count}" for name, count in outcome.decisions.items())
    lines = [f"Reviewed: {said}"]
    for name, (right, total) in (("kept", outcome.kept), ("dropped", outcome.dropped)):
        if total:
            lines.append(f"Of {total} reviewed bitexts that were {name}, {right} are right ({right / total:.1%})")
    lines.append("The tool by the reviewer, over what was reviewed (–: nothing of the kind was):")
    lines += figure_lines(outcome.score, outcome.counts)
    lines.append(f"expected calibration error {outcome.calibration:.3f}")
    return "\n".join(lines)


def figure_lines(found: Score, counts: Counts) -> list[str]:
    """Return a table of the figures, with a dash for each that there is nothing to divide by."""
    lines = [f"{'':8}{'precision':>10}{'recall':>10}{'F1':>10}"]
    rows = (
        ("strict", found.strict, counts.found, counts.gold),
        ("lax", found.lax, counts.found, counts.gold),
        ("null", found.null, counts.null_found, counts.null_gold),
    )
    for name, figures, of_found, of_gold in rows:
        cells = ((figures.precision, of_found), (figures.recall, of_gold), (figures.f1, of_found and of_gold))
        lines.append(f"{name:8}" + "".join(f"{value:10.3f}" if whole else f"{'–':>10}" for value, whole in cells))
    return lines
