"""Differences between the quantities of aligned sentences as findings, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import is_not

from ..quantities import Quantity, supports
from ..records import Bitext, Finding, Reference, Severity, Span
from ._agreement import differences
from ._ledger import Difference, side

Value = tuple[str, float]

_MQM = {
    "missing": "Accuracy/Omission",
    "extra": "Accuracy/Addition",
    "unit converted": "Locale conventions/Measurement format",
    "gloss in brackets": "Locale conventions/Measurement format",
    "fraction as percent": "Locale conventions/Number format",
    "digits grouped otherwise": "Locale conventions/Number format",
    "stopwatch time": "Locale conventions/Time format",
    "dateline": "Locale conventions/Date format",
    "date resolved": "Locale conventions/Date format",
    "date implied": "Locale conventions/Date format",
    "date not verified": "Locale conventions/Date format",
}
_CONFIDENCE = {"changed": 0.9, "missing": 0.6, "extra": 0.6, "date not verified": 0.3}
_SOFT_CONFIDENCE = 0.5
_SURE = 0.95
_LARGE = 100
_NEIGHBOURS = 2
"""Sentences before and after in which a number may stand instead: translators move clauses over sentence ends."""


def supported(source_lang: str, target_lang: str) -> bool:
    """Return whether both languages have a number grammar."""
    return supports(source_lang) and supports(target_lang)


def report(check: str, bitexts: Sequence[Bitext], *, dates: bool) -> list[list[Finding]]:
    """Return the findings of one check, numbers or dates, for each bitext of an article pair."""
    compared = _latest.of(bitexts)
    return [
        [
            _finding(check, bitext, difference, moved=_moved(difference, compared, number))
            for difference in found.differences
            if difference.of_dates == dates
        ]
        for number, (bitext, found) in enumerate(zip(bitexts, compared, strict=True))
    ]


@dataclass(frozen=True, slots=True)
class _Compared:
    """The differences of one bitext, and what each side says that the other does not."""

    differences: list[Difference]
    only_source: frozenset[Value]
    only_target: frozenset[Value]


@dataclass(slots=True)
class _Latest:
    """The last bitexts that were compared: numbers and dates are asked about the same ones, one after the other."""

    bitexts: Sequence[Bitext] = ()
    compared: Sequence[_Compared] = ()

    def of(self, bitexts: Sequence[Bitext]) -> Sequence[_Compared]:
        """Return what comparing each bitext gives."""
        if len(bitexts) != len(self.bitexts) or any(map(is_not, bitexts, self.bitexts)):
            self.compared = [_compare(bitext) for bitext in bitexts]
            self.bitexts = tuple(bitexts)
        return self.compared


_latest = _Latest()


def _compare(bitext: Bitext) -> _Compared:
    source, target = side(bitext, "source"), side(bitext, "target")
    if source is None or target is None:
        return _Compared([], frozenset(), frozenset())
    if not bitext.source_text or not bitext.target_text:
        return _Compared([], _values(source.quantities), _values(target.quantities))
    found = differences(source, target)
    missing, extra = ([d for d in found if d.rule == rule] for rule in ("missing", "extra"))
    return _Compared(found, _values(d.source for d in missing), _values(d.target for d in extra))


def _values(quantities: Iterable[Quantity | None]) -> frozenset[Value]:
    return frozenset((q.kind, q.value) for q in quantities if q)


def _moved(difference: Difference, compared: Sequence[_Compared], number: int) -> bool:
    """Return whether a quantity that has no counterpart here is one too many in a sentence near this one."""
    quantity = difference.source or difference.target
    if difference.rule not in ("missing", "extra") or quantity is None:
        return False
    near = [*compared[max(0, number - _NEIGHBOURS) : number], *compared[number + 1 : number + _NEIGHBOURS + 1]]
    value = (quantity.kind, quantity.value)
    return any(value in (there.only_target if difference.source else there.only_source) for there in near)


def _finding(check: str, bitext: Bitext, difference: Difference, *, moved: bool) -> Finding:
    source, target = difference.source, difference.target
    rule = "moved" if moved else difference.rule
    left, right = _text(bitext.source_text, source), _text(bitext.target_text, target)
    details = {
        "mqm": _MQM.get(rule, "Accuracy/Mistranslation"),
        "rule": rule,
        "source": left,
        "target": right,
        "source_value": normalised(source),
        "target_value": normalised(target),
    }
    return Finding(
        check,
        _severity(difference, moved),
        _message(rule, source, target, left, right),
        _located(bitext.source_ref, source),
        _located(bitext.target_ref, target),
        _confidence(difference, bitext),
        details,
    )


def _text(text: str, quantity: Quantity | None) -> str:
    return quantity.span.of(text) if quantity else ""


def _located(reference: Reference, quantity: Quantity | None) -> Span | None:
    return reference.locate(quantity.span.start, quantity.span.stop) if quantity else None


def _severity(difference: Difference, moved: bool) -> Severity:
    if difference.accepted or moved:
        return "info"
    present = [q for q in (difference.source, difference.target) if q]
    if len(present) == 2:
        return "critical" if any(q.hard for q in present) else "major"
    quantity = present[0]
    weighty = quantity.kind in ("percent", "money") or quantity.value >= _LARGE or quantity.value != int(quantity.value)
    return "major" if weighty and not difference.of_dates else "minor"


def _confidence(difference: Difference, bitext: Bitext) -> float:
    present = [q for q in (difference.source, difference.target) if q]
    sure = _CONFIDENCE.get(difference.rule, _SURE)
    if len(present) == 2 and not difference.accepted and not all(q.hard for q in present):
        sure = _SOFT_CONFIDENCE
    return round(sure * min(1.0, max(0.0, bitext.scores.get("probability", 1.0))), 4)


def _message(rule: str, source: Quantity | None, target: Quantity | None, left: str, right: str) -> str:
    ours = f"{left!r} ({normalised(source)})" if source else ""
    theirs = f"{right!r} ({normalised(target)})" if target else ""
    here, side_of = (ours, "source") if source else (theirs, "target")
    return {
        "changed": f"{ours} in the source is {theirs} in the target.",
        "percent lost": f"{ours} is a percentage in the source; {theirs} in the target is not.",
        "percent added": f"{theirs} is a percentage in the target; {ours} in the source is not.",
        "currency changed": f"The amount is the same but the currency is not: {ours} and {theirs}.",
        "unit changed": f"The figure is the same but what it measures is not: {ours} and {theirs}.",
        "missing": f"{ours} in the source has no counterpart in the target.",
        "extra": f"{theirs} in the target has no counterpart in the source.",
        "moved": f"{here} in the {side_of} stands in a sentence next to this one on the other side.",
        "unit converted": f"{ours} was converted to {theirs}.",
        "fraction as percent": f"{ours} and {theirs} are the same share.",
        "digits grouped otherwise": f"{ours} and {theirs} are the same digits, grouped otherwise.",
        "stopwatch time": f"{ours} and {theirs} are the same time on a stopwatch.",
        "date resolved": f"{ours} and {theirs} are the same date in an article of this date.",
        "dateline": f"{here} in the {side_of} stands in the dateline, which the other side does without.",
        "date implied": f"{here} in the {side_of} only says what the article's date makes plain.",
        "date not verified": f"{ours} may be {theirs}: the articles have no date to tell by.",
        "gloss in brackets": f"{here} in the {side_of} repeats in brackets, in another unit, what stands before it.",
    }[rule]


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def normalised(quantity: Quantity | None) -> str:
    """Return a quantity in one plain form for all languages: `20400000`, `11000000 GBP`, `12th`, `07:55`, `Thursday`."""
    if quantity is None:
        return ""
    value, kind = quantity.value, quantity.kind
    number = (
        f"{int(value)}" if value == int(value) else f"{value:.6g}" if abs(value) < 1e5 else f"{value:f}".rstrip("0")
    )
    if kind == "clock":
        half = " am or pm" if quantity.unit else ""
        return f"{int(value) // 60:02}:{int(value) % 60:02}{half}"
    if kind == "weekday":
        return _WEEKDAYS[int(value) % 7]
    if kind.startswith("relative"):
        return f"{kind.removeprefix('relative ')} {int(value):+d}"
    if kind in ("percent", "month", "day", "year", "decade", "century", "ordinal", "fraction"):
        return f"{number} %" if kind == "percent" else f"{kind} {number}"
    return f"{number} {quantity.unit}".strip()
