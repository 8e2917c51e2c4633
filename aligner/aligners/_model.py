"""The score of a bead and of standing alone, and how far a document goes its own way.

A bead's score is a weighted sum of its features plus a small network over them. A document's habits (how its beads are
shaped, how often and how long it leaves sentences alone) are inferred from the document itself: align, read the habits off
the posterior, align again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import UsageError
from ._features import NAMES, NULL_NAMES, QUICK_NAMES, SHAPES, Beads
from ._lattice import Band, Doubles, Integers, Lattice, Posterior, posterior

Floats = NDArray[np.float32]

GROUPS = {"1:1": 0, "1:2": 1, "1:n": 2, "n:m": 3}
ROUNDS = 4
SETTLED = 0.05  # habits that change less, as logarithms, have settled


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Everything that training sets. Arrays per shape follow SHAPES; `usual_...` are the means over the training documents.

    Weights are equal only to themselves, so that what follows from them alone can be remembered.
    """

    quick: Doubles  # (shapes, len(QUICK_NAMES))
    quick_shape: Doubles  # (shapes,)
    quick_cut: float
    scale: Doubles  # (features,): features are divided by it
    linear: Doubles  # (shapes, features)
    shape: Doubles  # (shapes,)
    hidden: Doubles  # (features, units)
    hidden_shape: Doubles  # (shapes, units)
    output: Doubles  # (units,)
    null: Doubles  # (null features,)
    opening: float
    paragraph_break: float  # what a break inside a bead costs
    habit: Doubles  # (3,): of shapes, of opening a run, of going on with it
    usual_shapes: Doubles  # (groups,)
    usual_opening: float
    usual_going_on: float
    patience: Doubles  # (3,): beads, runs and null sentences of a document that count as much as the usual habits


@dataclass(frozen=True, slots=True)
class Habits:
    """A document's habits as logarithms of its rates over the usual rates."""

    shapes: Doubles
    open_source: float
    open_target: float
    more_source: float
    more_target: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of both documents to be aligned: its place, its band, its candidate beads, its null features.

    `shape`, `score`: the number of each bead's shape, and its score in a document of usual habits.
    """

    top: int
    left: int
    band: Band
    beads: Beads
    begin: Integers
    end: Integers
    shape: Integers
    score: Doubles
    source_nulls: NDArray[np.float32]
    target_nulls: NDArray[np.float32]


def group_of(a: int, b: int) -> int:
    """Return the group of a shape: 1:1, one to two, one to more, several to several."""
    return 0 if a + b == 2 else 1 if a + b == 3 else 2 if min(a, b) == 1 else 3


SHAPE_GROUP = np.array([group_of(a, b) for a, b in SHAPES])
FIRST_OF_GROUP = [SHAPE_GROUP.tolist().index(g) for g in range(len(GROUPS))]
SHAPE_NUMBER = np.full((8, 8), -1)
for _number, (_a, _b) in enumerate(SHAPES):
    SHAPE_NUMBER[_a, _b] = _number


def usual_habits() -> Habits:
    """Return the habits of a document about which nothing is known."""
    return Habits(np.zeros(len(SHAPES)), 0.0, 0.0, 0.0, 0.0)


def infer(pieces: list[Piece], weights: Weights, rounds: int = ROUNDS) -> tuple[list[Lattice], list[Posterior], Habits]:
    """Return lattices and posteriors under the document's own habits, found in at most that many rounds."""
    habits = usual_habits()
    for left in range(rounds, -1, -1):
        lattices = [lattice(piece, weights, habits) for piece in pieces]
        posteriors = [posterior(one) for one in lattices]
        seen = read_habits(pieces, posteriors, weights)
        if not left or _apart(seen, habits) < SETTLED:
            break
        habits = seen
    return lattices, posteriors, habits


def _apart(one: Habits, other: Habits) -> float:
    """Return the largest difference between two documents' habits."""
    runs = max(abs(one.open_source - other.open_source), abs(one.open_target - other.open_target))
    return max(runs, float(np.abs(one.shapes - other.shapes).max()))


def lattice(piece: Piece, weights: Weights, habits: Habits) -> Lattice:
    """Return the lattice of a piece."""
    w = weights
    more_source, more_target = w.habit[2] * habits.more_source, w.habit[2] * habits.more_target
    return Lattice(
        piece.band,
        piece.begin,
        piece.end,
        piece.score + w.habit[0] * habits.shapes[piece.shape],
        null_scores(piece.source_nulls, weights) + more_source,
        null_scores(piece.target_nulls, weights) + more_target,
        w.opening + w.habit[1] * habits.open_source - more_source,
        w.opening + w.habit[1] * habits.open_target - more_target,
    )


def inputs(features: NDArray[np.float32], scale: Doubles) -> Doubles:
    """Return scaled features, float64 (beads, features)."""
    out: Doubles = features / scale
    return out


def bead_scores(features: NDArray[np.float32], shape: Integers, breaks: Integers, weights: Weights) -> Doubles:
    """Return the scores of beads of these shapes in a document of usual habits."""
    units = weights.hidden.shape[1]
    by_feature, hidden_shape, output = _in_single(weights)
    sums = features @ by_feature
    hidden = np.tanh(sums[:, :units] + hidden_shape[shape])
    out: Doubles = (hidden @ output).astype(np.float64)
    out += sums[np.arange(len(sums)), units + SHAPE_GROUP[shape]]
    out += weights.shape[shape]
    if breaks.any():
        out -= weights.paragraph_break * breaks
    return out


@lru_cache(maxsize=4)
def _in_single(weights: Weights) -> tuple[Floats, Floats, Floats]:
    """Return the hidden units' and the groups' weights of unscaled features, and those of shapes and of units, as float32."""
    by_feature = np.concatenate([weights.hidden, weights.linear[FIRST_OF_GROUP].T], axis=1) / weights.scale[:, None]
    return by_feature.astype(np.float32), weights.hidden_shape.astype(np.float32), weights.output.astype(np.float32)


def null_scores(features: NDArray[np.float32], weights: Weights) -> Doubles:
    """Return the score of leaving each sentence alone."""
    out: Doubles = features.astype(float) @ weights.null
    return out


def read_habits(pieces: list[Piece], posteriors: list[Posterior], weights: Weights) -> Habits:
    """Return the habits that posteriors show, held back towards the usual ones by `patience`."""
    groups = np.zeros(len(GROUPS))
    runs, alone = np.zeros(2), np.zeros(2)
    for piece, chances in zip(pieces, posteriors, strict=True):
        groups += np.bincount(SHAPE_GROUP[piece.shape], chances.bead, minlength=len(GROUPS))
        runs += (chances.source_runs, chances.target_runs)
        alone += (chances.source_null.sum(), chances.target_null.sum())
    return habits_of(groups, runs, alone, weights)


def habits_of(groups: Doubles, runs: Doubles, alone: Doubles, weights: Weights) -> Habits:
    """Return habits from counts of beads by group, runs of nulls and null sentences (source, target)."""
    w, beads = weights, float(groups.sum())
    by_shape, by_run, by_null = w.patience.tolist()
    shares = (groups + by_shape * w.usual_shapes) / (beads + by_shape)

    def opens(runs: float) -> float:
        return log((runs + by_run * w.usual_opening) / (beads + by_run) / w.usual_opening)

    def goes_on(alone: float, runs: float) -> float:
        rate = (alone - runs + by_null * w.usual_going_on) / (alone + by_null) / w.usual_going_on
        return log(max(rate, 1e-6))

    (source_runs, target_runs), (source, target) = runs.tolist(), alone.tolist()
    return Habits(
        np.log(shares / w.usual_shapes)[SHAPE_GROUP],
        opens(source_runs),
        opens(target_runs),
        goes_on(source, source_runs),
        goes_on(target, target_runs),
    )


@cache
def load(path: Path) -> Weights:
    """Return the weights of a JSON file; raises UsageError where it holds none."""
    try:
        return from_plain(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path} holds no weights of the segmental aligner ({error}). Train or restore them."
        ) from error


def from_plain(plain: dict[str, Any]) -> Weights:
    """Return weights from the plain values that `to_plain` makes."""
    names = NAMES
    shapes = [f"{a}:{b}" for a, b in SHAPES]
    bead, quick, usual = plain["bead"], plain["quick"], plain["usual"]
    return Weights(
        quick=np.array([[quick[name][g] for name in QUICK_NAMES] for g in SHAPE_GROUP]),
        quick_shape=np.array([quick["shape"][shape] for shape in shapes]),
        quick_cut=quick["cut"],
        scale=np.array([bead[name]["scale"] for name in names]),
        linear=np.array([[bead[name]["linear"][g] for name in names] for g in SHAPE_GROUP]),
        shape=np.array([plain["shape"][shape]["linear"] for shape in shapes]),
        hidden=np.array([bead[name]["hidden"] for name in names]),
        hidden_shape=np.array([plain["shape"][shape]["hidden"] for shape in shapes]),
        output=np.array(plain["output"]),
        null=np.array([plain["null"][name] for name in NULL_NAMES]),
        opening=plain["opening"],
        paragraph_break=plain["paragraph_break"],
        habit=np.array([plain["habit"][name] for name in ("shapes", "opening", "going_on")]),
        usual_shapes=np.array([usual["shapes"][name] for name in GROUPS]),
        usual_opening=usual["opening"],
        usual_going_on=usual["going_on"],
        patience=np.array([usual["patience"][name] for name in ("shapes", "opening", "going_on")]),
    )


def to_plain(weights: Weights, digits: int = 4) -> dict[str, Any]:
    """Return weights as plain values, rounded, for a JSON file that reads feature by feature."""
    w = weights
    first = FIRST_OF_GROUP

    def plain(value: Any) -> Any:  # noqa: ANN401 - a number or an array
        rounded = np.round(np.asarray(value, float), digits) + 0.0
        return rounded.tolist()

    names, shapes = NAMES, [f"{a}:{b}" for a, b in SHAPES]
    return {
        "groups": list(GROUPS),
        "bead": {
            name: {"scale": plain(w.scale[k]), "linear": plain(w.linear[first, k]), "hidden": plain(w.hidden[k])}
            for k, name in enumerate(names)
        },
        "shape": {
            name: {"linear": plain(w.shape[k]), "hidden": plain(w.hidden_shape[k])} for k, name in enumerate(shapes)
        },
        "output": plain(w.output),
        "null": dict(zip(NULL_NAMES, plain(w.null), strict=True)),
        "opening": plain(w.opening),
        "paragraph_break": plain(w.paragraph_break),
        "habit": dict(zip(("shapes", "opening", "going_on"), plain(w.habit), strict=True)),
        "usual": {
            "shapes": dict(zip(GROUPS, plain(w.usual_shapes), strict=True)),
            "opening": plain(w.usual_opening),
            "going_on": plain(w.usual_going_on),
            "patience": dict(zip(("shapes", "opening", "going_on"), plain(w.patience), strict=True)),
        },
        "quick": {name: plain(w.quick[first, k]) for k, name in enumerate(QUICK_NAMES)}
        | {"shape": dict(zip(shapes, plain(w.quick_shape), strict=True)), "cut": plain(w.quick_cut)},
    }
