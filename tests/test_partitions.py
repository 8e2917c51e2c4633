"""Who meets whom: every pair inside its window exactly once, whatever the zones, windows and order; who is set aside before."""

import random
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.clocks import APPEARED, DateWindow, inside
from aligner.config import Config, Pairs, Run
from aligner.events import language_pairs, partitions, places
from aligner.keys import Key, Keys, reaches
from aligner.minhash import signature
from aligner.setting_aside import aside, notes_on_aside

CONFIG = Config(
    run=Run(("ko", "en", "vi")), pairs=Pairs(window_days=1, windows={"weekly": 4}, zones={"weekly": "Asia/Seoul"})
)
DAYS = st.sampled_from([None, *(f"2025-09-{day:02d}" for day in range(10, 22))])
TIMES = st.sampled_from(["", "T00:10:00+14:00", "T23:50:00-10:00", "T08:00:00+09:00", "T19:00:00-04:00", "T12:00:00"])
ARTICLES = st.tuples(st.sampled_from(["ko", "en", "vi"]), DAYS, TIMES, st.sampled_from(["daily", "weekly"]))


def key(number, lang, day, time="", source="daily", text=""):
    return Key(
        f"{number:032x}", lang, day, f"in/{source}/{number}.txt", signature(text).tobytes(), day and time and day + time
    )


@given(st.lists(ARTICLES, max_size=14), st.randoms(use_true_random=False))
def test_every_pair_inside_its_window_meets_once_and_in_any_order(drawn, order):
    articles = [key(number, *facts) for number, facts in enumerate(drawn)]
    window = CONFIG.pairs.window
    appeared = {one.id: window.appeared(one.date, one.timestamp, one.source) for one in articles}
    order.shuffle(articles)
    found = partitions(reaches((one.lang, appeared[one.id]) for one in articles), CONFIG)
    assert found.names() == sorted(found.names())
    inhabited = {}
    for one in articles:
        for place in places(one.lang, appeared[one.id], found):
            assert place in found.names()
            inhabited.setdefault(place, []).append(one)
    met = [
        (a.id, b.id)
        for place, together in inhabited.items()
        for source, target in [place.split(".")[0].split("-")]
        for a in together
        for b in together
        if (a.lang, b.lang) == (source, target) and _inside(appeared[a.id], appeared[b.id])
    ]
    expected = {
        (a.id, b.id)
        for source, target in language_pairs(CONFIG)
        for a in articles
        for b in articles
        if (a.lang, b.lang) == (source, target) and _inside(appeared[a.id], appeared[b.id])
    }
    assert sorted(met) == sorted(expected)


def _inside(a, b):
    return bool(inside(np.array([a], APPEARED), np.array([b], APPEARED)).all())


def test_an_article_is_offered_to_no_more_days_than_the_wider_window_has():
    articles = [key(n, "ko", f"2025-09-{10 + n}", source="weekly" if n == 9 else "daily") for n in range(12)]
    window = CONFIG.pairs.window
    met = reaches((one.lang, window.appeared(one.date, one.timestamp, one.source)) for one in articles)
    found = partitions(met, CONFIG)

    def offered(day, source="daily", time=None):
        return [place.split(".")[1] for place in places("vi", window.appeared(day, time, f"in/{source}/x.txt"), found)]

    assert offered("2025-09-12") == ["2025-09-11", "2025-09-12", "2025-09-13"]
    assert offered("2025-09-16") == ["2025-09-15", "2025-09-16", "2025-09-17", "2025-09-19"]
    assert offered("2025-09-14", "weekly") == [f"2025-09-{day}" for day in range(10, 19)]
    # Only clocks that differ make a day more: no source here states its time.
    assert offered("2025-09-12", time="2025-09-12T08:00:00+09:00") == ["2025-09-11", "2025-09-12", "2025-09-13"]


def test_places_of_one_run_are_not_those_of_another():
    window = CONFIG.pairs.window
    article = window.appeared("2025-09-12", None, "in/daily/1.txt")
    for day in ("2025-09-11", "2025-09-13"):
        found = partitions(reaches([("ko", window.appeared(day, None, "in/daily/2.txt"))]), CONFIG)
        assert [place for place in places("en", article, found) if "ko" in place] == [f"ko-en.{day}"]
        assert [field.name for field in fields(found)] == ["days", "undated"]


STORY = "The harbour of Selwick opened again after three months of repairs, said the town council on its page. " * 3
OTHER = "A storm passed over the northern hills and left the roads to two villages closed until the next morning. " * 3


@pytest.mark.parametrize("window", [0, 2])
def test_who_is_set_aside_and_why(window):
    config = Config(run=Run(("ko", "en")), pairs=Pairs(window_days=window))
    articles = [
        key(0, "en", "2025-09-12", text=STORY),
        key(1, "en", "2025-09-11", text=STORY + "Indeed."),
        key(2, "ko", "2025-09-11", text=STORY),
        key(3, "vi", "2025-09-11", text=STORY),
        key(4, "en", "2025-09-11", text=OTHER),
        key(4, "en", "2025-09-11", source="again", text=OTHER),
        key(6, "en", "2025-09-17", text=STORY),
    ]
    with Keys(articles, config.pairs.window) as keys:
        found = aside(keys, config)
        notes = {note.source: note for note in notes_on_aside(keys, found, config)}
    outcomes = {source: note.outcome for source, note in notes.items()}
    usual = {"in/daily/3.txt": "language", "in/again/4.txt": "duplicate"}
    assert outcomes == usual | ({"in/daily/0.txt": "near-duplicate"} if window else {})
    assert "Same text as in/daily/4.txt" in notes["in/again/4.txt"].message
    assert found.standing.tolist() == [n for n in range(7) if n not in (3, 5, *([0] if window else []))]
    if window:
        assert "in/daily/1.txt (similarity 0.9" in notes["in/daily/0.txt"].message


def test_a_name_that_is_no_text_goes_through():
    with Keys([Key("\udc80", "en", None, "in/\udcff.txt", signature(STORY).tobytes())], DateWindow()) as keys:
        assert (keys.id(0), keys.source(0)) == ("\udc80", "in/\udcff.txt")


def test_columns_of_many_keys_are_those_of_each(monkeypatch):
    monkeypatch.setattr("aligner.keys._AT_ONCE", 3)
    drawn = random.Random(1)
    texts = ["".join(drawn.choices("abcdefgh ", k=90)) for _ in range(10)]
    articles = [key(n, "en", "2025-09-12", text=text) for n, text in enumerate(texts)]
    with Keys(articles, DateWindow()) as keys:
        assert [keys.id(n) for n in range(len(keys))] == [one.id for one in articles]
        assert [keys.signature(n).tobytes() for n in range(len(keys))] == [one.signature for one in articles]
        assert [number for number, _, _ in keys.rows(np.arange(10))] == list(range(10))
        assert keys.band(3).shape == (10,)
