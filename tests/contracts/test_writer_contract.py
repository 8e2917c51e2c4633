"""What every writer promises: hostile text comes through, the file appears whole or not at all, `-` is stdout."""

import re
from pathlib import Path

import pytest
from builders import bitext
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.parts import build, names

HOSTILE = ["a\tb", "line\nbreak", "]]>", "<seg>&amp;", '"quoted"', "‏עברית", "👩‍🔬", "\x00\x1b\x85\u2028", "=1+1"]


@pytest.fixture(params=names("writers"))
def writer(request):
    return build("writers", request.param)


def test_hostile_text_is_written(writer, tmp_path):
    path = tmp_path / "x"
    writer.write([bitext(source_text=text, target_text=text) for text in HOSTILE], path)
    assert path.stat().st_size > 0


def test_an_empty_run_is_a_valid_file(writer, tmp_path):
    writer.write([], tmp_path / "x")
    assert (tmp_path / "x").exists()


def test_a_failure_leaves_nothing_behind(writer, tmp_path):
    def broken():
        yield bitext()
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        writer.write(broken(), tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_dash_is_stdout(writer, tmp_path, capsys):
    writer.write([bitext()], tmp_path / "x")
    writer.write([bitext()], Path("-"))
    assert capsys.readouterr().out == (tmp_path / "x").read_text("utf-8")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=3))
def test_tmx_is_read_back_by_an_xml_parser(tmp_path_factory, texts):
    from xml.etree import ElementTree

    path = tmp_path_factory.mktemp("tmx") / "x.tmx"
    build("writers", "tmx").write([bitext(source_text=a, target_text=b) for a, b in texts], path)
    root = ElementTree.parse(path).getroot()
    assert root.get("version") == "1.4"
    header = root.find("header")
    required = ("creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype")
    assert all(header.get(name) for name in required)
    found = [tuple(seg.text or "" for seg in unit.iter("seg")) for unit in root.iter("tu")]
    assert found == [(_xml(a), _xml(b)) for a, b in texts]


def _xml(text):
    """What a segment holds of a text: one line, without the characters that XML 1.0 forbids."""
    line = re.sub("\r\n|[\t\n\r\v\f\x85\u2028\u2029]", " ", text)
    return "".join(c for c in line if c >= " " and c not in "\ufffe\uffff")


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=3))
def test_tsv_has_one_line_a_bitext(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("tsv") / "x.tsv"
    clean = [(a.encode("utf-8", "ignore").decode(), b.encode("utf-8", "ignore").decode()) for a, b in texts]
    build("writers", "tsv").write([bitext(source_text=a, target_text=b) for a, b in clean], path)
    lines = path.read_text("utf-8").split("\n")
    assert lines[-1] == ""
    assert len({line.count("\t") for line in lines[:-1]}) == 1
    assert len(lines) == len(texts) + 2
