"""aligner recut: a finished run cut again by other rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ._options import Precision, Settings, progress
from ._outcome import say_counts, say_page
from ._rules import Against, Exclude, KeepRules, Near, Preset, rules_from

EXAMPLE = "Example:  aligner recut out --preset strict --keep 'length_ratio>=0.4'"


def recut(
    run_folder: Annotated[Path, typer.Argument(help="Folder of a finished run.")],
    preset: Preset = None,
    keep: KeepRules = None,
    precision: Precision = None,
    near: Near = None,
    against: Against = None,
    exclude: Exclude = None,
    config: Settings = None,
) -> None:
    """Decide anew what a finished run keeps; nothing is encoded again.

    The rules are those given here, not added to those of the run. The report is made anew for up to 20,000 bitexts; `aligner
    report` makes it for any number.
    """
    from ..api import page_if_small
    from ..config import load
    from ..recutting import recut as decide_anew

    settings = load(config, rules_from(preset, keep, precision, near, against, exclude))
    result = decide_anew(run_folder, settings, progress())
    say_counts(result)
    say_page(result, page_if_small(result))
