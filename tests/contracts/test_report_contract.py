"""What every report must do, whichever file it lives in."""

from dataclasses import replace

import pytest
from builders import BEADS, FINDING, NOTES, alignment, bitexts

from aligner import parts
from aligner.records import Bead, Note, Span, to_line

RUN = [alignment(), alignment(probability=0.4, file="other", date="")]
DECIDED = [bitext for aligned in RUN for bitext in bitexts(aligned, findings=(FINDING,))]


@pytest.fixture(params=parts.names("reports"))
def report(request):
    return parts.build("reports", request.param)


def test_renders_a_string_that_utf8_can_hold(report):
    assert report.render(RUN, DECIDED, NOTES).encode("utf-8")


def test_renders_the_same_again(report):
    first = report.render(RUN, DECIDED, NOTES)
    assert report.render(RUN, DECIDED, NOTES) == first
    assert parts.build("reports", _name(report)).render(RUN, DECIDED, NOTES) == first


def test_the_records_stay_as_they_were(report):
    before = [to_line(record) for record in (*RUN, *DECIDED, *NOTES)]
    report.render(RUN, DECIDED, NOTES)
    assert [to_line(record) for record in (*RUN, *DECIDED, *NOTES)] == before


@pytest.mark.parametrize(
    ("alignments", "decided", "notes"),
    [([], [], []), ([], [], NOTES), (RUN, [], []), ([], DECIDED, []), ([alignment([], [], ())], [], [])],
    ids=["nothing", "only notes", "no decisions", "only bitexts", "no sentences"],
)
def test_a_part_of_a_run_can_be_rendered(report, alignments, decided, notes):
    assert report.render(alignments, decided, notes).strip()


def test_shows_every_note_and_both_titles(report):
    rendered = report.render([alignment(["제목", "글"], ["Title", "Text"], BEADS[:2])], [], NOTES)
    for note in NOTES:
        assert note.source in rendered
        assert note.outcome in rendered
    assert "제목" in rendered
    assert "Title" in rendered


def test_odd_text_and_numbers_do_no_harm(report):
    odd = ["\ud800 lone surrogate", "\x00\x1b[31m", "a" * 5000, "é" * 50, "\u202eright to left"]
    beads = tuple(Bead(Span(i, i + 1), Span(i, i + 1), float("nan"), float("inf")) for i in range(len(odd)))
    aligned = alignment(odd, odd, beads, evidence={"e": float("-inf"), "": 0.0}, probability=float("nan"))
    decided = [replace(b, scores={"s": float("nan"), "t": 1e12, "u": -3.0}) for b in bitexts(aligned)]
    assert report.render([aligned], decided, [Note("\ud800", "\x1b", "\n")]).encode("utf-8")


def _name(report):
    return type(report).__module__.rsplit(".", 1)[-1]
