"""How well articles are paired, and the fit behind the pairer's probability.

    python -m eval.pairing --data ../shared/data/ntrex-dev

Documents of line-parallel news are articles; in each setting a share of the lines is deleted on both sides, each side by its
own draw. Every article is compared with every one of the other language (no dates help). Printed: share of articles whose
best counterpart is the right one, by coverage and by the cosine of mean vectors, and the pairs that mutual best and
probability >= .5 would give; last, the logistic fit of "same event" on coverage over all settings up to 30 % deleted.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.use import UseEncoder
from aligner.pairers.event import MIDPOINT, SLOPE, probability
from aligner.similarity import coverage
from eval.ntrex import load

PAIRS = (("ko", "en"), ("zh", "en"), ("ja", "en"), ("de", "fr"))
DELETED = (0.0, 0.3, 0.6)
LEDE = 12


def main() -> None:
    """Print the table and the fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    corpus = load(parser.parse_args().data, sorted({code for pair in PAIRS for code in pair}))
    encoder = UseEncoder()
    vectors = {code: encoder.encode(lines) for code, lines in corpus.lines.items()}
    print(f"{len(corpus.documents)} documents; fit in use: slope {SLOPE}, midpoint {MIDPOINT}\n")
    print(f"{'pair':8}{'deleted':>8}{'coverage':>10}{'mean':>8}{'P':>8}{'R':>8}{'F1':>8}")
    fit_x, fit_y = [], []
    for source, target in PAIRS:
        for share in DELETED:
            rng = random.Random(f"{source}{target}{share}")
            sides = [[_kept(rng, d, share) for d in corpus.documents] for _ in range(2)]
            covered, mean = _scores(vectors[source], vectors[target], *sides)
            right = np.arange(len(covered))
            best = covered.argmax(1) == right, covered.argmax(0) == right
            mutual = np.array([covered[:, j].argmax() == i for i, j in enumerate(covered.argmax(1))])
            stands = mutual & np.array([probability(c) >= 0.5 for c in covered.max(1)])
            correct = int((stands & best[0]).sum())
            p, r = correct / max(1, int(stands.sum())), correct / len(right)
            f1 = 2 * p * r / max(1e-9, p + r)
            row = (np.mean(best), np.mean([mean.argmax(1) == right, mean.argmax(0) == right]), p, r, f1)
            print(f"{source}-{target:5}{share:8.0%}" + "".join(f"{v:{w}.3f}" for v, w in zip(row, (10, 8, 8, 8, 8), strict=True)))
            if share <= 0.3:
                fit_x.append(covered.ravel())
                fit_y.append(np.eye(len(covered)).ravel())
    slope, midpoint = _logistic(np.concatenate(fit_x), np.concatenate(fit_y))
    print(f"\nfit: slope {slope:.1f}, midpoint {midpoint:.3f}")


def _kept(rng: random.Random, document: list[int], share: float) -> list[int]:
    return [n for n in document if rng.random() >= share][:LEDE] or document[:1]


def _scores(
    a: NDArray[np.float32], b: NDArray[np.float32], source: list[list[int]], target: list[list[int]]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    forward, backward = coverage(a[sum(source, [])], [len(d) for d in source], b[sum(target, [])], [len(d) for d in target])
    mean = np.array([a[d].mean(0) for d in source]), np.array([b[d].mean(0) for d in target])
    unit = [m / np.linalg.norm(m, axis=1, keepdims=True) for m in mean]
    return (forward + backward) / 2, unit[0] @ unit[1].T


def _logistic(x: NDArray[np.float32], y: NDArray[np.float64]) -> tuple[float, float]:
    """Return slope and midpoint of the maximum-likelihood logistic curve (Newton's method, ridge 1e-3 on the slope)."""
    design = np.stack([x.astype(np.float64) - 0.5, np.ones(len(x))], axis=1)
    weights = np.zeros(2)
    ridge = np.diag([1e-3, 0.0])
    for _ in range(100):
        p = 1 / (1 + np.exp(-design @ weights))
        hessian = (design * (p * (1 - p))[:, None]).T @ design + ridge
        step = np.linalg.solve(hessian, design.T @ (y - p) - ridge @ weights)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return float(weights[0]), float(0.5 - weights[1] / weights[0])


if __name__ == "__main__":
    main()
