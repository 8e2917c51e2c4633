"""The records: JSON and Parquet round trips, ids from content."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner import records, shards
from aligner.errors import InputError
from aligner.records import Article, Bead, Bitext, Finding, Span, content_id, from_line, to_line
from aligner.windows import EncodedArticle

KINDS = [
    kind for kind in vars(records).values() if dataclasses.is_dataclass(kind) and kind.__module__ == records.__name__
]
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBER = st.integers(-(2**53), 2**53)
st.register_type_strategy(str, TEXT)
st.register_type_strategy(int, NUMBER)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.__name__)
def test_a_record_survives_json(kind):
    @given(st.builds(kind))
    def survives(record):
        line = to_line(record)
        assert "\n" not in line
        assert from_line(kind, line) == record

    survives()


@pytest.mark.parametrize("kind", [*KINDS, EncodedArticle], ids=lambda k: k.__name__)
def test_a_record_survives_parquet(kind, tmp_path):
    path = tmp_path / "x.parquet"

    @settings(max_examples=40)
    @given(st.lists(st.builds(kind), max_size=4), st.integers(1, 5))
    def survives(rows, batch):
        writer = shards.ShardWriter(path, kind, batch)
        for row in rows:
            writer.write(row)
        writer.close()
        assert list(shards.read(path, kind, batch)) == rows

    survives()


def test_an_article_written_before_it_had_a_timestamp_is_read(tmp_path):
    import json

    import pyarrow as pa
    import pyarrow.parquet as pq

    from aligner.shards import read, schema

    article = Article("0" * 32, "en", "Text.", "Title", "2025-09-18", "a.txt")
    stated = dataclasses.replace(article, timestamp="2025-09-18T08:00:00+09:00")
    old = {name: value for name, value in json.loads(to_line(article)).items() if name != "timestamp"}
    assert from_line(Article, json.dumps(old)) == article
    before = schema(Article).remove(schema(Article).get_field_index("timestamp"))
    pq.write_table(pa.Table.from_pylist([old], before), tmp_path / "old.parquet")
    assert list(read(tmp_path / "old.parquet", Article)) == [article]
    assert schema(Article).field("timestamp").type == pa.string()
    assert from_line(Article, to_line(stated)) == stated


def test_records_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Span(0, 1).start = 5


@given(st.lists(TEXT, max_size=4), st.lists(TEXT, max_size=4))
def test_ids_differ_exactly_when_content_does(a, b):
    assert (content_id(*a) == content_id(*b)) == (a == b)


def test_a_line_of_something_else_is_refused_with_its_reason():
    with pytest.raises(InputError, match="not a Bead record"):
        from_line(Bead, '{"source": 3}')
    with pytest.raises(InputError, match="not a Article record"):
        from_line(Article, "not json")


def test_shape_and_null():
    assert Bead(Span(0, 2), Span(3, 4), 0.9).shape == "2:1"
    assert not Bead(Span(0, 2), Span(3, 4), 0.9).is_null
    assert Bead(Span(0, 0), Span(3, 4), 0.9).is_null


def test_findings_travel_inside_a_bitext():
    reference = records.Reference("a", "a.txt", None, Span(0, 1), (Span(0, 5),))
    finding = Finding("numbers", "critical", "10 became 100", Span(1, 3), None, 0.9, {"source": "10"})
    bitext = Bitext("i", "p", "monotone", "ko", "en", "가", "a", reference, reference, {"probability": 1.0}, (finding,))
    assert from_line(Bitext, to_line(bitext)) == bitext


@given(st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=4), st.sampled_from(["", " "]), st.data())
def test_locate_finds_the_article_text(sentences, joiner, data):
    article, spans = "", []
    for sentence in sentences:
        article += "\n\n"
        spans.append(Span(len(article), len(article) + len(sentence)))
        article += sentence
    reference = records.Reference("a", "a.txt", None, Span(0, len(spans)), tuple(spans), joiner)
    number = data.draw(st.integers(0, len(sentences) - 1))
    start = data.draw(st.integers(0, len(sentences[number]) - 1))
    stop = data.draw(st.integers(start + 1, len(sentences[number])))
    before = sum(len(s) + len(joiner) for s in sentences[:number])
    assert reference.locate(before + start, before + stop).of(article) == sentences[number][start:stop]


def test_locate_outside_is_refused():
    with pytest.raises(ValueError, match="outside"):
        records.Reference("a", "a.txt", None, Span(0, 1), (Span(0, 3),)).locate(0, 9)
