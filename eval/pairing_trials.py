"""Pools of articles made of line-parallel news, for measuring how articles are paired: what is left out, and what is right."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.use import UseEncoder
from aligner.pairers._evidence import FEATURES, Candidates, candidates
from aligner.pairers._model import compared_figures, with_figures
from aligner.pairers._sides import Side
from aligner.records import Article, content_id
from aligner.windows import EncodedArticle
from eval.ntrex import Corpus

PAIRS = (("ko", "en"), ("zh", "en"), ("ja", "en"), ("de", "fr"))
DELETED = (0.0, 0.3, 0.6)
POOLS = (1000, 8, 2)
KINDS = ("full", "third", "hard", "altered")
LEDE = 12
ANOTHER = 0.5  # share of lines deleted on top where another event is made of a story by altering its figures
LEAST_CONFLICT = 2.0
ALTERED = "*"
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Stories:
    """Parallel news with vectors; the language `en*` is English with every figure altered."""

    corpus: Corpus
    vectors: dict[str, NDArray[np.float32]]

    def article(self, code: str, lines: Sequence[int]) -> EncodedArticle:
        """Return an article of these lines."""
        text = "\n".join(self.corpus.lines[code][n] for n in lines)
        chosen = self.vectors[code][list(lines[:LEDE])]
        lede = tuple(self.corpus.lines[code][n] for n in lines[:LEDE])
        article = Article(content_id(text), code.removesuffix(ALTERED), text, "", None, code)
        return EncodedArticle(article, chosen.tobytes(), chosen.shape[1], lede=lede)


@dataclass(frozen=True, slots=True)
class Trial:
    """One pool: its name (languages, share deleted, kind) and size, the candidates and their evidence, and the truth.

    `right` says which candidates are; `empty` which right ones were left no line in common; `pairs` how many right pairs there
    are; `mean` the cosines of mean vectors, `truth` the right target of each source; `first_lines` of the articles.
    """

    name: tuple[str, float, str]
    pool: int
    found: Candidates
    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    empty: NDArray[np.bool_]
    pairs: int
    mean: NDArray[np.float32]
    truth: dict[int, int]
    first_lines: tuple[list[str], list[str]]


def stories(corpus: Corpus) -> Stories:
    """Return a corpus with the vectors of its lines, as they are and with altered figures."""
    altered = {code + ALTERED: [_altered(line) for line in lines] for code, lines in corpus.lines.items()}
    corpus = Corpus(corpus.lines | altered, corpus.documents)
    encoder = UseEncoder()
    return Stories(corpus, {code: encoder.encode(lines) for code, lines in corpus.lines.items()})


def _altered(line: str) -> str:
    """Return a line as of another event: every digit of its numbers another one, the same in every line and language."""
    return _DIGIT.sub(lambda match: str((int(match[0]) * 7 + 3) % 10), line)


def trials(told: Stories, half: int) -> Iterator[Trial]:
    """Yield the trials on every second document."""
    documents = told.corpus.documents[half::2]
    for codes in PAIRS:
        for share in DELETED:
            for size in POOLS:
                rng = random.Random(f"{codes[0]}{codes[1]}{share}{size}{half}")
                order = rng.sample(documents, len(documents))
                for kind in KINDS:
                    for start in range(0, len(order), size):
                        made = trial(told, (codes, share, kind), size, order[start : start + size], rng)
                        if made:
                            yield made


def trial(
    told: Stories,
    name: tuple[tuple[str, str], float, str],
    size: int,
    documents: Sequence[list[int]],
    rng: random.Random,
) -> Trial | None:
    """Return a trial, or None where the draws left one side without any article."""
    codes, share, kind = name
    sides: tuple[list[EncodedArticle], list[EncodedArticle]] = ([], [])
    lines: tuple[list[set[int]], list[set[int]]] = ([], [])
    truth: dict[int, int] = {}
    for document in documents:
        written, parts, gone, same = _told(document, codes, share, kind, rng)
        kept = [([n for n in part if rng.random() >= gone] or part[:1]) for part in parts]
        made = [told.article(code, of) if of else None for code, of in zip(written, kept, strict=True)]
        if written != codes and _conflict(made) < LEAST_CONFLICT:
            made[1] = None
        if same:
            truth[len(sides[0])] = len(sides[1])
        for side, numbers, article, of in zip(sides, lines, made, kept, strict=True):
            if article:
                side.append(article)
                numbers.append(set(of[:LEDE]))
    if not all(sides):
        return None
    found, features = _evidence(*sides)
    rows = list(zip(found.source.tolist(), found.target.tolist(), strict=True))
    right = np.array([truth.get(i) == j for i, j in rows])
    shared = np.array([len(lines[0][i] & lines[1][j]) for i, j in rows])
    means = [np.stack([item.matrix().mean(0) for item in side]) for side in sides]
    unit = [m / np.linalg.norm(m, axis=1, keepdims=True) for m in means]
    first = tuple([item.lede[0] for item in side] for side in sides)
    return Trial(
        ("-".join(codes), share, kind),
        size,
        found,
        features,
        right,
        right & (shared == 0),
        len(truth),
        unit[0] @ unit[1].T,
        truth,
        (first[0], first[1]),
    )


def _told(
    document: list[int], codes: tuple[str, str], share: float, kind: str, rng: random.Random
) -> tuple[tuple[str, str], tuple[list[int], list[int]], float, bool]:
    """Draw how a story is told: languages, lines of both sides, the share of them to delete, and whether it is one event."""
    draw, half = rng.random(), len(document) // 2
    if kind == "hard" and draw < 1 / 6 and half >= 4:
        return codes, (document[:half], document[half:]), share, False
    if kind == "full" or draw >= 1 / 3:
        return codes, (document, document), share, True
    if kind == "altered":
        return (codes[0], codes[1] + ALTERED), (document, document), 1 - (1 - share) * (1 - ANOTHER), False
    return codes, ((document, []) if rng.randrange(2) else ([], document)), share, False


def _conflict(made: Sequence[EncodedArticle | None]) -> float:
    sides = [Side([item] if item else []) for item in made]
    none = np.zeros((1, 2), np.float32), np.zeros((1, len(FEATURES)))
    return compared_figures(Candidates(*np.zeros((2, 1), np.int64), *none), *sides)[0].conflict


def _evidence(sources: list[EncodedArticle], targets: list[EncodedArticle]) -> tuple[Candidates, NDArray[np.float64]]:
    """Return all candidates with their evidence, numbered in the order of the lists."""
    sides = Side(sources), Side(targets)
    found = candidates(*sides)
    features = with_figures(found, compared_figures(found, *sides))
    for numbers, items, side in zip((found.source, found.target), (sources, targets), sides, strict=True):
        place = {item.article.id: n for n, item in enumerate(items)}
        numbers[:] = [place[side.ids[n]] for n in numbers]
    return found, features
