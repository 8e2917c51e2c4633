"""The command line: parse, call, print. Data goes to stdout, progress and messages to stderr.

Exit codes: 0 done (there may be warnings), 1 the run failed, 2 wrong arguments or settings,
3 done, but some input could not be read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .errors import AlignerError, InputError, UsageError

if TYPE_CHECKING:
    from .config import Config
    from .pipeline import Progress, RunResult
    from .records import Document

app = typer.Typer(
    name="aligner",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Pair news articles by event, align their sentences, and keep bitext with its provenance.\n\n"
    "Example:  aligner run articles/ -o out --source ko --target en",
)
FAILED, WRONG_USE, UNREADABLE_INPUT = 1, 2, 3

Inputs = Annotated[list[Path], typer.Argument(help="Files or folders of articles.", show_default=False)]
Lang = Annotated[str | None, typer.Option(help="Language code; inferred if left out.", show_default=False)]
Languages = Annotated[str | None, typer.Option(help="Two or more codes, as ko,en,zh: every combination is paired.")]
Encoder = Annotated[str | None, typer.Option(help="Encoder, see `aligner parts`. Default: use.", show_default=False)]
Model = Annotated[str | None, typer.Option(help="Model name or folder, for --encoder sbert.", show_default=False)]
Splitter = Annotated[str | None, typer.Option(help="Sentence splitter: rules, or lines for pre-split text.")]
Settings = Annotated[Path | None, typer.Option("--config", "-c", help="Settings as TOML.", show_default=False)]


def main() -> None:
    """Run the command line; every error on purpose is one sentence on stderr and an exit code."""
    try:
        app()
    except AlignerError as error:
        typer.echo(f"aligner: {error}", err=True)
        raise SystemExit(
            WRONG_USE
            if isinstance(error, UsageError)
            else UNREADABLE_INPUT
            if isinstance(error, InputError)
            else FAILED
        ) from error
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(FAILED) from None


@app.command(epilog="Example:  aligner run news/ -o out --source ko --target en")
def run(
    inputs: Inputs,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for shards, bitext, notes and report.")],
    source: Lang = None,
    target: Lang = None,
    languages: Languages = None,
    encoder: Encoder = None,
    model: Model = None,
    splitter: Splitter = None,
    engine: Annotated[str | None, typer.Option(help="Where jobs run: local (default) or serial.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes of the local engine; default one a core.")] = None,
    pairs: Annotated[Path | None, typer.Option(help="Tab-separated list of article pairs that are known.")] = None,
    config: Settings = None,
) -> None:
    """Turn a folder of mixed articles into bitext and a report."""
    from .pipeline import run as run_pipeline
    from .reports.terminal import TerminalReport

    jobs = {"engine": {"name": engine, "workers": workers}}
    settings = _load(config, source, target, encoder, model, splitter, languages, jobs)
    result = run_pipeline(inputs, output, settings, _progress(), pairs)
    page = _write_page(result)
    alignments, bitexts = list(result.alignments()), list(result.bitexts())
    typer.echo(TerminalReport(colour=sys.stdout.isatty()).render(alignments, bitexts, result.notes), nl=False)
    typer.echo(f"Kept bitext: {output / 'kept.jsonl'}\nRejected:    {output / 'rejected.jsonl'}\nReport:      {page}")
    if result.unreadable:
        typer.echo(f"aligner: {result.unreadable} input(s) could not be read; see {output / 'notes.jsonl'}.", err=True)
        raise SystemExit(UNREADABLE_INPUT)


@app.command(epilog="Example:  aligner align korean.txt english.txt --format vecalign > beads.txt")
def align(
    source: Annotated[Path, typer.Argument(help="Text in one language; - is stdin.")],
    target: Annotated[Path, typer.Argument(help="Text in the other; - is stdin.")],
    source_lang: Lang = None,
    target_lang: Lang = None,
    encoder: Encoder = None,
    model: Model = None,
    splitter: Splitter = None,
    output_format: Annotated[str, typer.Option("--format", help="table, vecalign, tsv, jsonl or tmx.")] = "table",
    config: Settings = None,
) -> None:
    """Align the sentences of two texts that belong together."""
    from .api import align_documents
    from .stages import judge

    if str(source) == str(target) == "-":
        raise UsageError("Only one of the two texts can come from stdin: give a file for the other.")
    settings = _load(config, source_lang, target_lang, encoder, model, splitter)
    alignment = align_documents(_document(source, source_lang), _document(target, target_lang), settings)
    if output_format == "table":
        from .reports.terminal import alignment_table

        typer.echo(alignment_table(alignment, judge([alignment], settings), colour=sys.stdout.isatty()), nl=False)
    elif output_format == "vecalign":
        from .scoring import bracket_line

        for bead in alignment.beads:
            typer.echo(bracket_line(bead))
    else:
        from .parts import build

        build("writers", output_format).write(judge([alignment], settings), Path("-"))


@app.command(epilog="Example:  aligner pair news/ --source ko --target en > pairs.tsv")
def pair(
    inputs: Inputs,
    source: Lang = None,
    target: Lang = None,
    languages: Languages = None,
    encoder: Encoder = None,
    model: Model = None,
    output_format: Annotated[str, typer.Option("--format", help="tsv or jsonl.")] = "tsv",
    config: Settings = None,
) -> None:
    """Pair articles about the same event; why the others were left alone goes to stderr."""
    from .api import pair as pair_articles
    from .inputs import collect, read_documents
    from .records import Document, Note, to_line

    if output_format not in ("tsv", "jsonl"):
        raise UsageError(f"--format is tsv or jsonl, not {output_format!r}.")
    settings = _load(config, source, target, encoder, model, None, languages)
    files, notes = collect(inputs)
    items = list(read_documents(files))
    found = pair_articles([item for item in items if isinstance(item, Document)], settings=settings)
    if output_format == "tsv":
        typer.echo(found.to_pandas().to_csv(sep="\t", index=False), nl=False)
    else:
        for one in found.pairs:
            typer.echo(to_line(one))
    notes = [*notes, *(item for item in items if isinstance(item, Note)), *found.notes]
    for note in notes:
        typer.echo(f"{note.outcome}\t{note.source}\t{note.message}", err=True)
    if any(note.outcome == "unreadable" for note in notes):
        raise SystemExit(UNREADABLE_INPUT)


@app.command(epilog="Example:  aligner export out bitext.tmx")
def export(
    run_folder: Annotated[Path, typer.Argument(help="Folder of a finished run.")],
    file: Annotated[Path, typer.Argument(help="File to write; - is stdout.")],
    output_format: Annotated[
        str | None, typer.Option("--format", help="jsonl, tsv or tmx; by suffix if left out.")
    ] = None,
    which: Annotated[str, typer.Option(help="kept, rejected or all.")] = "kept",
) -> None:
    """Write a run's bitext in another format."""
    from .parts import build, find, names
    from .pipeline import saved

    if which not in ("kept", "rejected", "all"):
        raise UsageError(f"--which is kept, rejected or all, not {which!r}.")
    by_suffix = {suffix: name for name in names("writers") for suffix in find("writers", name).suffixes}
    chosen = output_format or by_suffix.get(file.suffix.lower())
    if not chosen:
        raise UsageError(f"No format is known for {file.name!r}: give --format, one of {', '.join(names('writers'))}.")
    bitexts = saved(run_folder).bitexts()
    build("writers", chosen).write((b for b in bitexts if which == "all" or b.keep == (which == "kept")), file)


@app.command(epilog="Example:  aligner report out --format terminal")
def report(
    run_folder: Annotated[Path, typer.Argument(help="Folder of a finished run.")],
    output_format: Annotated[str, typer.Option("--format", help="html, terminal or json.")] = "html",
) -> None:
    """Render a run's report again: html into its folder, the others to stdout."""
    from .parts import build
    from .pipeline import saved

    result = saved(run_folder)
    if output_format == "html":
        typer.echo(_write_page(result))
    else:
        rendered = build("reports", output_format).render(
            list(result.alignments()), list(result.bitexts()), result.notes
        )
        typer.echo(rendered, nl=False)


@app.command(epilog="Example:  aligner score gold.beads found.beads")
def score(
    gold: Annotated[Path, typer.Argument(help="Gold alignment: bracket lines or a ladder.")],
    found: Annotated[Path, typer.Argument(help="Alignment to score; - is stdin.")],
) -> None:
    """Score an alignment against gold: strict, lax and null precision, recall and F1."""
    from .scoring import read_alignment, score_table
    from .scoring import score as score_pairs

    typer.echo(score_table(score_pairs([(read_alignment(gold), read_alignment(found))])))


@app.command(epilog="Example:  aligner parts")
def parts() -> None:
    """List every part that can be named on the command line or in the settings."""
    from .parts import KINDS, names

    for kind in KINDS:
        typer.echo(f"{kind:10} {', '.join(names(kind)) or '-'}")


def _load(
    path: Path | None,
    source: str | None,
    target: str | None,
    encoder: str | None,
    model: str | None,
    splitter: str | None,
    languages: str | None = None,
    more: dict[str, dict[str, Any]] | None = None,
) -> Config:
    from .config import load
    from .languages import normalise_code

    if languages:
        codes = [normalise_code(code) for code in languages.split(",")]
    else:
        codes = [normalise_code(code) if code else "" for code in (source, target)] if source or target else []
    run = {"languages": codes or None}
    overrides: dict[str, dict[str, Any]] = {
        "run": run,
        "encoder": {"name": encoder, "model": model},
        "splitter": {"name": splitter},
    }
    return load(path, overrides | (more or {}))


def _document(path: Path, lang: str | None) -> Document:
    """Read one text as one document, whatever its suffix; `-` is stdin."""
    from .decode import decode
    from .readers.text import TextReader
    from .records import Document

    if str(path) == "-":
        return Document(decode(sys.stdin.buffer.read())[0], "-", lang=lang)
    found = [item for item in TextReader().read(path) if isinstance(item, Document)]
    if not found:
        raise InputError(f"{path} holds no text.")
    return Document(found[0].text, str(path), lang=lang)


def _write_page(result: RunResult) -> Path:
    from .reports.html import HtmlReport

    path = result.folder / "report.html"
    path.write_text(HtmlReport().render(list(result.alignments()), list(result.bitexts()), result.notes), "utf-8")
    return path


def _progress() -> Progress:
    """Return a progress display on stderr: one line a stage, jobs done of all."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from .shards import ShardReport

    def show(stage: str, jobs: int, reports: Iterator[ShardReport]) -> Iterator[ShardReport]:
        columns = (TextColumn(f"{stage:10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task(stage, total=jobs)
            for done in reports:
                bar.advance(task)
                yield done

    return show
