"""What speaks for a bead, measured on vectors and lengths alone.

A tile holds the similarities of all windows that start in some rows (source) and columns (target). A quick linear look
(`_quick`) drops the beads that are far worse than leaving their sentences alone; the rest are measured in full.

To add a feature, name it in `Features`, compute it in `measure`, and train the weights again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ._surroundings import RIVALS, Side, Surroundings

if TYPE_CHECKING:
    from ..windows import Windows

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Integers = NDArray[np.int64]

LONGEST = 6
LARGEST = 7
SHAPES = tuple((a, b) for a in range(1, LONGEST + 1) for b in range(1, LONGEST + 1) if a + b <= LARGEST)
MARGIN = LONGEST + 1  # windows beyond the tile that its features look at
FAR = 1e6  # further apart than any two similarities: puts one out of the running
NULL_NAMES = ("any", "best", "best_margin", "size", "poor_best", "poor_margin")
QUICK_NAMES = ("cosine", "hub_margin", "centred", "length_gap")


class Features(NamedTuple):
    """The features of a bead, or, in numpy, of many: one array each."""

    cosine: Doubles
    hub_margin: Doubles  # over what its windows usually reach
    neighbour_margin: Doubles  # over its windows with the sentences next to the bead: what makes Bertalign good
    neighbour_best: Doubles
    least_gain: Doubles  # over the bead less its first or last sentence of either side
    mean_gain: Doubles
    best_growth: Doubles  # of the bead with one sentence more, where that is better
    least_growth: Doubles
    length_fit: Doubles
    length_gap: Doubles
    neighbour_balance: Doubles
    split: Doubles  # over the bead cut in two
    rival_margin: Doubles  # over the best partners elsewhere
    rival_mean: Doubles
    centred: Doubles  # cosine relative to the mean vectors of both documents
    source_hub: Doubles
    target_hub: Doubles
    size: Doubles
    weakest_source: Doubles
    weakest_target: Doubles
    centred_gain: Doubles


NAMES = Features._fields


@dataclass(frozen=True, slots=True)
class Beads:
    """Candidate beads by place: where each starts, its sizes, its features (beads, features), paragraph breaks inside it."""

    i: Integers
    j: Integers
    a: Integers
    b: Integers
    features: Floats
    breaks: Integers


class Tile(NamedTuple):
    """Similarities [a - 1, row, b - 1, column] of windows from one before `top`, `left` to MARGIN beyond the last.

    float64, on the background's scale; windows that leave the document have the background's, 0.
    """

    similar: Doubles
    top: int
    left: int
    rows: int
    columns: int


def tile(
    source: Windows, target: Windows, around: Surroundings, rows: tuple[int, int], columns: tuple[int, int],
    most: tuple[int, int] = (LONGEST, LONGEST),
) -> Tile:  # fmt: skip
    """Return the similarities of a rectangle, as far as beads of at most so many source and target sentences need them."""
    top, left, down, on = rows[0], columns[0], rows[1] - rows[0], columns[1] - columns[0]
    x, x_places = _windows(source, top - 1, rows[1] + min(most[0], LONGEST) + 1, most[0] + 1)
    y, y_places = _windows(target, left - 1, columns[1] + min(most[1], LONGEST) + 1, most[1] + 1)
    found = x @ y.T
    found -= np.float32(around.mean)
    found *= np.float32(1 / around.spread)
    similar = np.zeros((LONGEST, down + 1 + MARGIN, LONGEST, on + 1 + MARGIN))
    for width, (x_rows, s_found) in enumerate(x_places):
        for height, (y_rows, t_found) in enumerate(y_places[: LARGEST - width]):  # no feature looks further
            similar[width, x_rows, height, y_rows] = found[s_found, t_found]
    return Tile(similar, top, left, down, on)


def measure(
    at: Tile, around: Surroundings, i: Integers, j: Integers, a: Integers, b: Integers,
    each: Iterable[Any], out: Floats,
) -> None:  # fmt: skip
    """Write the features of beads of a tile into `out` (beads, features).

    Compiled, `each` is one bead's number after another; in numpy it is one slice, and all beads are measured at once. So
    everything here must mean the same for a number and for an array of numbers (`np.where` does not: hence factors of 0 or 1).
    """
    similar = at.similar.ravel()
    tall = at.similar.shape[3]  # steps in `similar` from a window of the target to one a sentence longer,
    down = tall * LONGEST  # from one of the source to the next,
    wide = down * at.similar.shape[1]  # and to one a sentence longer
    s, t = around.source, around.target
    s_hubs, t_hubs, s_leans, t_leans = s.hub.ravel(), t.hub.ravel(), s.lean.ravel(), t.lean.ravel()
    s_spans, t_spans = s.length.ravel(), t.length.ravel()
    s_rivals, t_rivals = s.rival.ravel(), t.rival.ravel()
    s_places, t_places = s.rival_place.ravel(), t.rival_place.ravel()
    half = np.exp(around.log_ratio / 2)
    for k in each:
        x, y = a[k] - 1, b[k] - 1
        both_first = (i[k] - at.top + 1) * down + j[k] - at.left + 1
        s_whole, t_whole = both_first + x * wide, both_first + y * tall  # a whole side with the other's first sentence
        bead = s_whole + y * tall
        s_window, t_window = x * s.hub.shape[1] + i[k], y * t.hub.shape[1] + j[k]
        cosine = similar[bead]
        before, after = similar[s_whole - 1], similar[s_whole + b[k]]
        above, below = similar[t_whole - down], similar[t_whole + a[k] * down]
        s_hub, t_hub = s_hubs[s_window], t_hubs[t_window]

        shorter_s, shorter_t = bead - np.minimum(x, 1) * wide, bead - np.minimum(y, 1) * tall
        s_losses = cosine - similar[shorter_s + np.minimum(x, 1) * down], cosine - similar[shorter_s]
        t_losses = cosine - similar[shorter_t + np.minimum(y, 1)], cosine - similar[shorter_t]
        s_least = np.minimum(s_losses[0], s_losses[1]) + FAR * (x == 0)
        t_least = np.minimum(t_losses[0], t_losses[1]) + FAR * (y == 0)
        losses = s_losses[0] + s_losses[1] + t_losses[0] + t_losses[1]  # a side of one sentence loses nothing
        count = 2.0 * (x > 0) + 2.0 * (y > 0)

        s_room, t_room = x < LONGEST - 1, y < LONGEST - 1
        more_s, more_t = bead + wide * s_room, bead + tall * t_room
        grown_s = np.maximum(similar[more_s], similar[more_s - down]) - FAR * (1 - s_room)
        grown_t = np.maximum(similar[more_t], similar[more_t - 1]) - FAR * (1 - t_room)
        growth = np.maximum(grown_s, grown_t) - cosine

        s_size = np.maximum(around.source_reach[i[k] + a[k]] - around.source_reach[i[k]], 1.0) / half
        t_size = np.maximum(around.target_reach[j[k] + b[k]] - around.target_reach[j[k]], 1.0) * half
        s_log, t_log = np.log(s_size), np.log(t_size)
        gap, size = s_log - t_log, np.minimum(s_size, t_size)

        rest = both_first + np.maximum(x - 1, 0) * wide + np.maximum(y - 1, 0) * tall
        head = np.minimum(similar[both_first], similar[rest + np.minimum(x, 1) * down + np.minimum(y, 1)])
        tail = np.minimum(similar[rest], similar[both_first + x * down + y])

        s_rival = t_rival = 0.0 * cosine  # the best partner outside the bead
        for nth in range(RIVALS - 1, -1, -1):
            s_nth, t_nth = s_window + nth * s.hub.size, t_window + nth * t.hub.size
            s_outside = (s_places[s_nth] < j[k]) | (s_places[s_nth] >= j[k] + b[k])
            t_outside = (t_places[t_nth] < i[k]) | (t_places[t_nth] >= i[k] + a[k])
            s_rival = s_rival * (1 - s_outside) + s_rivals[s_nth] * s_outside
            t_rival = t_rival * (1 - t_outside) + t_rivals[t_nth] * t_outside

        weak_s, weak_t = similar[t_whole], similar[s_whole]
        for more in range(1, LONGEST):
            weak_s = np.minimum(weak_s, similar[t_whole + np.minimum(more, x) * down])
            weak_t = np.minimum(weak_t, similar[s_whole + np.minimum(more, y)])

        centred = cosine * around.spread + around.mean - s_leans[s_window] - t_leans[t_window] + around.offset[i[k]]
        centred = centred / (s_spans[s_window] * t_spans[t_window])

        features = Features(
            cosine=cosine,
            hub_margin=cosine - (s_hub + t_hub) / 2,
            neighbour_margin=cosine - (before + after + above + below) / 4,
            neighbour_best=cosine - np.maximum(np.maximum(before, after), np.maximum(above, below)),
            least_gain=np.minimum(s_least, t_least) * (x + y > 0),
            mean_gain=losses / np.maximum(count, 1.0),
            best_growth=np.maximum(growth, 0.0),
            least_growth=np.maximum(growth, -3.0),
            length_fit=-np.minimum(gap * gap * np.minimum(size, 400.0) / 50, 10.0),
            length_gap=-np.abs(gap),
            neighbour_balance=np.minimum(before + after, above + below),
            split=(cosine - np.maximum(head, tail)) * ((x > 0) & (y > 0)),
            rival_margin=cosine - np.maximum(s_rival, t_rival),
            rival_mean=cosine - (s_rival + t_rival) / 2,
            centred=6 * centred,
            source_hub=s_hub,
            target_hub=t_hub,
            size=np.minimum(s_log, t_log) - 4.5,
            weakest_source=weak_s,
            weakest_target=weak_t,
            centred_gain=6 * centred - (s_hub + t_hub) / 2,
        )
        for number in range(len(features)):
            out[k, number] = features[number]


def paragraph_breaks(windows: Windows, start: Integers, count: Integers) -> Integers:
    """Return how many paragraph breaks are inside runs of sentences; none where paragraphs are unknown."""
    if windows.paragraphs is None:
        return np.zeros(len(start), np.int64)
    breaks = np.concatenate([[0], np.cumsum(np.diff(windows.paragraphs) != 0), [0]])
    return np.asarray(breaks[start + count - 1] - breaks[start], np.int64)


def measure_nulls(side: Side, other: Side, windows: Windows) -> Floats:
    """Return the features of NULL_NAMES for each sentence of a side, float32 (n, features)."""
    best, partner = side.rival[0, 0], side.rival_place[0, 0]
    margin = best - (side.hub[0] + other.hub[0, partner]) / 2
    size = np.log(np.maximum(windows.lengths, 1)) - 4.5
    out = np.empty((len(best), len(NULL_NAMES)), np.float32)
    for number, values in enumerate((1.0, best, margin, size, np.minimum(best, 3), np.minimum(margin, 0))):
        out[:, number] = values
    return out


def _windows(windows: Windows, start: int, stop: int, widest: int) -> tuple[Floats, list[tuple[slice, slice]]]:
    """Return the windows of every width up to the widest that start in a range, one below the other.

    With them, for each width, which places of the range have one, and which rows these are.
    """
    blocks, places, count = [], [], 0
    for block in windows.vectors[: min(widest, LONGEST)]:
        first, last = max(start, 0), min(stop, len(block))
        if first < last:
            blocks.append(block[first:last])
            places.append((slice(first - start, last - start), slice(count, count + last - first)))
            count += last - first
    return np.concatenate(blocks), places
