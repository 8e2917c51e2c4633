"""Bitext that other tools wrote: read with the languages it states or those given, and what is lost is said."""

import gzip
import json
import zipfile

import pytest

from aligner.errors import InputError, UsageError
from aligner.parts import build
from aligner.records import Span

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="Other" creationtoolversion="2" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="xml"/>
<body>
<tu tuid="7" creationdate="20250918T000000Z">
  <note>checked</note><prop type="score-bicleaner">0.75</prop><prop type="x-client">Garam</prop>
  <tuv xml:lang="ko-KR"><prop type="source-document">http://example.org/ko</prop><seg>다리가 <hi>곧</hi> 열린다.</seg></tuv>
  <tuv xml:lang="en"><seg>The bridge <bpt i="1">&lt;b&gt;</bpt>opens<ept i="1">&lt;/b&gt;</ept> soon.</seg></tuv>
</tu>
<tu><tuv xml:lang="en"><seg>One</seg></tuv><tuv xml:lang="de"><seg>Eins</seg></tuv><tuv xml:lang="fr"><seg>Un</seg></tuv></tu>
<tu><tuv lang="en"><seg>Alone</seg></tuv></tu>
</body></tmx>
"""


def read(name, path, source=None, target=None):
    reader = build("bitext_readers", name, {"source_lang": source, "target_lang": target})
    return list(reader.read(path)), reader.left_out


def texts(bitexts):
    return [(b.source_lang, b.target_lang, b.source_text, b.target_text) for b in bitexts]


@pytest.fixture
def tmx(tmp_path):
    path = tmp_path / "memory.tmx"
    path.write_text(TMX, "utf-8")
    return path


def test_a_tmx_of_another_tool(tmx):
    found, left_out = read("tmx", tmx)
    assert texts(found) == [
        ("en", "ko-KR", "The bridge opens soon.", "다리가 곧 열린다."),
        ("en", "de", "One", "Eins"),
        ("en", "fr", "One", "Un"),
    ]
    assert found[0].id == "7"
    assert found[0].scores == {"bicleaner": 0.75}
    assert found[0].target_ref.document == "http://example.org/ko"
    assert found[0].source_ref.document.endswith("memory.tmx, line 10")
    assert found[0].source_ref.spans == (Span(0, 22),)
    assert len({b.id for b in found}) == 3
    assert all(b.keep for b in found)
    expected = (
        "<note>",
        "attribute creationdate",
        "property x-client",
        "inline <bpt>",
        "unit with fewer than two languages",
    )
    for name in expected:
        assert left_out[name] == 1, name


def test_the_languages_asked_for_choose_and_turn(tmx):
    found, left_out = read("tmx", tmx, "ko", "en")
    assert texts(found) == [("ko-KR", "en", "다리가 곧 열린다.", "The bridge opens soon.")]
    assert left_out["bitext en-de, not the languages asked for"] == 1


def test_utf16_and_gzip_are_read(tmp_path):
    (tmp_path / "a.tmx").write_bytes(TMX.replace("UTF-8", "UTF-16").encode("utf-16"))
    (tmp_path / "b.tmx.gz").write_bytes(gzip.compress(TMX.encode()))
    assert texts(read("tmx", tmp_path / "a.tmx")[0]) == texts(read("tmx", tmp_path / "b.tmx.gz")[0])


XLIFF12 = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.html" source-language="en" target-language="ko" datatype="html"><body><group id="g">
<trans-unit id="1"><source>Open <g id="1">it</g><x id="2"/>.</source><target>여세요.</target>
  <alt-trans><source>Open</source><target>열다</target></alt-trans></trans-unit>
<trans-unit id="2"><source>New text</source></trans-unit>
</group></body></file></xliff>"""
XLIFF20 = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="ko">
<file id="f1"><unit id="u1"><segment id="s1"><source>One<cp hex="001B"/> <pc id="1">two</pc>.</source>
<target>하나 둘.</target></segment><ignorable><source> </source></ignorable><segment id="s2"><source>Three.</source></segment>
</unit></file></xliff>"""


def test_xliff_of_another_tool(tmp_path):
    (tmp_path / "a.xlf").write_text(XLIFF12, "utf-8")
    found, left_out = read("xliff", tmp_path / "a.xlf")
    assert texts(found) == [("en", "ko", "Open it.", "여세요."), ("en", "ko", "New text", "")]
    assert found[0].source_ref.document == "a.html"
    assert found[1].id == "a.html#2"
    assert left_out["<alt-trans>"] == 1
    (tmp_path / "b.xlf").write_text(XLIFF20, "utf-8")
    found, _ = read("xliff", tmp_path / "b.xlf")
    assert texts(found) == [("en", "ko", "One\x1b two.", "하나 둘."), ("en", "ko", "Three.", "")]


@pytest.mark.parametrize(
    ("lines", "scores"),
    [
        (["하나\tOne", "둘\tTwo"], {}),
        (["1.1\t하나\tOne", "1.2\t둘\tTwo"], {"score": 1.1}),
        (["하나\tOne\t0.9", "둘\tTwo\t0.8"], {"score": 0.9}),
        (["https://a/1\thttps://b/1\t하나\tOne", "https://a/2\thttps://b/2\t둘\tTwo"], {}),
        (["ko\ten", "하나\tOne", "둘\tTwo"], {}),
        (["source\ttarget", "하나\tOne", "둘\tTwo"], {}),
        (
            ["src_url\ttrg_url\tsrc_text\ttrg_text\tbicleaner_score", "a\tb\t하나\tOne\t0.5", "a\tb\t둘\tTwo\t"],
            {"bicleaner_score": 0.5},
        ),
    ],
)
def test_tables_of_two_texts(tmp_path, lines, scores):
    (tmp_path / "x.tsv").write_text("\n".join(lines) + "\n\n", "utf-8")
    found, left_out = read("tsv", tmp_path / "x.tsv", "ko", "en")
    assert texts(found) == [("ko", "en", "하나", "One"), ("ko", "en", "둘", "Two")]
    assert found[0].scores == scores
    assert not left_out


def test_a_heading_of_languages_says_which_is_which(tmp_path):
    (tmp_path / "x.tsv").write_text("en\tko\tid\nOne\t하나\t5\n", "utf-8")
    assert texts(read("tsv", tmp_path / "x.tsv", "ko", "en")[0]) == [("ko", "en", "하나", "One")]
    found, _ = read("tsv", tmp_path / "x.tsv")
    assert texts(found) == [("en", "ko", "One", "하나")]
    assert found[0].id == "5"


@pytest.mark.parametrize(
    ("content", "place", "why"),
    [
        ("src_text\ttrg_text\na\tb\nc\n", "line 3", "1 columns where the first line has 2"),
        ("a\tb\tc\n", "line 1", "which of the 3 columns"),
        ("src_text\ttrg_text\tkeep\na\tb\tmaybe\n", "line 2", "neither true nor false"),
        ("src_text\ttrg_text\tsrc_offsets\na\tb\t9-3\n", "line 2", "no range"),
        ("src_text\ttrg_text\tscores\na\tb\t{1}\n", "line 2", "JSON"),
        ("src_text\ttrg_text\tsource\na\tb\tc\n", "line 1", "both src_text"),
        (b"a\tb\n\xb4\xd9\tb\n", "line 2", "not UTF-8"),
    ],
)
def test_what_is_malformed_is_said_with_its_place(tmp_path, content, place, why):
    (tmp_path / "x.tsv").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError, match=f"x.tsv, {place}: .*{why}"):
        read("tsv", tmp_path / "x.tsv", "ko", "en")


def test_an_edited_text_keeps_its_article_and_loses_its_offsets(tmp_path):
    header = "src_text\ttrg_text\tsrc_lang\ttrg_lang\tsrc_article\tsrc_offsets\n"
    (tmp_path / "x.tsv").write_text(f"{header}Edited longer.\tb\tko\ten\tabc\t3-9\n", "utf-8")
    (found,), left_out = read("tsv", tmp_path / "x.tsv")
    assert found.source_ref.article == "abc"
    assert found.source_ref.spans == (Span(0, 14),)
    assert left_out["offsets of an edited text"] == 1


def test_json_lines_with_two_texts(tmp_path):
    rows = [{"translation": {"ko": "하나", "en": "One"}, "score": 0.5}, {"translation": {"ko": "둘", "en": "Two"}}]
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    found, _ = read("jsonl", tmp_path / "x.jsonl")
    assert texts(found) == [("ko", "en", "하나", "One"), ("ko", "en", "둘", "Two")]
    assert found[0].scores == {"score": 0.5}
    (tmp_path / "x.jsonl").write_text('{"src": "하나", "tgt": "One"}\n[]\n', "utf-8")
    with pytest.raises(InputError, match="line 2"):
        read("jsonl", tmp_path / "x.jsonl", "ko", "en")
    (tmp_path / "x.jsonl").write_text('{"text": "하나"}\n', "utf-8")
    with pytest.raises(InputError, match="no two texts among text"):
        read("jsonl", tmp_path / "x.jsonl", "ko", "en")


def test_moses_pairs_of_other_tools(tmp_path):
    (tmp_path / "news.ko").write_text("하나\n\n셋\n", "utf-8")
    (tmp_path / "news.en.gz").write_bytes(gzip.compress(b"One\nTwo\nThree\n"))
    found, _ = read("moses", tmp_path / "news", "ko", "en")
    assert [(b.source_text, b.target_text) for b in found] == [("하나", "One"), ("", "Two"), ("셋", "Three")]
    (tmp_path / "news.ko").write_text("하나\n", "utf-8")
    with pytest.raises(InputError, match="ends after line 1"):
        read("moses", tmp_path / "news", "ko", "en")
    with pytest.raises(UsageError, match="--source"):
        read("moses", tmp_path / "news")


def test_xces_as_opus_has_it(tmp_path):
    (tmp_path / "ko").mkdir()
    (tmp_path / "en").mkdir()
    (tmp_path / "ko" / "1.xml.gz").write_bytes(
        gzip.compress('<document><s id="1"><w id="1.1">하나</w><w id="1.2">.</w></s></document>'.encode())
    )
    (tmp_path / "en" / "1.xml").write_text('<document><s id="1">One</s><s id="2">Two</s></document>')
    links = """<cesAlign version="1.0"><linkGrp targType="s" fromDoc="ko/1.xml.gz" toDoc="en/1.xml.gz">
    <link id="SL1" xtargets="1;1 2" certainty="0.5"/><link id="SL2" xtargets=";2"/></linkGrp></cesAlign>"""
    (tmp_path / "ko-en.xml").write_text(links)
    found, _ = read("xces", tmp_path / "ko-en.xml")
    assert texts(found) == [("ko", "en", "하나 .", "One Two"), ("ko", "en", "", "Two")]
    assert found[0].scores == {"certainty": 0.5}
    (tmp_path / "ko-en.xml").write_text(links.replace("en/1.xml.gz", "../secret.xml"))
    with pytest.raises(InputError, match="outside the folder"):
        read("xces", tmp_path / "ko-en.xml")
    (tmp_path / "ko-en.xml").write_text(links.replace(";2", ";9"))
    with pytest.raises(InputError, match="'9' is not in its document"):
        read("xces", tmp_path / "ko-en.xml")


@pytest.mark.parametrize("name", ["tmx", "xliff", "xces"])
@pytest.mark.parametrize(
    ("prolog", "body", "why"),
    [
        ('<!DOCTYPE x [<!ENTITY a "ha">]>', "&a;", "declares the entity 'a'"),
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;", "declares the entity 'a'"),
        ('<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:1/x"> %a;]>', "", "declares the entity 'a'"),
        ('<!DOCTYPE x SYSTEM "x.dtd">', "&nbsp;", "entity 'nbsp'"),
        ("", "&nbsp;", "undefined entity"),
        ("", "<a>" * 200 + "</a>" * 200, "nested"),
        ("", "<unclosed>", "mismatched tag"),
    ],
)
def test_xml_that_hides_something_is_refused(tmp_path, name, prolog, body, why):
    root = {"tmx": "tmx", "xliff": "xliff", "xces": "cesAlign"}[name]
    (tmp_path / "x").write_text(f'<?xml version="1.0"?>{prolog}\n<{root}>{body}</{root}>')
    with pytest.raises(InputError, match=rf"x, line \d: .*{why}"):
        read(name, tmp_path / "x", "ko", "en")


def test_another_kind_of_xml_is_named(tmp_path):
    (tmp_path / "x.tmx").write_text("<html><body/></html>")
    with pytest.raises(InputError, match="this is <html>, not <tmx>"):
        read("tmx", tmp_path / "x.tmx")


def test_a_unit_without_a_language_is_an_error(tmp_path):
    (tmp_path / "x.tmx").write_text("<tmx><body><tu><tuv><seg>a</seg></tuv></tu></body></tmx>")
    with pytest.raises(InputError, match="no xml:lang"):
        read("tmx", tmp_path / "x.tmx")


def test_what_states_no_language_needs_one(tmp_path):
    (tmp_path / "x.xlf").write_text(XLIFF20.replace(' trgLang="ko"', ""), "utf-8")
    with pytest.raises(UsageError, match="--target"):
        read("xliff", tmp_path / "x.xlf")
    assert len(read("xliff", tmp_path / "x.xlf", None, "ko")[0]) == 2


def test_a_workbook_with_damaged_data_is_refused_in_a_sentence(tmp_path):
    pytest.importorskip("openpyxl")
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook>" + "다리가 열린다. " * 50 + "</workbook>")
    data = bytearray(path.read_bytes())
    start = data.index(b"xl/workbook.xml") + len(b"xl/workbook.xml")
    data[start : start + 20] = b"\xff" * 20
    path.write_bytes(data)
    with pytest.raises(InputError, match="not an Excel workbook"):
        read("xlsx", path, "ko", "en")
