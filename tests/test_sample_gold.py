"""The sample's gold is sound and holds what its README promises; the checker notices gold that is not."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"
NULLS = ("1:0", "0:1")


@pytest.fixture(scope="module")
def checker():
    spec = importlib.util.spec_from_file_location("sample_gold", ROOT / "eval" / "sample_gold.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def pairs(checker):
    found, problems = checker.read_gold(SAMPLE)
    assert problems == []
    return {(pair.source.name, pair.target.name): pair for pair in found}


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(SAMPLE, tmp_path / "sample")


def article(name):
    return (SAMPLE / "articles" / name).read_text(encoding="utf-8")


def script_of(text):
    if re.search("[가-힣]", text):
        return "ko"
    return "zh" if re.search("[一-鿿]", text) else "en"


def test_the_checker_prints_every_bead(checker, capsys):
    assert checker.main([]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert len(re.findall(r"^\d:\d  ", shown.out, re.MULTILINE)) == 20 + 9


def test_languages(checker):
    rows = checker.read_table(SAMPLE / "gold" / "pairs.tsv", checker.PAIRS_HEADER)
    files = sorted((SAMPLE / "articles").iterdir())
    assert Counter(script_of(path.read_text(encoding="utf-8")) for path in files) == {"ko": 4, "en": 7, "zh": 1}
    assert {script_of(article(source)) for source, _, status in rows if source and status != "language"} == {"ko"}
    assert {script_of(article(target)) for _, target, _ in rows if target} == {"en"}
    assert [script_of(article(source)) for source, _, status in rows if status == "language"] == ["zh"]


def test_statuses(checker):
    rows = checker.read_table(SAMPLE / "gold" / "pairs.tsv", checker.PAIRS_HEADER)
    assert Counter(status for _, _, status in rows) == {"paired": 2, "coverage": 5, "date": 2, "language": 1}


@pytest.mark.parametrize("path", sorted((SAMPLE / "articles").iterdir()), ids=lambda path: path.stem)
def test_articles_are_plain_utf8(path):
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert "\ufeff" not in text
    assert text.endswith("\n")


def test_sentence_and_bead_counts(pairs):
    counts = {
        name: (len(pair.source.sentences), len(pair.target.sentences), Counter(bead.shape for bead in pair.beads))
        for name, pair in pairs.items()
    }
    assert counts == {
        ("a3f1.txt", "58c0.txt"): (
            18, 23, {"1:1": 9, "2:1": 1, "1:2": 2, "1:3": 1, "2:2": 1, "1:0": 2, "0:1": 4},
        ),
        ("e7b2.txt", "1d94.txt"): (9, 9, {"1:1": 5, "2:1": 1, "1:2": 1, "1:0": 1, "0:1": 1}),
    }  # fmt: skip


def test_korean_lacks_the_english_lede(pairs):
    pair = pairs["a3f1.txt", "58c0.txt"]
    assert (pair.beads[0].source, pair.beads[0].target) == ((), (0,))
    assert pair.target.sentences[0].of(pair.target.text).startswith("BEIJING – ")


def test_nothing_but_furniture_is_left_out(pairs):
    event, library = pairs["a3f1.txt", "58c0.txt"], pairs["e7b2.txt", "1d94.txt"]
    caption = (
        "Vietnamese Defence Minister Gen. Phan Van Giang meets his Chinese counterpart, Adm. Dong Jun, in Beijing. "
        "— SNA/SNS Photo"
    )
    assert event.source.left_out() == []
    assert event.target.left_out() == ["date 2025-09-18", caption, caption, "— SNA/SNS"]
    assert library.source.left_out() == [
        library.source.sentences[0].of(library.source.text),
        "입력 2025.09.19 10:30",
        "가람내 시립도서관 전경. (사진=가람내시 제공)",
        "ⓒ 가람내소식, 무단 전재 및 재배포 금지",
    ]
    assert library.target.left_out() == ["Translated by the foreign desk"]


@pytest.mark.parametrize(
    ("name", "quirk"),
    [
        ("a3f1.txt", r"9월 18일 오후"),
        ("a3f1.txt", r"또 럼\(To Lam\)"),
        ("a3f1.txt", r"베트남–중국"),
        ("a3f1.txt", r"2025–2029년"),
        ("58c0.txt", r"\A date 2025-09-18 BEIJING – "),
        ("58c0.txt", r"Sen\. Lt\. Gen\."),
        ("58c0.txt", r"Thursday afternoon"),
        ("c06e.txt", r"\A date 2024-09-13 BEIJING – "),
        ("c06e.txt", r"\n(.+ Photo)\n\1\n"),
        ("92ab.txt", r"\A(.+)\n\1\nAugust 21, 2024 - 08:15\n"),
        ("92ab.txt", r"\nTranslated by the foreign desk\n\Z"),
        ("b5d8.txt", r"\A(.+)\n\1\n09:00 \| 13/10/2022\n"),
        ("b5d8.txt", r"\n相关新闻\n(?:.+\n){12}查看更多\n\Z"),
        ("4f37.txt", r"9월 18일"),
        ("0b45.txt", r"&amp;"),
    ],
)
def test_quirks(name, quirk):
    assert re.search(quirk, article(name))


def test_articles_without_a_full_date():
    full_date = r"20\d\d\s*[-./년]\s*\d|\d/20\d\d|\d, 20\d\d"
    assert [name for name in ("a3f1.txt", "4f37.txt", "d81c.txt") if re.search(full_date, article(name))] == [
        "a3f1.txt"
    ]
    assert re.findall(full_date, article("a3f1.txt")) == ["2024년 1"]
    assert not re.search(r"\d월|\d일", article("d81c.txt"))


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("gold/a3f1-58c0.beads", "[4]:[5]\n", "", "the source numbers must run from 0 to 17"),
        ("gold/a3f1-58c0.beads", "[3]:[3, 4]\n", "[3]:[4, 3]\n", "the target numbers must run from 0 to 22"),
        ("gold/a3f1-58c0.beads", "[12]:[]\n", "[12]:[]\n[]:[]\n", "a bead with nothing on both sides"),
        ("gold/a3f1-58c0.beads", "[4]:[5]\n", "4 - 5\n", "is not like"),
        ("gold/e7b2-1d94.spans.tsv", "target\t0\t0\t", "target\t0\t1\t", "begins or ends inside a word"),
        ("gold/e7b2-1d94.spans.tsv", "target\t0\t", "target\t7\t", "number the sentences from 0"),
        ("gold/e7b2-1d94.spans.tsv", "side\t", "page\t", "the first line must be"),
        ("articles/e7b2.txt", "입력 ", "", "has white space around it or a line break inside"),
        ("gold/pairs.tsv", "\t92ab.txt\tdate\n", "", "pairs.tsv lists"),
        ("gold/pairs.tsv", "\t92ab.txt\tdate\n", "\t92ab.txt\tweather\n", "needs one article and one of"),
        ("gold/pairs.tsv", "a3f1.txt\t58c0.txt\tpaired", "a3f1.txt\t58c0.txt\tdate", "needs one article and one of"),
    ],
)
def test_the_checker_notices(checker, copy, capsys, file, old, new, complaint):
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    status = checker.main(["--sample", str(copy), "--quiet"])
    shown = capsys.readouterr()
    assert shown.out == ""
    assert status == 1
    assert complaint in shown.err


def test_the_checker_notices_a_stray_file(checker, copy):
    (copy / "gold" / "a3f1-1d94.beads").write_text("[0]:[0]\n", encoding="utf-8")
    _, problems = checker.read_gold(copy)
    assert len(problems) == 1
    assert "a3f1-1d94.beads" in problems[0]
