"""Checks the gold of `data/sample` and prints it side by side for reading: `python eval/sample_gold.py [--quiet]`.

A gold pair has two files: `A-B.beads`, one `[source numbers]:[target numbers]` a line, and `A-B.spans.tsv`, the
place of each sentence in its article.
"""

from __future__ import annotations

import argparse
import ast
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import InputError
from aligner.records import Span

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
PAIRED = "paired"
REASONS = frozenset({"date", "coverage", "language"})
SIDES = ("source", "target")
PAIRS_HEADER = ["source", "target", "status"]
SPANS_HEADER = ["side", "sentence", "start", "stop"]


@dataclass(frozen=True, slots=True)
class GoldBead:
    """The sentence numbers of each side that say the same; an empty side is a null alignment."""

    source: tuple[int, ...]
    target: tuple[int, ...]

    @property
    def shape(self) -> str:
        """The bead's shape, for example `2:1`."""
        return f"{len(self.source)}:{len(self.target)}"


@dataclass(frozen=True, slots=True)
class GoldSide:
    """One article of a gold pair: its file name, its text, and where its sentences are."""

    name: str
    text: str
    sentences: tuple[Span, ...]

    def left_out(self) -> list[str]:
        """Return what lies outside every sentence, without white space: headers, captions, tails."""
        starts = [0, *(span.stop for span in self.sentences)]
        stops = [*(span.start for span in self.sentences), len(self.text)]
        between = (self.text[start:stop] for start, stop in zip(starts, stops, strict=True))
        return [line.strip() for piece in between for line in piece.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class GoldPair:
    """Two articles and the beads between them."""

    source: GoldSide
    target: GoldSide
    beads: tuple[GoldBead, ...]


def read_table(path: Path, header: list[str]) -> list[list[str]]:
    """Return the rows below the header; raises InputError where the header or a row's width differs."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or rows[0] != header:
        raise InputError(f"{path.name}: the first line must be {' '.join(header)!r}, tab-separated")
    if any(len(row) != len(header) for row in rows):
        raise InputError(f"{path.name}: every row needs {len(header)} columns")
    return rows[1:]


def read_beads(path: Path) -> tuple[GoldBead, ...]:
    """Return the beads of a file in bracket format; fields after the second are ignored.

    Raises InputError where a line is not two lists of numbers.
    """
    beads = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            source, target = (ast.literal_eval(field) for field in line.split(":")[:2])
            beads.append(GoldBead(tuple(map(int, source)), tuple(map(int, target))))
        except (ValueError, SyntaxError, TypeError) as error:
            raise InputError(f"{path.name}, line {number}: {line!r} is not like '[0, 1]:[2]'") from error
    return tuple(beads)


def read_pair(sample: Path, source: str, target: str) -> GoldPair:
    """Return the gold of two articles given by file name; raises InputError where a gold file cannot be read."""
    stem = sample / "gold" / f"{Path(source).stem}-{Path(target).stem}"
    rows = read_table(stem.with_suffix(".spans.tsv"), SPANS_HEADER)
    if [int(row[1]) for row in rows] != [n for side in SIDES for n in range(sum(row[0] == side for row in rows))]:
        raise InputError(f"{stem.name}.spans.tsv: number the sentences from 0, source side first, each once")
    spans = {side: tuple(Span(int(row[2]), int(row[3])) for row in rows if row[0] == side) for side in SIDES}
    # newline="" keeps line ends as they are, so offsets count what is in the file.
    texts = {}
    for name in (source, target):
        with (sample / "articles" / name).open(encoding="utf-8", newline="") as file:
            texts[name] = file.read()
    return GoldPair(
        GoldSide(source, texts[source], spans["source"]),
        GoldSide(target, texts[target], spans["target"]),
        read_beads(stem.with_suffix(".beads")),
    )


def side_problems(side: GoldSide) -> list[str]:
    """Return what is wrong with the sentences of one side."""
    problems = []
    previous = 0
    for number, span in enumerate(side.sentences):
        sentence = span.of(side.text)
        where = f"{side.name}, sentence {number} ({span.start}-{span.stop})"
        if not 0 <= span.start < span.stop <= len(side.text):
            problems.append(f"{where} is empty or outside the text")
        if span.start < previous:
            problems.append(f"{where} begins before the one above ends")
        if sentence != sentence.strip() or "\n" in sentence:
            problems.append(f"{where} has white space around it or a line break inside: {sentence!r}")
        if not (side.text[: span.start][-1:] + side.text[span.stop :][:1] or " ").isspace():
            problems.append(f"{where} begins or ends inside a word: {sentence!r}")
        previous = span.stop
    return problems


def bead_problems(pair: GoldPair) -> list[str]:
    """Return what keeps the beads from covering both sides from first to last sentence, in order, each once."""
    name = f"{pair.source.name} and {pair.target.name}"
    problems = [f"{name}: a bead with nothing on both sides" for bead in pair.beads if bead.shape == "0:0"]
    for side, numbers, sentences in (
        ("source", [n for bead in pair.beads for n in bead.source], pair.source.sentences),
        ("target", [n for bead in pair.beads for n in bead.target], pair.target.sentences),
    ):
        if numbers != list(range(len(sentences))):
            problems.append(f"{name}: the {side} numbers must run from 0 to {len(sentences) - 1}, not {numbers}")
    return problems


def listing_problems(sample: Path, rows: Sequence[Sequence[str]]) -> list[str]:
    """Return what is wrong with `pairs.tsv`: every article is listed once, paired or with the reason why not."""
    problems = []
    listed = sorted(name for row in rows for name in row[:2] if name)
    articles = sorted(path.name for path in (sample / "articles").iterdir())
    if listed != articles:
        problems.append(f"pairs.tsv lists {listed}, the folder has {articles}")
    for source, target, status in rows:
        if status == PAIRED and not (source and target):
            problems.append(f"pairs.tsv: {source or target} is paired with nothing")
        if status != PAIRED and (status not in REASONS or bool(source) == bool(target)):
            problems.append(f"pairs.tsv: {source!r} {target!r} needs one article and one of {sorted(REASONS)}")
    expected = {
        f"{Path(source).stem}-{Path(target).stem}{suffix}"
        for source, target, status in rows
        if status == PAIRED
        for suffix in (".beads", ".spans.tsv")
    }
    found = {path.name for path in (sample / "gold").iterdir()} - {"pairs.tsv"}
    if expected != found:
        problems.append(f"gold files that should not be there or are missing: {sorted(expected ^ found)}")
    return problems


def read_gold(sample: Path) -> tuple[list[GoldPair], list[str]]:
    """Return every gold pair and the list of all problems found, empty where the gold is sound.

    Raises InputError where a gold file cannot be read.
    """
    rows = read_table(sample / "gold" / "pairs.tsv", PAIRS_HEADER)
    problems = listing_problems(sample, rows)
    if problems:
        return [], problems
    pairs = [read_pair(sample, source, target) for source, target, status in rows if status == PAIRED]
    for pair in pairs:
        problems += [*side_problems(pair.source), *side_problems(pair.target), *bead_problems(pair)]
    return pairs, problems


def side_by_side(pair: GoldPair) -> str:
    """Return the beads with their sentences, then what belongs to no sentence."""
    lines = [f"== {pair.source.name} | {pair.target.name}"]
    for bead in pair.beads:
        lines.append(f"{bead.shape}  {list(bead.source)}:{list(bead.target)}")
        lines += [f"   < {pair.source.sentences[n].of(pair.source.text)}" for n in bead.source]
        lines += [f"   > {pair.target.sentences[n].of(pair.target.text)}" for n in bead.target]
    for side in (pair.source, pair.target):
        lines += [f"left out of {side.name}: {piece}" for piece in side.left_out()]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the gold, print it unless asked not to, and return the exit status."""
    parser = argparse.ArgumentParser(description="Check the gold of data/sample and print it side by side.")
    parser.add_argument("--sample", type=Path, default=SAMPLE, help="folder with articles/ and gold/")
    parser.add_argument("--quiet", action="store_true", help="print problems only")
    options = parser.parse_args(arguments)
    try:
        pairs, problems = read_gold(options.sample)
    except (InputError, OSError, ValueError) as error:
        pairs, problems = [], [str(error)]
    if not problems and not options.quiet:
        print("\n\n".join(side_by_side(pair) for pair in pairs))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
