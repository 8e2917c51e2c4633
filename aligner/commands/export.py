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
        str | None, typer.Option("--format", help="One of the writers, see `aligner parts`; by suffix if left out.")
    ] = None,
    precision: Annotated[
        float | None, typer.Option(help="Keep the surest bitexts that are together this precise.")
    ] = None,
    which: Annotated[str | None, typer.Option(help="kept (the default), rejected or all.", show_default=False)] = None,
    source: Annotated[str | None, typer.Option(help="Only bitext with this source language.")] = None,
    target: Annotated[str | None, typer.Option(help="Only bitext with this target language.")] = None,
    licence: Annotated[
        str | None, typer.Option(help="Licence to name in the card of a dataset (hf).", show_default=False)
    ] = None,
    review: Annotated[
        bool, typer.Option("--review", help="Write all bitext for a reviewer: a workbook (.xlsx) or a page (.html).")
    ] = False,
) -> None:
    """Write a run's bitext in another format; what is written, and what that format cannot hold, is counted on stderr."""
    from ..confidence import threshold_for_precision
    from ..formats import Counted, writer_for, written_text
    from ..languages import normalise_code
    from ..results import saved

    if which not in (None, "kept", "rejected", "all"):
        raise UsageError(f"--which is kept, rejected or all, not {which!r}.")
    if review:
        _refuse_beside_review(which, precision, output_format, licence)
    result = saved(run_folder)
    codes = [normalise_code(code) if code else None for code in (source, target)]
    in_languages = (
        b
        for b in result.bitexts()
        if all(code in (None, lang) for code, lang in zip(codes, (b.source_lang, b.target_lang), strict=True))
    )
    if review:
        from ..reviews import write_review

        to_judge = Counted(in_languages)
        write_review(to_judge, file, result.signature)
        typer.echo(f"aligner: {file}: {to_judge.count:,} bitexts to judge", err=True)
        return
    writer = writer_for(file, output_format, {"licence": licence or "unknown", "signature": result.signature})
    least = 0.0
    if precision is not None:
        least = threshold_for_precision((b.scores["probability"] for b in result.bitexts() if b.keep), precision)
    chosen = Counted(
        b
        for b in in_languages
        if (which == "all" or b.keep == (which != "rejected")) and b.scores["probability"] >= least
    )
    writer.write(chosen, file)
    if said := written_text(chosen, writer, file):
        typer.echo(f"aligner: {said}", err=True)


def _refuse_beside_review(
    which: str | None, precision: float | None, output_format: str | None, licence: str | None
) -> None:
    """Raise UsageError for options that say nothing of a review, or would leave out rows that it needs."""
    if which not in (None, "all") or precision is not None:
        name = "--precision" if precision is not None else f"--which {which}"
        raise UsageError(
            f"--review takes no {name}: a reviewer sees every bitext of an article pair, what was rejected and why included."
        )
    if output_format is not None:
        raise UsageError("--review takes no --format: a name ending in .xlsx is a workbook, one in .html a page.")
    if licence is not None:
        raise UsageError("--review takes no --licence: only the card of a dataset (--format hf) names one.")
