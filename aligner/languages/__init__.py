"""Languages as data, one file each; `get("ko")` returns what `ko.py` says, and the plain default for any other code."""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from ._iso639 import TWO_LETTERS


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What the parts need to know of a language; every field has a neutral default, so a file states only what differs.

    Abbreviations are lower case without the final stop. Patterns are regular expressions as strings, written for NFC text
    and `re.IGNORECASE`; the pattern of a whole line is for `fullmatch` on the line's comparison form, in which white space is
    single blanks. Some begin with a look ahead, which changes nothing but spares most lines the search for the rest.
    """

    code: str
    name: str
    terminators: str = ".!?…。！？｡"
    tight_terminators: str = "。！？｡"
    """Terminators that end a sentence with no white space behind them."""
    closers: str = "\"'”’»›)]}」』】》〉）］"
    spaced_closers: str = ""
    """Closers that the language writes with a space before them."""
    titles: frozenset[str] = frozenset()
    """Abbreviated titles: with a capital, they never end a sentence."""
    abbreviations: frozenset[str] = frozenset()
    """Other abbreviations that never end a sentence."""
    final_abbreviations: frozenset[str] = frozenset()
    """Abbreviations that may also end a sentence: they do where a capitalised common word follows."""
    number_abbreviations: frozenset[str] = frozenset()
    """Words that are abbreviations only where a number follows: `No. 5`."""
    ordinal_stop: bool = False
    """True where a full stop after one or two digits makes an ordinal or part of a date: `3. Oktober`, `9. 18. 발표`."""
    sentence_endings: str = ""
    """How a finished sentence ends before its terminator, where no capital shows the start of the next one."""
    continues: str = ""
    """What, right after a terminator, shows that the sentence goes on."""
    continues_after_quote: str = ""
    """The same, right after a terminator with closing marks."""
    unfinished: str = ""
    """The end of a line that only the next line completes."""
    spaced: bool = True
    """False where words and sentences are written without spaces between them."""
    months: tuple[str, ...] = ()
    """Twelve regular expressions, January first."""
    weekdays: tuple[str, ...] = ()
    """Seven regular expressions, Monday first."""
    date_patterns: tuple[str, ...] = ()
    """Full dates with the groups year, month, day; month may be a number or match `months`."""
    day_alone: str = ""
    """A day of the month without its month, as datelines have it: `18일`; with the group day."""
    day_first: bool = True
    """How 03/04/2025 is read: True is 3 April."""
    countries: tuple[tuple[str, str], ...] = ()
    """(name, ISO 3166 code) of names in use that CLDR does not have."""
    not_countries: frozenset[str] = frozenset()
    """CLDR's names of countries that are as often something else."""
    names_take_endings: bool = False
    """True where particles are written right behind a name: `베트남은`."""
    address_words: frozenset[str] = frozenset()
    """Words that name the language in an address beside its codes: those of its countries."""
    reporters: frozenset[str] = frozenset()
    """What is written behind the reporter's name in a dateline: `(서울=한빛통신) 홍길동 기자 =`."""
    datelines: tuple[str, ...] = ()
    """Patterns of datelines that only this language writes; those with a dash or in brackets are known for all."""
    furniture: tuple[tuple[str, str], ...] = ()
    """(rule name, pattern of a whole line) of agency tails, bylines, share buttons and the like."""
    captions: tuple[str, ...] = ()
    """Patterns of a whole line that is a photo caption."""
    related_headings: tuple[str, ...] = ()
    """Patterns of a whole line after which only headlines of other stories follow."""
    common_words: frozenset[str] = frozenset()
    """Frequent function words in lower case: they tell languages apart, and with a capital they begin a sentence."""
    letters: str = ""
    """Lower-case letters and marks that tell the language from others in its script."""
    word_endings: frozenset[str] = frozenset()
    """Lower-case word endings that do the same."""

    @property
    def joiner(self) -> str:
        """What to put between two sentences."""
        return " " if self.spaced else ""


@lru_cache(maxsize=1024)
def normalise_code(code: str) -> str:
    """Return the ISO 639-1 code for an ISO 639-1, 639-3, BCP 47 or FLORES code (`kor_Hang`, `en-US`) or an English name.

    A language that ISO 639-1 lacks keeps its three letters; what is no code comes back in lower case.
    """
    base = re.split(r"[-_]", code.strip().lower())[0]
    return TWO_LETTERS.get(base, base) if len(base) <= 3 else _names().get(base, base)


@cache
def get(code: str) -> Language:
    """Return the language of a code, or the plain default under that code where no file describes it."""
    base = normalise_code(code)
    if base in known():
        found: Language = importlib.import_module(f"{__name__}.{base}").LANGUAGE
        return found
    default: Language = importlib.import_module(f"{__name__}.plain").LANGUAGE
    return replace(default, code=base)


@cache
def known() -> tuple[str, ...]:
    """Return the codes of the languages that have a file, sorted."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if len(m.name) == 2))


@cache
def _names() -> dict[str, str]:
    return {get(code).name.lower(): code for code in known()}
