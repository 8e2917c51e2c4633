"""No code is run from data: nothing is unpickled or evaluated, entities stay where they are, archives write nothing."""

import ast
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from builders import bitext

from aligner import inputs
from aligner.errors import InputError
from aligner.formats import reader_for
from aligner.parts import build
from aligner.records import Document

ROOT = Path(__file__).parents[1] / "aligner"
CALLS = {"eval", "exec", "compile", "__import__"}
MODULES = {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle"}
NAMES = "abcdefghij"
BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in pairwise(NAMES)
)


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_unpickled_or_evaluated(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in CALLS
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & MODULES
        if isinstance(node, ast.ImportFrom) and not node.level:
            assert (node.module or "").split(".")[0] not in MODULES
        if isinstance(node, ast.keyword) and node.arg in ("allow_pickle", "shell"):
            assert isinstance(node.value, ast.Constant)
            assert node.value.value is False


@pytest.mark.parametrize("body", ["&secret;", "&j;"], ids=["external", "bomb"])
def test_a_feed_expands_no_entity(tmp_path, body):
    (tmp_path / "secret").write_text("the secret of Selwick", "utf-8")
    head = f"{BOMB}<!ENTITY secret SYSTEM 'file://{tmp_path}/secret'>]>"
    feed = tmp_path / "a.rss"
    item = f"<item><title>Bridge</title><description>A bridge {body} opened.</description></item>"
    feed.write_text(f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{item}</channel></rss>', "utf-8")
    found = list(inputs.read_documents([feed]))
    text = "".join(item.text for item in found if isinstance(item, Document))
    assert "secret of" not in text
    assert len(text) < 1000


@pytest.mark.parametrize("name", ["tmx", "xliff", "xces"])
def test_a_bitext_file_that_declares_entities_is_refused(tmp_path, name):
    root = {"tmx": "tmx", "xliff": "xliff", "xces": "cesAlign"}[name]
    path = tmp_path / "a.xml"
    path.write_text(f'<?xml version="1.0"?>{BOMB}]><{root}>&j;</{root}>', "utf-8")
    with pytest.raises(InputError, match="entity"):
        list(reader_for(path, name, "ko", "en").read(path))


def test_links_reach_no_document_outside_their_folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.xml").write_text('<text><s id="1">secret</s></text>', "utf-8")
    path = tmp_path / "in" / "links.xml"
    link = '<link xtargets="1;1"/>'
    path.write_text(
        f'<cesAlign><linkGrp fromDoc="../secret.xml" toDoc="../secret.xml">{link}</linkGrp></cesAlign>', "utf-8"
    )
    with pytest.raises(InputError):
        list(reader_for(path, "xces", "ko", "en").read(path))


def test_an_archive_writes_nothing_wherever_its_members_point(tmp_path):
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../escaped.warc", b"WARC/1.0\r\n\r\n")
        archive.writestr("/tmp/escaped.warc", b"WARC/1.0\r\n\r\n")
    list(inputs.read_documents([path]))
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["a.wacz"]


@pytest.mark.parametrize("name", ["hf", "xces", "moses", "opusfilter"])
@pytest.mark.parametrize("code", ["../../outside", "/outside", "k/o", "..", "a" * 300])
def test_a_language_names_no_file_elsewhere(tmp_path, name, code):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    with pytest.raises(InputError, match="no code of one"):
        build("writers", name).write([bitext(source_lang=code)], folder / "out")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
