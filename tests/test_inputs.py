import gzip
import os
import sys
from io import BytesIO
from pathlib import Path

import pytest

from aligner.errors import UsageError
from aligner.inputs import collect, read_documents, reader_for, save_stdin
from aligner.parts import by_ending, endings
from aligner.records import Document, Note


def names(files, folder):
    return [str(file.relative_to(folder)) for file in files]


def test_folders_are_searched_in_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.jsonl", "a/c/d.TXT", ".hidden/x.txt", "a/.x.txt", "notes.docx", "README"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    files, notes = collect([tmp_path])
    assert names(files, tmp_path) == ["a/c/d.TXT", "a/z.jsonl", "b.txt"]
    assert [(note.source, note.outcome) for note in notes] == [
        (str(tmp_path / "README"), "skipped"),
        (str(tmp_path / "notes.docx"), "skipped"),
    ]
    assert ".docx" in notes[1].message
    assert ".jsonl" in notes[1].message


def test_the_order_of_paths_and_repeats_do_not_matter(tmp_path):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    one = collect([tmp_path / "b.txt", tmp_path, tmp_path / "a.txt"])
    assert names(one[0], tmp_path) == ["a.txt", "b.txt"]
    assert one == collect([tmp_path / "a.txt", tmp_path / "b.txt", tmp_path])


def test_loops_of_links_end(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x.txt").write_text("x")
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    files, _ = collect([tmp_path])
    assert names(files, tmp_path) == ["a/x.txt", "self.txt"]
    (note,) = [item for item in read_documents(files) if isinstance(item, Note)]
    assert (note.source, note.outcome) == (str(tmp_path / "self.txt"), "unreadable")


def test_a_path_that_is_not_there_is_the_callers_mistake(tmp_path):
    with pytest.raises(UsageError, match="no such file"):
        collect([tmp_path / "missing"])


def test_a_file_named_by_hand_that_nobody_reads_is_noted(tmp_path):
    (tmp_path / "a.xyz").write_text("x")
    files, notes = collect([tmp_path / "a.xyz"])
    assert files == []
    assert [note.outcome for note in notes] == ["skipped"]
    assert reader_for(tmp_path / "a.xyz") is None
    assert [note.outcome for note in read_documents([tmp_path / "a.xyz"])] == ["unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_may_not_be_opened_is_noted(tmp_path):
    (tmp_path / "a").mkdir(mode=0)
    _, notes = collect([tmp_path])
    assert [note.outcome for note in notes] == ["unreadable"]


def test_one_bad_file_does_not_stop_the_others(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\0\1\2")
    (tmp_path / "b.txt").write_text("Good.")
    bad, good = read_documents(collect([tmp_path])[0])
    assert isinstance(bad, Note)
    assert bad.outcome == "unreadable"
    assert good == Document("Good.", str(tmp_path / "b.txt"))


def test_what_is_compressed_goes_to_the_reader_of_what_is_inside(tmp_path):
    for name in ("a.txt.gz", "b.jsonl.zst", "c.CSV.GZ", "d.warc.gz"):
        assert reader_for(tmp_path / name) is not None
    assert reader_for(tmp_path / "a.tar.gz") is None


def test_readers_get_their_options(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"body": "Good."}')
    (found,) = read_documents([tmp_path / "a.jsonl"], {"jsonl": {"text": "body"}, "csv": {"text": "other"}})
    assert found.text == "Good."


def test_text_that_was_decoded_wrongly_is_noted_and_kept(tmp_path):
    (tmp_path / "a.txt").write_text("CafÃ© opens.", "utf-8")
    note, document = read_documents([tmp_path / "a.txt"])
    assert note.outcome == "mojibake"
    assert document.text == "CafÃ© opens."


def test_the_folder_of_the_output_is_no_input(tmp_path):
    for name in ("a.txt", "out/shards/x.parquet", "out/kept.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(collect([tmp_path], tmp_path / "out")[0], tmp_path) == ["a.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
def test_a_name_that_is_no_text_is_noted(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text("x")
    (tmp_path / "a.txt").write_text("x")
    files, notes = collect([tmp_path])
    assert names(files, tmp_path) == ["a.txt"]
    assert [(note.outcome, note.source) for note in notes] == [("unreadable", f"{tmp_path}/\ufffd.txt")]


def test_the_output_of_another_run_is_no_input(tmp_path):
    for name in ("news/a.txt", "out/kept.jsonl", "out/status.json", "out/shards/x.parquet", "out/manifest/x.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    files, notes = collect([tmp_path])
    assert names(files, tmp_path) == ["news/a.txt"]
    assert [(note.source, note.outcome) for note in notes] == [(str(tmp_path / "out"), "skipped")]
    assert collect([tmp_path / "out" / "kept.jsonl"]) == ([tmp_path / "out" / "kept.jsonl"], [])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b'{"text": "a"}\n{"text": "b"}\n', "stdin.jsonl"),
        (b'\xef\xbb\xbf \n{"text": "a"}', "stdin.jsonl"),
        (b"Just a text.", "stdin.txt"),
        (b"", "stdin.txt"),
    ],
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_stdin_becomes_a_file_that_a_reader_knows(tmp_path, data, name, pack):
    stream = BytesIO(pack(data))
    path = save_stdin(stream, tmp_path / "new")
    assert path == tmp_path / "new" / name
    assert path.read_bytes() == data


def test_the_longest_ending_that_is_known_chooses_the_part():
    assert by_ending("readers", "A.TXT") == "text"
    assert by_ending("readers", "a.warc.gz") == "warc"
    assert by_ending("bitext_readers", "a.b.tmx.zst") == "tmx"
    assert by_ending("writers", "a.txt") is None
    assert endings("writers")[".tsv"] == "tsv"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_among_the_files_is_noted_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text("One bus.", "utf-8")
    files, notes = collect([tmp_path])
    assert files == [tmp_path / "a.txt"]
    assert [(note.outcome, "is no file but a pipe" in note.message) for note in notes] == [("unreadable", True)]
