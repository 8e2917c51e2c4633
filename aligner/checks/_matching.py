"""Matches the quantities of two texts by value, kind and unit; linear in their number."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from ..quantities import Kind, Quantity
from ._units import agree

DATE_KINDS: frozenset[Kind] = frozenset({"year", "month", "day", "weekday", "clock", "decade", "century"})
RELATIVE_KINDS: frozenset[Kind] = frozenset({"relative day", "relative month", "relative year"})

_ALIKE: dict[Kind, frozenset[Kind]] = {
    "number": frozenset({"number", "ordinal", "money", "year", "day", "decade", "century", "clock", "code"}),
    "ordinal": frozenset({"ordinal", "number", "day", "century", "code"}),
    "percent": frozenset({"percent"}),
    "money": frozenset({"money", "number", "year", "code"}),
    "fraction": frozenset({"fraction"}),
    "vague": frozenset(),
    "code": frozenset({"code", "number", "ordinal", "money", "year"}),
    "year": frozenset({"year", "number", "money", "decade", "code"}),
    "month": frozenset({"month"}),
    "day": frozenset({"day", "ordinal", "number"}),
    "weekday": frozenset({"weekday"}),
    "clock": frozenset({"clock", "number"}),
    "decade": frozenset({"decade", "number", "year"}),
    "century": frozenset({"century", "ordinal", "number"}),
}
_SPELLED_OUT: frozenset[Kind] = frozenset({"percent", "money"})


@dataclass(slots=True)
class Matching:
    """What agreed, what has the same value but another meaning, and what is left on each side."""

    agreed: list[tuple[Quantity, Quantity]] = field(default_factory=list)
    conflicts: list[tuple[Quantity, Quantity]] = field(default_factory=list)
    missing: list[Quantity] = field(default_factory=list)
    extra: list[Quantity] = field(default_factory=list)


def match(source: Sequence[Quantity], target: Sequence[Quantity]) -> Matching:
    """Return how the quantities of two texts match; a value that is repeated may stand once on the other side."""
    result = Matching()
    left, right = _by_value(source), _by_value(target)
    matched: set[int] = set()
    for value, ours in left.items():
        theirs = right.get(value)
        if theirs:
            _pair_up(ours, theirs, matched, result)
    result.missing = [q for q in source if id(q) not in matched and not _repeated(q, right)]
    result.extra = [q for q in target if id(q) not in matched and not _repeated(q, left)]
    result.conflicts = _conflicts(result)
    return result


Groups = dict[tuple[Kind, str], deque[Quantity]]


def _by_value(quantities: Iterable[Quantity]) -> dict[Hashable, Groups]:
    found: dict[Hashable, Groups] = defaultdict(lambda: defaultdict(deque))
    for quantity in quantities:
        for key in _keys(quantity):
            found[key][quantity.kind, quantity.unit].append(quantity)
    return found


def _keys(quantity: Quantity) -> Iterable[Hashable]:
    value, kind = quantity.value, quantity.kind
    if kind == "clock":
        yield ("clock", value % 720)
        hour, minute = divmod(value, 60)
        yield float(f"{hour % 12 + minute / 100:.9g}")
        if hour >= 12:
            yield float(f"{hour + minute / 100:.9g}")
        return
    if kind in ("month", "weekday"):
        yield (kind, value)
        return
    if kind in RELATIVE_KINDS or kind == "vague":
        return
    yield float(f"{value:.9g}")
    if kind in ("decade", "year") and value >= 100:
        yield ("two digits", value % 100)
    elif kind in ("decade", "number", "year") and quantity.unit in ("", "year") and value == int(value) and 0 <= value < 100:
        yield ("two digits", value)


def _pair_up(ours: Groups, theirs: Groups, matched: set[int], result: Matching) -> None:
    ranked = sorted(
        ((_likeness(one, other), one, other) for one in ours for other in theirs), key=lambda each: -each[0]
    )
    for likeness, one, other in ranked:
        if likeness <= 0:
            break
        left = deque(q for q in ours[one] if id(q) not in matched)
        right = deque(q for q in theirs[other] if id(q) not in matched)
        for a, b in zip(left, right, strict=False):
            if not _same_half(a, b):
                continue
            matched.update((id(a), id(b)))
            result.agreed.append((a, b))


def _likeness(one: tuple[Kind, str], other: tuple[Kind, str]) -> int:
    """Return how well two kinds with their units go together: 0 where they do not."""
    if other[0] not in _ALIKE[one[0]] or not agree(one[1], other[1]):
        return 0
    return 1 + 4 * (one[0] == other[0]) + 2 * (one[1] == other[1]) + bool(one[1] and other[1])


def _same_half(one: Quantity, other: Quantity) -> bool:
    """Return whether two clock times agree on the half of the day, as far as both say it."""
    if one.kind != "clock" or other.kind != "clock":
        return True
    return one.value == other.value or "am/pm" in (one.unit, other.unit)


def _repeated(quantity: Quantity, other_side: dict[Hashable, Groups]) -> bool:
    mine = (quantity.kind, quantity.unit)
    return any(
        _likeness(mine, theirs) > 0 and any(_same_half(quantity, q) for q in list(group)[:1])
        for key in _keys(quantity)
        for theirs, group in other_side.get(key, {}).items()
    )


def _conflicts(result: Matching) -> list[tuple[Quantity, Quantity]]:
    """Take out of what is left the pairs of one value whose kinds or units contradict: 5 km and 5 miles, 20 % and 20."""
    waiting: dict[float, deque[Quantity]] = defaultdict(deque)
    for quantity in result.extra:
        if _can_conflict(quantity):
            waiting[quantity.value].append(quantity)
    found = []
    taken: set[int] = set()
    for quantity in result.missing:
        if _can_conflict(quantity) and waiting[quantity.value]:
            other = waiting[quantity.value].popleft()
            found.append((quantity, other))
            taken.update((id(quantity), id(other)))
    result.missing = [q for q in result.missing if id(q) not in taken]
    result.extra = [q for q in result.extra if id(q) not in taken]
    return found


def _can_conflict(quantity: Quantity) -> bool:
    return quantity.kind in ("number", "ordinal", "percent", "money", "year", "day") and quantity.value != 0
