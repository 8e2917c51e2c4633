"""Numerals written in words or as digits with a multiplier, for languages that count in thousands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ._grammar import Numeral, Reading

_LONGEST = 12
"""Words of one numeral beyond its first; a bound, so that reading stays linear in the length of any text."""


@dataclass(frozen=True, slots=True)
class Words:
    """The number words of a language, lower case.

    `small` add up (below 100, tens before units), `hundreds` multiply what stands before them by 100, `scales` close a group;
    `ordinals` end a numeral; `joiners` stand between parts (`and`); `halves` are counts such as `half a` before a scale.
    """

    small: Mapping[str, int]
    hundreds: Mapping[str, int]
    scales: Mapping[str, float]
    ordinals: Mapping[str, int]
    joiners: frozenset[str] = frozenset()
    articles: Mapping[str, float] | None = None
    """Words that count before a scale: a million, half a million."""
    tight_scales: Mapping[str, float] | None = None
    """Scales that may be glued to digits: bn, Mrd."""
    bare_scales: bool = True
    """Whether a scale alone is a number, as in `thousand`; not where it is also part of other words."""

    def pattern(self) -> str:
        """Return the pattern of a run of number words."""
        words = one_of([*self.small, *self.hundreds, *self.scales, *self.ordinals])
        joiner = rf"(?:(?:{one_of(self.joiners)})[\s])?" if self.joiners else ""
        scales = one_of([*self.hundreds, *self.scales])
        article = rf"(?:(?:{one_of(self.articles)})\s(?=(?:{scales})(?!\w)))?" if self.articles else ""
        return rf"(?<!\w){article}(?:{words})(?!\w)(?:[\s‐‑-]{joiner}(?:{words})(?!\w)){{0,{_LONGEST}}}"


def one_of(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the words, grouped by first letter so that most are never tried."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", r"\s"))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(by_first.items()))


def in_order(text: str) -> list[str]:
    """Return the words of a text in order."""
    return text.split()


def spelled(words: Words) -> Numeral:
    """Return the numeral of a language's number words."""
    every = one_of(
        [*words.small, *words.hundreds, *words.scales, *words.ordinals, *words.joiners, *(words.articles or ())]
    )
    token = re.compile(rf"(?<!\w)(?:{every})(?!\w)", re.IGNORECASE)

    def read(text: str, start: int, stop: int) -> Reading | None:
        return _sum(words, [(m[0].lower(), m.end() - start) for m in token.finditer(text, start, stop)])

    return Numeral(words.pattern(), read, spelled=True)


def _sum(words: Words, tokens: list[tuple[str, int]]) -> Reading | None:
    total, current, length, last_scale, scale = 0.0, -1.0, 0, float("inf"), 1.0
    articles = words.articles or {}
    for token, end in tokens:
        word = " ".join(token.split())
        if word in words.joiners and length:
            continue
        if word in articles and not length:
            current = articles[word]
            continue
        if word in words.ordinals:
            value = words.ordinals[word]
            if value >= 1000:
                return Reading(total + max(current, 1) * value, end, ordinal=True)
            if value == 100 and current > 0:
                return Reading(total + current * 100, end, ordinal=True)
            if current <= 0 or _adds(current, value):
                return Reading(total + max(current, 0) + value, end, ordinal=True)
            break
        if word in words.small:
            value = words.small[word]
            if current >= 0 and not _adds(current, value):
                break
            current = max(current, 0) + value
        elif not length and not words.bare_scales and current < 0 and word not in words.small:
            return None
        elif word in words.hundreds:
            if current >= 100:
                break
            current = (current if current > 0 else 1) * words.hundreds[word]
        elif word in words.scales and words.scales[word] < last_scale:
            last_scale = scale = words.scales[word]
            total += (current if current > 0 else 1) * last_scale
            current = -1.0
        else:
            break
        length = end
    return Reading(total + max(current, 0), length, scale) if length else None


def _adds(current: float, value: int) -> bool:
    if value >= 100:
        return False
    return current % 100 == 0 if value >= 10 else current % 100 == 0 or (current % 10 == 0 and current % 100 >= 20)


def digits(words: Words, *, decimal: str, group: str, ordinal: str = "", group_spaces: bool = False) -> Numeral:
    """Return the numeral of digits with a multiplier behind them, such as `20.4 million` and `3,6 Mrd.`.

    A stop or comma that could be either separator groups where exactly three digits follow.
    """
    space = r"|[ \u00a0\u202f](?=\d{3}(?!\d))" if group_spaces else ""
    grouped = rf"\d{{1,3}}(?:(?:{re.escape(group)}{space})\d{{3}})+(?!\d)(?:{re.escape(decimal)}\d+)?"
    other = rf"\d+{re.escape(group)}\d{{1,2}}(?![\d{re.escape(group)}])" if group == "." else r"(?!)"
    number = rf"(?:{grouped}|\d+{re.escape(decimal)}\d+|{other}|\d+|(?<![\w.]){re.escape(decimal)}\d+)"
    tight = words.tight_scales or {}
    spaced = {**words.hundreds, **words.scales}
    scale = rf"(?:[\s‐‑-]?(?:{one_of([*spaced, *tight])})(?!\w))?" if spaced or tight else ""
    suffix = rf"(?:{ordinal})?" if ordinal else ""
    parts = re.compile(
        rf"(?P<number>{number})(?P<ordinal>{suffix})(?:[\s‐‑-]*(?P<scale>[^\W\d_].*))?", re.IGNORECASE | re.S
    )

    def read(text: str, start: int, stop: int) -> Reading | None:
        match = parts.match(text, start, stop)
        if not match:
            return None
        value = number_value(match["number"], decimal, group)
        name = " ".join((match["scale"] or "").lower().split())
        glued = text[match.end("number")] != " " if match["scale"] else False
        times = tight.get(name, spaced.get(name, 1.0)) if name else 1.0
        if name in ("m", "k", "b") and not (glued and (name == "k" or _after_currency(text, start))):
            return Reading(value, match.end("ordinal") - start)
        return Reading(value * times, stop - start, times, bool(match["ordinal"]))

    return Numeral(rf"(?<![A-Za-z\d])(?<!\d[.,])(?=[\d{decimal}]){number}{suffix}{scale}", read)


def _after_currency(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].rstrip()[-1:] in tuple("$£€¥₩")


def number_value(written: str, decimal: str, group: str) -> float:
    """Return the value of digits with separators."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", written)
    if group == "." and re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", bare):
        return float(bare.replace(",", ""))
    if group in bare and re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", bare):
        bare = bare.replace(group, "")
    return float(bare.replace(",", "."))


def below_hundred(units: Iterable[str], tens: Mapping[int, str], join: Callable[[str, str], str]) -> dict[str, int]:
    """Return the words of 0..99 of a language that writes them as one token: `units` are the words of 0..19."""
    ones = list(units)
    table = {word: value for value, word in enumerate(ones) if word}
    for ten, word in tens.items():
        table[word] = ten
        for value in range(1, 10):
            table.setdefault(join(word, ones[value]), ten + value)
    return table
