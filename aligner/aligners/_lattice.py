"""The lattice of all alignments inside a band, and the two questions asked of it: how probable, and which is best.

Node (i, j) means that i source and j target sentences are consumed. A bead of a and b sentences leads from (i, j) to
(i + a, j + b). Between two beads come the sentences without a counterpart, source side first: so every alignment is exactly
one path. Starting a run of such sentences costs more than going on with it, hence three states: after a bead, after a source
null, after a target null.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

LONGEST = 6
LARGEST = 7
SHAPES = tuple((a, b) for a in range(1, LONGEST + 1) for b in range(1, LONGEST + 1) if a + b <= LARGEST)
SOURCE_SIZES = np.array([a for a, _ in SHAPES])
TARGET_SIZES = np.array([b for _, b in SHAPES])
IMPOSSIBLE = -1e30

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Scores of every bead in the band, as logarithms of unnormalised probabilities.

    `low` (n + 1,): first target place of the band at each source place; the band is as wide as `match`.
    `match` (n + 1, width, shapes), float32: the bead of that shape that starts at (i, low[i] + w).
    `source_null` (n,) and `target_null` (m,): the sentence stands alone; `open_source`, `open_target`: a run of nulls begins.
    """

    low: NDArray[np.int64]
    match: Floats
    source_null: Doubles
    target_null: Doubles
    open_source: float
    open_target: float


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities of beads and of standing alone, in the layout of Lattice; `log_total` is the log partition function."""

    match: Floats
    source_null: Doubles
    target_null: Doubles
    source_runs: float
    target_runs: float
    log_total: float


Path = list[tuple[int, int, int, int]]


def posterior(lattice: Lattice) -> Posterior:
    """Return the probability of every bead, summed over all alignments (forward-backward)."""
    n, m = len(lattice.source_null), len(lattice.target_null)
    match, source, target, source_runs, target_runs, total = _engine().forward_backward(*_arguments(lattice), n, m)
    return Posterior(match, source, target, source_runs, target_runs, total)


def best_path(lattice: Lattice) -> Path:
    """Return the best alignment (Viterbi) as (source start, source stop, target start, target stop), nulls one by one."""
    n, m = len(lattice.source_null), len(lattice.target_null)
    choice = _engine().viterbi(*_arguments(lattice), n, m)
    path: Path = []
    i, j, state = n, m, int(choice[n, m - lattice.low[n], 3])
    while i or j:
        w = j - lattice.low[i]
        here = choice[i, w]
        if state == 0:
            a, b = SHAPES[here[0]]
            path.append((i - a, i, j - b, j))
            i, j = i - a, j - b
            state = int(choice[i, j - lattice.low[i], 3])
        elif state == 1:
            path.append((i - 1, i, j, j))
            i, state = i - 1, int(here[1])
        else:
            path.append((i, i, j - 1, j))
            j, state = j - 1, int(here[2])
    return path[::-1]


def _arguments(lattice: Lattice) -> tuple[object, ...]:
    return (
        lattice.match,
        lattice.low,
        lattice.source_null,
        lattice.target_null,
        lattice.open_source,
        lattice.open_target,
        SOURCE_SIZES,
        TARGET_SIZES,
    )


@cache
def _engine() -> ModuleType:
    """Return the compiled loops where numba is installed, else the same in numpy."""
    try:
        from . import _loops

        return _loops
    except ModuleNotFoundError:
        from . import _rows

        return _rows
