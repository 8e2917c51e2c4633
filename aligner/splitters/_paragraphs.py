"""Finds paragraphs: a line break either ends one or, in hard-wrapped text, stands for a space."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from ..languages import Language
from ..lines import lines_of
from ..records import Span

_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]")
_LIST_MARK = re.compile(r"[-*•·ㆍ‣◦–—▲△▶▷■□◆◇○●※]|\(?\d{1,3}[.)]\s|[①-⑳]")
_LAST_LETTER = re.compile(r"[^\W\d_](?=[\W\d_]*$)")
# Mail and plain text wrap at 72 to 80 columns; nothing is wrapped outside these bounds.
_NARROWEST, _WIDEST = 40, 110
_CONTEXT = 32


def paragraphs(text: str, language: Language) -> Iterator[Span]:
    """Yield the paragraphs of a text in order, without outer white space."""
    block: list[Span] = []
    for line in lines_of(text):
        if block and len(_LINE_BREAK.findall(text, block[-1].stop, line.start)) > 1:
            yield from _unwrap(text, block, language)
            block = []
        block.append(line)
    yield from _unwrap(text, block, language)


def _unwrap(text: str, lines: Sequence[Span], language: Language) -> Iterator[Span]:
    """Yield the lines of a block without blank lines, those that go on in the next one merged with it."""
    if len(lines) < 2:
        yield from lines
        return
    endings = [_nfc(text[max(line.start, line.stop - _CONTEXT) : line.stop]) for line in lines]
    openings = [_nfc(text[line.start : min(line.stop, line.start + _CONTEXT)]) for line in lines]
    terminated = [_terminated(language).search(ending) is not None for ending in endings]
    full = _full_lines(text, lines, language)
    wrapped = _is_wrapped(full, terminated)
    start = lines[0].start
    for number, (ending, opening) in enumerate(zip(endings, openings[1:], strict=False)):
        if _LIST_MARK.match(opening):
            goes_on = False
        elif _starts_lower(opening) and _ends_in_cased_script(ending):
            goes_on = True
        elif full[number]:
            goes_on = terminated[number] or wrapped or _unfinished(language).search(ending) is not None
        else:
            goes_on = False
        if not goes_on:
            yield Span(start, lines[number].stop)
            start = lines[number + 1].start
    yield Span(start, lines[-1].stop)


def _full_lines(text: str, lines: Sequence[Span], language: Language) -> list[bool]:
    """Say of each line but the last whether the next line's first word would have made it wider than the widest line."""
    none = [False] * (len(lines) - 1)
    if max(map(len, lines)) > _WIDEST * 3:  # a syllable of decomposed Hangul is three code points and two columns
        return none
    shown = [_nfc(line.of(text)) for line in lines]
    widths = [_columns(line) for line in shown]
    widest = max(widths)
    if not _NARROWEST <= widest <= _WIDEST:
        return none
    # A line breaker moves up a word and its space, or two characters where no spaces are written.
    moved = [line.split(None, 1)[0] + " " if language.spaced else line[:2] for line in shown[1:]]
    return [width + _columns(word) > widest for width, word in zip(widths, moved, strict=False)]


def _columns(line: str) -> int:
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def _is_wrapped(full: Sequence[bool], terminated: Sequence[bool]) -> bool:
    """Say whether a block is wrapped prose: its last line ends a sentence, and the lines that end none are full."""
    unended = [is_full for is_full, ends in zip(full, terminated, strict=False) if not ends]
    return terminated[-1] and len(full) >= 2 and sum(unended) >= 0.75 * len(unended)


def _starts_lower(opening: str) -> bool:
    return opening[:1].islower() and not opening[1:2].isupper()


def _ends_in_cased_script(ending: str) -> bool:
    letter = _LAST_LETTER.search(ending)
    return letter is not None and letter.group().lower() != letter.group().upper()


def _nfc(context: str) -> str:
    return context if context.isascii() else unicodedata.normalize("NFC", context)


@cache
def _terminated(language: Language) -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(language.terminators)}](?:\s?[{re.escape(language.closers)}])*$")


@cache
def _unfinished(language: Language) -> re.Pattern[str]:
    common = "|".join(map(re.escape, sorted(language.common_words)))
    patterns = [language.unfinished, rf"\b(?:{common})$" if common else "", r"[,;、，(（\[“‘«]$"]
    return re.compile("|".join(f"(?:{p})" for p in patterns if p), re.IGNORECASE)
