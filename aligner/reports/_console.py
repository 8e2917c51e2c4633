"""Text as rich lays it out, as a string that depends on nothing but the arguments."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


def written(parts: Iterable[RenderableType], width: int, colour: bool) -> str:
    """Return what rich makes of the parts, without the blanks it pads lines with; `width` is in columns."""
    made = console(width, colour)
    for part in parts:
        made.print(part)
    text: str = made.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.strip("\n").split("\n")) + "\n"


def console(width: int, colour: bool) -> Console:
    """Return a console that writes into memory and does not look at the environment."""
    from rich.console import Console

    return Console(
        file=StringIO(),
        width=width,
        height=24,
        color_system="standard" if colour else None,
        force_terminal=colour,
        no_color=not colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
