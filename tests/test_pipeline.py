"""The whole run on the sample: the gold pairs, the same bytes however the work is cut, and nothing run twice."""

import json
import random
import shutil
from pathlib import Path

import pytest

from aligner import manifests, read_bitext
from aligner.config import load
from aligner.errors import RunError, UsageError
from aligner.pipeline import run
from aligner.records import Note, from_line
from aligner.results import saved

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
OUTPUTS = ("kept.jsonl", "rejected.jsonl", "notes.jsonl")


def settings(**sections):
    return load(overrides={"run": {"languages": ["ko", "en"]}, "engine": {"name": "serial"}} | sections)


def outputs(folder):
    return {name: (folder / name).read_bytes() for name in OUTPUTS}


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return run([SAMPLE / "articles"], tmp_path_factory.mktemp("run"), settings())


def test_exactly_the_gold_pairs(done):
    rows = [line.split("\t") for line in (SAMPLE / "gold" / "pairs.tsv").read_text("utf-8").splitlines()[1:]]
    gold = {(source, target) for source, target, status in rows if status == "paired"}
    found = {(Path(a.pair.source.source).name, Path(a.pair.target.source).name) for a in done.alignments()}
    assert found == gold
    notes = {Path(note.source).name: note for note in done.notes}
    for source, target, status in rows:
        if status != "paired":
            note = notes[source or target]
            assert status in f"{note.outcome} {note.message}"


def test_beads_tile_both_sides_and_every_drop_has_a_reason(done):
    for alignment in done.alignments():
        for side, sentences in (("source", alignment.source_sentences), ("target", alignment.target_sentences)):
            numbers = sorted(n for b in alignment.beads for n in range(getattr(b, side).start, getattr(b, side).stop))
            assert numbers == list(range(len(sentences)))
    for bitext in done.bitexts():
        assert bitext.keep == (not bitext.reasons)


def test_offsets_point_into_the_files(done):
    for bitext in done.bitexts():
        for text, reference in ((bitext.source_text, bitext.source_ref), (bitext.target_text, bitext.target_ref)):
            file = Path(reference.document).read_text("utf-8")
            assert text == reference.joiner.join(span.of(file) for span in reference.spans)


@pytest.mark.parametrize(
    "sections",
    [
        {"shards": {"inputs": 1, "pairs": 1, "batch": 1}},
        {"shards": {"inputs": 5, "pairs": 50, "batch": 2}},
        {"engine": {"name": "local", "workers": 2}, "shards": {"inputs": 3, "pairs": 1}},
        {"engine": {"name": "ray", "workers": 2}, "shards": {"inputs": 3, "pairs": 1}},
    ],
    ids=["one-by-one", "uneven", "local", "ray"],
)
def test_the_same_bytes_however_the_work_is_cut(done, tmp_path, sections):
    if sections.get("engine", {}).get("name") == "ray":
        pytest.importorskip("ray")
    files = list((SAMPLE / "articles").iterdir())
    random.Random(len(sections)).shuffle(files)
    run(files, tmp_path, settings(**sections))
    assert outputs(tmp_path) == outputs(done.folder)


def test_a_second_run_reuses_every_shard_and_a_changed_rule_only_judges_again(tmp_path):
    ran = []

    def watch(stage, _jobs, reports):
        for report in reports:
            ran.append((stage, report.reused))
            yield report

    first = run([SAMPLE / "articles"], tmp_path, settings(), watch)
    before = outputs(tmp_path)
    assert not any(reused for _, reused in ran)
    ran.clear()
    second = run([SAMPLE / "articles"], tmp_path, settings(), watch)
    assert all(reused for _, reused in ran)
    assert second.summary == first.summary
    assert outputs(tmp_path) == before
    ran.clear()
    run([SAMPLE / "articles"], tmp_path, settings(keep={"probability": {"min": 0.99}}), watch)
    assert {stage for stage, reused in ran if not reused} == {"decide"}


def test_a_changed_article_and_a_truncated_shard_are_made_again(tmp_path):
    articles = shutil.copytree(SAMPLE / "articles", tmp_path / "articles")
    out = tmp_path / "out"
    run([articles], out, settings())
    before = outputs(out)
    victim = next((out / "shards" / "encoded").glob("part-*.parquet"))
    victim.unlink()
    run([articles], out, settings())
    assert outputs(out) == before
    (articles / "e7b2.txt").unlink()
    result = run([articles], out, settings())
    assert len(list(result.alignments())) == 1
    assert not list((out / "shards").rglob("*.partial"))


def test_two_runs_on_one_folder_are_refused(tmp_path):
    def meddle(_stage, _jobs, reports):
        with pytest.raises(RunError, match="Another run"):
            run([SAMPLE / "articles"], tmp_path, settings())
        return reports

    run([SAMPLE / "articles"], tmp_path, settings(), meddle)


def test_languages_are_inferred_and_too_few_are_named(tmp_path):
    folder = tmp_path / "ko-en"
    folder.mkdir()
    for name in ("e7b2.txt", "1d94.txt"):
        shutil.copy(SAMPLE / "articles" / name, folder)
    inferred = run([folder], tmp_path / "out", load(overrides={"engine": {"name": "serial"}}))
    assert inferred.summary.languages == ("ko", "en")
    with pytest.raises(UsageError, match="Two languages are needed"):
        run([SAMPLE / "articles" / "e7b2.txt"], tmp_path / "one", load())


def test_a_saved_run_can_be_read_again(done):
    again = saved(done.folder)
    assert again == done
    frame = read_bitext(done.folder)
    assert list(frame["source_text"]) == [b.source_text for b in done.bitexts() if b.keep]
    assert len(done.to_pandas()) == sum(1 for _ in done.bitexts())
    with pytest.raises(UsageError, match="does not hold a finished run"):
        saved(done.folder / "nothing")


def test_repeated_bitext_is_kept_once(tmp_path):
    folder = shutil.copytree(SAMPLE / "articles", tmp_path / "articles")
    for name in ("e7b2.txt", "1d94.txt"):
        text = (folder / name).read_text("utf-8").replace("2025.09.19", "2025.09.25").replace("Sept. 19", "Sept. 25")
        (folder / f"later-{name}").write_text(text, "utf-8")
    result = run([folder], tmp_path / "out", settings())
    texts = [(b.source_text, b.target_text) for b in result.bitexts() if b.keep]
    assert len(texts) == len(set(texts))


def test_what_happened_to_every_awkward_input_is_said(tmp_path):
    folder = shutil.copytree(SAMPLE / "articles", tmp_path / "articles")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "cp949.txt").write_bytes(
        ("가람내시는 시장을 새로 연다고 밝혔다. 개장은 금요일이다.\n" * 3).encode("cp949")
    )
    (folder / "long.txt").write_text("the city library is open until midnight and " * 23_000, "utf-8")
    (folder / "twin.txt").write_bytes((folder / "e7b2.txt").read_bytes())
    (folder / "greek.txt").write_text("Η βιβλιοθήκη μένει ανοιχτή ως τα μεσάνυχτα. " * 5, "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    result = run([folder], tmp_path / "out", settings())
    said = {}
    for line in (tmp_path / "out" / "notes.jsonl").read_text("utf-8").splitlines():
        note = from_line(Note, line)
        said.setdefault(Path(note.source).name, set()).add(note.outcome)
        assert note.message
    assert said["empty.txt"] == {"empty"}
    assert said["binary.txt"] == {"unreadable"}
    assert "decoded" in said["cp949.txt"]
    assert said["long.txt"] == {"unpaired"}
    assert "duplicate" in said["twin.txt"] | said.get("e7b2.txt", set())
    assert said["greek.txt"] == {"language"}
    assert said["picture.png"] == {"skipped"}
    assert result.unreadable == 1
    assert len(list(result.alignments())) == 2


def test_a_manifest_that_is_damaged_is_no_manifest(tmp_path):
    path = tmp_path / "m.json"
    path.write_text('{"stage": "pair"', "utf-8")
    assert manifests.load(path) is None
    path.write_text(json.dumps({"stage": 3}), "utf-8")
    assert manifests.load(path) is None


def test_three_languages_are_paired_in_every_combination(tmp_path):
    folder = shutil.copytree(SAMPLE / "articles", tmp_path / "articles")
    result = run([folder], tmp_path / "out", settings(run={"languages": ["ko", "zh", "en"]}))
    assert {(a.pair.source.lang, a.pair.target.lang) for a in result.alignments()} == {("ko", "en")}
    note = next(note for note in result.notes if note.source.endswith("b5d8.txt"))
    assert note.outcome == "unpaired"
    assert "no ko or en article within 2 days of 2022-10-13" in note.message
    events = [json.loads(line) for line in (tmp_path / "out" / "events.jsonl").read_text("utf-8").splitlines()]
    assert sorted(sorted(Path(s).name for s in event["sources"]) for event in events) == [
        ["1d94.txt", "e7b2.txt"],
        ["58c0.txt", "a3f1.txt"],
    ]


def test_a_near_duplicate_stands_aside(tmp_path):
    folder = shutil.copytree(SAMPLE / "articles", tmp_path / "articles")
    text = (folder / "58c0.txt").read_text("utf-8").replace("a full day of", "a whole day of")
    (folder / "zz.txt").write_text(text, "utf-8")
    result = run([folder], tmp_path / "out", settings())
    note = next(note for note in result.notes if note.source.endswith("zz.txt"))
    assert note.outcome == "near-duplicate"
    assert "58c0.txt" in note.message
    assert len(list(result.alignments())) == 2


def test_known_pairs_are_aligned_and_no_others(tmp_path):
    table = tmp_path / "pairs.tsv"
    table.write_text(
        "source\ttarget\tprobability\ne7b2.txt\tarticles/1d94.txt\t0.9\nd81c.txt\tc06e.txt\n\nmissing.txt\t58c0.txt\n",
        "utf-8",
    )
    result = run([SAMPLE / "articles"], tmp_path / "out", settings(), known_pairs=table)
    found = [(Path(a.pair.source.source).stem, Path(a.pair.target.source).stem) for a in result.alignments()]
    assert found == [("e7b2", "1d94"), ("d81c", "c06e")]
    assert [note.outcome for note in result.notes] == ["unlisted"]
    assert "Line 5" in result.notes[0].message
    table.write_text("e7b2.txt 1d94.txt\n", "utf-8")
    with pytest.raises(UsageError, match="one tab"):
        run([SAMPLE / "articles"], tmp_path / "out", settings(), known_pairs=table)


def test_no_pair_at_all_is_a_finished_run_that_says_why(tmp_path):
    result = run([SAMPLE / "articles"], tmp_path / "out", settings(pairs={"min_probability": 1.0}))
    assert list(result.bitexts()) == []
    assert sum(note.outcome == "unpaired" for note in result.notes) == 11
    assert (tmp_path / "out" / "kept.jsonl").read_bytes() == b""
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(UsageError):
        run([empty], tmp_path / "none", settings())


def test_a_run_killed_before_its_manifest_is_saved_is_made_again(tmp_path, monkeypatch):
    run([SAMPLE / "articles"], tmp_path, settings())
    before = outputs(tmp_path)
    saving = manifests.save

    def killed(path, report):
        if report.stage == "decide":
            raise KeyboardInterrupt
        saving(path, report)

    monkeypatch.setattr(manifests, "save", killed)
    with pytest.raises(KeyboardInterrupt):
        run([SAMPLE / "articles"], tmp_path, settings(keep={"probability": {"min": 0.999999}}))
    with pytest.raises(UsageError, match="does not hold a finished run"):
        saved(tmp_path)
    monkeypatch.undo()
    run([SAMPLE / "articles"], tmp_path, settings())
    assert outputs(tmp_path) == before


def test_moved_articles_are_named_where_they_are_now(tmp_path):
    first = shutil.copytree(SAMPLE / "articles", tmp_path / "first")
    run([first], tmp_path / "out", settings())
    second = first.rename(tmp_path / "second")
    result = run([second], tmp_path / "out", settings())
    assert all("/second/" in bitext.source_ref.document for bitext in result.bitexts())


def test_a_changed_pairing_threshold_embeds_nothing_again(tmp_path):
    ran = []

    def watch(stage, _jobs, reports):
        for report in reports:
            ran.append((stage, report.reused))
            yield report

    run([SAMPLE / "articles"], tmp_path, settings())
    run([SAMPLE / "articles"], tmp_path, settings(pairs={"min_probability": 0.4}), watch)
    assert {stage for stage, reused in ran if not reused} <= {"settle", "align", "judge", "key", "decide"}
    assert ("encode", True) in ran
