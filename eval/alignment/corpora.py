"""Reads the corpora that training and comparison use: line-parallel documents and hand-made bead gold."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import combinations, islice
from pathlib import Path

from aligner.scoring import Links, read_alignment

from .noise import Noise, Noisy, Parallel, join, make

LANGUAGES = ("kor", "eng", "deu", "fra", "zho", "jpn", "rus", "spa", "vie")
SHORT_LINES = 6  # a short document has 1 to so many
UNRELATED = 0.2  # share of the short documents whose target is of another document
PAIRS = tuple(combinations(LANGUAGES, 2))


def lines(path: Path) -> list[str]:
    """Return the lines of a UTF-8 file."""
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def parallel(folder: Path, source: str, target: str) -> list[Parallel]:
    """Return the documents of a folder of `<language>.txt` files, line-parallel, with `document_ids.tsv` naming each line's."""
    names = [line.split("\t")[0] for line in lines(folder / "document_ids.tsv")]
    sides = lines(folder / f"{source}.txt"), lines(folder / f"{target}.txt")
    places: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        places.setdefault(name, []).append(number)
    return [
        Parallel(name, tuple(sides[0][k] for k in at), tuple(sides[1][k] for k in at)) for name, at in places.items()
    ]


def consecutive(source: Path, target: Path, size: int) -> list[Parallel]:
    """Return line-parallel text without document marks as documents of `size` lines in a row."""
    sides = lines(source), lines(target)
    starts = range(0, len(sides[0]), size)
    return [
        Parallel(f"{source.stem} {at}", tuple(sides[0][at : at + size]), tuple(sides[1][at : at + size]))
        for at in starts
    ]


def half(documents: Sequence[Parallel], which: int | None) -> list[Parallel]:
    """Return every other document (0: the first, third, ...), or all."""
    return list(documents if which is None else documents[which::2])


def noisy(
    documents: Sequence[Parallel], noise: Noise, together: int, seed: str, first: int | None = None
) -> list[Noisy]:
    """Return documents, `together` joined at a time (all, or the `first` so many), with noise.

    Inserted sentences come from the other documents; a document that loses a whole side is left out.
    """
    out = []
    for at in range(0, len(documents), together)[:first]:
        group = list(islice(documents, at, at + together))
        inside = {document.name for document in group}
        elsewhere = [line for d in documents if d.name not in inside for line in zip(d.source, d.target, strict=True)]
        made = make(join(group), noise, elsewhere, seed)
        if made.source and made.target:
            out.append(made)
    return out


def short(documents: Sequence[Parallel], noise: Callable[[random.Random], Noise], seed: str) -> list[Noisy]:
    """Return a few lines of each document with noise drawn for it; some have a target of another document, all of it nulls."""
    rng = random.Random(seed)
    out = []
    for document, other in zip(documents, [*documents[1:], *documents[:1]], strict=True):
        start, size = rng.randrange(len(document.source)), rng.randint(1, SHORT_LINES)
        some = slice(start, start + size)
        piece = Parallel(document.name, document.source[some], document.target[some])
        if rng.random() < UNRELATED:
            made = unrelated(piece.name, piece.source, other.target[some] or other.target[:size])
        else:
            made = make(piece, noise(rng), list(zip(other.source, other.target, strict=True)), seed)
        if made.source and made.target:
            out.append(made)
    return out


def unrelated(name: str, source: tuple[str, ...], target: tuple[str, ...]) -> Noisy:
    """Return two texts of which no sentence has a counterpart."""
    sources: Links = [((i,), ()) for i in range(len(source))]
    return Noisy(name, source, target, [*sources, *(((), (j,)) for j in range(len(target)))])


def hand_made(source: Path, target: Path, gold: Path) -> Noisy:
    """Return a document with gold beads from three files."""
    return Noisy(source.name, tuple(lines(source)), tuple(lines(target)), read_alignment(gold))


def comparable_news() -> list[Noisy]:
    """Return our own hand-made pairs of comparable news, in the order of their names."""
    folder = Path(__file__).parent / "gold"
    pairs = []
    for beads in sorted(folder.glob("*.beads")):
        source, target = beads.name.split("-")[:2]
        pairs.append(hand_made(beads.with_suffix(f".{source}"), beads.with_suffix(f".{target}"), beads))
    return pairs


def chapters(document: Noisy, beads: int) -> list[Noisy]:
    """Return a document in parts of about that many gold beads with two sides each, cut where no bead crosses the cut."""
    full = sorted((a, b) for a, b in document.gold if a and b)
    out: list[Noisy] = []
    top = left = inside = 0
    for number, (a, b) in enumerate(full):
        inside += 1
        rest = full[number + 1 :]
        bottom, right = max(a) + 1, max(b) + 1
        clean = all(min(x) >= bottom and min(y) >= right for x, y in rest)
        if clean and (inside >= beads or not rest):
            if not rest:
                bottom, right = len(document.source), len(document.target)
            gold = [
                (tuple(i - top for i in x), tuple(j - left for j in y))
                for x, y in document.gold
                if (not x or top <= min(x) < bottom) and (not y or left <= min(y) < right)
            ]
            name = f"{document.name} {len(out)}"
            out.append(Noisy(name, document.source[top:bottom], document.target[left:right], gold))
            top, left, inside = bottom, right, 0
    return out
