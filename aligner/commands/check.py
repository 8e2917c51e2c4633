"""aligner check: what a translation leaves out, adds or changes, with evidence."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import UsageError
from ._options import Encoder, Lang, Model, Settings, Splitter, document, settings_from

if TYPE_CHECKING:
    from ..records import Bitext

EXAMPLE = "Example:  aligner check korean.txt english.txt --fail-on major"
GRADES = ("info", "minor", "major", "critical")
FINDINGS = 4  # the exit code where findings reach --fail-on
GATE = (
    "numbers",
    "dates",
    "omission",
    "addition",
    "untranslated",
    "copied",
    "wrong_language",
    "truncation",
)  # the checks that are right often enough to fail a build on


def check(
    source: Annotated[Path, typer.Argument(help="The original; - is stdin.")],
    target: Annotated[Path, typer.Argument(help="The translation; - is stdin.")],
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
    suppressions: Annotated[Path | None, typer.Option(help="File of findings to pass over, with reasons.")] = None,
    config: Settings = None,
) -> None:
    """Check a translation: omissions, additions, changed numbers, dates, names, and what was left untranslated."""
    from ..api import align_documents
    from ..fidelity import Suppressions, apply
    from ..stages import judge

    if str(source) == str(target) == "-":
        raise UsageError("Only one of the two texts can come from stdin: give a file for the other.")
    if fail_on is not None and fail_on not in GRADES[1:]:
        raise UsageError(f"--fail-on is minor, major or critical, not {fail_on!r}.")
    settings = settings_from(config, source_lang, target_lang, encoder, model, splitter)
    alignment = align_documents(document(source, source_lang), document(target, target_lang), settings)
    bitexts = judge([alignment], settings)
    if suppressions:
        bitexts = apply(bitexts, Suppressions.read(suppressions))
    if output_format == "table":
        from ..reports.terminal import findings_table

        typer.echo(findings_table(alignment, bitexts, colour=sys.stdout.isatty()), nl=False)
    else:
        from ..parts import build

        options = {"checked": True} if output_format == "html" else {}
        typer.echo(build("reports", output_format, options).render([alignment], bitexts, []), nl=False)
    if fail_on and _reaches(bitexts, fail_on, every_check=every_check):
        raise SystemExit(FINDINGS)


def _reaches(bitexts: list[Bitext], fail_on: str, *, every_check: bool) -> bool:
    return any(
        GRADES.index(finding.severity) >= GRADES.index(fail_on) and (every_check or finding.check in GATE)
        for bitext in bitexts
        for finding in bitext.findings
    )
