"""Addresses and file names of one page in two languages: `/ko/news/512` and `/en/news/512`, `story.ko.txt` and `story.en.txt`."""

from __future__ import annotations

import re
from typing import NamedTuple

from .languages import get, normalise_code

SAME_BUT_LANGUAGE, SAME_NUMBER = 1.0, 0.5
_SITE = re.compile(r"^[a-z][a-z0-9+.-]*://([^/?#]*)")
_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d*")
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")


class Address(NamedTuple):
    """An address as it is compared: in lower case, its words without those that name the language, its long numbers, its site."""

    whole: str
    words: tuple[str, ...]
    numbers: frozenset[str]
    site: str


def address(source: str, lang: str) -> Address:
    """Return the address of an article of that language as it is compared; numbers that are dates are left out."""
    whole = source.lower()
    numbers = frozenset(n for n in _NUMBER.findall(whole) if not _DATE.fullmatch(n))
    return Address(whole, _without(whole, lang), numbers, _site(whole))


def likeness(source: Address, target: Address) -> float:
    """Return how much two addresses look like one page in two languages, from 0 to 1.

    SAME_BUT_LANGUAGE where they are equal but for words that name their languages, SAME_NUMBER where they are of one site and
    have a number in common that is no date.
    """
    if source.words and source.words == target.words and source.whole != target.whole:
        return SAME_BUT_LANGUAGE
    shared = source.site == target.site and not source.numbers.isdisjoint(target.numbers)
    return SAME_NUMBER if shared else 0.0


def _without(address: str, lang: str) -> tuple[str, ...]:
    """Return the words of an address, those aside that name the language."""
    words, names = (word for word in re.split(r"[\W_]+", address) if word), get(lang).address_words
    return tuple(word for word in words if normalise_code(word) != lang and word not in names)


def _site(address: str) -> str:
    """Return the last two labels of an address's host; nothing for a file."""
    host = _SITE.match(address)
    return ".".join(host[1].split(".")[-2:]) if host else ""
