"""Code measures, config decides: keep or drop a bitext by bounds on its scores, with every reason written down."""

from __future__ import annotations

from collections.abc import Sequence

from .config import Bounds
from .records import Bitext

UNMATCHED_SOURCE = "unmatched: nothing on the target side"
UNMATCHED_TARGET = "unmatched: nothing on the source side"


def reasons_against(bitext: Bitext, bounds: Sequence[tuple[str, Bounds]]) -> tuple[str, ...]:
    """Return why a bitext is dropped, one reason a broken rule; none means it is kept."""
    if not bitext.target_text:
        return (UNMATCHED_SOURCE,)
    if not bitext.source_text:
        return (UNMATCHED_TARGET,)
    return tuple(
        reason
        for name, bound in bounds
        if name in bitext.scores
        for reason in _broken(name, bitext.scores[name], bound)
    )


def _broken(name: str, value: float, bound: Bounds) -> list[str]:
    out = []
    if bound.min is not None and value < bound.min:
        out.append(f"{name}: {value:g} is below {bound.min:g}")
    if bound.max is not None and value > bound.max:
        out.append(f"{name}: {value:g} is above {bound.max:g}")
    return out
