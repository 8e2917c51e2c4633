"""aligner run: a folder of articles in, bitext and a report out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from ._options import (
    UNREADABLE_INPUT,
    Cache,
    Encoder,
    Inputs,
    Lang,
    Languages,
    Model,
    Precision,
    Settings,
    Splitter,
    progress,
    settings_from,
)
from ._outcome import say_counts, say_page
from ._rules import Against, Exclude, KeepRules, Near, Preset, rules_from

EXAMPLE = "Example:  aligner run news/ -o out --source ko --target en"


def run(
    inputs: Inputs,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for shards, bitext, notes and report.")],
    source: Lang = None,
    target: Lang = None,
    languages: Languages = None,
    encoder: Encoder = None,
    model: Model = None,
    splitter: Splitter = None,
    engine: Annotated[str | None, typer.Option(help="Where jobs run: local (default), serial or ray.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes of local or ray; default, or 0, one a core.")] = None,
    address: Annotated[str | None, typer.Option(help="A Ray cluster, for --engine ray; default one here.")] = None,
    pairs: Annotated[Path | None, typer.Option(help="Tab-separated list of article pairs that are known.")] = None,
    anchors: Annotated[
        Path | None, typer.Option(help="Beads known beforehand: two names and [3]:[4, 5], a tab after each name.")
    ] = None,
    preset: Preset = None,
    keep: KeepRules = None,
    precision: Precision = None,
    near: Near = None,
    against: Against = None,
    exclude: Exclude = None,
    cache: Cache = None,
    config: Settings = None,
) -> None:
    """Turn a folder of mixed articles into bitext and, up to 20,000 bitexts, a report."""
    from ..api import if_small, write_page
    from ..pipeline import run as run_pipeline
    from ..reports.terminal import TerminalReport
    from ..status import reuse_in_words, stages_before, status_of

    more: dict[str, dict[str, Any]] = {
        "engine": {"name": engine, "workers": workers, "address": address},
        **rules_from(preset, keep, precision, near, against, exclude),
        "cache": {"enabled": cache},
    }
    settings = settings_from(config, source, target, encoder, model, splitter, languages, more)
    begun = any(stage.done for stage in stages_before(output))
    try:
        result = run_pipeline(inputs, output, settings, progress(), pairs, anchors)
    except KeyboardInterrupt:
        typer.echo("aligner: interrupted. Run the same command again: what is finished is kept.", err=True)
        raise
    if reused := reuse_in_words(status_of(output), begun=begun):
        typer.echo(f"aligner: {reused}", err=True)
    small = if_small(result)
    page = write_page(result, *small) if small else None
    if small:
        typer.echo(TerminalReport(colour=sys.stdout.isatty()).render(*small, result.notes), nl=False)
    else:
        say_counts(result)
    typer.echo(f"Kept bitext: {output / 'kept.jsonl'}\nRejected:    {output / 'rejected.jsonl'}")
    say_page(result, page)
    if result.unreadable:
        typer.echo(f"aligner: {result.unreadable} input(s) could not be read; see {output / 'notes.jsonl'}.", err=True)
        raise SystemExit(UNREADABLE_INPUT)
