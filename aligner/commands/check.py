"""aligner check: what a translation leaves out, adds or changes, with evidence."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ._options import Encoder, Lang, Model, Settings, Splitter, document, settings_from

if TYPE_CHECKING:
    from ..checking import Tally
    from ..config import Config
    from ..fidelity import Suppressions
    from ..protocols import BitextReader
    from ..records import Alignment, Bitext, Finding, Note, Severity

EXAMPLE = "Example:  aligner check korean.txt english.txt --fail-on major"
GRADES: tuple[Severity, ...] = ("info", "minor", "major", "critical")
FINDINGS = 4  # the exit code where findings reach --fail-on


def check(
    source: Annotated[Path | None, typer.Argument(help="The original; - is stdin.", show_default=False)] = None,
    target: Annotated[Path | None, typer.Argument(help="The translation; - is stdin.", show_default=False)] = None,
    bitext: Annotated[
        Path | None, typer.Option(help="Instead of two texts: aligned bitext, in any format that `convert` reads.")
    ] = None,
    input_format: Annotated[
        str | None, typer.Option("--from", help="Format of --bitext; by its ending if left out.", show_default=False)
    ] = None,
    source_lang: Lang = None,
    target_lang: Lang = None,
    encoder: Encoder = None,
    model: Model = None,
    splitter: Splitter = None,
    output_format: Annotated[
        str, typer.Option("--format", help="table, or any report; see `aligner parts`.")
    ] = "table",
    fail_on: Annotated[
        str | None, typer.Option(help="Exit with 4 on findings this grave: minor, major, critical.")
    ] = None,
    every_check: Annotated[
        bool, typer.Option(help="Let --fail-on count all checks, not only the reliable ones.")
    ] = False,
    accepted: Annotated[
        bool, typer.Option("--accepted", help="In the table, also list what is for information only.")
    ] = False,
    suppressions: Annotated[Path | None, typer.Option(help="File of findings to pass over, with reasons.")] = None,
    config: Settings = None,
) -> None:
    """Check a translation: omissions, additions, changed numbers, dates, names, and what was left untranslated."""
    from ..fidelity import Suppressions

    if fail_on is not None and fail_on not in GRADES[1:]:
        raise UsageError(f"--fail-on is minor, major or critical, not {fail_on!r}.")
    settings = settings_from(config, source_lang, target_lang, encoder, model, splitter)
    passed_over = Suppressions.read(suppressions) if suppressions else Suppressions()
    if bitext is not None:
        if source or target:
            raise UsageError("Give either --bitext or two texts, not both.")
        from ..formats import reader_for

        reader = reader_for(bitext, input_format, source_lang, target_lang)
        found = _check_bitext(bitext, reader, settings, passed_over, output_format, accepted=accepted)
    elif input_format is not None:
        raise UsageError("--from is the format of --bitext: give that too.")
    elif source is None or target is None:
        raise UsageError("Give two texts, the original and the translation, or --bitext and one file.")
    elif str(source) == str(target) == "-":
        raise UsageError("Only one of the two texts can come from stdin: give a file for the other.")
    else:
        languages = (source_lang, target_lang)
        found = _check_texts((source, target), languages, settings, passed_over, output_format, accepted=accepted)
    if fail_on and any(_reaches(finding, fail_on, every_check=every_check) for b in found for finding in b.findings):
        raise SystemExit(FINDINGS)


def _check_texts(
    paths: tuple[Path, Path],
    languages: tuple[str | None, str | None],
    settings: Config,
    suppressions: Suppressions,
    output_format: str,
    *,
    accepted: bool,
) -> Sequence[Bitext]:
    from ..api import align_documents
    from ..fidelity import apply, told_apart
    from ..stages import judge

    source, target = (document(path, lang) for path, lang in zip(paths, languages, strict=True))
    alignment = align_documents(source, target, settings)
    bitexts = told_apart(apply(judge([alignment], settings), suppressions))
    if output_format == "table":
        from ..reports.terminal import findings_table

        typer.echo(findings_table(alignment, bitexts, colour=sys.stdout.isatty(), accepted=accepted), nl=False)
        _say_what_is_hidden(bitexts, accepted=accepted)
    else:
        _render(output_format, [alignment], bitexts, [])
    return bitexts


def _check_bitext(
    path: Path,
    reader: BitextReader,
    settings: Config,
    suppressions: Suppressions,
    output_format: str,
    *,
    accepted: bool,
) -> Sequence[Bitext]:
    from ..checking import Tally, with_findings
    from ..records import Note

    tally = Tally()
    found = list(with_findings(reader.read(path), settings, suppressions, tally))
    if output_format == "table":
        from ..reports.terminal import corpus_table

        typer.echo(corpus_table(found, _summary(tally), colour=sys.stdout.isatty(), accepted=accepted), nl=False)
        _say_what_is_hidden(found, accepted=accepted)
    else:
        message = f"{_summary(tally)}. Only bitexts with findings are listed, and any scores are of these alone."
        _render(output_format, [], found, [Note(str(path), "checked", message)])
    return found


def _summary(tally: Tally) -> str:
    from ..reports._text import one_place

    counts = [f"{tally.findings[grade]:,} {grade}" for grade in GRADES[:0:-1] if tally.findings[grade]]
    counts += [f"{tally.findings['info']:,} accepted"] if tally.findings["info"] else []
    parts = [
        f"Fidelity {one_place(tally.fidelity)} of 100",
        f"{tally.bitexts:,} bitexts, {tally.flagged:,} with findings",
        ", ".join(counts) or "no findings",
    ]
    return " · ".join(parts)


def _say_what_is_hidden(bitexts: Iterable[Bitext], *, accepted: bool) -> None:
    hidden = sum(finding.severity == "info" for b in bitexts for finding in b.findings)
    if hidden and not accepted:
        typer.echo(f"{hidden:,} for information only: --accepted lists what was taken for equal, and why.")


def _render(name: str, alignments: Sequence[Alignment], bitexts: Sequence[Bitext], notes: Sequence[Note]) -> None:
    from ..parts import build

    options = {"checked": True} if name == "html" else {}
    typer.echo(build("reports", name, options).render(alignments, bitexts, notes), nl=False)


def _reaches(finding: Finding, fail_on: str, *, every_check: bool) -> bool:
    from ..fidelity import RELIABLE_CHECKS

    is_counted = every_check or finding.check in RELIABLE_CHECKS
    return is_counted and fail_on in GRADES[: GRADES.index(finding.severity) + 1]
