"""What is done is kept, what is damaged is made again, what is added touches its own days, and a full disk is said."""

import errno
import json
import os
import shutil
from dataclasses import replace
from datetime import date, timedelta
from importlib.util import find_spec
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

import pytest

from aligner import claims, manifests, read_bitext, shards
from aligner.config import Part, load
from aligner.cutting import cut
from aligner.errors import AlignerError, RunError, UsageError
from aligner.pipeline import run
from aligner.status import reuse_in_words, status_of

OUTPUTS = ("kept.jsonl", "rejected.jsonl", "notes.jsonl", "events.jsonl")
PLACES = ("Selwick", "Garamnae", "Moonport", "Windvale", "Silver Sands", "Gull Island", "Nurijae", "Solmaru")


def settings(**sections):
    plain = {"run": {"languages": ["ko", "en"]}, "engine": {"name": "serial"}, "encoder": {"name": "hashed"}}
    return load(overrides=plain | {"shards": {"inputs": 4, "pairs": 2}} | sections)


def small():
    return settings(shards={"inputs": 1, "pairs": 1})


def write_day(folder, day):
    """Write one event of a day, told in both languages: figures and names are the same."""
    folder.mkdir(exist_ok=True)
    place, number = PLACES[day % len(PLACES)], 137 + 31 * day
    when = (date(2025, 3, 1) + timedelta(day)).isoformat()
    english = [f"{place} {number + n} {place} bridge number {number * n + 7}." for n in range(1, 6)]
    korean = [f"{place} {number + n} {place} 다리 번호 {number * n + 7}." for n in range(1, 6)]
    for lang, lines in (("en", english), ("ko", korean)):
        row = {"id": f"{day}", "text": "\n\n".join(lines), "date": when, "lang": lang}
        (folder / f"{when}-{lang}.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")


def outputs(folder):
    return {name: (folder / name).read_bytes() for name in OUTPUTS}


def made(folder):
    """Return the names of the shards that the last run made, by stage."""
    return {stage.stage: set(stage.made) for stage in status_of(folder).stages if stage.made}


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    for day in range(0, 40, 4):
        write_day(folder, day)
    return folder


def test_a_day_more_touches_only_the_days_around_it(tmp_path, news):
    run([news], tmp_path / "out", small())
    write_day(news, 21)
    run([news], tmp_path / "out", small())
    run([news], tmp_path / "fresh", small())
    assert outputs(tmp_path / "out") == outputs(tmp_path / "fresh")
    again = made(tmp_path / "out")
    assert again["pair"] == {"ko-en.2025-03-21", "ko-en.2025-03-22"}
    assert again["partition"] == {"ko-en.2025-03"}
    said = reuse_in_words(status_of(tmp_path / "out"))
    assert "pair 2 (ko-en.2025-03-21, ko-en.2025-03-22)" in said
    assert reuse_in_words(status_of(tmp_path / "fresh")) == ""
    whole = {stage.stage: stage for stage in status_of(tmp_path / "fresh").stages}
    for stage in ("ingest", "encode", "pair", "align", "judge"):
        assert 0 < len(again[stage]) <= 3 < whole[stage].jobs, stage


def test_a_renamed_file_whose_articles_name_their_own_addresses_loses_nothing(tmp_path, news):
    rows = [json.loads(path.read_text("utf-8")) for path in sorted(news.iterdir())]
    for row in rows:
        row["url"] = f"https://example.com/{row['date']}/{row['lang']}"
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (tmp_path / "old.jsonl").write_text(lines, "utf-8")
    run([tmp_path / "old.jsonl"], tmp_path / "out", settings())
    (tmp_path / "old.jsonl").rename(tmp_path / "new.jsonl")
    run([tmp_path / "new.jsonl"], tmp_path / "out", settings())
    run([tmp_path / "new.jsonl"], tmp_path / "fresh", settings())
    assert outputs(tmp_path / "out") == outputs(tmp_path / "fresh")
    assert (tmp_path / "out" / "kept.jsonl").stat().st_size > 0


def truncate(path):
    path.write_bytes(path.read_bytes()[:-7])


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [truncate, flip, Path.unlink], ids=["truncated", "flipped", "missing"])
@pytest.mark.parametrize(
    "stage", ["articles", "encoded", "days", "candidates", "pairs", "alignments", "judged", "bitext"]
)
def test_a_damaged_shard_is_made_again_and_nothing_else(done, tmp_path, stage, damage):
    news, finished = done
    out = shutil.copytree(finished, tmp_path / "out")
    victim = sorted(path for path in (out / "shards" / stage).rglob("*.parquet") if "notes" not in path.name)[1]
    damage(victim)
    run([news], out, small())
    assert outputs(out) == outputs(finished)
    assert sum(map(len, made(out).values())) == 1


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("resuming")
    for day in (0, 1, 9):
        write_day(folder / "news", day)
    run([folder / "news"], folder / "out", small())
    return folder / "news", folder / "out"


def test_a_stray_shard_and_damaged_notes_and_manifests_are_noticed(done, tmp_path):
    news, finished = done
    out = shutil.copytree(finished, tmp_path / "out")
    pairs = sorted((out / "shards" / "pairs").glob("*.parquet"))
    shutil.copy(pairs[0], pairs[0].with_name("zz.parquet"))
    flip(out / "shards" / "sifted.notes.parquet")
    damaged = sorted((out / "manifest").rglob("*.json"))
    damaged[0].write_text('{"stage": "pai', "utf-8")
    damaged[1].write_bytes(os.urandom(300))
    damaged[2].unlink()
    run([news], out, small())
    assert outputs(out) == outputs(finished)
    assert sum(map(len, made(out).values())) == 5


def test_a_clock_that_jumps_changes_nothing(done, tmp_path):
    news, finished = done
    out = shutil.copytree(finished, tmp_path / "out")
    for number, path in enumerate(sorted(out.rglob("*.*"))):
        os.utime(path, (0, 0) if number % 2 else (4e9, 4e9))
    run([news], out, small())
    assert outputs(out) == outputs(finished)
    assert made(out) == {}


def full_disk(stage):
    whole = shards.write_shard

    def write(destination, *arguments, **options):
        if stage in str(destination):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return whole(destination, *arguments, **options)

    return patch.object(shards, "write_shard", write)


def test_a_full_disk_stops_the_run_with_what_is_finished_kept(done, tmp_path):
    news, finished = done
    out = tmp_path / "out"
    with full_disk("candidates"), pytest.raises(RunError, match=r"No space left.*Free some space.*is kept"):
        run([news], out, small())
    status = status_of(out)
    assert status.state == "failed"
    assert "No space left" in status.message
    assert (status.stages[-1].stage, len(status.stages[-1].failures)) == ("pair", 1)
    run([news], out, small())
    assert outputs(out) == outputs(finished)
    assert "ingest" not in made(out)
    with patch.object(manifests, "save", side_effect=OSError(errno.EROFS, "Read-only file system")):
        (out / "manifest" / "sift" / "sifted.json").unlink()
        with pytest.raises(RunError, match="Read-only file system"):
            run([news], out, small())


def test_an_unfinished_run_is_not_taken_for_a_finished_one(done, tmp_path):
    news, finished = done
    out, other = shutil.copytree(finished, tmp_path / "out"), tmp_path / "other"
    (out / "report.html").write_text("of the run before", "utf-8")
    half_written = out / "rejected.jsonl.77.partial"
    half_written.write_text("{", "utf-8")
    assert len(read_bitext(out)) == len((finished / "kept.jsonl").read_text("utf-8").splitlines())
    with full_disk("alignments"), pytest.raises(RunError):
        run([news], out, replace(small(), aligner=Part("segmental", (("crossing", False),))))
    assert not (out / "report.html").exists()
    assert not half_written.exists()
    with pytest.raises(UsageError, match="does not hold a finished run"):
        read_bitext(out)
    with pytest.raises(UsageError, match="does not hold a finished run"):
        run([news], other, settings(dedupe={"against": [str(out)]}))


@pytest.mark.skipif(bool(find_spec("kiwipiepy")), reason="kiwipiepy is installed")
def test_a_part_whose_package_is_missing_leaves_a_finished_run_as_it_was(done, tmp_path):
    news, finished = done
    out = shutil.copytree(finished, tmp_path / "out")
    with pytest.raises(UsageError, match=r"aligner\[ko\]"):
        run([news], out, settings(splitter={"name": "kiwi"}))
    assert len(read_bitext(out)) == len(read_bitext(finished))


@pytest.mark.parametrize(
    "changed",
    [{"encoder": {"name": "sbert", "model": "/no/such/folder"}}, {"run": {"languages": ["xx"]}}],
    ids=["an encoder that cannot be loaded", "a language that no article has"],
)
def test_what_cannot_begin_leaves_a_finished_run_as_it_was(done, tmp_path, changed):
    news, finished = done
    out = shutil.copytree(finished, tmp_path / "out")
    with pytest.raises(AlignerError):
        run([news], out, settings(shards={"inputs": 1, "pairs": 1}, **changed))
    assert outputs(out) == outputs(finished)
    assert status_of(out) == status_of(finished)
    assert len(read_bitext(out)) == len(read_bitext(finished))


def test_what_a_run_leaves_beside_its_shards_is_known(done):
    left = {path.name for path in done[1].iterdir() if path.is_file()}
    assert left - {claims.LOCK} <= set(claims.WRITTEN)


def test_that_nothing_could_be_used_again_is_said(done):
    status = status_of(done[1])
    assert "the inputs or their paths" in reuse_in_words(status, begun=True)
    assert reuse_in_words(status) == ""


def test_a_link_to_nothing_is_a_row_and_the_rest_goes_on(done, tmp_path):
    news = shutil.copytree(done[0], tmp_path / "news")
    (news / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    result = run([news], tmp_path / "out", small())
    assert [(note.outcome, Path(note.source).name) for note in result.notes if note.outcome == "unreadable"] == [
        ("unreadable", "gone.txt")
    ]
    assert outputs(tmp_path / "out")["kept.jsonl"]


def test_an_output_that_cannot_be_written_is_refused(tmp_path, news):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(RunError, match="cannot be written"):
        run([news], tmp_path / "file", settings())


def test_stdin_is_saved_only_by_the_run_that_holds_the_folder(tmp_path):
    rows = "".join(path.read_text("utf-8") for path in _days(tmp_path))
    with patch("sys.stdin", TextIOWrapper(BytesIO(rows.encode()))), claims.claimed(tmp_path / "out"):
        with pytest.raises(RunError, match="Another run"):
            run([Path("-")], tmp_path / "out", settings())
        assert not (tmp_path / "out" / "stdin.jsonl").exists()
    with patch("sys.stdin", TextIOWrapper(BytesIO(rows.encode()))):
        assert len(list(run([Path("-")], tmp_path / "out", settings()).alignments())) == 2


def _days(folder):
    for day in (0, 5):
        write_day(folder / "days", day)
    return sorted((folder / "days").iterdir())


def test_status_says_running_then_interrupted_then_finished(tmp_path, news):
    seen = []

    def stop(stage, _jobs, reports):
        for report in reports:
            seen.append(status_of(tmp_path / "out").state)
            if stage == "pair":
                raise KeyboardInterrupt
            yield report

    with pytest.raises(KeyboardInterrupt):
        run([news], tmp_path / "out", settings(), stop)
    assert set(seen) == {"running"}
    assert status_of(tmp_path / "out").state == "interrupted"
    run([news], tmp_path / "out", settings())
    status = status_of(tmp_path / "out")
    assert status.state == "finished"
    assert all(stage.done == stage.jobs and stage.memory > 0 for stage in status.stages)
    with pytest.raises(UsageError, match="holds no run"):
        status_of(tmp_path / "news")


def test_one_more_item_moves_only_the_cuts_beside_it():
    items = [f"{n:05d}" for n in range(2000)]
    before, after = ({b: a for a, b in cut(all_, str, 50)} for all_ in (items, [*items[:700], "x", *items[700:]]))
    assert sum(before[item] != after[item] for item in items) <= 100
    sizes = [list(before.values()).count(first) for first in set(before.values())]
    assert max(sizes) <= 50
    assert 20 <= sum(sizes) / len(sizes) <= 45
    heavy = {b: a for a, b in cut(items, str, 50, lambda _: 0.3)}
    assert max(list(heavy.values()).count(first) for first in set(heavy.values())) == 3
