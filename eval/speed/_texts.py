"""What is measured on: lines of line-parallel news where a folder of them is given, else invented sentences."""

from __future__ import annotations

import random
from pathlib import Path

from eval.alignment.corpora import parallel
from eval.alignment.noise import Parallel
from eval.articles_speed import LANGUAGES, invented_event
from eval.ntrex import CODES, load

A_DOCUMENT = 30
FEWEST = 4


def sentences(language: str, count: int, data: Path | None) -> list[str]:
    """Return so many sentences in Korean or English; beyond the lines there are, halves of two lines in one."""
    rng = random.Random(count)
    if data is None:
        found: list[str] = []
        while len(found) < count:
            found += invented_event(rng)[LANGUAGES.index(language)]
        return found[:count]
    lines = [line for line in load(data, [language]).lines[language] if line.strip()]
    mixed = (_mixed(*rng.sample(lines, 2)) for _ in range(count - len(lines)))
    return [*lines[:count], *mixed]


def lines(count: int, data: Path | None) -> tuple[list[str], list[str]]:
    """Return at most so many sentences in Korean and their translations into English."""
    if data is None:
        return sentences(LANGUAGES[0], count, None), sentences(LANGUAGES[1], count, None)
    sides = load(data, list(LANGUAGES)).lines
    both = [pair for pair in zip(*(sides[code] for code in LANGUAGES), strict=True) if all(map(str.strip, pair))]
    return [pair[0] for pair in both[:count]], [pair[1] for pair in both[:count]]


def _mixed(one: str, other: str) -> str:
    head, tail = one.split(), other.split()
    return " ".join([*head[: len(head) // 2], *tail[len(tail) // 2 :]])


def documents(sentences: int, data: Path | None) -> list[Parallel]:
    """Return documents in Korean and English: all there are of line-parallel news, or invented ones of so many sentences."""
    if data is not None:
        return parallel(data, *(CODES[code] for code in LANGUAGES))
    rng = random.Random(sentences)
    made = []
    for number in range(FEWEST + sentences // A_DOCUMENT):
        source: list[str] = []
        target: list[str] = []
        while len(source) < A_DOCUMENT:
            told = invented_event(rng)
            source, target = source + told[0], target + told[1]
        made.append(Parallel(f"invented {number}", tuple(source[:A_DOCUMENT]), tuple(target[:A_DOCUMENT])))
    return made
