"""A run cut again: what a whole run by the same rules keeps, to the byte, and the same rules over columns and over records."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bitexts import NULLS, ORDINARY, hostile_bitexts, made
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import columns, shards
from aligner.cli import main
from aligner.config import load
from aligner.errors import UsageError
from aligner.keep import PRESETS, Bounds
from aligner.pipeline import run
from aligner.records import Bitext, Finding
from aligner.recutting import recut
from aligner.results import saved
from aligner.rules import decided, measures, reasons_against

ARTICLES = Path(__file__).parents[1] / "data" / "sample" / "articles"
LISTS = ("kept.jsonl", "rejected.jsonl")


def config(**sections):
    return load(overrides={"run": {"languages": ["ko", "en"]}, "engine": {"name": "serial"}} | sections)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return run([ARTICLES], tmp_path_factory.mktemp("run"), config()).folder


@pytest.fixture
def folder(done, tmp_path):
    return shutil.copytree(done, tmp_path / "run")


def lists(folder):
    return {name: (folder / name).read_bytes() for name in LISTS}


@pytest.mark.parametrize(
    "sections",
    [
        {"keep": {"preset": "strict"}},
        {"keep": {"preset": "wide", "precision": 0.97}},
        {"keep": {"length_ratio": {"min": 0.8}, "findings": {"numbers": {"max": 0}}}, "dedupe": {"near": True}},
    ],
    ids=["strict", "promise", "own"],
)
def test_the_same_as_a_whole_run_by_these_rules(folder, tmp_path, sections):
    before = lists(folder)
    result = recut(folder, config(**sections))
    whole = run([ARTICLES], tmp_path / "whole", config(**sections))
    assert lists(folder) == lists(whole.folder)
    assert lists(folder) != before
    assert list(result.bitexts()) == list(whole.bitexts())
    assert saved(folder).summary.tallies["decide"] == whole.summary.tallies["decide"]
    recut(folder, config())
    assert lists(folder) == before


def test_nothing_is_measured_again(folder):
    stages = []

    def watch(stage, _jobs, reports):
        for report in reports:
            stages.append((stage, report.reused))
            yield report

    recut(folder, config(keep={"preset": "strict"}), watch)
    assert {stage for stage, reused in stages if not reused} == {"decide"}
    assert {stage for stage, _ in stages} == {"key", "decide"}


def test_lists_that_were_edited_are_written_anew_from_the_shards(folder, tmp_path):
    (folder / "kept.jsonl").write_text("edited\n", "utf-8")
    recut(folder, config(keep={"preset": "strict"}))
    whole = run([ARTICLES], tmp_path / "whole", config(keep={"preset": "strict"}))
    assert lists(folder) == lists(whole.folder)


def test_lists_that_lack_a_line_or_have_one_more_are_written_anew(folder):
    before = lists(folder)
    for edited in (before["kept.jsonl"].splitlines(True)[1:], [*before["kept.jsonl"].splitlines(True), b"more\n"]):
        (folder / "kept.jsonl").write_bytes(b"".join(edited))
        recut(folder, config())
        assert lists(folder) == before


def test_a_shard_without_bitext_is_decided_anew(folder):
    before = lists(folder)
    judged = folder / "shards" / "judged"
    empty = columns.table_of(next(iter(shards.data_files(judged)))).slice(0, 0)
    pq.write_table(empty, judged / "empty.parquet")
    recut(folder, config(keep={"preset": "strict"}))
    recut(folder, config())
    assert lists(folder) == before


def test_every_drop_says_rule_and_value(folder):
    result = recut(folder, config(keep={"preset": "strict"}))
    rules = dict(PRESETS["strict"])
    for bitext in result.bitexts():
        assert bitext.keep == (not bitext.reasons)
        for reason in bitext.reasons:
            name, _, rest = reason.partition(": ")
            if name in rules:
                assert rest.startswith(f"{bitext.scores.get(name, 0):g} is ")


def test_a_rule_on_what_was_not_measured_is_refused(folder):
    with pytest.raises(UsageError, match="no score 'similarty'"):
        config(keep={"similarty": {"min": 0.1}})
    narrow = run([ARTICLES], folder.parent / "narrow", config(scorers={"length_ratio": False})).folder
    with pytest.raises(UsageError, match="measured no score 'length_ratio'"):
        recut(narrow, config(keep={"length_ratio": {"min": 0.5}}))
    recut(narrow, config(keep={"preset": "strict", "length_ratio": False}))
    with pytest.raises(UsageError, match="does not hold a finished run"):
        recut(folder.parent, config())


def test_the_command(folder, monkeypatch, capsys):
    def ran(*options):
        monkeypatch.setattr("sys.argv", ["aligner", "recut", str(folder), *options])
        with pytest.raises(SystemExit) as stop:
            main()
        return stop.value.code or 0, capsys.readouterr()

    code, said = ran("--preset", "strict", "--keep", "similarity >= 0.5", "--keep", "findings.major<=0")
    assert code == 0
    kept = [json.loads(line) for line in (folder / "kept.jsonl").read_text("utf-8").splitlines()]
    assert f"Kept {len(kept)} of " in said.out
    assert kept
    assert all(b["scores"]["similarity"] >= 0.5 and b["scores"]["probability"] > 0.945 for b in kept)
    assert not any(f["severity"] == "major" for b in kept for f in b["findings"])
    assert (folder / "report.html").is_file()
    assert ran("--keep", "probability>0.5")[0] == 2
    assert ran("--preset", "lax")[0] == 2
    assert ran("--exclude", str(folder / "nowhere.tsv"))[0] == 2
    (folder / "empty.txt").write_text("\n\n", "utf-8")
    code, said = ran("--exclude", str(folder / "empty.txt"))
    assert code == 2
    assert "holds no text" in said.err
    assert saved(folder).decided["kept"] == len(kept)


bounds = st.builds(Bounds, st.none() | st.floats(0, 1), st.none() | st.floats(0, 1))
names = st.sampled_from(["probability", "similarity", "margin", "findings.major", "findings.numbers", "unknown"])


@settings(max_examples=50)
@given(
    st.lists(hostile_bitexts() | st.sampled_from([*ORDINARY, *NULLS]), max_size=6), st.lists(st.tuples(names, bounds))
)
def test_columns_decide_as_records_do(bitexts, rules):
    table = pa.Table.from_pylist([plain(b) for b in bitexts], shards.schema(Bitext)).combine_chunks()
    sides = ([bool(b.source_text) for b in bitexts], [bool(b.target_text) for b in bitexts])
    found = columns.measures_of(table, *(np.array(side, bool) for side in sides))
    against = reasons_against(found, tuple(rules))
    assert against == reasons_against(measures(bitexts), tuple(rules))
    written = columns.with_decision(table, against).to_pylist(maps_as_pydicts="strict")
    expected = decided(bitexts, tuple(rules))
    assert [(row["keep"], tuple(row["reasons"])) for row in written] == [(b.keep, b.reasons) for b in expected]


def plain(bitext):
    import msgspec

    return msgspec.to_builtins(bitext)


def test_findings_count_by_severity_and_by_check_and_information_does_not():
    findings = tuple(Finding("numbers", severity, "", None, None, 1.0) for severity in ("info", "minor", "major"))
    one = replace(made(["가"], ["a"]), findings=findings)
    for name, most, keep in (("major", 0, False), ("major", 1, True), ("numbers", 1, False), ("info", 0, True)):
        (found,) = decided([one], ((f"findings.{name}", Bounds(max=most)),))
        assert found.keep is keep
    (found,) = decided([one], (("findings.numbers", Bounds(max=1)),))
    assert found.reasons == ("findings.numbers: 2 is above 1",)


def test_presets_keep_more_from_strict_to_wide():
    scores = [
        {"probability": p, "support": 0.5, "copied": 0.0, "furniture": 0.0, "length_ratio": 0.9}
        for p in (0.99, 0.7, 0.3)
    ]
    bitexts = [made(["가"], ["a"], scores=one) for one in scores]
    kept = {name: [b.keep for b in decided(bitexts, rules)] for name, rules in PRESETS.items()}
    assert kept == {"strict": [True, False, False], "balanced": [True, True, False], "wide": [True, True, True]}
    other_story = made(["가"], ["a"], scores={"probability": 0.99, "support": 0.05})
    assert not any(decided([other_story], rules)[0].keep for rules in PRESETS.values())
