"""Malformed inputs of every kind: each ends in articles or in a note with a reason, and nothing crashes."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from article_files import feed, page, parquet, warc, zstd

from aligner.articles import compose
from aligner.inputs import collect, read_documents
from aligner.records import Article, Note

EN = "The forum opened in Beijing on Thursday with speeches by two ministers and a long debate."
KO = "포럼은 목요일 베이징에서 두 장관의 연설로 막을 올렸고 토론이 이어졌다."
LINE = json.dumps({"text": EN})


class Case(NamedTuple):
    """A file, how many articles it gives, the outcomes of the notes in order, and words the notes must hold."""

    name: str
    data: bytes | Callable[[], bytes]
    articles: int
    notes: tuple[str, ...] = ()
    words: str = ""


def items_of(folder: Path, *paths: Path) -> tuple[list[Article], list[Note]]:
    """Return what a run would make of files, in the order of its messages."""
    files, skipped = collect(list(paths) or [folder])
    found = [item if isinstance(item, Note) else compose(item) for item in read_documents(files)]
    articles = [item for item in found if isinstance(item, Article)]
    return articles, [*skipped, *(item for item in found if isinstance(item, Note))]


def jsonl(*lines: str | bytes) -> bytes:
    return b"".join((line if isinstance(line, bytes) else line.encode()) + b"\n" for line in lines)


def wacz(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive/data.warc.gz", gzip.compress(data))
    return out.getvalue()


def gzip_bomb(size: int) -> bytes:
    """Return a gzip file of so many zero bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"\0" * 1_000_000
    return b"".join([*(packer.compress(block) for _ in range(size // len(block))), packer.flush()])


def zstd_bomb(size: int) -> bytes:
    return zstd(b"\0" * size)


ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
BOMB_FEED = feed(f"<item><title>T</title><description>{EN} &l9;</description></item>").replace(
    "<rss", f"<!DOCTYPE r [{ENTITIES}]><rss"
)
OUTSIDE_FEED = feed(f"<item><description>{EN} &x;</description></item>").replace(
    "<rss", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss'
)
ITEM = f"<item><title>Forum</title><link>https://example.com/1</link><description>{EN}</description></item>"
LATE_BAD_BYTE = f"text,url\n{EN * 12_000},1\n".encode() + b"x\xff,2\n" + f"{EN},3\n".encode()
PARQUET = parquet([{"text": EN, "url": f"https://example.com/{n}"} for n in range(3)])
ARCHIVE = warc({"https://example.com/1": page(EN), "https://example.com/2": page(KO)})

TEXT = [
    Case("empty.txt", b"", 0, ("empty",), "is empty"),
    Case("blank.txt", b" \r\n\t\n", 0, ("empty",), "is empty"),
    Case("mark.txt", b"\xef\xbb\xbf", 0, ("empty",)),
    Case("digits.txt", b"12345 67 89", 0, ("empty",), "no letters"),
    Case("zeros.txt", b"\0" * 5000, 0, ("unreadable",), "binary"),
    Case("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", 0, ("unreadable",), "binary"),
    Case("controls.txt", bytes(range(1, 32)) * 100, 0, ("unreadable",), "control characters"),
    Case("document.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", 0, ("unreadable",), "PDF"),
    Case("office.txt", b"PK\x03\x04\x14\0\6\0", 0, ("unreadable",), "ZIP"),
    Case("cut-utf8.txt", KO.encode()[:-5], 0, ("unreadable",), "not UTF-8"),
    Case("cut-utf16.txt", KO.encode("utf-16")[:-1], 0, ("unreadable",), "breaks it"),
    Case("mixed.txt", KO.encode() + KO.encode("cp949"), 0, ("unreadable",), "not UTF-8"),
    Case("cp949.txt", (KO * 3).encode("cp949"), 1, ("decoded",), "cp949"),
    Case("utf16.txt", KO.encode("utf-16"), 1),
    Case("utf16-no-mark.txt", EN.encode("utf-16-le"), 1),
    Case("mojibake.txt", f"{EN} Café d’été.".encode().decode("latin-1").encode(), 1, ("mojibake",), "é"),
    Case("lost.txt", f"{EN} Giang \ufffd\ufffd spoke.".encode(), 1, ("mojibake",), "2 characters were lost"),
    Case("invisible.txt", EN.replace(" ", " \u200b").encode(), 1),
    Case("nothing-visible.txt", "\u200b\ufeff\u2060\u00ad".encode(), 0, ("empty",)),
    Case("one-line.txt", (EN + " ").encode() * 60_000, 1),
    Case("many-lines.txt", f"{EN}\n".encode() * 20_000, 1),
    Case("no-spaces.txt", b"a" * 5_000_000, 0, ("language",)),
    Case("old-mac.txt", EN.replace(". ", ".\r").encode() + b"\r" + EN.encode(), 1),
    Case("furniture.txt", b"Photo: SNA\nShare this article\nAll rights reserved.", 0, ("empty",)),
    Case("runes.txt", "ᚠᚢᚦᚨᚱᚲ ᚷᚹᚺᚾ".encode(), 0, ("language",)),
    Case("name with spaces & 한글.txt", EN.encode(), 1),
    Case("strange.docx", b"PK", 0, ("skipped",), "No reader"),
    Case("no-suffix", EN.encode(), 0, ("skipped",)),
]  # fmt: skip
PACKED = [
    Case("good.txt.gz", gzip.compress(EN.encode()), 1),
    Case("good.jsonl.zst", zstd(jsonl(LINE, LINE)), 2),
    Case("two-members.txt.gz", gzip.compress(EN.encode()) + gzip.compress(b" " + EN.encode()), 1),
    Case("not-packed.txt.gz", EN.encode(), 1),
    Case("cut.txt.gz", gzip.compress(os.urandom(500) + EN.encode())[:-20], 0, ("unreadable",), "cut off"),
    Case(
        "cut.jsonl.gz",
        gzip.compress(jsonl(*[LINE] * 500)) + b"\x1f\x8b\x08" + b"\xff" * 90,
        500,
        ("unreadable",),
        "damaged",
    ),
    Case("damaged.txt.gz", gzip.compress(EN.encode())[:14] + b"\xff" * 30, 0, ("unreadable",), "damaged"),
    Case("header-only.txt.gz", b"\x1f\x8b", 0, ("unreadable",), "cut off"),
    Case("garbage.txt.zst", b"\x28\xb5\x2f\xfd" + b"garbage" * 50, 0, ("unreadable",), "damaged"),
    Case("cut.txt.zst", zstd(EN.encode())[:-4], 0, ("unreadable",), "cut off"),
    Case("nested.txt.gz", gzip.compress(gzip.compress(EN.encode())), 0, ("unreadable",), "gzip"),
    Case("bomb.jsonl.gz", lambda: gzip_bomb(400_000_000), 0, ("unreadable",)),
    Case("bomb.jsonl.zst", lambda: zstd_bomb(300_000_000), 0, ("unreadable",)),
]
JSONL = [
    Case("empty.jsonl", b"", 0, ("empty",)),
    Case("array.jsonl", f"[{LINE}, {LINE}]".encode(), 0, ("unreadable",), "jq"),
    Case("indented.jsonl", b'{\n "text": "a"\n}', 0, ("unreadable",), "jq"),
    Case("arrays.jsonl", jsonl(LINE, f"[{LINE}]"), 1, ("unreadable",), "a record is a JSON object"),
    Case("nan.jsonl", jsonl('{"text": NaN}', LINE), 1, ("unreadable",), "not JSON"),
    Case("half-surrogate.jsonl", jsonl('{"text": "\\ud800"}', LINE), 1, ("unreadable",), "surrogate"),
    Case("deep.jsonl", jsonl(b'{"text": ' + b"[" * 200_000, LINE), 1, ("unreadable",), "not JSON"),
    Case("deep-object.jsonl", jsonl(b'{"a":' * 100_000 + b"1" + b"}" * 100_000, LINE), 1, ("unreadable",)),
    Case("cut.jsonl", jsonl(LINE) + LINE.encode()[:40], 1, ("unreadable",), "not JSON"),
    Case("numbers.jsonl", jsonl('{"text": 5}', '{"text": ["a"]}', LINE), 1, ("unreadable",) * 2, "not a string"),
    Case("null.jsonl", jsonl('{"text": null}', '{"text": ""}'), 0, ("empty", "empty")),
    Case("other-field.jsonl", jsonl('{"body": "x"}'), 0, ("unreadable",), "[readers.jsonl]"),
    Case("same-ids.jsonl", jsonl(json.dumps({"id": "1", "text": EN}), json.dumps({"id": "1", "text": KO})), 2),
    Case("bad-code.jsonl", jsonl(json.dumps({"text": EN, "lang": "the Queen's"})), 0, ("language",), "ISO 639"),
    Case("bad-date.jsonl", jsonl(json.dumps({"text": EN, "date": "31.02.2025"})), 1, ("date",), "YYYY-MM-DD"),
    Case("utf16.jsonl", LINE.encode("utf-16"), 0, ("unreadable",), "UTF-16"),
    Case("bad-byte.jsonl", jsonl(LINE.encode().replace(b"forum", b"f\xfffrum"), LINE), 1, ("unreadable",), "not UTF-8"),
    Case("long-line.jsonl", jsonl(json.dumps({"text": (EN + " ") * 55_000}), LINE), 2),
    Case("no-newline.jsonl", b'{"text": "' + b"a" * 5_000_000, 0, ("unreadable",), "not JSON"),
]  # fmt: skip
CSV = [
    Case("empty.csv", b"", 0, ("empty",)),
    Case("header.csv", b"text,title\n", 0),
    Case("no-column.csv", b"body,title\na,b\n", 0, ("unreadable",), "Fields found: body, title"),
    Case("open-quote.csv", f'text,url\n"{EN}",1\n"{EN},2\n{EN},3\n'.encode(), 1, ("unreadable",), "quote"),
    Case("inner-quotes.csv", f'text,url\n"The "so-called" forum",1\n"{EN}",2\n'.encode(), 1, ("unreadable",), "quote"),
    Case("short-row.csv", f"text,url\n{EN}\n{EN},2\n".encode(), 1, ("unreadable",), "1 fields"),
    Case("long-row.csv", f"text,url\n{EN},1,2,3\n{EN},2,\n".encode(), 1, ("unreadable",), "4 fields"),
    Case("zero-byte.csv", f"text,url\n{EN}\0,1\n{EN},2\n".encode(), 0, ("unreadable",), "binary"),
    Case("bad-byte.csv", f"text,url\n{EN},1\n{EN},2\n".encode().replace(b",2", b"\xff,2"), 0, ("unreadable",)),
    Case("late-bad-byte.csv", LATE_BAD_BYTE, 2, ("unreadable",), "not utf-8"),
    Case("semicolons.csv", f'url;text\n1;"{EN}; and\nmore"\n'.encode(), 1),
    Case("plain-quotes.tsv", f'url\ttext\n1\t"Yes," she said. {EN}\n2\t"No. {EN}\n'.encode(), 2),
    Case("cp949.csv", f"text,url\n{KO},1\n{KO},2\n".encode("cp949"), 2, ("decoded",)),
    Case("utf16.tsv", f"text\turl\r\n{KO}\t1\r\n".encode("utf-16"), 1),
    Case("big-field.csv", f'text\n"{(EN + " ") * 55_000}"\n'.encode(), 1),
    Case("no-newline.csv", b"text" + b"a" * 25_000_000, 0, ("unreadable",), "20 million"),
]  # fmt: skip
PARQUET_FILES = [
    Case("empty.parquet", b"", 0, ("unreadable",), "not a Parquet file"),
    Case("cut.parquet", PARQUET[:-10], 0, ("unreadable",), "not a Parquet file"),
    Case("damaged.parquet", PARQUET[:20] + b"\xff" * 40 + PARQUET[60:], 0, ("unreadable",), "damaged"),
    Case("other-columns.parquet", parquet([{"body": EN}]), 0, ("unreadable",), "Fields found: body"),
    Case("numbers.parquet", parquet([{"text": 5}, {"text": 6}]), 0, ("unreadable",) * 2, "not a string"),
    Case("lists.parquet", parquet([{"text": [EN]}]), 0, ("unreadable",), "not a string"),
    Case("bytes.parquet", parquet([{"text": b"\xff\xfe"}, {"text": EN.encode()}]), 1, ("unreadable",), "not UTF-8"),
    Case("nulls.parquet", parquet([{"text": None}, {"text": EN}]), 1, ("empty",)),
    Case("good.parquet", PARQUET, 3),
    Case("fake.parquet", b"PAR1" + b"\0" * 100 + b"PAR1", 0, ("unreadable",)),
]
WEB = [
    Case("empty.html", b"", 0, ("empty",)),
    Case("no-text.html", b"<html><body><script>var a = 'text';</script></body></html>", 0, ("empty",)),
    Case("deep.html", b"<div>" * 20_000 + page(EN).encode(), 0, ("empty",)),
    Case("deeper.html", b"<div>" * 500_000, 0, ("unreadable",), "tags"),
    Case("tags.html", b"<" * 1_000_000, 0, ("unreadable",), "tags"),
    Case("big.html", b"<p>" + b"word " * 2_100_000, 0, ("unreadable",), "10 MB"),
    Case("attributes.html", b"<p " + b"a='b' " * 200_000 + f">{EN}</p>".encode(), 1),
    Case("unclosed.html", f"<html><body><article><p>{EN}<p>{EN}<b><i>".encode(), 1),
    Case("cut.html", page(EN).encode()[:-40], 1),
    Case("binary.html", b"\0\1\2\3" * 500, 0, ("unreadable",), "binary"),
    Case("cp949.html", page(KO).encode("cp949"), 1, ("decoded",)),
    Case("late.xhtml", b"<?xml version='1.0'?>" + page(EN).encode(), 1),
    Case("empty.xml", b"", 0, ("unreadable",), "no RSS or Atom feed"),
    Case("other.xml", b"<a><b>text</b></a>", 0, ("unreadable",), "no RSS or Atom feed"),
    Case("good.rss", feed(ITEM).encode(), 1),
    Case("no-entries.rss", feed("").encode(), 0, ("empty",)),
    Case("bomb.rss", BOMB_FEED.encode(), 1, ("damaged",)),
    Case("outside.rss", OUTSIDE_FEED.encode(), 1),
    Case("cut.rss", feed(ITEM * 2).encode()[:-60], 1, ("damaged", "empty")),
    Case("half-surrogate.rss", feed(ITEM.replace("Forum", "&#xD800;")).encode(), 0, ("unreadable",)),
    Case("deep.atom", b"<feed><entry><content>" + b"<a>" * 20_000, 0, ("damaged", "empty")),
    Case("utf16.rss", feed(ITEM).encode("utf-16"), 1),
    Case("empty.warc", b"", 0, ("empty",)),
    Case("text.warc", b"not an archive\n" * 10, 0, ("unreadable",), "no WARC"),
    Case("cut.warc", ARCHIVE[:-60], 1, ("unreadable",), "cut off"),
    Case("cut.warc.gz", gzip.compress(ARCHIVE)[:-30], 1, ("unreadable",), "cut off"),
    Case("good.warc.gz", gzip.compress(ARCHIVE), 2),
    Case("lengths.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nabc", 0, ("empty",)),
    Case("errors.warc", warc({"https://example.com/1": page(EN)}, status="404 Not Found"), 0, ("empty",)),
    Case("picture.warc", warc({"https://example.com/1.png": "x"}, kind="image/png"), 0, ("empty",)),
    Case("plain.warc", warc({"https://example.com/1": EN}, kind="text/plain"), 1),
    Case("good.wacz", wacz(ARCHIVE), 2),
    Case("cut.wacz", wacz(ARCHIVE)[:-20], 0, ("unreadable",), "WACZ"),
    Case("bomb.wacz", lambda: wacz(b"WARC/1.0\r\nContent-Length: 250000000\r\n\r\n" + b"\0" * 250_000_000), 0, ("unreadable",)),
]  # fmt: skip
CASES = [*TEXT, *PACKED, *JSONL, *CSV, *PARQUET_FILES, *WEB]


def test_there_are_many_and_each_has_its_own_name():
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_malformed_file_ends_in_articles_or_a_reason(case, tmp_path):
    if case in WEB:
        pytest.importorskip("trafilatura")
    (tmp_path / case.name).write_bytes(case.data if isinstance(case.data, bytes) else case.data())
    articles, notes = items_of(tmp_path)
    assert [note.outcome for note in notes] == list(case.notes), notes
    assert len(articles) == case.articles
    assert case.words in " ".join(note.message for note in notes)
    for note in notes:
        assert note.source
        assert len(note.message) < 600


def test_loops_of_links_repeats_and_what_may_not_be_read(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.txt").write_text(EN)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    articles, notes = items_of(tmp_path, tmp_path, tmp_path / "a" / "one.txt")
    assert [article.source for article in articles] == [str(tmp_path / "a" / "one.txt")]
    assert {Path(note.source).name: note.outcome for note in notes} == dict.fromkeys(
        ("self.txt", "gone.txt", "pipe.txt"), "unreadable"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_noted(tmp_path):
    (tmp_path / "secret.txt").touch(mode=0)
    assert [note.outcome for note in items_of(tmp_path)[1]] == ["unreadable"]


MEASURED = """
import re, sys
from pathlib import Path
from aligner.articles import compose
from aligner.inputs import read_documents
from aligner.records import Note
from collections import Counter
counts = Counter()
for item in read_documents([Path(sys.argv[1])]):
    made = item if isinstance(item, Note) or sys.argv[2] == "read" else compose(item)
    counts[made.outcome if isinstance(made, Note) else "article"] += 1
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
print(dict(counts), peak // 1024, sep="|")
"""


def measured(path: Path, how: str = "compose") -> tuple[dict[str, int], int]:
    """Return what a file gives in a process of its own, and that process's peak of memory in MB.

    `getrusage` would count the memory of the process that started it as well.
    """
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is read from /proc")
    command = [sys.executable, "-c", MEASURED, str(path), how]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout.partition("|")
    return eval(shown[0]), int(shown[2])


def test_memory_does_not_grow_with_the_number_of_records(tmp_path):
    line = json.dumps({"text": EN * 4})
    for name, data in (("a.jsonl", jsonl(*[line] * 100)), ("b.jsonl.gz", gzip.compress(jsonl(*[line] * 30_000), 1))):
        (tmp_path / name).write_bytes(data)
    few, many = measured(tmp_path / "a.jsonl", "read"), measured(tmp_path / "b.jsonl.gz", "read")
    assert (few[0], many[0]) == ({"article": 100}, {"article": 30_000})
    assert many[1] < few[1] + 30


def test_a_decompression_bomb_is_refused_in_little_memory(tmp_path):
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip_bomb(400_000_000))
    counts, memory = measured(path)
    assert set(counts) == {"unreadable"}
    assert memory < 500


@pytest.mark.slow
@pytest.mark.parametrize("name", ["line.txt", "line.jsonl", "line.csv", "line.html", "line.rss"])
def test_a_line_of_a_hundred_megabytes_stays_below_500_mb(name, tmp_path):
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(b"text\n" if name.endswith("csv") else b'{"text": "' if name.endswith("jsonl") else b"")
        for _ in range(99):
            file.write((EN.encode() + b" ") * (1_000_000 // (len(EN) + 1)))
        file.write(b'"}\n' if name.endswith("jsonl") else b"")
    counts, memory = measured(path)
    assert sum(counts.values()) >= 1
    assert memory < 500
