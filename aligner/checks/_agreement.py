"""Every difference between the quantities of the two sides of a bitext, and what was accepted as the same in other words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..quantities import Quantity, quantities
from ..records import Bitext
from ._calendar import Moment, could_be_rewritten, explains, implied, parse
from ._matching import DATE_KINDS, Matching, match
from ._units import agree, converts, measurable, same_value

_COMPARED_AT_MOST = 64
"""Leftovers of one sentence that are compared all with all; the rest are reported as they are."""
_SMALL = 3
"""Bare whole numbers up to here come and go freely in translation."""


_GLOSS_REACH = 40
_VAGUE_RATIO = 1000
"""`Thousands` is anything up to a million, and Korean says `수천` or `수만`: less than this is no contradiction."""
_SHARE_TOLERANCE = 3.4
"""Percentage points between a share in words and in figures: a third is written 30 % as well as 33 %."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a bitext: its text, its quantities, and its article's date."""

    text: str
    moment: Moment

    @property
    def quantities(self) -> Sequence[Quantity]:
        return self.moment.quantities


@dataclass(frozen=True, slots=True)
class Difference:
    """A quantity without its like on the other side, or two that disagree; `accepted` where the two say the same."""

    rule: str
    source: Quantity | None
    target: Quantity | None
    accepted: bool = False

    @property
    def of_dates(self) -> bool:
        """True where either quantity is a date or a time."""
        return any(q is not None and q.kind in DATE_KINDS for q in (self.source, self.target))


@dataclass(slots=True)
class _Ledger:
    source: Side
    target: Side
    missing: list[Quantity]
    extra: list[Quantity]
    found: list[Difference] = field(default_factory=list)

    def accept(self, rule: str, source: Quantity | None, target: Quantity | None) -> None:
        self.found.append(Difference(rule, source, target, accepted=True))
        self.missing = [q for q in self.missing if q is not source]
        self.extra = [q for q in self.extra if q is not target]


def side(bitext: Bitext, which: str) -> Side | None:
    """Return the `source` or `target` side of a bitext, or None where its language has no number grammar."""
    if which == "source":
        text, lang, own, other = bitext.source_text, bitext.source_lang, bitext.source_ref, bitext.target_ref
    else:
        text, lang, own, other = bitext.target_text, bitext.target_lang, bitext.target_ref, bitext.source_ref
    found = quantities(text, lang)
    return None if found is None else Side(text, Moment(found, parse(own.date) or parse(other.date)))


def differences(source: Side, target: Side) -> list[Difference]:
    """Return the differences between two sides, accepted ones included."""
    if not source.quantities and not target.quantities:
        return []
    matching = match(source.quantities, target.quantities)
    ledger = _Ledger(source, target, matching.missing, matching.extra)
    for a, b in matching.conflicts:
        ledger.found.append(Difference(_conflict(a, b), a, b))
    _accept_equivalents(ledger)
    _accept_times_of_play(ledger)
    _accept_grouped_digits(ledger)
    _accept_dates(ledger)
    _accept_glosses(ledger, matching)
    _pair_leftovers(ledger)
    _compare_vague(ledger)
    return ledger.found


def _conflict(a: Quantity, b: Quantity) -> str:
    if "percent" in (a.kind, b.kind):
        return "percent lost" if a.kind == "percent" else "percent added"
    return "currency changed" if a.kind == b.kind == "money" else "unit changed"


def _accept_equivalents(ledger: _Ledger) -> None:
    """Accept what is the same value said otherwise: converted units, half for 50 %, 18 months for a year and a half."""
    rules: tuple[tuple[str, Callable[[Quantity, Quantity], bool]], ...] = (
        ("unit converted", lambda a, b: converts(a.value, a.unit, b.value, b.unit)),
        ("fraction as percent", _fraction_of),
    )
    for a in ledger.missing[:_COMPARED_AT_MOST]:
        for b in ledger.extra[:_COMPARED_AT_MOST]:
            rule = next((name for name, holds in rules if holds(a, b)), None)
            if rule:
                ledger.accept(rule, a, b)
                break


def _fraction_of(a: Quantity, b: Quantity) -> bool:
    if a.kind == "percent":
        a, b = b, a
    return (
        a.kind == "fraction"
        and b.kind in ("percent", "number")
        and (abs(a.value * 100 - b.value) <= _SHARE_TOLERANCE if b.kind == "percent" else same_value(a.value, b.value))
    )


def _accept_times_of_play(ledger: _Ledger) -> None:
    """Accept 3:35 for 3 minutes 35 seconds: what looks like a time of day may be one on a stopwatch."""
    for own, leftovers, other in (
        (ledger.source, ledger.missing, ledger.extra),
        (ledger.target, ledger.extra, ledger.missing),
    ):
        for q in [q for q in leftovers if q.kind == "clock"]:
            minutes = next((o for o in other if o.unit == "minute" and o.value == q.value // 60), None)
            seconds = next((o for o in other if o.unit == "second" and o.value == q.value % 60), None)
            for o in (minutes, seconds):
                if o and seconds:
                    ledger.accept("stopwatch time", *((q, o) if own is ledger.source else (o, q)))


def _accept_grouped_digits(ledger: _Ledger) -> None:
    """Accept 116 123 for 116123: the groups of a long number read as one number in one language and as two in another."""
    for own, ours, theirs in (
        (ledger.source, ledger.missing, ledger.extra),
        (ledger.target, ledger.extra, ledger.missing),
    ):
        for whole in [q for q in theirs if q.kind == "number" and q.value >= 1000 and q.value == int(q.value)]:
            groups = [(a, b) for a, b in pairwise(ours) if f"{a.value:.0f}{b.value:.0f}" == f"{whole.value:.0f}"]
            for part in groups[0] if groups else ():
                ledger.accept("digits grouped otherwise", *((part, whole) if own is ledger.source else (whole, part)))


def _accept_dates(ledger: _Ledger) -> None:
    source, target = ledger.source.moment, ledger.target.moment
    for q, own, other in [(q, source, target) for q in ledger.missing] + [(q, target, source) for q in ledger.extra]:
        said: Quantity | None = None
        rule = None
        if any(q.kind == o.kind for o in (ledger.extra if own is source else ledger.missing)):
            continue  # the other side says another day, month or year: that is no rewriting
        said = explains(q, other)
        if said:
            rule = "date resolved"
        elif other.date is None and (said := could_be_rewritten(q, other)):
            rule = "date not verified"
        elif implied(q, own, other):
            rule = "date implied"
        if rule:
            ledger.accept(rule, q if own is source else said, q if own is target else said)


def _accept_glosses(ledger: _Ledger, matching: Matching) -> None:
    """Accept that one side gives a measure or an amount twice, the second time in brackets: `40 miles (64 km)`."""
    agreed = {id(q) for pair in matching.agreed for q in pair}
    for own, leftovers in ((ledger.source, ledger.missing), (ledger.target, ledger.extra)):
        for q in leftovers[:_COMPARED_AT_MOST]:
            if any(_glosses(own.text, q, o, matched=id(o) in agreed) for o in _near(own.quantities, q)):
                ledger.accept(
                    "gloss in brackets", q if own is ledger.source else None, q if own is ledger.target else None
                )


def _near(all_quantities: Sequence[Quantity], q: Quantity) -> list[Quantity]:
    at = next(i for i, o in enumerate(all_quantities) if o is q)
    return [o for o in all_quantities[max(0, at - 2) : at + 3] if o is not q]


def _glosses(text: str, q: Quantity, other: Quantity, *, matched: bool) -> bool:
    first, second = sorted((q, other), key=lambda each: each.span.start)
    between = text[first.span.stop : second.span.start]
    if len(between) > _GLOSS_REACH or not any(mark in between for mark in "(（["):
        return False
    if q.kind == other.kind == "money":
        return second is q and q.unit != other.unit
    return matched and measurable(q.unit) and converts(q.value, q.unit, other.value, other.unit)


def _pair_leftovers(ledger: _Ledger) -> None:
    """Report a missing and an extra quantity of one kind as one changed, and what is left as missing or extra."""
    extra = ledger.extra[:_COMPARED_AT_MOST]
    ranked = sorted(
        (-likeness, i, j)
        for i, a in enumerate(ledger.missing[:_COMPARED_AT_MOST])
        for j, b in enumerate(extra)
        if (likeness := _likeness(a, b))
    )
    paired: tuple[set[int], set[int]] = set(), set()
    for _, i, j in ranked:
        if i not in paired[0] and j not in paired[1]:
            paired[0].add(i)
            paired[1].add(j)
            ledger.found.append(Difference("changed", ledger.missing[i], ledger.extra[j]))
    ledger.found += [
        Difference("missing", q, None) for i, q in enumerate(ledger.missing) if i not in paired[0] and _reported(q)
    ]
    ledger.found += [
        Difference("extra", None, q) for j, q in enumerate(ledger.extra) if j not in paired[1] and _reported(q)
    ]


def _compare_vague(ledger: _Ledger) -> None:
    """Report `millions` for `수백억`: one vague amount on each side, and orders of magnitude between them."""
    ours, theirs = ([q for q in s.quantities if q.kind == "vague" and q.value] for s in (ledger.source, ledger.target))
    if len(ours) == len(theirs) == 1:
        ratio = ours[0].value / theirs[0].value
        if not 1 / _VAGUE_RATIO < ratio < _VAGUE_RATIO:
            ledger.found.append(Difference("changed", ours[0], theirs[0]))


_COUNTED = ("number", "ordinal")
_FAMILY = {
    "number": "count", "ordinal": "count", "money": "count", "percent": "percent", "year": "year", "month": "month", "day": "day",
    "weekday": "day", "clock": "clock", "decade": "year", "century": "century", "relative day": "day",
    "relative month": "month", "relative year": "year",
}  # fmt: skip


def _likeness(a: Quantity, b: Quantity) -> int:
    """Return how likely one quantity is the other gone wrong: 0 for never, more for more alike."""
    if a.kind not in _FAMILY or b.kind not in _FAMILY:
        return 0
    same = _FAMILY[a.kind] == _FAMILY[b.kind]
    if not a.hard and not b.hard:
        if a.kind == b.kind == "weekday":
            return 9
        return 3 if a.kind == b.kind and a.unit == b.unit and min(a.value, b.value) > 1 else 0
    if not same or not (_reported(a) or _reported(b) or a.kind == "day" or b.kind == "day" or _sizeable(a, b)):
        return 0
    if a.hard != b.hard and _FAMILY[a.kind] == "count" and (not agree(a.unit, b.unit) or min(a.value, b.value) <= 1):
        return 0
    return 1 + 4 * (a.kind == b.kind) + 2 * (a.unit == b.unit) + (a.hard and b.hard)


def _sizeable(a: Quantity, b: Quantity) -> bool:
    return a.kind in _COUNTED and b.kind in _COUNTED and max(a.value, b.value) > _SMALL


def _reported(q: Quantity) -> bool:
    """Return whether a quantity without any counterpart is worth a word."""
    if not q.hard or q.kind in ("vague", "code", "fraction"):
        return False
    if q.kind == "day":
        return q.value > 1  # `1日` and `1일` are also "a day"
    return q.kind not in ("number", "ordinal") or q.value > _SMALL or q.value != int(q.value)
