"""Beads known beforehand: checked against a document before anything is aligned, and read from a file.

A bead with two sides is known with its place. A bead with one side says that its sentences have no counterpart; where they
stand between the sentences of the other text is not known from it (its empty range is not looked at).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from .errors import BadAnchor, UsageError
from .records import Bead, Span
from .scoring import Numbers, bracket_numbers, links

EXAMPLE = "[3]:[4, 5]"
_ENDLESS = 1 << 62  # sentences of a document not read yet


@dataclass(frozen=True, slots=True)
class Anchor:
    """A bead known beforehand, where it was written, and the names of the two articles where the file says them."""

    bead: Bead
    where: str
    articles: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Anchored:
    """The beads known of one article pair, and where each was written."""

    pair: str
    beads: tuple[Bead, ...]
    where: tuple[str, ...]


def read_anchors(path: Path, *, with_articles: bool = False) -> list[Anchor]:
    """Return the anchors of a file: one bead a line in brackets, as `aligner align --format vecalign` prints them.

    With `with_articles`, each line has the names of source and target before the bead, a tab after each. Raises UsageError
    that names the line which is no bead, or does not fit an earlier one of the same articles.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The anchors {path} cannot be read: {error}.") from error
    found = [
        _anchor(line, f"{path}, line {number}", with_articles)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]
    together: dict[tuple[str, str] | None, list[Anchor]] = {}
    for anchor in found:
        together.setdefault(anchor.articles, []).append(anchor)
    for some in together.values():
        try:
            check_anchors([anchor.bead for anchor in some], _ENDLESS, _ENDLESS)
        except BadAnchor as error:
            raise UsageError(f"{some[error.number].where}: {error}") from None
    return found


def _anchor(line: str, where: str, with_articles: bool) -> Anchor:
    articles = None
    if with_articles:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 3:
            raise UsageError(f"{where}: give source, target and a bead such as {EXAMPLE}, with a tab after each name.")
        articles, line = (cells[0], cells[1]), cells[2]
    numbers = bracket_numbers(line)
    if numbers is None:
        raise UsageError(f"{where}: {line.strip()!r} is not a bead in brackets such as {EXAMPLE}.")
    source, target = (_run(side, where) for side in numbers)
    if not (len(source) or len(target)):
        raise UsageError(f"{where}: the anchor covers no sentence. Give it at least one.")
    return Anchor(Bead(source, target, 1.0), where, articles)


def _run(numbers: Numbers, where: str) -> Span:
    if not numbers:
        return Span(0, 0)
    span = Span(numbers[0], numbers[0] + len(numbers))
    if numbers != tuple(range(span.start, span.stop)):
        raise UsageError(f"{where}: {list(numbers)} is no run of sentences. A bead covers neighbours, in their order.")
    return span


def check_anchors(anchors: Sequence[Bead], sources: int, targets: int) -> None:
    """Raise BadAnchor where an anchor covers nothing, leaves the document of so many sentences, or two do not fit together.

    Two anchors do not fit together where they share a sentence, or where both have two sides and cross.
    """
    taken: dict[tuple[str, int], int] = {}
    for number, anchor in enumerate(anchors):
        if not (len(anchor.source) > 0 or len(anchor.target) > 0):
            raise BadAnchor(f"The anchor {in_brackets(anchor)} covers no sentence. Give it at least one.", number)
        for side, span, count in (("source", anchor.source, sources), ("target", anchor.target, targets)):
            if len(span) and not 0 <= span.start < span.stop <= count:
                raise BadAnchor(
                    f"The anchor {in_brackets(anchor)} leaves the document of {sources} and {targets} sentences, "
                    "which are numbered from 0.",
                    number,
                )
            for sentence in range(span.start, span.stop):
                other = taken.setdefault((side, sentence), number)
                if other != number:
                    raise _misfit(anchors, number, other)
    paired = sorted((n for n, a in enumerate(anchors) if not a.is_null), key=lambda n: anchors[n].source.start)
    for before, after in pairwise(paired):
        if anchors[after].target.start < anchors[before].target.stop:
            raise _misfit(anchors, max(before, after), min(before, after))


def _misfit(anchors: Sequence[Bead], number: int, other: int) -> BadAnchor:
    one, two = in_brackets(anchors[number]), in_brackets(anchors[other])
    return BadAnchor(
        f"The anchor {one} overlaps or crosses {two}. Anchors share no sentence and keep the order of both texts.",
        number,
    )


def in_brackets(bead: Bead) -> str:
    """Return a bead as people write it, `[0]:[0, 1]`."""
    ((source, target),) = links([bead])
    return f"{list(source)}:{list(target)}"
