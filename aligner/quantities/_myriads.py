"""Numerals of languages that count in ten-thousands: digits mixed with unit characters, and characters alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..records import Span
from ._grammar import Numeral, Quantity, Reading

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+\.\d+|\d+)"
_DIGITS = re.compile(DIGITS)


@dataclass(frozen=True, slots=True)
class Myriads:
    """The digit, small unit (10, 100, 1000) and large unit (ten thousand and up) characters of a language."""

    digits: Mapping[str, int]
    small: Mapping[str, int]
    large: Mapping[str, float]
    fillers: str = ""
    """Characters for `and more` that may stand before a large unit: 550多万."""

    def read(self, text: str, start: int, stop: int) -> Reading | None:
        """Read digits and characters from start on, as far as they make one number.

        Raises nothing: a run that is no number from its first character on reads as None.
        """
        total = section = 0.0
        current: float | None = None
        last_large, last_small = float("inf"), float("inf")
        at = end = start
        scale = 1.0
        while at < stop:
            character = text[at]
            if match := _DIGITS.match(text, at, stop):
                number = float(match[0].replace(",", ""))
                if current is not None or number >= (last_small if section else last_large):
                    break
                current, at = number, match.end()
            elif character in self.digits:
                if current is not None:
                    break
                current, at = float(self.digits[character]), at + 1
            elif character in self.small:
                if self.small[character] >= last_small:
                    break
                last_small = scale = self.small[character]
                section += (1 if current is None else current) * last_small
                current, at = None, at + 1
            elif character in self.large:
                group = section + (current or 0)
                if self.large[character] >= last_large:
                    break
                last_large, last_small = self.large[character], float("inf")
                scale = last_large * (scale if section and not current and scale > 1 else 1)
                total += (group or 1) * last_large
                section, current, at = 0.0, None, at + 1
            elif character == " " or character in self.fillers:
                at += 1
                continue
            else:
                break
            end = at
        value = total + section + (current or 0)
        return Reading(value, end - start, scale) if end > start else None


def mixed(myriads: Myriads, units_after_space: str) -> Numeral:
    """Return the numeral of digits with unit characters, such as `3천5백만`, `22 억 5 천만`, `1億2000万`.

    `units_after_space` is what must follow a unit that stands alone behind a space.
    """
    units = "".join([*myriads.small, *myriads.large])
    filler = rf"[{myriads.fillers}]?(?=[{''.join(myriads.large)}])" if myriads.fillers else ""
    more = rf"|{filler}[{units}]+" if filler else ""
    group = rf"(?:[{units}]+{more}|\s[{units}]+(?={units_after_space}))"
    pattern = rf"(?<![A-Za-z\d])(?<!\d[.,]){DIGITS}(?:{group}(?:\s?{DIGITS}{group}|\s?{DIGITS}){{0,8}})?"
    return Numeral(pattern, myriads.read)


def characters(myriads: Myriads) -> Callable[[str, int, int], Reading | None]:
    """Return a reader of digit characters in a row, as years are written: 二〇一八."""

    def read(text: str, start: int, stop: int) -> Reading | None:
        return Reading(float("".join(str(myriads.digits[c]) for c in text[start:stop])), stop - start)

    return read


def vague(myriads: Myriads) -> Callable[[str], list[Quantity]]:
    """Return a reader of `several hundred` and the like; its value is the least that it may mean."""

    def read(matched: str) -> list[Quantity]:
        units = "".join(c for c in matched if c in myriads.small or c in myriads.large)
        reading = myriads.read(units, 0, len(units))
        return [Quantity(reading.value if reading else 0.0, "vague", "", False, Span(0, len(matched)))]

    return read


def spoken_decimal(myriads: Myriads, point: str) -> Callable[[str, int, int], Reading | None]:
    """Return a reader of decimals in characters with a spoken point, and a large unit behind: 三点五亿."""

    def read(text: str, start: int, stop: int) -> Reading | None:
        whole, fraction = re.split(point, text[start:stop], maxsplit=1)
        scale = myriads.large.get(fraction[-1], 1.0)
        digits = "".join(str(myriads.digits[c]) for c in fraction if c in myriads.digits)
        units = myriads.read(whole, 0, len(whole))
        return units and Reading((units.value + float(f"0.{digits}")) * scale, stop - start, scale)

    return read
