"""Paragraphs that move: the units of a noisy document, and putting some of its paragraphs elsewhere."""

from __future__ import annotations

import random
from dataclasses import dataclass

LONGEST = 4  # sentences in a moved paragraph


@dataclass(slots=True)
class Unit:
    """One sentence of the noisy document and the lines it renders (none: inserted)."""

    lines: tuple[int, ...]
    text: str


def shuffle(
    source: list[Unit], target: list[Unit], share: float, rng: random.Random
) -> tuple[list[Unit], frozenset[int]]:
    """Return the target with some of its paragraphs put elsewhere, and the new places of their aligned sentences."""
    paragraphs = _paragraphs(source, target, rng)
    rng.shuffle(paragraphs)
    chosen: list[list[int]] = []
    while paragraphs and sum(map(len, chosen)) < share * len(target):
        chosen.append(paragraphs.pop())
    moving = {i for paragraph in chosen for i in paragraph}
    order = [i for i in range(len(target)) if i not in moving]
    seams = [k for k in range(len(order) + 1) if not _would_cut(k, order, target, source)]
    for paragraph in chosen:
        far = [k for k in seams if abs(_original_place(order, k) - paragraph[0]) > 2 * len(paragraph)]
        at = rng.choice(far or seams)
        order[at:at] = paragraph
        seams = [k if k <= at else k + len(paragraph) for k in seams]
    moved = {place for place, i in enumerate(order) if i in moving and target[i].lines}
    return [target[i] for i in order], frozenset(moved)


def _paragraphs(source: list[Unit], target: list[Unit], rng: random.Random) -> list[list[int]]:
    """Cut the target into runs of 2 or more sentences, never inside a gold bead."""
    order = list(range(len(target)))
    out: list[list[int]] = []
    run: list[int] = []
    length = rng.randint(2, LONGEST)
    for i in order:
        if len(run) >= length and not _would_cut(i, order, target, source):
            out.append(run)
            run, length = [], rng.randint(2, LONGEST)
        run.append(i)
    return [*out, run] if run else out


def _would_cut(k: int, order: list[int], target: list[Unit], source: list[Unit]) -> bool:
    """True where place k of the order is inside a gold bead."""
    if k == 0 or k == len(order):
        return False
    before, after = target[order[k - 1]].lines, target[order[k]].lines
    if not before or not after:
        return False
    if set(before) & set(after):
        return True
    return any(set(unit.lines) & set(before) and set(unit.lines) & set(after) for unit in source)


def _original_place(order: list[int], k: int) -> int:
    return order[k] if k < len(order) else len(order)
