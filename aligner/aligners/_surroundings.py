"""What is usual around a sentence: the background its similarities stand out from.

Cosines are put on the document pair's own scale: minus the middle of all sentence pairs, over their spread. So one set of
weights serves encoders whose cosines live on different scales.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ._lattice import Band, Doubles, Integers

if TYPE_CHECKING:
    from ..windows import Windows

Floats = NDArray[np.float32]

BLOCK = 256  # sentences looked at together
REACH = 64  # sentences beyond the band that still count as surroundings
NEAREST = 4  # a window's usual level is the mean of this many best partners
RIVALS = 3
MEASURED = 3  # widths whose best partners are searched; wider windows borrow the widest of these
SAMPLE = 400  # sentences a side from which the background is estimated
USUAL_MEAN, USUAL_SPREAD = (
    0.12,
    0.11,
)  # of the default encoder; they count as PRIOR_PAIRS pairs, which matters for a few sentences
PRIOR_PAIRS = 8.0
GAUSSIAN = 1.2533  # standard deviation over mean absolute deviation of a normal distribution


class Side(NamedTuple):
    """Per window of one side, [width - 1, start]: how it relates to the other side's single sentences near the band.

    `hub`: mean of its best partners' similarity. `rival`, `rival_place`: the best partners, [RIVALS, ...]. `lean`: cosine to
    the other side's mean vector. `length`: distance from its own side's mean vector.
    """

    hub: Doubles
    rival: Doubles
    rival_place: Integers
    lean: Doubles
    length: Doubles


class Surroundings(NamedTuple):
    """Both sides' surroundings; `offset` (n,): product of the mean vectors near each source sentence.

    `log_ratio`: logarithm of source characters per target character, from the pairs that choose each other.
    `source_reach` (n + 1,), `target_reach` (m + 1,): characters before each sentence.
    """

    source: Side
    target: Side
    offset: Doubles
    mean: float
    spread: float
    log_ratio: float
    source_reach: Doubles
    target_reach: Doubles


def survey(source: Windows, target: Windows, band: Band) -> Surroundings:
    """Return the surroundings of two sides, neither empty, along a band."""
    mean, spread = _background(source, target)
    n, m = len(source), len(target)
    rows = np.arange(n + 1)
    first_row = np.searchsorted(band.high, np.arange(m + 1), side="left")
    last_row = np.searchsorted(band.low, np.arange(m + 1), side="right") - 1
    near, offset = _side(source, target, band.low[rows], band.high[rows], mean, spread)
    far, _ = _side(target, source, first_row, last_row, mean, spread)
    reach = [np.concatenate([[0.0], np.cumsum(side.lengths)]) for side in (source, target)]
    return Surroundings(near, far, offset, mean, spread, _log_ratio(source, target, near, far), reach[0], reach[1])


def _background(source: Windows, target: Windows) -> tuple[float, float]:
    """Return middle and spread of the cosines of unrelated sentences; the spread looks below the middle, where no pair is."""
    cosines = _sample(source) @ _sample(target).T
    middle = _median(cosines)
    spread = 2 * GAUSSIAN * float(np.mean(np.maximum(middle - cosines, 0)))
    weight = cosines.size / (cosines.size + PRIOR_PAIRS)
    return (
        weight * middle + (1 - weight) * USUAL_MEAN,
        max(weight * spread + (1 - weight) * USUAL_SPREAD, 1e-3),
    )


def _median(values: Floats) -> float:
    """Return what numpy's own does of finite numbers, without its looks for other kinds, which take longer than a short text."""
    half = values.size // 2
    between = np.partition(values, (half - 1, half), axis=None)[half - 1 + values.size % 2 : half + 1]
    return float(between.sum() / np.float32(len(between)))


def _sample(side: Windows) -> Floats:
    """Return the vectors of SAMPLE sentences, evenly spread, or all where there are no more."""
    every = side.vectors[0]
    return every if len(every) <= SAMPLE else every[np.unique(np.linspace(0, len(every) - 1, SAMPLE).astype(int))]


def _side(
    side: Windows, other: Windows, low: Integers, high: Integers, mean: float, spread: float
) -> tuple[Side, Doubles]:
    n, widths = len(side), len(side.vectors)
    hub, lean, length = np.zeros((3, widths, n))
    rival, place = np.zeros((RIVALS, widths, n)), np.full((RIVALS, widths, n), -1)
    offset = np.zeros(n)
    for start in range(0, n, BLOCK):
        stop = min(start + BLOCK, n)
        left, right = max(int(low[start]) - REACH, 0), min(int(high[stop]) + REACH, len(other))
        others = other.vectors[0][left:right]
        own = side.vectors[0][max(start - REACH, 0) : stop + REACH]
        means = np.empty((2, own.shape[1]), np.float32)
        np.add.reduce(own, axis=0, out=means[0])
        np.add.reduce(others, axis=0, out=means[1])
        means /= np.array([[len(own)], [len(others)]], np.float32)
        own_square, offset[start:stop] = means @ means[0]
        blocks = [vectors[start:stop] for vectors in side.vectors]
        every = np.concatenate(blocks)
        from_own, to_other = means @ every.T
        measured = sum(map(len, blocks[:MEASURED]))
        best, chosen = _best((every[:measured] @ others.T - np.float32(mean)) / np.float32(spread))
        usual, count, at = best.sum(axis=1) / best.shape[1], min(RIVALS, best.shape[1]), 0
        for width, block in enumerate(blocks):
            rows, those = slice(start, start + len(block)), slice(at, at + len(block))
            length[width, rows], lean[width, rows] = from_own[those], to_other[those]
            if width < MEASURED:
                hub[width, rows] = usual[those]
                rival[:count, width, rows] = best[those, :count].T
                place[:count, width, rows] = chosen[those, :count].T + left
            at += len(block)
        length[:, start:stop] = np.sqrt(np.maximum(1 - 2 * length[:, start:stop] + own_square, 1e-4))
    hub[MEASURED:], rival[:, MEASURED:], place[:, MEASURED:] = (
        hub[MEASURED - 1],
        rival[:, MEASURED - 1 : MEASURED],
        place[:, MEASURED - 1 : MEASURED],
    )
    return Side(hub, rival, place, lean, length), offset


def _best(similar: Floats) -> tuple[Floats, Integers]:
    """Return the similarity of the NEAREST partners of each row, best first, and where they are."""
    count = min(NEAREST, similar.shape[1])
    row = np.arange(len(similar))[:, None]
    chosen = np.argpartition(similar, similar.shape[1] - count, axis=1)[:, similar.shape[1] - count :]
    value = similar[row, chosen]
    order = np.argsort(-value, axis=1, kind="stable")
    return value[row, order], chosen[row, order]


def _log_ratio(source: Windows, target: Windows, near: Side, far: Side) -> float:
    """Return the middle of the length ratios of sentences that are each other's best partner, held near the whole's ratio."""
    whole = float(np.log(max(source.lengths.sum(), 1) / max(target.lengths.sum(), 1)))
    partner = near.rival_place[0, 0]
    mutual = np.flatnonzero((far.rival_place[0, 0, partner] == np.arange(len(partner))) & (near.rival[0, 0] > 3.5))
    if not len(mutual):
        return whole
    a = np.maximum(source.lengths[mutual], 1)
    b = np.maximum(target.lengths[partner[mutual]], 1)
    ratios = np.log(a / b)
    order = np.argsort(ratios, kind="stable")
    weight = np.cumsum(np.sqrt(np.minimum(a, b))[order])
    middle = float(ratios[order][np.searchsorted(weight, weight[-1] / 2)])
    return (len(mutual) * middle + 2 * whole) / (len(mutual) + 2)
