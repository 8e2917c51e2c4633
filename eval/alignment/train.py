"""Trains the segmental aligner: `python -m eval.alignment.train --data FOLDER --out aligner/aligners/segmental.json`.

FOLDER holds `ntrex-dev` (`<language>.txt` files, line-parallel, and `document_ids.tsv`), `park-dev` (looser translations,
Korean and English news) and `textberg-dev` (hand-made beads). Parallel documents get noise of many kinds and strengths; the
weights maximise the likelihood of the true alignments. First the quick look (four features), then everything. A document's
habits are read off its own posterior between rounds, as in use. Equal data give equal weights. `--half` and `--gold` leave
parts of the data out, for cross-validation.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from aligner.aligners import _band, _candidates, _features, _model
from aligner.aligners._features import NAMES, NULL_NAMES, QUICK_NAMES, SHAPES
from aligner.aligners._model import GROUPS, SHAPE_GROUP, SHAPE_NUMBER, Weights
from aligner.aligners._surroundings import survey
from aligner.parts import build
from aligner.windows import Windows, encode_windows

from ._fitting import Example, fit
from .noise import Noisy
from .training_sets import (
    gold_documents,
    loose_documents,
    news_documents,
    short_documents,
    single_lines,
    training_documents,
)

UNITS = 12
PENALTY = 5e-5  # on squared weights, per sentence
PARAGRAPH_BREAK = 2.0  # set by hand: no training text has paragraphs
CUT = -3.0  # of the quick score; loses 1 gold bead in 1000
PATIENCE = (8.0, 5.0, 4.0)  # set by hand, on the development sets
START = {"cosine": 0.0, "hub_margin": 0.7, "centred": 8.0, "length_gap": -0.8}  # the very first quick look
QUICK_SHARE = 5  # the quick look learns from every fifth document
STAGES = (("quick", 40), ("full", 45), ("full", 90))


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--half", type=int, choices=(0, 1), help="train on every other document only")
    parser.add_argument(
        "--gold", choices=("all", "first", "none"), default="all", help="how much hand-made gold to use"
    )
    parser.add_argument(
        "--news", choices=("all", "even", "odd", "none"), default="all", help="how much of our own news gold"
    )
    parser.add_argument("--encoder", default="use")
    options = parser.parse_args()
    documents = training_documents(options.data / "ntrex-dev", options.half)
    documents += short_documents(options.data / "ntrex-dev", options.half)
    documents += single_lines(options.data / "ntrex-dev", options.half)
    documents += loose_documents(options.data / "park-dev")
    documents += gold_documents(options.data / "textberg-dev", options.gold)
    documents += news_documents(options.news)
    weights = train(documents, options.encoder)
    options.out.write_text(json.dumps(_model.to_plain(weights), indent=1) + "\n", encoding="utf-8")


def train(documents: Sequence[Noisy], encoder: str = "use", verbose: bool = True) -> Weights:
    """Return weights trained on documents with gold."""
    part = build("encoders", encoder)
    texts = [side for document in documents for side in (document.source, document.target)]
    windows = encode_windows(part, texts, _features.LONGEST)
    rng = np.random.default_rng(0)
    sides = [_blurred(pair, rng) for pair in zip(windows[0::2], windows[1::2], strict=True)]
    weights = _first_weights()
    for stage, iterations in STAGES:
        step = QUICK_SHARE if stage == "quick" else 1
        chosen = list(zip(documents, sides, strict=True))[::step]
        examples = [e for d, (s, t) in chosen if (e := example(d, s, t, weights))]
        weights = _with_usual(examples, weights)
        if stage == "full":
            for e in examples:
                e.habits = _model.infer([e.piece], weights, rounds=2)[2]
        if not weights.output.any() and stage == "full":
            weights = _with_network(examples, weights)
        weights = fit(examples, weights, stage == "quick", PENALTY, iterations, verbose)
        if stage == "quick":
            weights = _with_quick_look(weights)
    return weights


def _blurred(pair: tuple[Windows, Windows], rng: np.random.Generator) -> tuple[Windows, Windows]:
    """Blur every other document's vectors: a freer translation or a weaker encoder, which training text has too few of."""
    strength = float(rng.uniform(0.2, 0.9)) if rng.random() < 0.5 else 0.0
    if not strength:
        return pair
    out = []
    for side in pair:
        noise = rng.standard_normal(side.vectors[0].shape).astype(np.float32)
        noise *= (
            strength
            * rng.uniform(0, 1, (len(noise), 1)).astype(np.float32)
            / np.linalg.norm(noise, axis=1, keepdims=True)
        )
        total = np.concatenate([np.zeros_like(noise[:1]), np.cumsum(noise, axis=0)])
        blocks = []
        for width, block in enumerate(side.vectors, start=1):
            moved = block + (total[width:][: len(block)] - total[: len(block)]) / np.float32(np.sqrt(width))
            blocks.append(moved / np.linalg.norm(moved, axis=1, keepdims=True))
        out.append(replace(side, vectors=blocks))
    return out[0], out[1]


def example(document: Noisy, source: Windows, target: Windows, weights: Weights) -> Example | None:
    """Return a document as an example; None where its gold is not monotone, too large, or out of sight."""
    n, m = len(source), len(target)
    band = _band.find(source.vectors[0], target.vectors[0])
    seen = _candidates.view(source, target, survey(source, target, band), weights, False)
    piece = _candidates.piece(seen, band, 0, 0)
    place = {key: k for k, key in enumerate(zip(*(getattr(piece.beads, x).tolist() for x in "ijab"), strict=True))}
    gold = np.zeros(len(piece.begin))
    alone, runs = (np.ones(n), np.ones(m)), np.zeros(2)
    i = j = 0
    for a, b in [*sorted((a, b) for a, b in document.gold if a and b), ((n,), (m,))]:
        runs += (a[0] > i, b[0] > j)
        if a[0] < i or b[0] < j or a[-1] - a[0] >= len(a) or b[-1] - b[0] >= len(b):
            return None
        i, j = a[-1] + 1, b[-1] + 1
        if a[0] < n:
            number = place.get((a[0], b[0], len(a), len(b)))
            if number is None:
                return None
            gold[number] = 1
            alone[0][list(a)] = 0
            alone[1][list(b)] = 0
    shape = SHAPE_NUMBER[piece.beads.a, piece.beads.b]
    return Example(piece, shape, gold, alone[0], alone[1], runs, _model.usual_habits())


def _first_weights() -> Weights:
    """Return weights that know nothing but where to look first."""
    shapes, features = len(SHAPES), len(NAMES)
    sizes = np.array([a + b for a, b in SHAPES], float)
    return Weights(
        quick=np.tile([START[name] for name in QUICK_NAMES], (shapes, 1)),
        quick_shape=-0.7 * sizes,
        quick_cut=CUT,
        scale=np.ones(features),
        linear=np.zeros((shapes, features)),
        shape=np.zeros(shapes),
        hidden=np.zeros((features, UNITS)),
        hidden_shape=np.zeros((shapes, UNITS)),
        output=np.zeros(UNITS),
        null=np.zeros(len(NULL_NAMES)),
        opening=0.0,
        paragraph_break=PARAGRAPH_BREAK,
        habit=np.zeros(3),
        usual_shapes=np.full(len(GROUPS), 1 / len(GROUPS)),
        usual_opening=0.2,
        usual_going_on=0.3,
        patience=np.array(PATIENCE),
    )


def _with_usual(examples: Sequence[Example], weights: Weights) -> Weights:
    """Return weights with the mean habits of the training documents; give each example those habits."""
    groups = sum((np.bincount(SHAPE_GROUP[e.shape], e.is_gold, minlength=len(GROUPS)) for e in examples), np.zeros(4))
    runs = float(sum(e.runs.sum() for e in examples)) / 2
    alone = float(sum(e.source_alone.sum() + e.target_alone.sum() for e in examples)) / 2
    weights = replace(
        weights,
        usual_shapes=groups / groups.sum(),
        usual_opening=runs / float(groups.sum()),
        usual_going_on=(alone - runs) / alone,
    )
    for e in examples:
        e.habits = _model.usual_habits()
    return weights


def _with_network(examples: Sequence[Example], weights: Weights) -> Weights:
    """Return weights with scaled features and a network that says next to nothing yet."""
    squares = sum((e.piece.beads.features.astype(float) ** 2).sum(axis=0) for e in examples)
    scale = np.sqrt(squares / sum(len(e.shape) for e in examples))
    rng = np.random.default_rng(1)
    return replace(
        weights,
        scale=scale,
        linear=weights.linear * scale,
        hidden=rng.normal(0, 0.3 / np.sqrt(len(scale)), weights.hidden.shape),
        hidden_shape=rng.normal(0, 0.1, weights.hidden_shape.shape),
        output=rng.normal(0, 0.1, weights.output.shape),
        habit=np.full(3, 0.5),
    )


def _with_quick_look(weights: Weights) -> Weights:
    """Return weights whose quick look is what the first stage learnt, in the units of `quick_planes`."""
    units = {"cosine": 1.0, "hub_margin": 1.0, "centred": 6.0, "length_gap": -1.0}
    quick = np.stack([weights.linear[:, NAMES.index(name)] * units[name] for name in QUICK_NAMES], axis=1)
    sizes = np.array([a + b for a, b in SHAPES], float)
    return replace(weights, quick=quick, quick_shape=weights.shape - sizes * weights.null[0])


if __name__ == "__main__":
    main()
