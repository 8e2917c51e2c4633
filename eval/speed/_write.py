"""The table, as Markdown and JSON, and its plots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson

from ._measure import Row

GROWTH, START_UP = "growth, ", "start-up"  # sections of which no bar can be drawn


def table(measured: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = ["| measured | what | size | seconds | a second | times as fast as | |", "|---|---|---:|---:|---:|---|---|"]
    for row in measured:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f} × {row.against}"
        figures = f"{row.size:,} {row.unit} | {row.seconds:.3g} | {row.rate:,.3g} | {ratio}"
        lines.append(f"| {row.section} | {row.name} | {figures} | {row.note} |")
    return "\n".join([*lines, ""])


def write(measured: Sequence[Row], folder: Path, *, plots: bool) -> list[Path]:
    """Write `speed.md`, `speed.json` and, with `plots`, `ratios.svg` and `growth.svg`; return what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / "speed.md", folder / "speed.json"]
    written[0].write_text(table(measured), "utf-8")
    written[1].write_bytes(orjson.dumps([asdict(row) for row in measured], option=orjson.OPT_INDENT_2))
    compared = [row for row in measured if not row.section.startswith((GROWTH, START_UP))]
    grown = [row for row in measured if row.section.startswith(GROWTH)]
    if plots and compared:
        written.append(_save(_ratios(compared), folder / "ratios.svg"))
    if plots and grown:
        written.append(_save(_growth(grown), folder / "growth.svg"))
    return written


def _ratios(measured: Sequence[Row]) -> Any:  # noqa: ANN401 - matplotlib is optional
    """Draw how many times as fast as its reference everything is, on a logarithmic axis."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 0.28 * len(measured) + 1), layout="constrained")
    axes = figure.subplots()
    names = [f"{row.section}: {row.name}" for row in measured]
    ratios = [row.ratio or 1.0 for row in measured]
    colours = ["0.7" if row.name == row.against else "tab:blue" for row in measured]
    bars = axes.barh(range(len(names)), ratios, color=colours)
    axes.bar_label(bars, fmt="%.2f", padding=2, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.margins(x=0.15, y=0.01)
    axes.axvline(1, color="0.4", linewidth=1)
    axes.set_xlabel("times as fast as the grey bar of its group")
    return figure


def _growth(measured: Sequence[Row]) -> Any:  # noqa: ANN401
    """Draw seconds by size, both axes logarithmic, and what would be proportional to the smallest."""
    from matplotlib.figure import Figure

    groups = [list(group) for _, group in groupby(measured, lambda row: row.section)]
    figure = Figure(figsize=(2.8 * len(groups), 2.8), layout="constrained")
    for axes, group in zip(figure.subplots(1, len(groups), squeeze=False).ravel(), groups, strict=True):
        sizes = [row.size for row in group]
        axes.loglog(sizes, [row.seconds for row in group], "o-")
        axes.loglog(sizes, [group[0].seconds * size / sizes[0] for size in sizes], ":", color="0.5")
        axes.set_title(group[0].name, fontsize=9)
        axes.set_xlabel(group[0].unit, fontsize=8)
    figure.supylabel("seconds (dotted: in proportion)", fontsize=8)
    return figure


def _save(figure: Any, path: Path) -> Path:  # noqa: ANN401
    from matplotlib import rc_context

    with rc_context({"svg.hashsalt": path.stem, "svg.fonttype": "none"}):  # equal figures give equal, small files
        figure.savefig(path, metadata={"Date": None})
    return path
