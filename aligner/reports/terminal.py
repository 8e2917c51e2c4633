"""The run at a glance for a terminal, and one alignment as a table of two columns."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..records import Alignment, Bead, Bitext, Note
from ._carets import corpus_table, findings_table
from ._console import written
from ._rows import Row, Sentence, rows
from ._summary import Histogram, Summary, summarise
from ._text import heading, one_line, two_places

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

__all__ = ["TerminalReport", "alignment_table", "corpus_table", "findings_table"]

NARROW = 72
"""Below this many columns the two texts are stacked instead of set side by side."""


class TerminalReport:
    """Renders the summary, what did not go through, and the pairs.

    `width` is in terminal columns (that of the terminal if None); with `colour` the string holds ANSI escapes; at most
    `longest` lines of each list are shown, and the report says how many are not.
    """

    def __init__(self, width: int | None = None, colour: bool = False, longest: int = 30) -> None:
        self.width = width
        self.colour = colour
        self.longest = longest

    def render(self, alignments: Sequence[Alignment], bitexts: Sequence[Bitext], notes: Sequence[Note]) -> str:
        """Return the report as lines for a terminal."""
        summary = summarise(alignments, bitexts, notes)
        parts: list[RenderableType] = [_heading("Summary"), _summary(summary)]
        if summary.reasons:
            parts += [_heading("Why bitext was rejected"), _counts(summary.reasons, self.longest)]
        if summary.findings:
            parts += [_heading("Findings"), _counts(summary.findings, self.longest)]
        if notes:
            parts += [_heading("What did not go through"), _notes(notes, self.longest)]
        if alignments:
            parts += [_heading("Pairs"), _pairs(alignments, self.longest)]
        return written(parts, self.width or _columns(), self.colour)


def alignment_table(
    alignment: Alignment, bitexts: Iterable[Bitext] = (), width: int | None = None, colour: bool = False
) -> str:
    """Return one alignment as text: a row a bead, with sentence numbers from 1, both texts, probability and kind."""
    columns = width or _columns()
    found = rows(alignment, bitexts)
    table = _stacked(alignment, found) if columns < NARROW else _side_by_side(alignment, found)
    return written([table], columns, colour)


def _side_by_side(alignment: Alignment, found: list[Row]) -> Table:
    from rich import box
    from rich.table import Table

    pair = alignment.pair
    table = Table(box=box.HORIZONTALS, show_lines=True, expand=True, pad_edge=False, border_style="dim")
    table.add_column(one_line(pair.source.lang).upper(), ratio=1)
    table.add_column("", justify="center", min_width=8, max_width=16)
    table.add_column(one_line(pair.target.lang).upper(), ratio=1)
    for row in found:
        table.add_row(_side(row.source), _middle(row, "\n"), _side(row.target))
    return table


def _stacked(alignment: Alignment, found: list[Row]) -> Table:
    from rich import box
    from rich.table import Table

    source, target = (one_line(a.lang).upper() for a in (alignment.pair.source, alignment.pair.target))
    table = Table(box=box.HORIZONTALS, show_lines=True, show_header=False, expand=True, pad_edge=False)
    for row in found:
        cell = Table.grid(padding=(0, 1), expand=True)
        cell.add_column(no_wrap=True, style="dim")
        cell.add_column(ratio=1, overflow="fold")
        cell.add_row("", _middle(row, "  "))
        cell.add_row(source, _side(row.source))
        cell.add_row(target, _side(row.target))
        table.add_row(cell)
    return table


def _side(sentences: Sequence[Sentence]) -> RenderableType:
    """Return the sentences of one side under each other, or a mark where there is none."""
    from rich.table import Table
    from rich.text import Text

    if not sentences:
        return Text("∅", style="bold yellow")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for sentence in sentences:
        text = Text(one_line(sentence.text), style="bold" if sentence.is_title else "")
        grid.add_row(str(sentence.number), text)
    return grid


def _middle(row: Row, gap: str) -> Text:
    """Return a bead's probability, its shape, what else must be known of it and why it was rejected, or, of one that a
    crossing bead shows, where that is."""
    from rich.text import Text

    if row.is_elsewhere:
        words = [("crossing", "magenta"), ("see above" if _looks_back(row) else "see below", "dim")]
    else:
        words = [(two_places(row.bead.probability), _style(row.bead.probability)), (row.bead.shape, "dim")]
        if row.bead.kind == "crossing":
            words.append(("crossing", "magenta"))
        if row.bead.is_null:
            words.append(("no match", "yellow"))
        elif row.bitext is not None:
            words.append(("kept", "dim") if row.bitext.keep else ("rejected", "bold magenta"))
            words += [(one_line(reason), "dim") for reason in row.bitext.reasons]
    return Text(gap).join(Text(word, style=style) for word, style in words)


def _looks_back(row: Row) -> bool:
    """True where the crossing bead that holds this row's sentence comes earlier in the source."""
    crossing: Bead | None = row.target[0].beside
    return crossing is not None and crossing.source.start < row.bead.source.start


def _style(probability: float) -> str:
    """Return cyan for sure, yellow for unsure, bold magenta for improbable: colour-blind readers tell them apart."""
    return "cyan" if probability >= 0.9 else "yellow" if probability >= 0.5 else "bold magenta"


def _summary(summary: Summary) -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    lines = {
        "Articles in pairs": ", ".join(f"{lang} {count:,}" for lang, count in summary.articles.items()),
        "Pairs": f"{summary.pairs:,}",
        "Sentences aligned": ", ".join(
            f"{lang} {count.aligned:,} of {count.total:,}" for lang, count in summary.sentences.items()
        ),
        "Beads": ", ".join(f"{shape} {count:,}" for shape, count in summary.shapes.items()),
        "Crossing beads": f"{summary.crossing:,}" if summary.crossing else "",
        "Bitext": _decided(summary),
        "Probability": f"0 {_sparkline(summary.probability)} 1" if any(summary.probability.counts) else "",
    }
    for label, value in lines.items():
        if value:
            grid.add_row(label, one_line(value))
    return grid


def _decided(summary: Summary) -> str:
    if not summary.bitexts:
        return ""
    without = f" ({summary.one_sided:,} of them without counterpart)" if summary.one_sided else ""
    return f"{summary.kept:,} kept, {summary.rejected:,} rejected{without}"


def _sparkline(counts: Histogram) -> str:
    """Return one block a bin, its height by the count; a bin that is not empty never looks empty."""
    blocks, highest = "▁▂▃▄▅▆▇█", max(counts.counts)
    return "".join(blocks[max(1, round(count / highest * 7))] if count else "·" for count in counts.counts)


def _counts(counts: dict[str, int], longest: int) -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, count in list(counts.items())[:longest]:
        grid.add_row(f"{count:,}", one_line(name))
    return _with_rest(grid, len(counts) - longest)


def _notes(notes: Sequence[Note], longest: int) -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="yellow", no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    grid.add_column(overflow="fold", ratio=2)
    for note in notes[:longest]:
        grid.add_row(one_line(note.outcome), one_line(note.source), one_line(note.message))
    return _with_rest(grid, len(notes) - longest)


def _pairs(alignments: Sequence[Alignment], longest: int) -> Table:
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for alignment in alignments[:longest]:
        pair = alignment.pair
        lines = [
            f"{article.lang.upper()} {article.date or 'undated'} {heading(article)}"
            for article in (pair.source, pair.target)
        ]
        text = Text("\n".join(one_line(line) for line in lines))
        grid.add_row(Text(two_places(pair.probability), style=_style(pair.probability)), text)
    return _with_rest(grid, len(alignments) - longest)


def _with_rest(grid: Table, rest: int) -> Table:
    if rest > 0:
        grid.add_row("", f"and {rest:,} more")
    return grid


def _heading(words: str) -> Text:
    from rich.text import Text

    return Text(f"\n{words}", style="bold")


def _columns() -> int:
    return shutil.get_terminal_size((100, 24)).columns
