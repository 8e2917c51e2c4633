"""`aligner check`: two texts, or bitext that is aligned already."""

import json

import pytest

from aligner.commands.check import FINDINGS, check
from aligner.errors import UsageError

ROWS = (
    ("항구는 9월 18일 목요일에 다시 열렸다.", "The harbour opened again on Thursday, September 18."),
    ("비용은 5억 원이다.", "It costs 50 million won."),
    ("길이는 64km다.", "It is 40 miles long."),
)
HARBOUR = (
    "린드무어 항구가 석 달 만에 다시 문을 열었다. 인부들은 좁은 입구를 치웠다. 어선들은 바깥에서 몇 주를 기다렸다. "
    "수리비는 예상보다 많이 들었다. 의회는 만족하지 않았다."
)
ORCHESTRA = (
    "The city orchestra will tour four countries next spring. Its new conductor is twenty-six years old. "
    "Tickets go on sale in January. Critics praised the programme of early songs. A recording is planned as well."
)


@pytest.fixture
def bitext(tmp_path):
    file = tmp_path / "memory.tsv"
    file.write_text("".join(f"{korean}\t{english}\n" for korean, english in ROWS), "utf-8")
    return file


def test_bitext_is_checked_as_it_is(bitext, capsys):
    with pytest.raises(SystemExit) as stopped:
        check(bitext=bitext, source_lang="ko", target_lang="en", fail_on="critical")
    assert stopped.value.code == FINDINGS
    shown = capsys.readouterr().out
    assert "CRITICAL  numbers/changed" in shown
    assert "3 bitexts, 2 with findings" in shown
    assert "1 for information only: --accepted" in shown
    assert "40 miles" not in shown
    check(bitext=bitext, source_lang="ko", target_lang="en", accepted=True)
    shown = capsys.readouterr().out
    assert "40 miles" in shown
    assert "--accepted" not in shown


@pytest.mark.parametrize("name", ["findings", "sarif", "junit", "mqm", "csv", "html"])
def test_every_report_takes_bitext(bitext, name, capsys):
    check(bitext=bitext, source_lang="ko", target_lang="en", output_format=name)
    shown = capsys.readouterr().out
    assert "50 million won" in shown
    assert "3 bitexts, 2 with findings" in shown


def test_a_tmx_says_its_languages_itself(bitext, tmp_path, capsys):
    from aligner.formats import reader_for, writer_for

    memory = tmp_path / "memory.tmx"
    writer_for(memory).write(reader_for(bitext, None, "ko", "en").read(bitext), memory)
    check(bitext=memory, output_format="findings")
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [f["check"] for f in found if f["record"] == "finding" and f["severity"] != "info"] == ["numbers"]


def test_what_to_check_is_said_once(bitext):
    with pytest.raises(UsageError, match="not both"):
        check(bitext, bitext, bitext=bitext)
    for given in ({}, {"source": bitext}):
        with pytest.raises(UsageError, match="two texts"):
            check(**given)


def test_two_different_stories_get_one_finding(tmp_path, capsys):
    (tmp_path / "ko.txt").write_text(HARBOUR, "utf-8")
    (tmp_path / "en.txt").write_text(ORCHESTRA, "utf-8")
    with pytest.raises(SystemExit):
        check(tmp_path / "ko.txt", tmp_path / "en.txt", fail_on="critical")
    shown = capsys.readouterr().out
    assert shown.count("two different stories") == 1
    assert "Fidelity 0.0 of 100" in shown
    assert " ".join(shown.split()).endswith("1 critical")


def test_bitext_of_a_format_that_its_name_does_not_tell(bitext, tmp_path, capsys):
    bitext.rename(tmp_path / "memory")
    with pytest.raises(UsageError, match="name the format"):
        check(bitext=tmp_path / "memory", source_lang="ko", target_lang="en")
    check(bitext=tmp_path / "memory", input_format="tsv", source_lang="ko", target_lang="en")
    assert "3 bitexts" in capsys.readouterr().out
    with pytest.raises(UsageError, match="--from is the format of --bitext"):
        check(source=tmp_path / "a", target=tmp_path / "b", input_format="tsv")
