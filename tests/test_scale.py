"""The measurement of growth on a few invented articles, and the arithmetic of its projection."""

import re

import pytest

from aligner import memory
from aligner.config import Shards
from aligner.status import RunStatus, StageStatus
from eval.articles_speed import write_articles
from eval.engines import compare, show_ratio
from eval.scale import Made, Measured, by_density, measure, memory_by_articles, project, show, show_growth

FEW = Made(sentences=(3, 5), encoder="hashed", workers=1)


def test_growth_is_measured_by_stage(tmp_path, capsys):
    small, large = (measure(tmp_path, count, 20, FEW) for count in (40, 80))
    show(small)
    show_growth(small, large)
    said = capsys.readouterr().out
    assert re.search(r"40 articles, 20 a day: [\d.]+ ms an article", said)
    assert all(stage in said for stage in ("ingest", "sift", "pair", "align", "decide"))
    assert all(small.sizes[stage] > 0 for stage in ("ingest", "encode", "partition"))
    assert small.stages["ingest"].rows in (40, 41)  # an event is told whole
    assert large.stages["ingest"].rows in (80, 81)
    assert 1 < large.sizes["encode"] / small.sizes["encode"] < 3
    assert "at 80 articles over at 40" in said
    assert list(tmp_path.iterdir()) == []


def test_a_measurement_that_is_kept_is_gone_on_with(tmp_path):
    first = measure(tmp_path, 40, 20, FEW, keep=True)
    shards = tmp_path / "40-20-3-5-invented" / "out" / "shards"
    before = {path: path.stat().st_mtime_ns for path in shards.rglob("*.parquet")}
    again = measure(tmp_path, 40, 20, FEW, keep=True)
    assert {path: path.stat().st_mtime_ns for path in shards.rglob("*.parquet")} == before
    assert (again.seconds, again.sizes) == (first.seconds, first.sizes)


def test_time_an_article_stays_flat(tmp_path):
    """At four times as many over four times the days: what grew with the square would take four times as long for each."""
    memory.forget_peak()
    before = memory.peak()  # one worker is this process, which holds what other tests loaded
    small, large = (measure(tmp_path, count, 50, FEW) for count in (150, 600))
    each = [sum(one.seconds.values()) / one.articles for one in (small, large)]
    assert each[1] < 2.5 * each[0]
    assert max(stage.memory for stage in large.status.stages) - before < 700


def made(a_day, pair, articles=1000, held=100):
    stages = (
        StageStatus("ingest", 1, processor=36.0),
        StageStatus("partition", 1, rows=2 * articles),
        StageStatus("pair", 1, processor=pair),
        StageStatus("sift", 1, processor=3.6, memory=held),
    )
    return Measured(articles, a_day, {"ingest": 10**6}, 1, RunStatus("finished", "", stages))


def test_the_projection_multiplies_what_was_measured(capsys):
    small = made(100, 2.0, articles=100, held=91)
    project(small, made(100, 20.0), made(300, 36.0), 100_000, 200)  # 2 places of 6 ms, and 0.04 for each article a day
    said = capsys.readouterr().out
    rows = {line.split()[0]: line.split() for line in said.splitlines() if line}
    assert rows["ingest"][1:5] == ["36.000", "1000", "1.0", "0.1"]
    assert rows["pair"][1] == "52.000"
    assert "in all 3 core-hours" in said
    assert "0.1 hours of it no second core shortens" in said
    assert by_density(made(100, 36.0), made(300, 20.0)) == (0.01, 0.0)
    assert memory_by_articles(small, made(100, 20.0), "sift") == pytest.approx((90.0, 0.01))
    assert "sift: 90 MiB and 10,486 bytes an article, so 1.1 GiB" in said


def test_engines_give_the_same_bytes_and_their_times_are_compared(tmp_path, capsys):
    write_articles(tmp_path / "news", 30, 10, None, 5)
    walls = compare(tmp_path, ["serial", "local:2"], "hashed", Shards(inputs=2, pairs=3))
    assert capsys.readouterr().out.count("same bytes") == 2
    assert {"ingest", "align"} < set(walls["serial"]) == set(walls["local:2"])
    show_ratio(walls, "serial", "local:2")
    assert re.search(r"serial over local:2: [\d.]+ in all", capsys.readouterr().out)


def test_an_engine_that_differs_is_named(tmp_path, monkeypatch):
    write_articles(tmp_path / "news", 10, 10, None, 5)
    monkeypatch.setattr("eval.engines.digest", lambda path: str(path))
    with pytest.raises(SystemExit, match="local:2"):
        compare(tmp_path, ["serial", "local:2"], "hashed", Shards())


def test_the_ratio_is_of_stages_with_several_jobs(capsys):
    walls = {"local:1": {"ingest": (20.0, 4), "sift": (5.0, 1)}, "local:2": {"ingest": (10.0, 4), "sift": (5.0, 1)}}
    show_ratio(walls, "local:1", "local:2")
    said = capsys.readouterr().out
    assert "1.67 in all, 2.00 in stages of several jobs" in said
    assert "local:1 over local:2" in said
    show_ratio(walls, "local:1", "ray:2")
    assert capsys.readouterr().out == ""
