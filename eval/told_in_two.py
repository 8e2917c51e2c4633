"""Long articles told in two on the other side: how many second counterparts stand, and how many stand that should not."""

from __future__ import annotations

import random
from dataclasses import replace

from aligner.candidates import InMemory
from aligner.clocks import DateWindow
from aligner.config import Config
from aligner.pairers.event import EventPairer
from aligner.settling import settle
from aligner.windows import EncodedArticle
from eval.pairing_trials import LEDE, PAIRS, Stories

LONG = 10  # lines from which a story is long


def table(told: Stories) -> None:
    """Print, per language pair, what becomes of long stories whose target side is told in two articles, half each.

    A third of all stories has no counterpart at all, so that others might take a second one that is not theirs.
    """
    print(
        f"\nlong stories told in two, all in one pool\n{'pair':8}{'told in two':>12}{'both found':>11}{'false pairs':>12}"
    )
    for codes in PAIRS:
        for swapped in (False, True):
            pair = codes[::-1] if swapped else codes
            print(f"{'-'.join(pair):8}" + "".join(f"{n:12}" for n in _counts(told, pair)))


def _counts(told: Stories, codes: tuple[str, str]) -> tuple[int, int, int]:
    """Return how many stories are told in two, of how many both parts stand, and how many false pairs stand."""
    rng = random.Random("-".join(codes))
    story_of: dict[str, int] = {}
    sides: tuple[list[EncodedArticle], list[EncodedArticle]] = ([], [])
    parts: dict[int, int] = {}
    for number, document in enumerate(told.corpus.documents):
        lines = document[:LEDE]
        half = len(lines) // 2
        draw = rng.random()
        if draw < 1 / 3:
            chosen = [[lines], []] if rng.randrange(2) else [[], [lines]]
        elif len(lines) >= LONG and draw < 2 / 3:
            chosen = [[lines], [lines[:half], lines[half:]]]
            parts[number] = 2
        else:
            chosen = [[lines], [lines]]
        for side, code, articles in zip(sides, codes, chosen, strict=True):
            for of in articles:
                made = told.article(code, of)
                side.append(replace(made, article=replace(made.article, lang=code)))
                story_of[made.article.id] = number
    found = list(EventPairer().pair(*sides, DateWindow(0)))
    reasons = settle(InMemory(found), Config())
    standing = [p for p in found if not reasons[p.id]]
    right = [story_of[p.source.id] for p in standing if story_of[p.source.id] == story_of[p.target.id]]
    both = sum(right.count(number) == count for number, count in parts.items())
    return len(parts), both, len(standing) - len(right)
