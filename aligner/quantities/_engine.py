"""One pass over a text with the grammar of its language; linear in the length of the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property

from ..records import Span
from ._grammar import Context, Grammar, Kind, Literal, Numeral, Quantity, Reading, shifted

_BEFORE = 24
_HARD_FROM = 13
"""Spelled numbers below 13 are often recast in translation (fidelity measurements on news): they are soft."""
_HARD_ORDINAL_FROM = 4
_LARGEST = 1e24
"""A longer run of digits is no number of anything."""
_FULL_WIDTH = {
    ord(wide): plain for wide, plain in zip("０１２３４５６７８９％＄，．：－～／", "0123456789%$,.:-~/", strict=True)
} | {ord(space): " " for space in "\u00a0\u202f\u2009\u3000"}
_WIDE = re.compile(f"[{''.join(map(chr, _FULL_WIDTH))}]")
_ENTITY = r"&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});"
_ADDRESS = r"(?:https?://|www\.)[^\s<>\"'()]{1,500}|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}"
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_SPREADS: frozenset[Kind] = frozenset(
    {"percent", "money", "number", "year", "month", "day", "ordinal", "century", "decade"}
)


@dataclass(slots=True)
class _Found:
    quantity: Quantity
    scale: float = 1.0
    bare: bool = False
    reach: int = 0


class Engine:
    """A grammar made ready: `read` returns the quantities of a text, in order."""

    def __init__(self, grammar: Grammar) -> None:
        guards = "|".join((_ENTITY, _ADDRESS, *grammar.guards))
        self._items: dict[str, Literal | Numeral] = {f"l{i}": item for i, item in enumerate(grammar.literals)}
        self._items |= {f"n{i}": item for i, item in enumerate(grammar.numerals)}
        named = {"guard": f"(?P<guard>{guards})"}
        named |= {name: f"(?P<{name}>{item.pattern})" for name, item in self._items.items()}
        self._anything = re.compile(f"{grammar.starts}(?:{'|'.join(named.values())})", re.IGNORECASE)
        self._free = [name for name, item in self._items.items() if not (isinstance(item, Literal) and item.before)]
        self._needs = {item.before: _ending(item.before) for item in grammar.literals}
        self._before = _contexts(grammar.before, ending=True)
        self._after = _contexts(grammar.after)
        self._combined = grammar.combined
        self._range = re.compile(grammar.range_mark, re.IGNORECASE)

    @cached_property
    def _unconditional(self) -> re.Pattern[str]:
        """What may start anywhere; few texts ask for it, and to compile it takes as long as to read hundreds of them."""
        named = (f"(?P<{name}>{self._items[name].pattern})" for name in self._free)
        return re.compile("|".join(named), re.IGNORECASE)

    def read(self, text: str) -> list[Quantity]:
        """Return the quantities of a text; spans are code points of the text as given."""
        plain = text.translate(_FULL_WIDTH) if _WIDE.search(text) else text
        if unicodedata.is_normalized("NFC", plain):
            return self._read(plain)
        composed, origin = _composed(plain)
        found = self._read(composed)
        return [replace(q, span=Span(origin[q.span.start], origin[q.span.stop])) for q in found]

    def _read(self, text: str) -> list[Quantity]:
        found: list[_Found] = []
        at = 0
        while match := self._anything.search(text, at):
            start = match.start()
            item = self._items.get(match.lastgroup or "")
            if isinstance(item, Literal) and not self._allowed(item, text, start):
                at = start + 1
                match = self._unconditional.match(text, start)
                if not match:
                    continue
                item = self._items[match.lastgroup or ""]
            stop = match.end()
            at = max(stop, start + 1)
            if isinstance(item, Literal):
                found.extend(_Found(shifted(q, start), reach=stop) for q in item.read(match[0]))
            elif item:
                reading = item.read(text, start, stop)
                if reading and reading.value > _LARGEST:
                    at = start + reading.length
                    continue
                one = reading and self._in_context(text, start, reading, item)
                if one:
                    found.append(one)
                    at = max(one.reach, start + 1)
                elif reading:
                    at = start + reading.length
        self._spread(text, found)
        return [one.quantity for one in found]

    def _allowed(self, literal: Literal, text: str, start: int) -> bool:
        need = self._needs[literal.before]
        return need is None or need.search(text[max(0, start - _BEFORE) : start]) is not None

    def _in_context(self, text: str, start: int, reading: Reading, numeral: Numeral) -> _Found | None:
        stop = start + reading.length
        head = max(0, start - _BEFORE)
        pattern, contexts = self._before
        before = pattern.search(text[head:start]) if pattern else None
        pattern, after_contexts = self._after
        after = pattern.match(text, stop) if pattern else None
        ahead = contexts[before.lastgroup or ""] if before else None
        behind = after_contexts[after.lastgroup or ""] if after else None
        context = self._joined(ahead, behind)
        if numeral.needs_context and not after:
            return None
        left = head + before.start() if before and context is ahead and context and context.kind != "day" else start
        right = after.end() if after else stop
        kind, unit = _kind(context, reading, text[start:stop])
        hard = not numeral.spelled or kind in ("percent", "money") or reading.value >= _HARD_FROM
        hard = hard or (kind == "ordinal" and reading.value >= _HARD_ORDINAL_FROM)
        quantity = Quantity(reading.value, kind, unit, hard, Span(left, right))
        return _Found(quantity, reading.scale, context is None and not reading.ordinal, right)

    def _joined(self, ahead: Context | None, behind: Context | None) -> Context | None:
        if ahead and behind and (unit := self._combined.get((ahead.unit, behind.unit))):
            return replace(behind, unit=unit)
        return behind if ahead is None or ahead.kind == "number" else ahead

    def _spread(self, text: str, found: list[_Found]) -> None:
        """Give each end of a range what only the other end says: `20-30%`, `2~3만`, `September 18-20`."""
        for i in range(len(found) - 2, -1, -1):
            first, second = found[i], found[i + 1]
            gap = text[first.quantity.span.stop : second.quantity.span.start]
            if not (0 < len(gap) <= 8 and self._range.fullmatch(gap)):
                continue
            tight = not gap.strip().isalpha()
            if first.bare and first.quantity.kind == "year" and not (tight and second.quantity.kind == "year"):
                continue
            if not tight and text[second.quantity.span.start] in "$£€¥₩":
                continue
            if first.bare and not second.bare and second.quantity.kind in _SPREADS:
                value, raw = first.quantity.value, second.quantity.value / second.scale
                if first.scale == 1 and value < raw and second.scale > 1:
                    value *= second.scale
                other = second.quantity
                first.quantity = replace(first.quantity, value=value, kind=other.kind, unit=other.unit)
                first.bare = False
            elif first.bare and second.bare and first.scale == 1 < second.scale:
                if first.quantity.value < second.quantity.value / second.scale:
                    first.quantity = replace(first.quantity, value=first.quantity.value * second.scale)
            elif tight and second.bare and first.quantity.kind in ("day", "year", "month", "money"):
                if first.scale == 1 < second.scale and first.quantity.value < second.quantity.value / second.scale:
                    first.quantity = replace(first.quantity, value=first.quantity.value * second.scale)
                second.quantity = replace(second.quantity, kind=first.quantity.kind, unit=first.quantity.unit)


def _kind(context: Context | None, reading: Reading, written: str) -> tuple[Kind, str]:
    if context and context.low <= reading.value <= context.high:
        return context.kind, context.unit
    if reading.ordinal:
        return "ordinal", ""
    if _YEAR.fullmatch(written) and not (context and context.unit != "day"):
        return "year", ""
    return "number", context.unit if context else ""


def _ending(pattern: str) -> re.Pattern[str] | None:
    return re.compile(f"(?:{pattern})$", re.IGNORECASE) if pattern else None


def _contexts(
    contexts: tuple[Context, ...], *, ending: bool = False
) -> tuple[re.Pattern[str] | None, dict[str, Context]]:
    named = {f"c{i}": context for i, context in enumerate(contexts)}
    union = "|".join(f"(?P<{name}>{context.pattern})" for name, context in named.items())
    pattern = f"(?:{union})$" if ending else union
    return (re.compile(pattern, re.IGNORECASE) if contexts else None), named


def _composed(text: str) -> tuple[str, list[int]]:
    """Return the NFC form and, for each of its characters and its end, where it begins in the text."""
    pieces, origin, start = [], [], 0
    for at in range(1, len(text) + 1):
        if at < len(text) and (unicodedata.combining(text[at]) or "\u1160" <= text[at] <= "\u11ff"):
            continue
        piece = unicodedata.normalize("NFC", text[start:at])
        pieces.append(piece)
        origin.extend([start] * len(piece))
        start = at
    return "".join(pieces), [*origin, len(text)]
