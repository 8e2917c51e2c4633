"""What the commands share: options, settings from them, reading one text, progress on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import InputError, UsageError

if TYPE_CHECKING:
    from ..config import Config
    from ..pipeline import Progress
    from ..records import Document

UNREADABLE_INPUT = 3  # the exit code of a run that is done, but could not read some input

Inputs = Annotated[
    list[Path], typer.Argument(help="Files, folders or URLs of articles; - is stdin.", show_default=False)
]
Lang = Annotated[str | None, typer.Option(help="Language code; inferred if left out.", show_default=False)]
Languages = Annotated[str | None, typer.Option(help="Two or more codes, as ko,en,zh: every combination is paired.")]
Encoder = Annotated[str | None, typer.Option(help="Encoder, see `aligner parts`. Default: use.", show_default=False)]
Model = Annotated[str | None, typer.Option(help="Model name or folder, for --encoder sbert.", show_default=False)]
Splitter = Annotated[str | None, typer.Option(help="Sentence splitter: rules, or lines for pre-split text.")]
Precision = Annotated[
    float | None,
    typer.Option(
        help="Keep only the surest that are together expected to be this precise, as 0.99.", show_default=False
    ),
]
Cache = Annotated[
    bool | None,
    typer.Option("--cache/--no-cache", help="Keep vectors from run to run, see `aligner cache`.", show_default=False),
]
Settings = Annotated[Path | None, typer.Option("--config", "-c", help="Settings as TOML.", show_default=False)]


def settings_from(
    path: Path | None,
    source: str | None,
    target: str | None,
    encoder: str | None,
    model: str | None,
    splitter: str | None,
    languages: str | None = None,
    more: dict[str, dict[str, Any]] | None = None,
) -> Config:
    from ..config import load

    if languages and (source or target):
        raise UsageError("Give either --languages or --source and --target, not both.")
    codes = [code.strip() for code in languages.split(",")] if languages else []
    if len(codes) == 1:
        raise UsageError(f"--languages takes two or more codes, as ko,en: {languages!r} is one.")
    if source or target:
        codes = [source or "", target or ""]
    run = {"languages": codes or None}
    overrides: dict[str, dict[str, Any]] = {
        "run": run,
        "encoder": {"name": encoder, "model": model},
        "splitter": {"name": splitter},
    }
    return load(path, overrides | (more or {}))


def document(path: Path, lang: str | None) -> Document:
    """Read one text as one document, whatever its suffix; `-` is stdin."""
    from ..decode import decode
    from ..readers._files import refuse_missing
    from ..readers.text import TextReader
    from ..records import Document

    if str(path) == "-":
        return Document(decode(sys.stdin.buffer.read())[0], "-", lang=lang)
    refuse_missing(path)
    if path.is_dir():
        raise UsageError(f"{path} is a folder: give one text, or the folder to `aligner run`.")
    found = [item for item in TextReader().read(path) if isinstance(item, Document)]
    if not found:
        raise InputError(f"{path} holds no text.")
    return Document(found[0].text, str(path), lang=lang)


def progress() -> Progress:
    """Return a progress display on stderr: one line a stage, jobs done of all, records a second, time left."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from ..manifests import ShardReport

    def show(stage: str, jobs: int, reports: Iterator[ShardReport]) -> Iterator[ShardReport]:
        columns = (
            TextColumn(f"{stage:10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn("left:"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task, begin, rows = bar.add_task(stage, total=jobs, rate=""), time.monotonic(), 0
            for done in reports:
                rows += 0 if done.reused else done.rows
                rate = f"{rows / max(0.001, time.monotonic() - begin):.0f} records/s" if rows else ""
                bar.update(task, advance=1, rate=rate)
                yield done

    return show
