"""The terminal's report fits the width, needs no colour, and shows every sentence."""

import re

import pytest
from builders import ENGLISH, FINDING, KOREAN, NOTES, alignment, bitexts, with_blank_line
from rich.cells import cell_len

from aligner.records import Bead, Note, Span
from aligner.reports.terminal import NARROW, TerminalReport, alignment_table

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("width", [24, 40, NARROW - 1, NARROW, 100, 200])
def test_no_line_is_wider_than_the_terminal(width):
    aligned = alignment(date="2025-09-18")
    texts = [
        alignment_table(aligned, bitexts(aligned), width=width),
        TerminalReport(width).render([aligned], bitexts(aligned), NOTES),
    ]
    for text in texts:
        assert max(cell_len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [40, 400])
def test_every_sentence_is_in_the_table(width):
    text = alignment_table(alignment(), width=width)
    for sentence in (*KOREAN, *ENGLISH):
        words = sentence.split()
        assert all(word in text for word in words if width == 400 or cell_len(word) < 20)
    if width == 400:
        assert all(sentence in text for sentence in (*KOREAN, *ENGLISH))


def test_a_row_reads_number_text_probability_shape():
    line = next(
        line for line in alignment_table(alignment(), width=300).splitlines() if "둥쥔" in line and "Dong Jun" in line
    )
    assert re.fullmatch(r"\s*2 판 반 장 .* 0\.99\s+2 Defence Minister .*", line)


def test_nulls_are_marked_in_an_empty_cell():
    lines = alignment_table(alignment(), width=300).splitlines()
    assert [line.strip()[-1] == "∅" for line in lines if KOREAN[5] in line] == [True]
    assert [line.strip()[0] == "∅" for line in lines if ENGLISH[7] in line] == [True]
    assert sum("no match" in line for line in lines) == 2


def test_crossing_beads_are_said_to_cross():
    text = alignment_table(alignment(), width=300)
    assert text.count("crossing") == 2
    assert text.count("see below") == 1
    assert text.count(ENGLISH[4]) == 2


def test_decisions_are_shown_where_there_are_any():
    aligned = alignment()
    decided = alignment_table(aligned, bitexts(aligned), width=120)
    assert decided.count("kept") == 5
    assert decided.count("rejected") == 1
    assert "kept" not in alignment_table(aligned, width=120)


def test_colour_changes_nothing_but_colour():
    aligned = alignment()
    plain, coloured = (alignment_table(aligned, bitexts(aligned), width=100, colour=on) for on in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert squeezed(ANSI.sub("", coloured)) == squeezed(plain)


def test_text_cannot_steer_the_terminal():
    hostile = "red \x1b[31m bell \x07 \u202eover [bold]markup[/bold] :smile: \x9b2J"
    text = alignment_table(alignment([hostile], [hostile], (Bead(Span(0, 1), Span(0, 1), 0.5),)), width=200)
    assert "[bold]markup[/bold] :smile:" in text
    report = TerminalReport(120).render([alignment([hostile], [hostile], ())], [], [Note(hostile, hostile, hostile)])
    for written in (text, report):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", written)


@pytest.mark.parametrize("name", ["NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"])
def test_the_environment_changes_nothing(name, monkeypatch):
    aligned = alignment()
    before = alignment_table(aligned, width=100, colour=True)
    monkeypatch.setenv(name, "dumb" if name == "TERM" else "33")
    assert alignment_table(aligned, width=100, colour=True) == before


def test_the_report_says_what_happened():
    aligned = alignment()
    text = TerminalReport(120).render([aligned], bitexts(aligned, findings=(FINDING,)), NOTES)
    flat = re.sub(r"\s+", " ", text)
    assert "Sentences aligned en 7 of 8, ko 6 of 7" in flat
    assert "5 kept, 5 rejected (4 of them without counterpart)" in flat
    assert "4 unmatched" in flat
    assert "5 numbers, major" in flat
    assert "scan-004.txt" in flat
    assert KOREAN[0] in flat
    assert "and 1 more" not in flat


def test_long_lists_are_cut_and_say_so():
    pairs = [alignment(file=f"{n}.txt") for n in range(5)]
    text = TerminalReport(100, longest=3).render(pairs, [], NOTES * 3)
    assert "and 2 more" in text
    assert "and 3 more" in text


def test_blank_lines_are_left_out():
    text = alignment_table(with_blank_line(), width=100)
    assert "∅" not in text
    assert "3 둘" in text
