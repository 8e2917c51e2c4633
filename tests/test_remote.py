"""Inputs by URL: what lies there is read as it would be from a disk, and what goes wrong there is a row."""

import gzip
import json
import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from test_resuming import settings, write_day

from aligner.errors import UsageError
from aligner.inputs import collect, read_documents
from aligner.pipeline import run
from aligner.readers._files import open_file
from aligner.records import Document, Note
from aligner.remote import is_url, located
from aligner.status import status_of

fsspec = pytest.importorskip("fsspec")
from fsspec.implementations.memory import MemoryFileSystem  # noqa: E402 - after the skip


class Faulty(MemoryFileSystem):
    """A storage over which reading breaks off in the middle of some files, while `broken` is true."""

    protocol = "faulty"
    broken = True

    @classmethod
    def _strip_protocol(cls, path):
        return MemoryFileSystem._strip_protocol(path.removeprefix("faulty://"))

    def unstrip_protocol(self, name):
        return f"faulty:/{self._strip_protocol(name)}"

    def _open(self, path, *arguments, **options):
        file = super()._open(path, *arguments, **options)
        if "forbidden" in path and type(self).broken:
            raise PermissionError(f"Access denied: {path}")
        return Breaking(file.getvalue()) if "breaks" in path and type(self).broken else file


class Breaking:
    def __init__(self, data):
        self.data, self.at = data, 0

    def read(self, size):
        if self.at:
            raise ConnectionResetError("reset by peer")
        self.at = size
        return self.data[:size]

    def seekable(self):
        return False

    def close(self):
        pass


fsspec.register_implementation("faulty", Faulty, clobber=True)


@pytest.fixture
def memory(tmp_path):
    """Return a file system in memory with the articles of three days, and the folder that holds the same."""
    storage = fsspec.filesystem("memory")
    for day in (0, 1, 9):
        write_day(tmp_path / "news", day)
    storage.put(str(tmp_path / "news"), "/news", recursive=True)
    yield storage, tmp_path / "news"
    storage.rm("/", recursive=True)


def rows(folder, name="kept.jsonl"):
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def texts(folder):
    return sorted((row["source_text"], row["target_text"]) for row in rows(folder))


def test_a_run_over_a_url_keeps_what_one_over_a_folder_does(memory, tmp_path):
    _, local = memory
    result = run([Path("memory://news")], tmp_path / "remote", settings())
    run([local], tmp_path / "local", settings())
    assert texts(tmp_path / "remote") == texts(tmp_path / "local") != []
    sources = {article.source for a in result.alignments() for article in (a.pair.source, a.pair.target)}
    assert all(source.startswith("memory://news/2025-03-") for source in sources)


def test_a_second_run_reads_only_what_changed(memory, tmp_path):
    storage, local = memory
    run([Path("memory://news")], tmp_path / "out", settings(shards={"inputs": 1}))
    run([Path("memory://news")], tmp_path / "out", settings(shards={"inputs": 1}))
    assert all(stage.reused == stage.jobs for stage in status_of(tmp_path / "out").stages)
    name = sorted(path.name for path in local.iterdir())[0]
    storage.pipe(f"/news/{name}", (local / name).read_bytes().replace(b"bridge", b"tunnel"))
    run([Path("memory://news")], tmp_path / "out", settings(shards={"inputs": 1}))
    ingest = status_of(tmp_path / "out").stages[0]
    assert (ingest.jobs, ingest.reused) == (6, 5)


def test_workers_read_urls_too(memory, tmp_path):
    _, local = memory
    parallel = settings(engine={"name": "local", "workers": 2}, shards={"inputs": 1})
    run([Path(local.as_uri())], tmp_path / "out", parallel)
    run([local], tmp_path / "plain", settings())
    assert texts(tmp_path / "out") == texts(tmp_path / "plain") != []


def test_what_cannot_be_read_is_a_row_and_is_tried_again(memory, tmp_path):
    storage, local = memory
    for path in local.iterdir():
        storage.pipe(f"/faulty/{path.name}", path.read_bytes())
    for name in ("breaks", "forbidden"):
        storage.pipe(f"/faulty/{name}.jsonl", b'{"text": "Nothing."}\n' * 9000)
    try:
        Faulty.broken = True
        result = run([Path("faulty://faulty")], tmp_path / "out", settings())
        assert result.unreadable == 2
        said = {note.source: note.message for note in result.notes if note.outcome == "unreadable"}
        assert "ConnectionResetError: reset by peer" in said["faulty://faulty/breaks.jsonl"]
        assert "Access denied" in said["faulty://faulty/forbidden.jsonl"]
        assert len(list(result.alignments())) == 3
        Faulty.broken = False
        result = run([Path("faulty://faulty")], tmp_path / "out", settings())
        assert result.unreadable == 0
    finally:
        Faulty.broken = True


def test_a_connection_that_breaks_is_not_taken_for_damage(memory):
    storage, _ = memory
    name = "breaks.jsonl.gz"
    lines = "".join(f'{{"text": "{os.urandom(40).hex()}"}}\n' for _ in range(5000))
    storage.pipe(f"/faulty/{name}", gzip.compress(lines.encode()))
    *_, note = read_documents([located(f"faulty://faulty/{name}")])
    assert isinstance(note, Note)
    assert "damaged" not in note.message
    assert "ConnectionResetError" in note.message


def test_every_format_is_read_through_a_url(memory):
    import pyarrow as pa
    import pyarrow.parquet as pq

    storage, _ = memory
    text = "A text of some words."
    storage.pipe("/all/a.jsonl.gz", gzip.compress(json.dumps({"text": text}).encode()))
    storage.pipe("/all/b.csv", f"id,text\n1,{text}\n".encode())
    storage.pipe("/all/c.txt", text.encode())
    with storage.open("/all/deep/d.parquet", "wb") as file:
        pq.write_table(pa.table({"text": [text]}), file)
    for hidden in ("/all/.e.txt", "/all/.f/g.txt"):
        storage.pipe(hidden, b"hidden")
    storage.pipe("/all/h.docx", b"-")
    files, notes = collect([Path("memory://all"), Path("memory://all/b.csv")])
    assert [str(file) for file in files] == [
        f"memory://all/{n}" for n in ("a.jsonl.gz", "b.csv", "c.txt", "deep/d.parquet")
    ]
    assert [(note.source, note.outcome) for note in notes] == [("memory://all/h.docx", "skipped")]
    found = list(read_documents(files))
    assert [item.text for item in found if isinstance(item, Document)] == [text] * 4
    (gone,) = read_documents([located("memory://all/gone.txt")])
    assert isinstance(gone, Note)
    assert "FileNotFoundError" in gone.message


def test_a_url_is_told_from_a_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "odd:").mkdir()
    assert [is_url(name) for name in ("s3://b/k", "gs:/b/k", "https://host/x.csv")] == [True] * 3
    assert [is_url(name) for name in ("C:/news", "news", "/news", "odd:/", "-", "a:b")] == [False] * 6
    assert str(located(Path("s3://bucket/a/b.csv"))) == "s3://bucket/a/b.csv"
    assert str(located(Path("file:///a/b.csv"))) == "file:///a/b.csv"
    assert located("s3://bucket/a/b.csv").name == "b.csv"
    assert located("news") == Path("news")


@pytest.mark.parametrize(
    ("url", "said"), [("nosuch://a/b", "Protocol not known"), ("memory://nowhere", "no such file or folder")]
)
def test_addresses_that_cannot_be_are_the_callers_mistake(tmp_path, url, said):
    with pytest.raises(UsageError, match=said):
        run([Path(url)], tmp_path / "out", settings())


@pytest.mark.skipif(find_spec("s3fs") is not None, reason="the package is here")
def test_a_missing_package_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"s3://bucket/news cannot be read: .*s3fs"):
        run([Path("s3://bucket/news")], tmp_path / "out", settings())


def test_an_output_by_url_is_refused_with_what_to_do():
    with pytest.raises(UsageError, match="copy what is finished to the URL"):
        run([Path("memory://news")], Path("s3://bucket/out"), settings())


def test_reading_begins_before_all_is_fetched(memory):
    storage, _ = memory
    storage.pipe("/faulty/breaks.txt", b"x" * 100_000)
    with open_file(located("faulty://faulty/breaks.txt")) as file:
        assert file.read(10) == b"x" * 10
