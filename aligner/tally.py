"""Counts that add up: a shard's tallies summed are the run's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

BINS = 20


@dataclass(frozen=True, slots=True)
class Tally:
    """Named counts, and histograms of named values in [0, 1] with BINS equal bins."""

    counts: Mapping[str, int] = field(default_factory=dict)
    histograms: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def __add__(self, other: Tally) -> Tally:
        bins = {
            name: tuple(
                a + b
                for a, b in zip(
                    self.histograms.get(name, (0,) * BINS), other.histograms.get(name, (0,) * BINS), strict=True
                )
            )
            for name in sorted({*self.histograms, *other.histograms})
        }
        counts = Counter(self.counts) + Counter(other.counts)
        return Tally(dict(sorted(counts.items())), bins)


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the sum of tallies."""
    out = Tally()
    for tally in tallies:
        out += tally
    return out


def histogram(values: Iterable[float]) -> tuple[int, ...]:
    """Return how many values fall in each of BINS equal bins of [0, 1]; values outside count in the end bins."""
    bins = [0] * BINS
    for value in values:
        bins[min(BINS - 1, max(0, int(value * BINS)))] += 1
    return tuple(bins)
