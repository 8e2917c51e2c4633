"""The command line: one file a command in `aligner/commands/`. Data goes to stdout, progress and messages to stderr.

Exit codes: 0 done (there may be warnings), 1 the run failed, 2 wrong arguments or settings,
3 done, but some input could not be read, 4 findings as grave as asked for with --fail-on.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from typing import Annotated

import typer

from . import commands
from .errors import AlignerError, UsageError

FAILED, WRONG_USE = 1, 2

app = typer.Typer(
    name="aligner",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Pair news articles by event, align their sentences, and keep bitext with its provenance.\n\n"
    "Example:  aligner run articles/ -o out --source ko --target en",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"aligner {version('aligner')}")
        raise typer.Exit


@app.callback(help=app.info.help)
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None: ...


ORDER = (
    "run",
    "status",
    "align",
    "check",
    "pair",
    "recut",
    "review",
    "export",
    "convert",
    "report",
    "score",
    "cache",
    "parts",
)
_found = [module.name for module in pkgutil.iter_modules(commands.__path__) if not module.name.startswith("_")]
for _name in sorted(_found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)):
    _module = importlib.import_module(f"{commands.__name__}.{_name}")
    app.command(epilog=_module.EXAMPLE)(getattr(_module, _name))


def main() -> None:
    """Run the command line; every error on purpose is one sentence on stderr and an exit code."""
    try:
        app()
    except AlignerError as error:
        typer.echo(f"aligner: {error}", err=True)
        raise SystemExit(WRONG_USE if isinstance(error, UsageError) else FAILED) from error
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(FAILED) from None
    except OSError as error:
        typer.echo(f"aligner: {error}. See that there is room and the right to write, then try again.", err=True)
        raise SystemExit(FAILED) from error
