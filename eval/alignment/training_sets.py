"""The documents the segmental aligner is trained on: parallel text with noise of many kinds and strengths, and gold."""

from __future__ import annotations

import random
from pathlib import Path

from .corpora import PAIRS, chapters, comparable_news, consecutive, half, hand_made, noisy, parallel, short, unrelated
from .noise import NOISES, Noise, Noisy

KINDS = (("light", 1), ("heavy", 3), ("loose", 2), ("literary", 2))  # the last for every other language pair only
EVERY = 4  # of all renderings, in 36 language pairs: more pairs teach more than more renderings
LOOSE_LINES = 20
SHORT_EVERY = 2
CHAPTER = 24  # gold beads a chapter of hand-made gold
GOLD_TIMES = 4
NEWS_TIMES = 4


def training_documents(folder: Path, which: int | None) -> list[Noisy]:
    """Return noisy documents in many language pairs."""
    out = []
    for number, (source, target) in enumerate(PAIRS):
        documents = half(parallel(folder, source, target), which)
        for kind, together in KINDS[: 3 + number % 2]:
            out += noisy(documents, NOISES[kind], together, f"train {number} {kind}")
        for together in (1, 2, 4):
            for at in range(0, len(documents), 2 * together):
                noise = _any_noise(random.Random(f"{number} {together} {at}"))
                group = documents[at : at + 2 * together]
                rest = documents[:at] + documents[at + 2 * together :]
                count = 2 if len(group) > together else 1
                out += noisy([*group, *rest], noise, together, f"train {number} mixed", count)
    return out[:: EVERY if which is not None else 2 * EVERY]


def short_documents(folder: Path, which: int | None) -> list[Noisy]:
    """Return noisy documents of a few lines, some of them unrelated, in many language pairs."""
    out = []
    for number, (source, target) in enumerate(PAIRS):
        documents = half(parallel(folder, source, target), which)
        out += short(documents, _any_noise, f"train {number} short")
    return out[:: SHORT_EVERY if which is not None else 2 * SHORT_EVERY]


def single_lines(folder: Path, which: int | None) -> list[Noisy]:
    """Return one line against one line, every other time an unrelated one, in many language pairs."""
    out = []
    for number, (source, target) in enumerate(PAIRS):
        documents = half(parallel(folder, source, target), which)
        rng = random.Random(f"train {number} single")
        for at, (document, other) in enumerate(zip(documents, [*documents[1:], *documents[:1]], strict=True)):
            line = rng.randrange(len(document.source))
            if at % 2:
                out.append(unrelated(document.name, document.source[line : line + 1], other.target[:1]))
            else:
                sides = document.source[line : line + 1], document.target[line : line + 1]
                out.append(Noisy(document.name, *sides, [((0,), (0,))]))
    return out


def loose_documents(folder: Path) -> list[Noisy]:
    """Return noisy documents of looser translation."""
    texts = [folder / f"korean-english-park.dev.{language}" for language in ("ko", "en")]
    documents = consecutive(texts[0], texts[1], LOOSE_LINES)
    kinds = (("light", 1), ("heavy", 3), ("loose", 2), ("light", 3), ("split", 1))
    return [d for kind, together in kinds for d in noisy(documents, NOISES[kind], together, f"train loose {kind}")]


def gold_documents(folder: Path, share: str) -> list[Noisy]:
    """Return the chapters of the hand-made document, all, the first half or none, each as often as its worth demands."""
    chosen = chapters(hand_made(folder / "dev.de", folder / "dev.fr", folder / "dev.defr"), CHAPTER)
    count = {"all": len(chosen), "first": len(chosen) // 2, "none": 0}[share]
    return chosen[:count] * GOLD_TIMES


def news_documents(share: str) -> list[Noisy]:
    """Return our own pairs of comparable news, all, every other or none, each as often as its worth demands."""
    chosen = {"all": slice(None), "even": slice(0, None, 2), "odd": slice(1, None, 2), "none": slice(0, 0)}[share]
    return comparable_news()[chosen] * NEWS_TIMES


def _any_noise(rng: random.Random) -> Noise:
    def up_to(most: float, often: float) -> float:
        return rng.uniform(0, most) if rng.random() < often else 0.0

    return Noise(
        merge=up_to(0.3, 0.8),
        split=up_to(0.4, 0.7),
        recut=up_to(0.15, 0.5),
        delete=up_to(0.35, 0.7),
        insert=up_to(0.35, 0.7),
        block=rng.choice([0, 0, 0, 0.7]),
        block_size=rng.randint(3, 15),
    )
