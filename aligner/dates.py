"""The date of an article, from the header or dateline it opens with; dates inside its sentences never count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from . import languages
from .languages import Language
from .lines import lines_of
from .records import Block, Span

OPENING_LINES = 12
_LONGEST_HEADER = 120
_SHORTEST_SENTENCE = 60
_LONGEST_HEADLINE = 200

_EIGHT_DIGITS = r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)"
_WEB_ADDRESS = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
# Longer numbers are dates only as full timestamps: others are the numbers of articles.
_IN_ADDRESS = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)([/_.-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)"),
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:(?:[01]\d|2[0-3])(?:[0-5]\d){1,2})?(?!\d)"
    ),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)/(?P<month>\d\d)(?P<day>\d\d)(?=/)"),
)
_LABEL = (
    r"(?:date|published|posted|released|issued|first published|last (?:updated|modified)|update[ds]?|modified|"
    r"기사\s?입력|최종\s?(?:수정|업데이트)|입력|수정|등록|승인|업데이트|송고|게재|발행일?|작성일?|날짜|일시|"
    r"(?:发布|發布|發佈|发表|發表|更新|发稿|發稿)(?:时间|時間|日期|于|於)?|时间|時間|日期|"
    r"(?:公開|更新|配信|掲載|投稿|最終更新)(?:日時?|日付)?|日付|"
    r"cập nhật|ngày(?: đăng)?|đăng(?: ngày| lúc)?|xuất bản|thời gian|"
    r"veröffentlicht|aktualisiert|stand|erstellt|datum|publiée?|mise? à jour|modifiée?|"
    r"publicado|actualizado|última actualización|fecha|опубликовано|обновлено|дата(?: публикации)?)"
    r"(?:\s(?:on|at|lúc|am|um|le|à|el))?(?![^\W\d_])"
)
_UPDATE = re.compile(r"updat|modif|수정|업데이트|更新|cập nhật|aktualis|mise? à|actualiz|обновл", re.IGNORECASE)
_ZONE = r"(?:GMT|UTC|KST|JST|ICT|CST|EST|EDT|CET|CEST|BST|PST|PDT|Z)\b"
_BEFORE_TIME = r"(?:T|at\s|lúc\s|à\s|um\s|a las\s|오전\s?|오후\s?|上午\s?|下午\s?|午前\s?|午後\s?)?"
_AFTER_TIME = (
    r"(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:Uhr|giờ|h)\b)?(?:\s?\(?" + _ZONE + r"\)?)?(?:\s?[+-]\d{1,2}(?::?\d{2})?(?!\d))?"
)
_CLOCK = _BEFORE_TIME + r"(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d+)?(?!\d)" + _AFTER_TIME
# Sentences also open with a day and an hour, hardly ever with a day and a clock time.
_HOUR = (
    _BEFORE_TIME
    + r"(?:\d{1,2}\.\d{2}(?=\s?(?:[ap]\.?m\b|Uhr\b|"
    + _ZONE
    + r"))|\d{1,2}\s?[h시時时点點](?:\s?\d{2})?\s?[분分]?(?!\w))"
    + _AFTER_TIME
)
_AGO = r"\d{1,3}\s?(?:hours?|minutes?|days?|시간|분|일|小时|分钟|天|時間|分|日|giờ|phút|ngày)\s?(?:ago|전|前|trước)"
_SEPARATORS = r"[\s|│ㅣ·•,:：()（）\[\]【】/~.・–—-]+"
_CLOSING = re.compile(r"[\s|│ㅣ·•,:：)）\]】/~.・–—-]*")
_BEFORE_DATELINE = re.compile(r"[^\d!?。！？]{1,60}")
_AFTER_DATELINE = re.compile(r"[\s,.)）\]】]{0,4}(?:[(/（\[【][^()/（）\[\]]{1,40}[)/）\]】]\s?)?(?:[-–—]|[电電讯訊])")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """An ISO 8601 date, where in the text it stands, and whether it says when the article was changed."""

    date: str
    span: Span
    updated: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """A stretch of date, time and labels that is no part of a sentence; `dates` holds the full and valid ones."""

    span: Span
    rule: str
    dates: tuple[FoundDate, ...] = ()
    stamped: bool = False
    """True where a word such as `published` or a clock time shows that this is when the article appeared."""


def normalise_date(stated: str, language: Language | None = None) -> str | None:
    """Return a stated date as ISO 8601 (YYYY-MM-DD), or None where no full date can be read."""
    stated = unicodedata.normalize("NFC", stated[:_LONGEST_HEADER])
    every = [languages.get(code) for code in languages.known()]
    for candidate in ([language] if language else []) + every:
        for pattern in (re.compile(_EIGHT_DIGITS), *_dates(candidate)):
            if (match := pattern.search(stated)) and (found := _iso(match, candidate)):
                return found
    return None


def date_in_address(address: str) -> str | None:
    """Return the one date in the path or query of a web address, such as `/2025/09/18/` or `20250918`, or None."""
    found = days_in_address(address) if _WEB_ADDRESS.match(address) else set()
    return found.pop() if len(found) == 1 else None


def days_in_address(address: str) -> set[str]:
    """Return every date in the path or query of a web address, or in the path of a file."""
    site, plain = _WEB_ADDRESS.match(address), languages.get("en")
    start = site.end() if site else 0
    found = {_iso(match, plain) for pattern in _IN_ADDRESS for match in pattern.finditer(address, start)}
    return {day for day in found if day}


def find_date(text: str, language: Language, blocks: Sequence[Block] = ()) -> FoundDate | None:
    """Return the date that a header or dateline among the first lines gives in full, or a line that is a stamp anywhere.

    Publication goes before update, and what stands above the text before what stands below it. Captions and furniture
    among the blocks are passed over, and so are dates inside sentences.
    """
    passed_over = {block.start for block in blocks if block.kind in ("caption", "furniture")}
    lines = (line for line in lines_of(text) if line.start not in passed_over)
    found: list[tuple[bool, bool, int, FoundDate]] = []
    opening = True
    for number, line in enumerate(lines):
        opening = opening and number < OPENING_LINES
        if header := header_at(text, line, language, opening):
            if opening or header.stamped:
                found.extend((each.updated, not opening, number, each) for each in header.dates)
        elif opening and (dateline := _dateline(text, line, language)):
            found.append((False, False, number, dateline))
        opening = opening and not opens_body(text, line, language)
    return min(found, key=lambda each: each[:3])[3] if found else None


def opens_body(text: str, line: Span, language: Language) -> bool:
    """Return whether a line is long or ended enough to be running text, before which headers stand."""
    ended = text[line.stop - 1] in language.terminators + language.closers
    return len(line) > _LONGEST_HEADLINE or (len(line) > _SHORTEST_SENTENCE and ended)


def header_at(text: str, line: Span, language: Language, opening: bool) -> Header | None:
    """Return the header that fills a line, or in the opening lines also one that is glued to the text behind it."""
    run = _run(text, line, language)
    if (
        run.kinds & {"date", "day", "weekday", "clock", "hour", "ago"}
        and run.stop == line.stop
        and len(line) <= _LONGEST_HEADER
    ):
        return Header(line, "date-line", run.dates, not run.kinds.isdisjoint({"label", "clock"}))
    if not opening:
        return None
    if ("date" in run.kinds and run.kinds & {"label", "numeric", "clock", "dash"}) or {"day", "label"} <= run.kinds:
        return Header(Span(line.start, run.stop), "glued-date", run.dates)
    return _credit_line(text, line, language)


@dataclass(frozen=True, slots=True)
class _Run:
    """The date-like tokens that follow one another from some point: where they stop, what kinds, which dates."""

    stop: int
    kinds: frozenset[str]
    dates: tuple[FoundDate, ...]


@lru_cache(maxsize=64)
def _dates(language: Language) -> tuple[re.Pattern[str], ...]:
    written = dict.fromkeys((*language.date_patterns, *languages.get("en").date_patterns))
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in written)


@lru_cache(maxsize=64)
def _tokens(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what a header is made of, in the order to try it."""
    english = languages.get("en")
    months = "|".join((*language.months, *english.months))
    weekdays = "|".join((*language.weekdays, *english.weekdays))
    day = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
    others = {
        "clock": _CLOCK,
        "hour": _HOUR,
        "ago": _AGO,
        "day": rf"(?:{months})\s?{day}\s?[일日号號]?|{day}\.?\s(?:de\s|of\s)?(?:{months})(?![^\W\d_])",
        "weekday": rf"(?:{weekdays})(?![^\W\d_])|[월화수목금토일月火水木金土日一二三四五六](?=[)）\]])",
        "label": _LABEL,
        "address": r"[\w.+-]+@[\w.-]+",
        "separator": _SEPARATORS,
    }
    compiled = ((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in others.items())
    return (*(("date", pattern) for pattern in _dates(language)), *compiled)


def _run(text: str, line: Span, language: Language) -> _Run:
    tokens = _tokens(language)
    at = stop = line.start
    limit = min(line.stop, line.start + _LONGEST_HEADER)
    kinds: set[str] = set()
    dates: list[FoundDate] = []
    updated = False
    while at < limit and (token := _token(tokens, text, at, limit)):
        kind, match = token
        at = match.end()
        if kind == "separator":
            continue
        stop = at
        kinds.add(kind)
        if kind == "label":
            updated = _UPDATE.search(match.group()) is not None
        elif kind == "date":
            kinds.update(["numeric"] if not any(map(str.isalpha, match.group())) else [])
            iso = _iso(match, language)
            dates.extend([FoundDate(iso, Span(*match.span()), updated)] if iso else [])
    closing = _CLOSING.match(text, stop, line.stop)
    if closing and kinds:
        kinds.update(["dash"] if re.search(r"[-–—|]", closing.group()) else [])
        stop = closing.end() if closing.end() == line.stop else stop + len(closing.group().rstrip())
    return _Run(stop, frozenset(kinds), tuple(dates))


def _token(
    tokens: tuple[tuple[str, re.Pattern[str]], ...], text: str, at: int, limit: int
) -> tuple[str, re.Match[str]] | None:
    return next(((kind, match) for kind, pattern in tokens if (match := pattern.match(text, at, limit))), None)


def _credit_line(text: str, line: Span, language: Language) -> Header | None:
    """Recognise a short line that names its writer or source and ends in its date: `By A. Writer | 18 May 2025`."""
    if len(line) > _LONGEST_HEADER:
        return None
    for pattern in _dates(language):
        for match in pattern.finditer(text, line.start, line.stop):
            run = _run(text, Span(match.start(), line.stop), language)
            before = text[line.start : match.start()].rstrip()
            if run.stop == line.stop and (before[-1:] in "|│ㅣ·•:：)）]】-–—/" or re.search(_CLOCK, line.of(text))):
                return Header(line, "credit-line", run.dates)
    return None


def _dateline(text: str, line: Span, language: Language) -> FoundDate | None:
    """Find the date of `BEIJING, Sept 18, 2025 (Agency) —`; the dateline itself stays in its sentence."""
    match = in_dateline(text, line, _dates(language))
    iso = _iso(match, language) if match else None
    return FoundDate(iso, Span(*match.span())) if match and iso else None


def in_dateline(text: str, line: Span, patterns: Iterable[re.Pattern[str]]) -> re.Match[str] | None:
    """Return what the first pattern that stands in the dateline of a line matches there."""
    before = _BEFORE_DATELINE.match(text, line.start, line.stop)
    limit = min(line.stop, line.start + _LONGEST_HEADER)
    for pattern in patterns:
        match = pattern.search(text, line.start, limit)
        if match and before and match.start() <= before.end() and _AFTER_DATELINE.match(text, match.end(), line.stop):
            return match
    return None


def full_dates(text: str, language: Language) -> set[str]:
    """Return every full date in a text, wherever it stands, as ISO 8601."""
    found = {_iso(match, language) for pattern in _dates(language) for match in pattern.finditer(text)}
    return {day for day in found if day}


def _iso(match: re.Match[str], language: Language) -> str | None:
    """Return the date a pattern matched, or None for one that no calendar has."""
    year, day = int(match["year"]), match["day"]
    month = month_number(match["month"], language)
    orders = [(month, day)]
    if match.start("day") < match.start("month") < match.start("year") and match["month"].isdigit():
        # 03/04/2025 is read by the habit of the language, and the other way round where only that gives a date.
        orders.append((day, month))
        orders = orders if language.day_first else orders[::-1]
    for month, day in orders:
        try:
            return date(year, int(month), int(day)).isoformat()
        except ValueError:
            continue
    return None


def month_number(written: str, language: Language) -> str:
    """Return the number of a month as it is written, in the language or in English; 0 where it is none."""
    if written.isdigit():
        return written
    for months in (language.months, languages.get("en").months):
        for number, pattern in enumerate(months, start=1):
            if re.fullmatch(pattern, written, re.IGNORECASE):
                return str(number)
    return "0"
