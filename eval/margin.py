"""Whether a margin against a background pool tells right beads from wrong ones better: `python -m eval.margin --data FOLDER`.

The margin of a bead is its similarity less the mean of the four highest similarities of each side to sentences of the other
language in other documents (Artetxe and Schwenk 2019, arXiv:1811.01136, with a pool instead of the document). A logistic
regression on half of the documents is tried on the other half, both ways. Printed: the highest recall at a precision of .99 and
of .98, and the highest F1, from the probability alone, with the similarity, and with the margin. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.aligners.segmental import SegmentalAligner
from aligner.pairers._nearest import NEVER, Nearest, both_ways
from aligner.scoring import links

from .alignment.compare import Item, encoded
from .alignment.corpora import noisy, parallel
from .alignment.noise import NOISES
from .ntrex import CODES

SETS = (("light", 4), ("heavy", 4), ("loose", 2))
NEAREST = 4
COLUMNS = {"probability": [0], "with similarity": [0, 1], "with margin": [0, 2], "with both": [0, 1, 2]}


def main() -> None:
    """Print a row for each direction and choice of scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/ntrex-dev"))
    parser.add_argument("--directions", nargs="+", default=["ko-en", "de-fr", "ja-ko"])
    given = parser.parse_args()
    for direction in given.directions:
        source, target = (CODES[code] for code in direction.split("-"))
        rows: tuple[list[list[float]], list[list[float]]] = ([], [])
        right: tuple[list[bool], list[bool]] = ([], [])
        gold = [0, 0]
        documents = parallel(given.data, source, target)
        for kind, together in SETS:
            items = encoded(noisy(documents, NOISES[kind], together, "margin"), "use")
            for number, item in enumerate(items):
                others = [one for n, one in enumerate(items) if n != number]
                gold[number % 2] += sum(all(link) for link in item.document.gold)
                measured(item, others, rows[number % 2], right[number % 2])
        for name, columns in COLUMNS.items():
            figures = [
                tried(
                    np.array(rows[h])[:, columns],
                    right[h],
                    np.array(rows[1 - h])[:, columns],
                    right[1 - h],
                    gold[1 - h],
                )
                for h in (0, 1)
            ]
            at_99, at_98, f1 = np.mean(figures, axis=0)
            print(f"{direction} {name:16} recall at .99 {at_99:.3f}, at .98 {at_98:.3f}, F1 {f1:.4f}", flush=True)


def measured(item: Item, others: Sequence[Item], rows: list[list[float]], right: list[bool]) -> None:
    """Add log odds, similarity and margin of every bead with two sides, and whether it is in the gold."""
    pools = [np.vstack([getattr(one, side).vectors[0] for one in others]) for side in ("source", "target")]
    found = SegmentalAligner().align(item.source, item.target)
    beads = [(bead, link) for bead, link in zip(found, links(found), strict=True) if not bead.is_null]
    if not beads:
        return
    one = np.stack([item.source.vectors[len(bead.source) - 1][bead.source.start] for bead, _ in beads])
    other = np.stack([item.target.vectors[len(bead.target) - 1][bead.target.start] for bead, _ in beads])
    usual = (background(both_ways(one, pools[1], NEAREST)[0]) + background(both_ways(other, pools[0], NEAREST)[0])) / 2
    for (bead, link), around in zip(beads, usual.tolist(), strict=True):
        sure = min(max(bead.probability, 1e-4), 1 - 1e-4)
        rows.append([float(np.log(sure / (1 - sure))), bead.similarity, bead.similarity - around])
        right.append(link in item.document.gold)


def background(found: Nearest) -> NDArray[np.float32]:
    """Return the mean cosine of each row with its nearest ones."""
    return np.asarray(found.cosines.mean(axis=1, where=found.cosines > NEVER))


def margins(across: Nearest, down: Nearest) -> NDArray[np.float32]:
    """Return the margin of every row with each of its nearest: their cosine less the mean background of both."""
    around = background(across)[:, None] + background(down)[across.numbers]
    return np.asarray(across.cosines - around / 2)


def tried(
    train: NDArray[np.float64], train_right: Sequence[bool], test: NDArray[np.float64], right: Sequence[bool], gold: int
) -> tuple[float, float, float]:
    """Return recall at a precision of .99 and of .98 and the best F1 of a regression learnt on one half, on the other."""
    from sklearn.linear_model import LogisticRegression

    scores = LogisticRegression(C=10).fit(train, train_right).decision_function(test)
    hits = np.cumsum(np.array(right)[np.argsort(-scores)])
    precision, recall = hits / np.arange(1, len(hits) + 1), hits / gold
    at = [recall[np.flatnonzero(precision >= least)].max(initial=0.0) for least in (0.99, 0.98)]
    return float(at[0]), float(at[1]), float((2 * precision * recall / (precision + recall)).max())


if __name__ == "__main__":
    main()
