"""Marks what each stretch of an article is: title, body, header, caption or furniture. Nothing is ever deleted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from .dates import header_at, opens_body
from .languages import Language
from .lines import lines_of, trimmed
from .records import SPLIT_KINDS, Block, BlockKind, Span
from .text import comparison_form

_OPENING_LINES = 12
_LONGEST_LINE = 420
_LONGEST_FURNITURE = 300
_LONGEST_TAIL = 200
_MOST_TAILS = 5
_LONGEST_LEAD = 80
_RELATED_SHARE = 0.8
# Marks without letters at the end of a text are mostly closing quotes.
_NO_TAIL = ("no-letters", "rule")

_ANYWHERE = (("source", r"(?:source|url|link|출처|来源|來源|出典|quelle|fuente|nguồn)\s?[:：]\s?\S{1,500}"),)
"""Furniture in any language: a line that says where a text is from, as an extractor heads it."""
_FULL_STOP = re.compile(r"[.。．｡][\"'”’»)\]』」）]*$")
_SENTENCE_END = re.compile(r"(?:[.!?…][\"'”’»)\]]*\s+|[。！？｡][”’」』）]*\s*)(?=\S)")
_LEAD_END = re.compile(r"[=)\]】）]\s*(?=\S)")
_HEADING, _HEADLINE, _SENTENCE = "heading", "headline", "sentence"


def mark(text: str, language: Language, title: str = "") -> list[Block]:
    """Return the blocks of a text in order, without overlap, with nothing but white space between them.

    `title` is the stated one, if any: its first copy is the title block and every later copy furniture. Linear in the
    length of the text.
    """
    lines = list(lines_of(text))
    # Only short lines can be anything but body, so only they are normalised and matched.
    forms = [comparison_form(line.of(text)) if len(line) <= _LONGEST_LINE else "" for line in lines]
    headline = _headline(text, lines, forms, language, comparison_form(title))
    related = _related(forms, language)
    blocks: list[Block] = []
    seen: set[str] = set()
    opening = True
    for number, (line, form) in enumerate(zip(lines, forms, strict=True)):
        opening = opening and number < _OPENING_LINES
        if number == headline or (headline >= 0 and form and form == forms[headline]):
            found = _title(text, line, repeated=number != headline)
        elif number in related:
            found = [Block("furniture", line.start, line.stop, "related")]
        else:
            found = list(_mark_line(text, line, form, language, opening))
            if len(found) == 1 and number < headline and _is_headline(form, language):
                found = [_instead(found[0], "furniture", "above-title")]
            elif len(found) == 1 and form in seen and (len(form) >= _telling(language) or form == forms[number - 1]):
                found = [_instead(found[0], "caption", "repeated-line")]
        opening = opening and not (found[-1].kind == "body" and opens_body(text, line, language))
        seen.update([form] if form else [])
        blocks.extend(found)
    return _cut_tail(text, list(_merge_body(_with_text(blocks))), language)


def is_furniture(line: str, language: Language) -> bool:
    """Tell whether a line is furniture or the credit of a picture as a whole, whatever stands around it."""
    return len(line) <= _LONGEST_LINE and _rule(comparison_form(line), language) is not None


def _instead(block: Block, kind: BlockKind, rule: str) -> Block:
    """Return the block as another kind, unless it is marked as furniture or header already."""
    return Block(kind, block.start, block.stop, rule) if block.kind in ("body", "caption") else block


def _with_text(blocks: list[Block]) -> list[Block]:
    """Return the blocks, captions as body where there is no other text: then the credit just ends the article."""
    if any(block.kind in SPLIT_KINDS for block in blocks):
        return blocks
    return [
        Block("body", b.start, b.stop, "text") if b.kind == "caption" and b.stop - b.start > 60 else b for b in blocks
    ]


def _mark_line(text: str, line: Span, form: str, language: Language, opening: bool) -> Iterator[Block]:
    """Yield the blocks of one line: one, or a header or byline and the body that it is glued to."""
    header = header_at(text, line, language, opening)
    if header:
        yield Block("header", header.span.start, header.span.stop, header.rule)
        line = trimmed(text, header.span.stop, line.stop)
        if not len(line):
            return
        form = comparison_form(line.of(text)) if len(line) <= _LONGEST_LINE else ""
    rule = _rule(form, language)
    # What a header is glued to is text, even where it ends in a photo credit.
    if rule and not (header and rule[0] == "caption"):
        yield Block(rule[0], line.start, line.stop, rule[1])
        return
    if opening and (lead := _lead(text, line, language)):
        yield Block("header", line.start, lead, "byline")
        line = trimmed(text, lead, line.stop)
    yield Block("body", line.start, line.stop, "text")


def _title(text: str, line: Span, repeated: bool) -> list[Block]:
    if repeated:
        return [Block("furniture", line.start, line.stop, "repeated-title")]
    half = line.start + _half(line.of(text))
    if half == line.start:
        return [Block("title", line.start, line.stop, "title")]
    second = trimmed(text, half, line.stop)
    return [Block("title", line.start, half, "title"), Block("furniture", second.start, second.stop, "repeated-title")]


def _half(line: str) -> int:
    """Return the length of the first half of a line that says everything twice, or 0."""
    for between in range(4):
        half = (len(line) - between) // 2
        if half >= 8 and line[:half] == line[half + between :] and not line[half : half + between].strip():
            return half
    return 0


def _headline(text: str, lines: Sequence[Span], forms: Sequence[str], language: Language, stated: str) -> int:
    """Return the number of the title's line, or -1: the stated title, a line given twice, or the first that looks like one."""
    if stated in forms[:_OPENING_LINES] and stated:
        return forms.index(stated)
    candidates: list[int] = []
    for number, (line, form) in enumerate(zip(lines[:_OPENING_LINES], forms, strict=False)):
        header = header_at(text, line, language, opening=True)
        if header and header.span.stop < line.stop:
            break
        if header or _rule(form, language):
            continue
        following = lines[number + 1 : number + 2]
        if not following or not _is_headline(form, language) or _goes_on(text, line, following[0]):
            break
        candidates.append(number)
    twice = [number for number in candidates if forms[number] == forms[number + 1]]
    # A lone word above a headline is the name of a section.
    several_words = [number for number in candidates if " " in forms[number] or len(forms[number]) > 10]
    return min(twice or several_words or candidates, default=-1)


def _is_headline(form: str, language: Language) -> bool:
    return 0 < len(form) <= (200 if language.spaced else 80) and not _FULL_STOP.search(form)


def _goes_on(text: str, line: Span, following: Span) -> bool:
    """Return whether a line is the first of a paragraph wrapped by hand: the next one goes on in lower case."""
    return text[following.start].islower() and text.count("\n", line.stop, following.start) <= 1


def _related(forms: Sequence[str], language: Language) -> set[int]:
    """Return the numbers of the lines that are headings of related news and the headlines below them."""
    headings = _any_of(language.related_headings)
    kinds = [_kind_in_list(form, headings, language) for form in forms]
    if _HEADING not in kinds:
        return set()
    # Characters of sentences and of all lines from each line on: what follows a heading to the end of the page.
    sentences = total = 0
    to_the_end = len(forms)
    for number in range(len(forms) - 1, -1, -1):
        total += len(forms[number])
        sentences += (len(forms[number]) or _LONGEST_LINE) if kinds[number] == _SENTENCE else 0
        if kinds[number] == _HEADING and sentences <= (1 - _RELATED_SHARE) * total:
            to_the_end = number
    found: set[int] = set()
    inside = False
    for number, kind in enumerate(kinds):
        inside = kind == _HEADING or (inside and kind != _SENTENCE)
        if inside or number >= to_the_end:
            found.add(number)
    return found


def _kind_in_list(form: str, headings: re.Pattern[str], language: Language) -> str:
    if form and len(form) <= 60 and headings.fullmatch(form):
        return _HEADING
    return _HEADLINE if _is_headline(form, language) else _SENTENCE


def _rule(form: str, language: Language) -> tuple[BlockKind, str] | None:
    """Return the kind and rule of a line that is furniture or a caption as a whole."""
    if not form:
        return None
    if len(form) <= _LONGEST_FURNITURE:
        if _any_furniture(language).fullmatch(form):
            return "furniture", next(rule for rule, pattern in _furniture(language) if pattern.fullmatch(form))
        if not any(char.isalnum() for char in form):
            return "furniture", "no-letters"
    if _any_of(language.captions).fullmatch(form):
        return "caption", "caption"
    return None


def _lead(text: str, line: Span, language: Language) -> int:
    """Return where a byline ends that a body line opens with, as in `(베이징=연합뉴스) 홍길동 기자 = `; 0 if there is none."""
    limit = min(line.stop, line.start + _LONGEST_LEAD)
    ends = [match.start() + 1 for match in _LEAD_END.finditer(text, line.start, limit)]
    for end in reversed(ends):
        rule = _rule(comparison_form(text[line.start : end]), language)
        if rule and rule[1] in ("byline", "agency-tail"):
            return end
    return 0


def _merge_body(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks with body lines that follow one another as one block; the splitter knows about line breaks."""
    held: Block | None = None
    for block in blocks:
        if held and block.kind == "body":
            held = Block("body", held.start, block.stop, held.rule)
            continue
        if held:
            yield held
        held = block if block.kind == "body" else None
        if not held:
            yield block
    if held:
        yield held


def _cut_tail(text: str, blocks: list[Block], language: Language) -> list[Block]:
    """Return the blocks with an agency or byline glued to the end of the last body block as a block of its own."""
    last = max((number for number, block in enumerate(blocks) if block.kind == "body"), default=-1)
    if last < 0:
        return blocks
    body = blocks[last]
    tails: list[Block] = []
    stop = body.stop
    while len(tails) < _MOST_TAILS:
        window = max(body.start, stop - _LONGEST_TAIL)
        starts = [match.end() for match in _SENTENCE_END.finditer(text, window, stop)]
        rule = _rule(comparison_form(text[starts[-1] : stop]), language) if starts else None
        if not rule or rule[1] in _NO_TAIL:
            break
        tails.insert(0, Block(rule[0], starts[-1], stop, rule[1]))
        stop = trimmed(text, window, starts[-1]).stop
    return [*blocks[:last], Block("body", body.start, stop, body.rule), *tails, *blocks[last + 1 :]]


def _telling(language: Language) -> int:
    """Return the length from which nobody writes the same line twice in one text."""
    return 40 if language.spaced else 16


@lru_cache(maxsize=256)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for the whole of a non-empty line that any of these matches."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@lru_cache(maxsize=64)
def _any_furniture(language: Language) -> re.Pattern[str]:
    return _any_of(tuple(pattern for _, pattern in (*language.furniture, *_ANYWHERE)))


@lru_cache(maxsize=64)
def _furniture(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(pattern, re.IGNORECASE)) for rule, pattern in (*language.furniture, *_ANYWHERE))
