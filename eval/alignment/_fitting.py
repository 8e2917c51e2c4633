"""The likelihood of gold alignments under the segmental model and its gradient, and the search for its maximum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from aligner.aligners._features import NAMES, NULL_NAMES, QUICK_NAMES, SHAPES
from aligner.aligners._lattice import Lattice, posterior
from aligner.aligners._model import GROUPS, SHAPE_GROUP, Habits, Piece, Weights, inputs

Vector = NDArray[np.float64]


@dataclass(slots=True)
class Example:
    """One document: its piece, what its gold path uses, and its habits as last inferred."""

    piece: Piece
    shape: NDArray[np.int64]
    is_gold: Vector
    source_alone: Vector
    target_alone: Vector
    runs: Vector
    habits: Habits


@dataclass(frozen=True, slots=True)
class Parameters:
    """The trained numbers, in the order of the vector that the optimiser sees; linear weights are per group."""

    linear: Vector
    shape: Vector
    hidden: Vector
    hidden_shape: Vector
    output: Vector
    null: Vector
    opening: Vector
    habit: Vector

    @staticmethod
    def split(flat: Vector, units: int) -> Parameters:
        """Return views into a flat vector."""
        features = len(NAMES)
        sizes = [
            (len(GROUPS), features),
            (len(SHAPES),),
            (features, units),
            (len(SHAPES), units),
            (units,),
            (len(NULL_NAMES),),
            (1,),
            (3,),
        ]
        at, parts = 0, []
        for shape in sizes:
            count = int(np.prod(shape))
            parts.append(flat[at : at + count].reshape(shape))
            at += count
        return Parameters(*parts)

    @staticmethod
    def length(units: int) -> int:
        """Return the length of the flat vector."""
        features = len(NAMES)
        per_shape = len(SHAPES) * (1 + units)
        return len(GROUPS) * features + per_shape + features * units + units + len(NULL_NAMES) + 4


def pack(weights: Weights, units: int) -> Vector:
    """Return the trained numbers of weights as a flat vector."""
    flat = np.zeros(Parameters.length(units))
    p = Parameters.split(flat, units)
    first = [int(np.flatnonzero(group == SHAPE_GROUP)[0]) for group in range(len(GROUPS))]
    p.linear[:], p.shape[:], p.hidden[:] = weights.linear[first], weights.shape, weights.hidden
    p.hidden_shape[:], p.output[:], p.null[:] = weights.hidden_shape, weights.output, weights.null
    p.opening[:], p.habit[:] = weights.opening, weights.habit
    return flat


def unpack(flat: Vector, weights: Weights, units: int) -> Weights:
    """Return weights with the trained numbers of a flat vector."""
    p = Parameters.split(flat.copy(), units)
    return replace(
        weights,
        linear=p.linear[SHAPE_GROUP],
        shape=p.shape,
        hidden=p.hidden,
        hidden_shape=p.hidden_shape,
        output=p.output,
        null=p.null,
        opening=float(p.opening[0]),
        habit=p.habit,
    )


def free(quick: bool, units: int) -> NDArray[np.bool_]:
    """Return which numbers a stage trains: everything, or what the quick look and bare nulls have."""
    flat = np.zeros(Parameters.length(units))
    p = Parameters.split(flat, units)
    if not quick:
        return np.ones(len(flat), bool)
    p.linear[:, [NAMES.index(name) for name in QUICK_NAMES]] = 1
    p.shape[:] = 1
    p.null[0] = 1
    return flat > 0


def fit(
    examples: Sequence[Example], weights: Weights, quick: bool, penalty: float, iterations: int, verbose: bool
) -> Weights:
    """Return the weights of greatest penalised likelihood (L-BFGS)."""
    units = len(weights.output)
    x = np.concatenate([inputs(e.piece.beads.features, weights.scale) for e in examples])
    shape = np.concatenate([e.shape for e in examples])
    habit = np.concatenate([e.habits.shapes[e.shape] for e in examples])
    breaks = np.concatenate([[0], np.cumsum([len(e.shape) for e in examples])])
    nulls = [(e.piece.source_nulls.astype(float), e.piece.target_nulls.astype(float)) for e in examples]
    groups = [np.flatnonzero(SHAPE_GROUP[shape] == g) for g in range(len(GROUPS))]
    sentences = sum(len(e.source_alone) + len(e.target_alone) for e in examples)
    start = pack(weights, units)
    trained = free(quick, units)

    def objective(part: Vector) -> tuple[float, Vector]:
        flat = start.copy()
        flat[trained] = part
        p = Parameters.split(flat, units)
        hidden = np.tanh(x @ p.hidden + p.hidden_shape[shape])
        score = hidden @ p.output + p.shape[shape] + p.habit[0] * habit
        for group, rows in enumerate(groups):
            score[rows] += x[rows] @ p.linear[group]
        gradient = np.zeros_like(flat)
        g = Parameters.split(gradient, units)
        residual = np.empty(len(x))
        loss = 0.0
        for k, e in enumerate(examples):
            cells = slice(breaks[k], breaks[k + 1])
            part_loss, residual[cells] = _document(e, score[cells], nulls[k], p, g)
            loss += part_loss
        back = residual[:, None] * p.output * (1 - hidden * hidden)
        g.hidden[:] = x.T @ back
        for k in range(len(SHAPES)):
            rows = shape == k
            g.hidden_shape[k], g.shape[k] = back[rows].sum(axis=0), residual[rows].sum()
        g.output[:] = hidden.T @ residual
        for group, rows in enumerate(groups):
            g.linear[group] = residual[rows] @ x[rows]
        g.habit[0] = residual @ habit
        loss = loss / sentences + penalty * float(flat @ flat)
        return loss, (gradient / sentences + 2 * penalty * flat)[trained]

    found = minimize(
        objective,
        start[trained],
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": iterations, "maxcor": 20, "ftol": 1e-9},
    )
    if verbose:
        print(f"{len(examples)} documents, {len(x)} beads, loss {found.fun:.5f} after {found.nit} steps", flush=True)
    flat = start.copy()
    flat[trained] = found.x
    return unpack(flat, weights, units)


def _document(
    e: Example, score: Vector, nulls: tuple[Vector, Vector], p: Parameters, g: Parameters
) -> tuple[float, Vector]:
    """Return a document's loss and the residuals of its beads (expected less true); add the rest to the gradient `g`."""
    h = e.habits
    more = p.habit[2] * h.more_source, p.habit[2] * h.more_target
    opening = (
        float(p.opening[0] + p.habit[1] * h.open_source - more[0]),
        float(p.opening[0] + p.habit[1] * h.open_target - more[1]),
    )
    alone = nulls[0] @ p.null + more[0], nulls[1] @ p.null + more[1]
    chances = posterior(Lattice(e.piece.band, e.piece.begin, e.piece.end, score, *alone, *opening))
    gold = score @ e.is_gold + alone[0] @ e.source_alone + alone[1] @ e.target_alone + e.runs @ opening
    spare = chances.source_null - e.source_alone, chances.target_null - e.target_alone
    runs = np.array([chances.source_runs, chances.target_runs]) - e.runs
    g.null[:] += spare[0] @ nulls[0] + spare[1] @ nulls[1]
    g.opening[0] += runs.sum()
    g.habit[1] += runs @ (h.open_source, h.open_target)
    g.habit[2] += (spare[0].sum() - runs[0]) * h.more_source + (spare[1].sum() - runs[1]) * h.more_target
    return chances.log_total - float(gold), chances.bead - e.is_gold
