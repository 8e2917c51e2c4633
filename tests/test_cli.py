"""The commands: what they print, where, and with which exit code."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.metadata import version
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest

from aligner import vector_cache
from aligner.cli import app, main

ARTICLES = Path(__file__).parents[1] / "data" / "sample" / "articles"
GOLD = Path(__file__).parents[1] / "data" / "sample" / "gold"
KOREAN, ENGLISH = ARTICLES / "e7b2.txt", ARTICLES / "1d94.txt"
COMMANDS = (
    "run", "status", "align", "check", "pair", "recut", "review", "export", "convert", "report", "score", "cache", "parts",
)  # fmt: skip


class Shown(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def aligner(*arguments, stdin=""):
    """Run a command in this process, as the installed script does."""
    out, err, code = TextIOWrapper(BytesIO(), "utf-8"), StringIO(), 0
    with (
        patch("sys.argv", ["aligner", *map(str, arguments)]),
        patch("sys.stdin", TextIOWrapper(BytesIO(stdin.encode()))),
        patch("sys.stdout", out),
        patch("sys.stderr", err),
    ):
        try:
            main()
        except SystemExit as stop:
            code = stop.code or 0
    out.flush()
    return Shown(code, out.buffer.getvalue().decode(), err.getvalue())


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli") / "out"
    done = aligner("run", KOREAN, ENGLISH, "-o", folder, "--engine", "serial")
    assert done.returncode == 0, done.stderr
    return folder


def test_help_loads_nothing_heavy():
    code = (
        "import sys, typer.testing; from aligner.cli import app;"
        "assert typer.testing.CliRunner().invoke(app, ['--help']).exit_code == 0;"
        "print([m for m in ('torch', 'pandas', 'numba', 'pyarrow', 'transformers', 'jinja2') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_has_an_example(command):
    shown = aligner(command, "--help")
    assert shown.returncode == 0
    assert f"aligner {command}" in shown.stdout.partition("Example:")[2]


def test_every_command_is_tested_here():
    assert {c.name or c.callback.__name__ for c in app.registered_commands} == set(COMMANDS)


def test_run_leaves_shards_manifest_bitext_and_report(finished):
    for name in ("kept.jsonl", "rejected.jsonl", "notes.jsonl", "report.html", "run.json", "manifest", "shards"):
        assert (finished / name).exists(), name


def test_status_shows_every_stage_as_a_table_and_as_json(finished, tmp_path):
    shown = aligner("status", finished)
    assert shown.returncode == 0
    assert shown.stdout.splitlines()[0] == "finished"
    assert {line.split()[0] for line in shown.stdout.splitlines()[2:]} >= {"ingest", "pair", "align", "decide"}
    as_json = json.loads(aligner("status", finished, "--format", "json").stdout)
    assert as_json["state"] == "finished"
    assert all(stage["done"] == stage["jobs"] for stage in as_json["stages"])
    assert aligner("status", tmp_path).returncode == 2
    assert aligner("status", finished, "--format", "xml").returncode == 2


def test_a_failed_run_says_why_with_1_and_a_second_run_what_it_reused(finished, tmp_path):
    (tmp_path / "out").write_text("in the way", "utf-8")
    failed = aligner("run", KOREAN, ENGLISH, "-o", tmp_path / "out")
    assert (failed.returncode, failed.stderr.count("\n")) == (1, 1)
    assert "name another folder" in failed.stderr
    again = aligner("run", KOREAN, ENGLISH, "-o", finished, "--engine", "serial")
    assert "shards were finished before; made anew: none." in again.stderr


def test_run_says_with_3_that_an_input_could_not_be_read(tmp_path):
    (tmp_path / "broken.txt").write_bytes(b"\x00\xff\xfe\x00" * 500)
    done = aligner("run", KOREAN, ENGLISH, tmp_path / "broken.txt", "-o", tmp_path / "out", "--engine", "serial")
    assert done.returncode == 3
    assert "could not be read" in done.stderr
    assert (tmp_path / "out" / "kept.jsonl").read_text("utf-8")


def test_align_prints_a_table():
    shown = aligner("align", KOREAN, ENGLISH)
    assert shown.returncode == 0
    assert "2:1" in shown.stdout
    assert shown.stderr == ""


@pytest.mark.parametrize("form", ["tsv", "jsonl", "tmx"])
def test_align_writes_every_format_to_stdout(form):
    shown = aligner("align", KOREAN, ENGLISH, "--format", form)
    assert shown.returncode == 0
    assert "1,240" in shown.stdout


def test_align_and_score_speak_the_same_format():
    shown = aligner("align", KOREAN, ENGLISH, "--format", "vecalign")
    scored = aligner("score", GOLD / "e7b2-1d94.beads", "-", stdin=shown.stdout)
    assert scored.returncode == 0
    assert scored.stdout.splitlines()[1].startswith("strict")
    perfect = aligner("score", GOLD / "e7b2-1d94.beads", GOLD / "e7b2-1d94.beads")
    assert perfect.stdout.count("1.000") == 9


def test_pre_split_lines_keep_their_numbers(tmp_path):
    (tmp_path / "ko").write_text("시장이 금요일에 열린다.\n\n버스는 자정까지 다닌다.\n", "utf-8")
    (tmp_path / "en").write_text("\nThe market opens on Friday.\nBuses run until midnight.\n", "utf-8")
    shown = aligner("align", tmp_path / "ko", tmp_path / "en", "--splitter", "lines", "--format", "vecalign")
    assert shown.returncode == 0, shown.stderr
    beads = {line.rsplit(":", 1)[0] for line in shown.stdout.splitlines()}
    assert beads == {"[]:[0]", "[0]:[1]", "[1]:[]", "[2]:[2]"}


def test_align_reads_stdin():
    shown = aligner("align", "-", ENGLISH, "--format", "vecalign", stdin=KOREAN.read_text("utf-8"))
    assert shown.returncode == 0, shown.stderr
    assert len(shown.stdout.splitlines()) > 5
    assert aligner("align", "-", "-").returncode == 2


def test_pair_prints_pairs_and_says_why_not():
    shown = aligner("pair", ARTICLES, "--source", "kor", "--target", "en-GB")
    assert shown.returncode == 0, shown.stderr
    assert len(shown.stdout.splitlines()) == 3
    assert "unpaired" in shown.stderr
    lines = aligner("pair", ARTICLES, "--format", "jsonl").stdout.splitlines()
    assert {"id", "source", "target", "probability", "evidence", "because"} == set(json.loads(lines[0]))


def test_export_by_suffix_and_by_name(finished, tmp_path):
    for suffix in ("jsonl", "tsv", "tmx"):
        assert aligner("export", finished, tmp_path / f"x.{suffix}").returncode == 0
        assert (tmp_path / f"x.{suffix}").stat().st_size
    to_stdout = aligner("export", finished, "-", "--format", "jsonl", "--which", "rejected")
    assert to_stdout.stdout == (finished / "rejected.jsonl").read_text("utf-8")
    everything = aligner("export", finished, "-", "--format", "jsonl", "--which", "all").stdout.splitlines()
    kept = (finished / "kept.jsonl").read_text("utf-8").splitlines()
    assert sorted(everything) == sorted(kept + to_stdout.stdout.splitlines())


def test_export_of_a_dataset_names_its_signature_and_licence(finished, tmp_path):
    arguments = ("export", finished, tmp_path / "hf", "--format", "hf", "--licence", "cc0-1.0", "--which", "all")
    assert aligner(*arguments).returncode == 0
    card = (tmp_path / "hf" / "README.md").read_text("utf-8")
    assert json.loads((finished / "manifest" / "decide" / "bitext.json").read_text())["fingerprint"] in card
    assert "license: cc0-1.0" in card
    assert aligner(*arguments, "--source", "zh").returncode == 0
    assert "| ko-en |" not in (tmp_path / "hf" / "README.md").read_text("utf-8")


def test_export_counts_what_a_format_cannot_hold(finished, tmp_path):
    shown = aligner("export", finished, tmp_path / "x.tmx", "--which", "all")
    assert shown.returncode == 0
    assert "null alignment" in shown.stderr


def test_report_again(finished):
    page = (finished / "report.html").read_bytes()
    assert aligner("report", finished).returncode == 0
    assert (finished / "report.html").read_bytes() == page
    assert json.loads(aligner("report", finished, "--format", "json").stdout)
    assert "Summary" in aligner("report", finished, "--format", "terminal").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", KOREAN, "-o", "x", "--encoder", "uze"], "did you mean 'use'"),
        (["run", "no-such-folder", "-o", "x"], "no such file"),
        (["align", KOREAN, ENGLISH, "--format", "tvs"], "did you mean 'tsv'"),
        (["export", "no-such-run", "x.tmx"], "finished run"),
        (["align", KOREAN, ENGLISH, "--encoder", "sbert"], "model"),
        (["pair", ARTICLES, "--format", "xml"], "tsv or jsonl"),
        (["pair", ARTICLES, "--languages", "ko"], "two or more"),
        (["pair", ARTICLES, "--languages", "ko,kor"], "named twice"),
        (["pair", ARTICLES, "--languages", "ko,en", "--source", "zh"], "not both"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(arguments, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = aligner(*arguments)
    assert shown.returncode == 2
    assert message in shown.stderr
    assert "Traceback" not in shown.stderr


def test_parts_lists_every_kind():
    shown = aligner("parts").stdout
    for word in ("encoders", "use", "segmental", "rules", "tmx"):
        assert word in shown


def test_check_prints_findings_and_gates_on_them(tmp_path):
    (tmp_path / "ko.txt").write_text(
        "시는 다리를 새로 놓았다. 공사에는 2억 4,000만 원이 들었다. 버스는 자정까지 다닌다. 시장은 금요일에 열린다.",
        "utf-8",
    )
    (tmp_path / "en.txt").write_text(
        "The city has built a new bridge. The work cost 420 million won. Buses run until midnight. "
        "The market opens on Friday.",
        "utf-8",
    )
    shown = aligner("check", tmp_path / "ko.txt", tmp_path / "en.txt")
    assert shown.returncode == 0, shown.stderr
    assert "420" in shown.stdout
    assert "^" in shown.stdout
    assert aligner("check", tmp_path / "ko.txt", tmp_path / "en.txt", "--fail-on", "major").returncode == 4
    for form in ("sarif", "junit", "findings", "mqm", "csv", "html", "json"):
        rendered = aligner("check", tmp_path / "ko.txt", tmp_path / "en.txt", "--format", form)
        assert rendered.returncode == 0, rendered.stderr
        assert "numbers" in rendered.stdout


def test_a_suppressed_finding_does_not_gate(tmp_path):
    (tmp_path / "ko.txt").write_text("시는 다리를 새로 놓았다. 공사에는 2억 4,000만 원이 들었다.", "utf-8")
    (tmp_path / "en.txt").write_text("The city has built a new bridge. The work cost 420 million won.", "utf-8")
    texts = tmp_path / "ko.txt", tmp_path / "en.txt"
    lines = aligner("check", *texts, "--format", "findings").stdout.splitlines()
    grave = [row for row in map(json.loads, lines) if row.get("severity") in ("major", "critical")]
    assert grave
    listed = tmp_path / "passed.tsv"
    listed.write_text("".join(f"{row['fingerprint']}\tseen by the desk\n" for row in grave), "utf-8")
    assert aligner("check", *texts, "--fail-on", "major", "--suppressions", listed).returncode == 0


def test_check_of_a_clean_translation_passes_the_gate(tmp_path):
    (tmp_path / "ko.txt").write_text("시는 다리를 새로 놓았다. 버스는 자정까지 다닌다.", "utf-8")
    (tmp_path / "en.txt").write_text("The city has built a new bridge. Buses run until midnight.", "utf-8")
    shown = aligner("check", tmp_path / "ko.txt", tmp_path / "en.txt", "--fail-on", "minor")
    assert shown.returncode == 0, shown.stdout
    assert aligner("check", tmp_path / "ko.txt", tmp_path / "en.txt", "--fail-on", "grave").returncode == 2


def test_pair_and_run_read_stdin(tmp_path):
    records = [{"text": path.read_text("utf-8"), "id": path.name} for path in (KOREAN, ENGLISH)]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    shown = aligner("pair", "-", stdin=lines)
    assert shown.returncode == 0, shown.stderr
    assert "#e7b2.txt\t" in shown.stdout
    assert "#1d94.txt\t" in shown.stdout
    done = aligner("run", "-", "-o", tmp_path / "out", "--engine", "serial", stdin=lines)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "kept.jsonl").read_text("utf-8")


def test_export_at_a_promised_precision_keeps_the_surest(finished):
    def exported(*options):
        shown = aligner("export", finished, "-", "--format", "jsonl", *options)
        assert shown.returncode == 0, shown.stderr
        return [json.loads(line)["scores"]["probability"] for line in shown.stdout.splitlines()]

    every, sure = exported(), exported("--precision", "0.97")
    assert sure == [p for p in every if p >= min(sure)]
    assert sum(sure) / len(sure) >= 0.97
    assert aligner("export", finished, "-", "--format", "jsonl", "--precision", "2").returncode == 2


def test_version():
    shown = aligner("--version")
    assert (shown.returncode, shown.stdout) == (0, f"aligner {version('aligner')}\n")


def test_align_says_why_a_bitext_is_rejected(tmp_path):
    (tmp_path / "strict.toml").write_text("[keep]\nprobability = { min = 0.999 }\n", "utf-8")
    shown = aligner("align", KOREAN, ENGLISH, "--config", tmp_path / "strict.toml")
    assert shown.returncode == 0, shown.stderr
    assert "rejected" in shown.stdout
    middle = " ".join(shown.stdout.split())
    assert "probability:" in middle
    assert "below 0.999" in middle


@pytest.mark.parametrize("form", ["xlsx", "parquet", "hf", "moses"])
def test_align_in_a_format_of_files_says_what_can_be_done(form):
    shown = aligner("align", KOREAN, ENGLISH, "--format", form)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert f"aligner convert - FILE --from jsonl --to {form}" in shown.stderr


def test_that_advice_works(tmp_path):
    printed = aligner("align", KOREAN, ENGLISH, "--format", "jsonl")
    converted = aligner("convert", "-", tmp_path / "x.parquet", "--from", "jsonl", stdin=printed.stdout)
    assert converted.returncode == 0, converted.stderr
    assert f"x.parquet: {len(printed.stdout.splitlines())} bitexts written" in converted.stderr


def test_export_says_how_many_it_wrote_and_where(finished, tmp_path):
    kept = len((finished / "kept.jsonl").read_text("utf-8").splitlines())
    shown = aligner("export", finished, tmp_path / "x.tsv")
    assert (shown.returncode, shown.stdout) == (0, "")
    assert shown.stderr == f"aligner: {tmp_path / 'x.tsv'}: {kept} bitexts written\n"
    every = aligner("export", finished, tmp_path / "x.tmx", "--which", "all").stderr
    assert f"x.tmx: {kept} bitexts written; left out " in every
    assert aligner("export", finished, "-", "--format", "tsv").stderr == ""
    assert (
        aligner("export", finished, tmp_path / "x.moses").stderr
        == f"aligner: {tmp_path / 'x.*'}: {kept} bitexts written\n"
    )


def test_a_name_that_does_not_tell_the_format_says_how_to_name_it(finished, tmp_path):
    assert "--format" in aligner("export", finished, tmp_path / "x.corpus").stderr
    shown = aligner("convert", tmp_path / "x.corpus", tmp_path / "y.tsv")
    assert (shown.returncode, "(--from)" in shown.stderr) == (2, True)


@pytest.mark.parametrize("form", ["vecalign", "hunalign"])
def test_export_of_beads_alone_counts_the_texts_it_leaves_out(finished, tmp_path, form):
    kept = [json.loads(line) for line in (finished / "kept.jsonl").read_text("utf-8").splitlines()]
    shown = aligner("export", finished, tmp_path / form, "--format", form)
    assert shown.returncode == 0, shown.stderr
    assert f"{len(kept)} bitexts written" in shown.stderr
    assert f"{2 * len(kept)} × text" in shown.stderr
    assert f"{len(kept)} × score similarity" in shown.stderr


def test_export_for_review_honours_languages_and_refuses_what_would_hide_rows(finished, tmp_path):
    pytest.importorskip("openpyxl")
    from aligner.reviews.corrections import read_corrections

    count = sum(len((finished / name).read_text("utf-8").splitlines()) for name in ("kept.jsonl", "rejected.jsonl"))
    path = tmp_path / "r.xlsx"
    shown = aligner("export", finished, path, "--review", "--source", "kor", "--target", "en", "--which", "all")
    assert shown.returncode == 0, shown.stderr
    assert f"r.xlsx: {count} bitexts to judge" in shown.stderr
    assert len(read_corrections(path)) == count
    assert aligner("export", finished, path, "--review", "--source", "zh").returncode == 0
    assert not read_corrections(path)
    for options in (
        ("--which", "kept"), ("--which", "rejected"), ("--precision", "0.9"), ("--format", "xlsx"), ("--licence", "cc0-1.0"),
    ):  # fmt: skip
        refused = aligner("export", finished, tmp_path / "no.xlsx", "--review", *options)
        assert refused.returncode == 2
        assert f"--review takes no {options[0]}" in refused.stderr
    assert not (tmp_path / "no.xlsx").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["align", "missing.txt", ENGLISH],
        ["align", ".", ENGLISH],
        ["check", KOREAN, "missing.txt"],
        ["check", "--bitext", "missing.tsv"],
        ["check", "--bitext", "missing", "--from", "hf"],
        ["check", KOREAN, ENGLISH, "--suppressions", "missing.tsv"],
        ["check", KOREAN, ENGLISH, "--from", "tsv"],
        ["convert", "missing.tsv", "x.tmx"],
        ["convert", "missing.parquet", "x.tmx"],
        ["convert", "missing.moses", "x.tmx"],
        ["convert", "missing", "x.tmx", "--from", "xces"],
        ["score", "missing.beads", "missing.beads"],
        ["review", "RUN", "missing.xlsx"],
        ["review", "RUN", "missing.json"],
        ["recut", "RUN", "--against", "missing"],
        ["recut", "RUN", "--against", "folder"],
        ["recut", "RUN", "--against", "file.bin"],
        ["recut", "RUN", "--exclude", "missing"],
        ["recut", "RUN", "--exclude", "folder"],
        ["export", "missing", "x.tsv"],
        ["export", "RUN", "x.moses.gz"],
        ["convert", "x.moses.gz", "y.tsv"],
    ],
)
def test_a_path_that_cannot_be_meant_is_wrong_use(finished, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.bin").write_text("x", "utf-8")
    (tmp_path / "file.bin").write_text("x", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    shown = aligner(*(finished if argument == "RUN" else argument for argument in arguments))
    assert shown.returncode == 2, shown.stderr
    assert shown.stderr.count("\n") == 1, shown.stderr
    assert sorted(tmp_path.rglob("*")) == before
    assert (finished / "run.json").exists()


def test_a_cache_in_use_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(vector_cache, "WAIT", 0.05)
    (tmp_path / "settings.toml").write_text(f'[cache]\nfolder = "{tmp_path}"\n', "utf-8")
    assert aligner("cache", "--config", tmp_path / "settings.toml").returncode == 0
    with closing(sqlite3.connect(tmp_path / vector_cache.FILE, isolation_level=None)) as db:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        for options in ((), ("--clear",)):
            shown = aligner("cache", "--config", tmp_path / "settings.toml", *options)
            assert shown.returncode == 1
            assert "is in use or cannot be written" in shown.stderr
            assert "Traceback" not in shown.stderr
