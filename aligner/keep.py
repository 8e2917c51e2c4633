"""What is kept: presets and bounds on scores. The settings' `[keep]`, apart from where it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

FINDINGS = "findings."
"""What stands before the name of a check or a severity where the number of its findings is bounded."""
REVIEWED = "reviewed"
"""The score that a reviewer gives: what has 1 is dropped by no bound, though as a repeat or for a test set; what has 0 is."""
SEVERITIES = ("minor", "major", "critical")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number must lie between to be kept; None leaves that end open."""

    min: float | None = None
    max: float | None = None


Rules = tuple[tuple[str, Bounds], ...]
_TRANSLATED: Rules = (
    ("support", Bounds(min=0.1)),
    ("copied", Bounds(max=0.8)),
    ("furniture", Bounds(max=0.5)),
)
"""What holds at every preset. Articles about different things come to .06 of support at most, of translations that keep a
third of their sentences nearly all to more than .3 (`python -m eval.presets`)."""
PRESETS: dict[str, Rules] = {
    "strict": (
        ("probability", Bounds(min=0.945)),
        *_TRANSLATED,
        ("length_ratio", Bounds(min=0.3)),
        (f"{FINDINGS}wrong_language", Bounds(max=0)),
    ),
    "balanced": (("probability", Bounds(min=0.5)), *_TRANSLATED),
    "wide": (("probability", Bounds(min=0.15)), *_TRANSLATED),
}
"""By name, from the fewest to the most kept; chosen by what `python -m eval.presets` measures."""
DEFAULT = "balanced"


@dataclass(frozen=True, slots=True)
class Keep:
    """What is kept: bounds by name, and how precise all that is kept together must be expected to be.

    A name is that of a score, or of findings to count: `findings.major`, `findings.numbers`; information is not counted.
    """

    bounds: Rules = PRESETS[DEFAULT]
    precision: Annotated[float, Meta(gt=0, le=1)] | None = None

    def on(self, names: Iterable[str]) -> Keep:
        """Return this without the bounds of a preset on what is not among the names, as it is not measured."""
        known = set(names)
        presets = {bound for rules in PRESETS.values() for bound in rules}
        return Keep(tuple(b for b in self.bounds if b[0] in known or b not in presets), self.precision)
