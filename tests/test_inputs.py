import os

import pytest

from aligner.errors import UsageError
from aligner.inputs import collect, read_documents, reader_for
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
