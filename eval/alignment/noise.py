"""Makes document pairs with known sentence alignment out of line-parallel text: merge, split, delete, insert, blocks, moves.

Every function takes its own seed; equal seeds give equal documents on every machine.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from aligner.scoring import Links

from ._moves import Unit, shuffle

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_CLAUSE_END = re.compile(r"(?<=[,;:])\s+|(?<=[、，；：])")


@dataclass(frozen=True, slots=True)
class Noise:
    """How often each kind of noise strikes: probabilities per sentence and side; `block` per side and document.

    `split` cuts a line on one side at a sentence or clause end; `recut` moves a clause of one line over to its neighbour,
    on one side; `block` inserts or deletes a run of `block_size` lines; `shuffle` is the share of target sentences in
    paragraphs that move elsewhere.
    """

    merge: float = 0.0
    split: float = 0.0
    recut: float = 0.0
    delete: float = 0.0
    insert: float = 0.0
    block: float = 0.0
    block_size: int = 6
    shuffle: float = 0.0


NOISES = {
    "clean": Noise(merge=0.05, delete=0.02, insert=0.02),
    "light": Noise(merge=0.15, delete=0.08, insert=0.06),
    "heavy": Noise(merge=0.25, delete=0.2, insert=0.2),
    "split": Noise(merge=0.1, split=0.25, delete=0.02, insert=0.02),
    "literary": Noise(merge=0.25, split=0.2, recut=0.2, delete=0.02, insert=0.02),
    "blocks": Noise(merge=0.1, split=0.1, delete=0.03, insert=0.03, block=0.5),
    "loose": Noise(merge=0.15, split=0.1, delete=0.35, insert=0.35),
    "alien": Noise(delete=0.7, insert=1.5),
}


@dataclass(frozen=True, slots=True)
class Parallel:
    """A document whose lines are translations of one another."""

    name: str
    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noisy:
    """A document pair with its gold beads; `moved` are target sentences whose paragraph was put elsewhere."""

    name: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    gold: Links
    moved: frozenset[int] = field(default_factory=frozenset)


def make(document: Parallel, noise: Noise, elsewhere: Sequence[tuple[str, str]], seed: str) -> Noisy:
    """Return the document with noise; inserted sentences are drawn from `elsewhere` (source line, target line)."""
    rng = random.Random(f"{document.name} {seed}")
    lines = list(range(len(document.source)))
    cut_side = {i: rng.randrange(2) for i in lines if rng.random() < noise.split}
    shifted = {i: rng.randrange(2) for i in lines[:-1] if rng.random() < noise.recut}
    kept = [_keep(lines, noise, rng) for _ in range(2)]
    merged = [_merges(kept[side], noise, rng) for side in range(2)]
    middle = len(elsewhere) // 2
    pools = elsewhere[:middle], elsewhere[middle:]  # apart, or a line inserted on both sides would be an unknown bead
    sides = []
    for side, texts in enumerate((document.source, document.target)):
        moves = {
            i for i, where in shifted.items() if where == side and not _touches(i, merged) | _touches(i + 1, merged)
        }
        splits = {i for i, where in cut_side.items() if where == side and not _touches(i, merged)}
        units = _units(kept[side], merged[side], texts, splits - moves - {i + 1 for i in moves}, moves, rng)
        foreign = [pair[side] for pair in pools[side]]
        units = _insert(units, _joined_lines(merged), noise, foreign, rng)
        sides.append(_insert_block(units, _joined_lines(merged), noise, foreign, rng))
    source, target = sides
    moved: frozenset[int] = frozenset()
    if noise.shuffle:
        target, moved = shuffle(source, target, noise.shuffle, rng)
    return Noisy(
        document.name, tuple(u.text for u in source), tuple(u.text for u in target), _gold(source, target), moved
    )


def join(documents: Sequence[Parallel]) -> Parallel:
    """Return several documents as one."""
    return Parallel(
        "+".join(d.name for d in documents),
        tuple(line for d in documents for line in d.source),
        tuple(line for d in documents for line in d.target),
    )


def cut(text: str) -> tuple[str, str] | None:
    """Return the text in two at the sentence end, else the clause end, nearest its middle; None where there is none."""
    for pattern in (_SENTENCE_END, _CLAUSE_END):
        ends = [m for m in pattern.finditer(text) if 0.2 * len(text) < m.start() < 0.8 * len(text)]
        if ends:
            best = min(ends, key=lambda m: abs(m.start() - len(text) / 2))
            return text[: best.start()].rstrip(), text[best.end() :].lstrip()
    return None


def recut(first: str, second: str) -> tuple[str, str] | None:
    """Return two neighbours with the first clause of the second moved over to the first; None where it has only one."""
    halves = cut(second)
    return (f"{first} {halves[0]}", halves[1]) if halves else None


def _keep(lines: list[int], noise: Noise, rng: random.Random) -> list[int]:
    kept = [i for i in lines if rng.random() >= noise.delete]
    if rng.random() < noise.block / 2 and len(kept) > 2 * noise.block_size:
        at = rng.randrange(len(kept) - noise.block_size + 1)
        del kept[at : at + noise.block_size]
    return kept


def _merges(kept: list[int], noise: Noise, rng: random.Random) -> set[int]:
    """Return the lines that are joined to the line before them."""
    merged: set[int] = set()
    for before, line in pairwise(kept):
        if line == before + 1 and before not in merged and rng.random() < noise.merge:
            merged.add(line)
    return merged


def _touches(line: int, merged: list[set[int]]) -> bool:
    return any(line in side or line + 1 in side for side in merged)


def _joined_lines(merged: list[set[int]]) -> set[int]:
    return merged[0] | merged[1]


def _units(
    kept: list[int], merged: set[int], texts: Sequence[str], split: set[int], moves: set[int], rng: random.Random
) -> list[Unit]:
    units: list[Unit] = []
    present = set(kept)
    for i in kept:
        if i in merged:
            units[-1] = Unit((*units[-1].lines, i), f"{units[-1].text} {texts[i]}")
        elif i - 1 in moves and i - 1 in present and units[-1].lines == (i - 1,):
            shifted = recut(texts[i - 1], texts[i])
            units[-1:] = [Unit((i - 1, i), text) for text in shifted] if shifted else [units[-1], Unit((i,), texts[i])]
        elif i in split:
            units.extend(Unit((i,), piece) for piece in _pieces(texts[i], rng))
        else:
            units.append(Unit((i,), texts[i]))
    return units


def _pieces(text: str, rng: random.Random) -> list[str]:
    halves = cut(text)
    if not halves:
        return [text]
    return [piece for half in halves for piece in (_pieces(half, rng) if rng.random() < 0.3 else [half])]


def _insert(
    units: list[Unit], joined: set[int], noise: Noise, foreign: Sequence[str], rng: random.Random
) -> list[Unit]:
    out: list[Unit] = []
    for k, unit in enumerate(units):
        out.append(unit)
        number = int(noise.insert) + (rng.random() < noise.insert % 1)
        if _is_seam(units, k + 1, joined):
            out.extend(Unit((), rng.choice(foreign)) for _ in range(number))
    return out


def _insert_block(
    units: list[Unit], joined: set[int], noise: Noise, foreign: Sequence[str], rng: random.Random
) -> list[Unit]:
    if rng.random() >= noise.block / 2 or len(foreign) <= noise.block_size:
        return units
    seams = [k for k in range(len(units) + 1) if _is_seam(units, k, joined)]
    at = rng.choice([0, len(units), rng.choice(seams)])
    start = rng.randrange(len(foreign) - noise.block_size)
    return [*units[:at], *(Unit((), text) for text in foreign[start : start + noise.block_size]), *units[at:]]


def _is_seam(units: list[Unit], k: int, joined: set[int]) -> bool:
    """True where nothing put between units k - 1 and k would stand inside a gold bead."""
    if k == 0 or k == len(units) or not units[k - 1].lines or not units[k].lines:
        return True
    last, following = units[k - 1].lines[-1], units[k].lines[0]
    return last < following and not any(line in joined for line in range(last + 1, following + 1))


def _gold(source: list[Unit], target: list[Unit]) -> Links:
    """Return the connected components of sentences that share a line."""
    groups: list[tuple[set[int], list[int], list[int]]] = []
    for side, units in enumerate((source, target)):
        for number, unit in enumerate(units):
            together = [g for g in groups if not g[0].isdisjoint(unit.lines)]
            lines = set(unit.lines).union(*(g[0] for g in together))
            sides = tuple([n for g in together for n in g[1 + s]] + ([number] if s == side else []) for s in range(2))
            groups = [g for g in groups if g not in together] + [(lines, *sides)]
    beads: Links = []
    for _, a, b in groups:
        if a and b:
            beads.append((tuple(sorted(a)), tuple(sorted(b))))
        else:
            beads.extend([((n,), ()) for n in a] + [((), (n,)) for n in b])
    return sorted(beads)
