import json

import pytest

from aligner.errors import InputError
from aligner.readers.jsonl import JsonlReader
from aligner.readers.text import TextReader
from aligner.records import Document, Note

KOREAN = "베트남 국방장관은 18일 베이징에서 중국 국방부장과 회담했다고 밝혔다. 두 장관은 협력을 넓히기로 했다."


def write(tmp_path, *lines, name="x.jsonl"):
    path = tmp_path / name
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\n")
    return path


def read(path):
    return list(JsonlReader().read(path))


def test_a_text_file_is_one_document_with_its_line_ends(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfTitle\r\n\r\nBody.")
    assert list(TextReader().read(path)) == [Document("Title\r\n\r\nBody.", str(path))]


def test_another_encoding_is_read_and_noted(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(KOREAN.encode("cp949"))
    note, document = TextReader().read(path)
    assert (note.outcome, note.source) == ("decoded", str(path))
    assert "cp949" in note.message
    assert document.text == KOREAN


def test_a_text_file_beyond_reason_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("aligner.readers.text._LARGEST", 10)
    (tmp_path / "a.txt").write_text("x" * 11)
    with pytest.raises(InputError, match=r"one a line in \.jsonl"):
        list(TextReader().read(tmp_path / "a.txt"))


def test_a_jsonl_record_gives_a_document(tmp_path):
    record = {
        "text": "Body.",
        "title": "Title",
        "date": "2025-09-18",
        "lang": "en",
        "url": "https://example.com/1",
        "more": 1,
    }
    path = write(tmp_path, json.dumps(record), "", '{"text": "Another."}')
    assert read(path) == [
        Document("Body.", "https://example.com/1", "Title", "2025-09-18", "en"),
        Document("Another.", f"{path}:3"),
    ]


@pytest.mark.parametrize("field", ["url", "source", "id"])
def test_a_record_may_name_its_source(tmp_path, field):
    path = write(tmp_path, json.dumps({"text": "Body.", field: "n1"}))
    assert read(path)[0].source == (f"{path}:1#n1" if field == "id" else "n1")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"text": "half', "not JSON"),
        (b'{"text": "\\ud800 half"}', "surrogate"),
        (b'{"title": "no body"}', "'text' is missing. Fields found: title"),
        (b'{"text": 5}', "'text' is int"),
        (b'{"text": "a", "title": []}', "'title' is list"),
        (b'"text"', "a record is a JSON object"),
        (b"null", "a record is a JSON object"),
        (b'{"text": "\xff\xfe\xfa"}', "not UTF-8"),
        (b"\x00\x01\x02", "NUL bytes"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_becomes_a_note_and_the_rest_goes_on(tmp_path, line, words):
    path = write(tmp_path, '{"text": "before"}', line, '{"text": "after"}')
    before, note, after = read(path)
    assert (before.text, after.text) == ("before", "after")
    assert isinstance(note, Note)
    assert (note.source, note.outcome) == (f"{path}:2", "unreadable")
    assert words in note.message


def test_a_pair_of_surrogates_is_a_character(tmp_path):
    assert read(write(tmp_path, '{"text": "\\ud83d\\ude00"}'))[0].text == "😀"


def test_a_date_that_is_not_understood_is_noted_and_the_article_read(tmp_path):
    path = write(tmp_path, '{"text": "Body.", "date": "lately"}', '{"text": "Body.", "date": 20250918}')
    note, first, second = read(path)
    assert (note.outcome, note.source) == ("date", f"{path}:1")
    assert (first.date, second.date) == ("lately", "20250918")


def test_korean_records_in_cp949_are_read_and_noted(tmp_path):
    note, document = read(write(tmp_path, json.dumps({"text": KOREAN}, ensure_ascii=False).encode("cp949")))
    assert note.outcome == "decoded"
    assert document.text == KOREAN


@pytest.mark.parametrize("content", ["[\n", '[{"text": "a"}]', '{\n  "text": "a"\n}', "\ufeff[]"])
def test_json_that_is_no_json_lines_is_refused_with_the_way_out(tmp_path, content):
    with pytest.raises(InputError, match="jq"):
        read(write(tmp_path, content))


def test_utf_16_is_refused(tmp_path):
    with pytest.raises(InputError, match="UTF-16"):
        read(write(tmp_path, '{"text": "a"}'.encode("utf-16")))


def test_a_mark_at_the_start_is_no_part_of_the_record(tmp_path):
    assert read(write(tmp_path, b'\xef\xbb\xbf{"text": "a"}'))[0].text == "a"


def test_a_file_without_records_is_noted(tmp_path):
    assert [note.outcome for note in read(write(tmp_path, "", " ", "\t"))] == ["empty"]


def test_records_come_while_the_file_is_read(tmp_path):
    path = write(tmp_path, '{"text": "first"}', '{"text": "second"}')
    stream = JsonlReader().read(path)
    assert next(stream).text == "first"
    stream.close()


def test_a_line_too_long_for_memory_is_noted_once(tmp_path, monkeypatch):
    monkeypatch.setattr("aligner.readers.jsonl._LONGEST_LINE", 50)
    path = write(tmp_path, '{"text": "' + "x" * 60 + '"}', '{"text": "after"}')
    first, last = read(path)
    assert (first.outcome, first.source) == ("unreadable", f"{path}:1")
    assert last == Document("after", f"{path}:2")


@pytest.mark.parametrize(
    ("zone", "day", "time"),
    [
        ("Asia/Seoul", "2025-09-18", "2025-09-18T00:10:00+09:00"),
        ("UTC", "2025-09-17", "2025-09-17T15:10:00+00:00"),
        (None, "2025-09-17", "2025-09-17T15:10:00"),
    ],
)
def test_a_timestamp_keeps_its_zone_from_the_file_to_the_article(tmp_path, zone, day, time):
    import datetime

    import pyarrow as pa
    import pyarrow.parquet as pq

    from aligner.articles import compose
    from aligner.readers.parquet import ParquetReader

    moment = datetime.datetime(2025, 9, 17, 15, 10)
    column = pa.array([moment], pa.timestamp("us", zone))
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["The forum opened in Beijing."], "date": column}), path)
    (document,) = ParquetReader().read(path)
    article = compose(document)
    assert (article.date, article.timestamp) == (day, time)
