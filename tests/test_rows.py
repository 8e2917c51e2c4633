"""Rows taken out of Arrow a column at a time are those that pyarrow gives."""

from datetime import date
from pathlib import Path

import pyarrow as pa
from builders import article, bitext
from hypothesis import given
from hypothesis import strategies as st

from aligner import shards
from aligner.candidates import Candidate
from aligner.records import ArticlePair, Bitext, content_id
from aligner.rows import rows_of

NUMBER = st.integers(-(2**63), 2**63 - 1)
REAL = st.floats(allow_nan=False)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
INNER = pa.struct([("text", pa.string()), ("number", pa.int64())])
SCHEMA = pa.schema(
    [
        ("number", pa.int64()),
        ("real", pa.float64()),
        ("flag", pa.bool_()),
        ("raw", pa.binary()),
        ("day", pa.date32()),
        ("inner", INNER),
        ("numbers", pa.list_(pa.int64())),
        ("inners", pa.list_(INNER)),
        ("lists", pa.list_(pa.list_(pa.string()))),
        ("scores", pa.map_(pa.string(), pa.float64())),
    ]
)


def or_none(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | values


inner = st.fixed_dictionaries({"text": or_none(TEXT), "number": or_none(NUMBER)})
row = st.fixed_dictionaries(
    {
        "number": or_none(NUMBER),
        "real": or_none(REAL),
        "flag": or_none(st.booleans()),
        "raw": or_none(st.binary(max_size=5)),
        "day": or_none(st.dates(date(1900, 1, 1), date(2100, 1, 1))),
        "inner": or_none(inner),
        "numbers": or_none(st.lists(or_none(NUMBER), max_size=3)),
        "inners": or_none(st.lists(or_none(inner), max_size=3)),
        "lists": or_none(st.lists(or_none(st.lists(or_none(TEXT), max_size=2)), max_size=2)),
        "scores": or_none(st.dictionaries(TEXT, or_none(REAL), max_size=3)),
    }
)


@given(st.lists(row, max_size=6), st.integers(0, 6), st.integers(0, 6))
def test_rows_are_those_of_pyarrow(rows: list[dict], start: int, length: int) -> None:
    batch = pa.RecordBatch.from_pylist(rows, SCHEMA).slice(start, length)
    assert rows_of(batch) == batch.to_pylist(maps_as_pydicts="strict")


def test_numbers_are_numbers_of_python() -> None:
    (found,) = rows_of(pa.RecordBatch.from_pylist([{"a": 1, "b": 1.5, "c": True}]))
    assert [type(value) for value in found.values()] == [int, float, bool]


def test_only_the_records_asked_for_are_read(tmp_path: Path) -> None:
    found = [bitext(id=str(number), keep=number % 3 == 0) for number in range(7)]
    shards.write_shard(tmp_path / "some.parquet", Bitext, (("", one) for one in found), 2, folder=False)
    for keep in (True, False):
        assert list(shards.read_all(tmp_path, Bitext, ("keep", keep))) == [one for one in found if one.keep == keep]
    assert list(shards.read_all(tmp_path, Bitext)) == found


def test_chosen_rows_and_the_columns_of_a_smaller_class_are_read(tmp_path: Path) -> None:
    sides = [article(lang, [f"{lang} {n}"])[0] for n in range(5) for lang in ("ko", "en")]
    found = [
        ArticlePair(content_id(a.id, b.id), a, b, 0.5, {"lead": 0.25}, "said")
        for a, b in zip(sides[::2], sides[1::2], strict=True)
    ]
    path = tmp_path / "some.parquet"
    shards.write_shard(path, ArticlePair, (("", one) for one in found), 3, folder=False)
    chosen = [True, False, False, True, True]
    assert list(shards.read(path, ArticlePair, 2, chosen=chosen)) == [found[0], *found[3:]]
    for narrow, one in zip(shards.read(path, Candidate, 2), found, strict=True):
        assert (narrow.id, narrow.because) == (one.id, one.because)
        assert (narrow.source.source, narrow.target.source) == (one.source.source, one.target.source)
