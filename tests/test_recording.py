"""What a folder says of itself: while a finished run is decided anew, when that is cut short, and when a run is refused."""

import json
import shutil
from pathlib import Path

import pytest
from test_resuming import OUTPUTS, outputs, settings, write_day

from aligner import api
from aligner.cli import main
from aligner.errors import RunError, UsageError
from aligner.pipeline import run
from aligner.recutting import recut
from aligner.results import saved
from aligner.reviewing import review
from aligner.stages import built
from aligner.status import status_of

STRICT = {"keep": {"preset": "strict", "probability": {"min": 0.5}}}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recording")
    for day in (0, 1, 9):
        write_day(folder / "news", day)
    run([folder / "news"], folder / "out", settings())
    return folder


@pytest.fixture
def out(finished, tmp_path):
    return shutil.copytree(finished / "out", tmp_path / "out")


def stages(folder):
    return [stage.stage for stage in status_of(folder).stages]


def test_a_recut_is_recorded_beside_what_stands(out):
    before = status_of(out)
    recut(out, settings(**STRICT))
    after = status_of(out)
    assert after.state == "finished"
    assert stages(out) == [stage.stage for stage in before.stages]
    assert after.stages[0] == before.stages[0]
    assert {stage.stage: stage.reused for stage in after.stages}["key"] > 0
    assert after.stages[-1].reused == 0


@pytest.mark.parametrize("stage_cut_short", ["key", "decide"])
def test_a_recut_that_is_cut_short_says_so_and_can_be_gone_on_with(out, tmp_path, stage_cut_short):
    whole = shutil.copytree(out, tmp_path / "whole")
    recut(whole, settings(**STRICT))

    def stop(stage, _jobs, reports):
        for report in reports:
            if stage == stage_cut_short:
                raise KeyboardInterrupt
            yield report

    with pytest.raises(KeyboardInterrupt):
        recut(out, settings(**STRICT), stop)
    assert status_of(out).state == "interrupted"
    if stage_cut_short == "decide":
        with pytest.raises(UsageError, match="does not hold a finished run"):
            saved(out)
    recut(out, settings(**STRICT))
    assert status_of(out).state == "finished"
    assert outputs(out) == outputs(whole)
    assert saved(out).decided == saved(whole).decided
    assert not list(out.glob("run.before*"))


def test_a_recut_cut_short_is_forgotten_where_all_is_run_again(finished, out):
    (out / "run.json").replace(out / "run.before.json")
    run([finished / "news"], out, settings())
    assert not list(out.glob("run.before*"))
    assert outputs(out) == outputs(finished / "out")


def test_a_review_has_a_status(finished, tmp_path):
    review(finished / "out", [], tmp_path / "reviewed", settings())
    assert status_of(tmp_path / "reviewed").state == "finished"
    assert stages(tmp_path / "reviewed") == ["review", "key", "decide"]


def everything(folder):
    return {name: (folder / name).read_bytes() for name in (*OUTPUTS, "run.json", "status.json")}


def one_language(folder):
    write_day(folder, 3)
    for path in folder.glob("*-en.jsonl"):
        path.unlink()


@pytest.mark.parametrize("wrong", [Path.mkdir, one_language], ids=["nothing", "one language"])
def test_a_refused_run_leaves_a_finished_one_as_it_was(out, tmp_path, wrong):
    before = everything(out)
    wrong(tmp_path / "other")
    with pytest.raises(UsageError):
        run([tmp_path / "other"], out, settings(run={"languages": []}))
    assert everything(out) == before
    assert saved(out).decided["kept"] > 0
    assert status_of(out).state == "finished"


@pytest.mark.parametrize("name", ["against", "exclude"])
def test_what_is_not_there_is_said_before_any_work(finished, out, tmp_path, name):
    before = everything(out)
    for folder in (out, tmp_path / "new"):
        with pytest.raises(UsageError, match="nowhere does not exist"):
            run([finished / "news"], folder, settings(dedupe={name: ["nowhere"]}))
    with pytest.raises(UsageError, match="nowhere does not exist"):
        recut(out, settings(dedupe={name: ["nowhere"]}))
    assert everything(out) == before
    assert not (tmp_path / "new" / "shards").exists()
    assert status_of(tmp_path / "new").state == "failed"


def test_a_run_that_fails_over_a_finished_one_says_so(finished, out, monkeypatch):
    def full(*_, **__):
        raise RunError("No space left.")

    monkeypatch.setattr("aligner.pipeline.export", full)
    with pytest.raises(RunError):
        run([finished / "news"], out, settings())
    assert status_of(out).state == "failed"
    with pytest.raises(UsageError, match="does not hold a finished run"):
        saved(out)


def test_keys_that_nobody_needs_any_more_are_removed(finished, out, tmp_path):
    (tmp_path / "set.txt").write_text("A line of a test set.\n", "utf-8")
    both = {"against": [str(finished / "out")], "exclude": [str(tmp_path / "set.txt")]}
    recut(out, settings(dedupe=both))
    assert [len(list((out / "shards" / kind).glob("0*"))) for kind in ("known", "excluded")] == [2, 2]
    shutil.copy(next((out / "shards" / "keys").glob("*.parquet")), out / "shards" / "keys" / "old.parquet")
    recut(out, settings())
    assert [list((out / "shards" / kind).glob("*")) for kind in ("known", "excluded")] == [[], []]
    assert not (out / "shards" / "keys" / "old.parquet").exists()
    assert outputs(out) == outputs(finished / "out")


def test_a_test_set_and_a_run_are_named_where_they_are_now(finished, out, tmp_path):
    kept = [json.loads(line) for line in (out / "kept.jsonl").read_text("utf-8").splitlines()]
    for name in ("first.txt", "second.txt"):
        (tmp_path / name).write_text(kept[0]["source_text"] + "\n", "utf-8")
        recut(out, settings(dedupe={"exclude": [str(tmp_path / name)]}))
        assert f"of {tmp_path / name}" in (out / "rejected.jsonl").read_text("utf-8")
    for name in ("one", "two"):
        shutil.copytree(finished / "out", tmp_path / name)
        recut(out, settings(dedupe={"against": [str(tmp_path / name)]}))
        assert f"of {tmp_path / name}" in (out / "rejected.jsonl").read_text("utf-8")


def test_a_run_too_big_for_a_report_says_its_counts(finished, tmp_path, monkeypatch, capsys):
    config = tmp_path / "settings.toml"
    config.write_text('[engine]\nname = "serial"\n[encoder]\nname = "hashed"\n', "utf-8")

    def ran(*command):
        monkeypatch.setattr("sys.argv", ["aligner", *map(str, command), "-c", str(config)])
        with pytest.raises(SystemExit) as stop:
            main()
        assert not stop.value.code
        return capsys.readouterr()

    folder = tmp_path / "out"
    said = ran("run", finished / "news", "-o", folder)
    assert (folder / "report.html").is_file()
    assert f"Report: {folder / 'report.html'}" in said.out
    monkeypatch.setattr(api, "MOST_IN_REPORT", 3)
    monkeypatch.setattr(api, "write_page", None)
    said = ran("run", finished / "news", "-o", folder)
    kept = len((folder / "kept.jsonl").read_text("utf-8").splitlines())
    assert f"Kept {kept} of " in said.out
    assert f"aligner report {folder}" in said.err
    assert not (folder / "report.html").exists()
    assert "aligner report" in ran("recut", folder).err


def test_a_part_that_cannot_work_here_is_refused_before_anything_goes(finished, out, monkeypatch):
    from aligner.scorers import hardrules

    monkeypatch.setattr(hardrules, "find_spec", lambda _: None)
    built.cache_clear()
    before = outputs(out), (out / "run.json").read_bytes()
    with pytest.raises(UsageError, match="pip install bicleaner-hardrules"):
        run([finished / "news"], out, settings(scorers={"hardrules": True}))
    assert (outputs(out), (out / "run.json").read_bytes()) == before


def test_a_language_of_which_there_is_no_article_leaves_the_run_as_it_was(finished, out):
    before = outputs(out), (out / "run.json").read_bytes()
    with pytest.raises(UsageError, match=r"no article in kr\. The inputs hold articles in: 3 en, 3 ko"):
        run([finished / "news"], out, settings(run={"languages": ["kr", "en"]}))
    assert (outputs(out), (out / "run.json").read_bytes()) == before


def test_inputs_of_which_none_can_be_read_are_named(tmp_path):
    (tmp_path / "news.jsonl").write_text('{"body": "A text."}\n', "utf-8")
    with pytest.raises(UsageError, match=r"No article could be read \(.*news\.jsonl.*'text'"):
        run([tmp_path / "news.jsonl"], tmp_path / "out", settings(run={}))


def test_an_input_is_not_written_into(finished):
    before = sorted(path.name for path in (finished / "news").iterdir())
    with pytest.raises(UsageError, match="give another folder"):
        run([finished / "news"], finished / "news", settings())
    assert sorted(path.name for path in (finished / "news").iterdir()) == before
