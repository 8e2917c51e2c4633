"""Articles of one event in different zones and of slow sources meet, in memory and in a run alike, and the evidence says why."""

import json

import pytest
from builders import ENGLISH, KOREAN

from aligner import Document, pair, run
from aligner.config import load

SEOUL, EAST = "2025-09-18T00:10:00+09:00", "2025-09-17T10:50:00-04:00"
WEEKLY = "https://weekly.example/forum"


def found(folder, english_date, english_source="https://daily.example/forum", *, korean_date=SEOUL, **pairs):
    """Return the pairs' words and the notes on what stays alone: in memory, and in a run, which must say the same."""
    settings = load(
        overrides={
            "run": {"languages": ["ko", "en"]},
            "engine": {"name": "serial"},
            "pairs": {"window_days": 0} | pairs,
        }
    )
    rows = [
        ("\n".join(KOREAN), "https://hanbit.example/1", korean_date),
        ("\n".join(ENGLISH), english_source, english_date),
    ]
    lines = [json.dumps({"text": text, "url": source, "date": date}) for text, source, date in rows]
    (folder / "news.jsonl").write_text("\n".join(lines), "utf-8")
    done = run(folder / "news.jsonl", folder / "out", settings=settings)
    memory = pair([Document(text, source, date=date) for text, source, date in rows], settings=settings)
    said = [one.pair.because for one in done.alignments()]
    assert said == [one.because for one in memory.pairs]
    alone = sorted(note.message for note in done.notes if note.outcome == "unpaired")
    assert alone == sorted(note.message for note in memory.notes)
    return said, alone


def test_twenty_minutes_around_midnight_in_two_zones_are_one_day(tmp_path):
    (said,), alone = found(tmp_path, EAST)
    assert "same day on one clock (0.3 hours apart, clocks 13 hours)" in said
    assert not alone


@pytest.mark.parametrize(
    ("korean", "english"),
    [(SEOUL[:10], EAST[:10]), (SEOUL, EAST[:10]), (SEOUL[:19], EAST), (SEOUL, "2025-09-17T23:50+09:00")],
)
def test_days_alone_and_one_clock_are_compared_as_they_are(tmp_path, korean, english):
    said, alone = found(tmp_path, english, korean_date=korean)
    assert not said
    assert len(alone) == 2


def test_the_zone_of_a_source_is_a_setting(tmp_path):
    (said,), _ = found(tmp_path, EAST, korean_date=SEOUL[:19], zones={"hanbit.example": "Asia/Seoul"})
    assert "same day on one clock" in said


def test_a_slow_source_has_a_window_of_its_own(tmp_path):
    (said,), _ = found(tmp_path, "2025-09-24", WEEKLY, korean_date="2025-09-18", windows={"weekly.example": 7})
    assert "6 days apart in a window of 7 for these sources" in said


def test_outside_every_window_there_is_no_counterpart(tmp_path):
    said, alone = found(tmp_path, "2025-09-26", WEEKLY, korean_date="2025-09-18", windows={"weekly.example": 7})
    assert not said
    assert any("date: no ko article within 7 days of 2025-09-26" in message for message in alone)
    assert any("date: no en article within 0 days of 2025-09-18" in message for message in alone)


def test_an_undated_article_says_that_no_window_held_it(tmp_path):
    (said,), _ = found(tmp_path, None, korean_date="2025-09-18")
    assert "not both dated, so matched without the window" in said
    assert "matched without the window" in (tmp_path / "out" / "report.html").read_text("utf-8")
