import unicodedata

import pytest
from matched import findings, matched, quoted, rules

from aligner.parts import build

SOURCE = [
    "Gen. Phan Van Giang met Khamlieng Outhakaysone in Beijing on Thursday.",
    "Later Phan Van Giang spoke with reporters.",
    "The minister thanked Julio Avilés of Nicaragua for his visit.",
]
TARGET = [
    "판 반 장 장군은 목요일 베이징에서 캄리엥 우타카이손을 만났다.",
    "이후 판 반 장은 기자들과 이야기했다.",
    "장관은 니카라과의 훌리오 아빌레스의 방문에 감사했다.",
]


def changed(number, old, new):
    assert old in TARGET[number]
    return [text.replace(old, new) if n == number else text for n, text in enumerate(TARGET)]


def test_names_that_agree():
    assert rules("names", SOURCE, TARGET) == [[], [], []]
    assert rules("names", TARGET, SOURCE, source_lang="ko", target_lang="en") == [[], [], []]


def test_another_name_in_its_place():
    (items, *_) = findings("names", SOURCE, changed(0, "캄리엥 우타카이손", "그레타 린드홈"))
    (found,) = items
    assert (found.severity, found.details["rule"], found.details["source"]) == (
        "major",
        "missing",
        "Khamlieng Outhakaysone",
    )
    assert quoted(found, matched(SOURCE, TARGET)[0])[0] == "Khamlieng Outhakaysone"


def test_half_of_a_name_at_its_first_mention():
    assert rules("names", SOURCE, changed(0, "캄리엥 우타카이손", "우타카이손"))[0] == ["partly-missing"]


def test_later_a_surname_will_do():
    source = ["Marcus Delaney opened the harbour.", "The crowd cheered as Marcus Delaney left."]
    target = ["마커스 델라니가 항구를 열었다.", "델라니가 떠나자 군중이 환호했다."]
    assert rules("names", source, target) == [[], []]


def test_one_name_in_two_hangul_forms():
    source = ["We met Delaney.", "Then Delaney left.", "And Delaney called."]
    target = ["우리는 델라니를 만났다.", "그리고 델라니는 떠났다.", "그리고 델레니가 전화했다."]
    found = findings("names", source, target)
    ((item,),) = found[2:]
    assert (item.severity, item.details["rule"], item.details["target"]) == ("minor", "two-forms", "델레니")
    assert found[:2] == [[], []]


def test_one_hangul_form_spelled_in_two_ways():
    source = ["We met Delaney.", "Then Delaney left.", "And Delanoy called."]
    target = ["우리는 델라니를 만났다.", "그리고 델라니는 떠났다.", "그리고 델라니가 전화했다."]
    assert rules("names", source, target) == [[], [], ["two-spellings"]]


def test_a_gloss_that_does_not_sound_alike():
    source = ["The keeper Steven Lawless made a save."]
    assert rules("names", source, ["골키퍼 스티븐 롤리스(Peter Bragg)가 공을 막았다."]) == [["wrong-gloss"]]
    assert rules("names", source, ["골키퍼 스티븐 롤리스(Steven Lawless)가 공을 막았다."]) == [[]]


def test_a_single_word_is_only_noted_and_only_where_the_article_writes_it_elsewhere():
    source = ["We met Delaney there.", "All thanked Delaney for it.", "They saw Brightwater again."]
    target = ["우리는 거기서 델라니를 만났다.", "모두가 고마워했다.", "그들은 맑은 물을 다시 보았다."]
    found = findings("names", source, target)
    assert [[(i.severity, i.details["rule"]) for i in items] for items in found] == [[], [("info", "single-word")], []]


def test_decomposed_hangul_is_located_in_the_text_as_it_is():
    source = ["We met Delaney.", "Then Delaney left.", "And Delaney called."]
    target = [
        unicodedata.normalize("NFD", text)
        for text in ("델라니를 만났다.", "델라니는 떠났다.", "그리고 델레니가 전화했다.")
    ]
    (item,) = findings("names", source, target)[2]
    assert unicodedata.normalize("NFC", quoted(item, matched(source, target)[2])[1]) == "델레니"


@pytest.mark.parametrize("pair", [("ko", "en"), ("en-US", "ko-KR")])
def test_korean_and_english_only(pair):
    assert build("checks", "names").supports(*pair)
    assert not build("checks", "names").supports(pair[0], "zh")


def test_article_pairs_at_once_are_as_one_by_one():
    wrong = changed(0, "캄리엥 우타카이손", "그레타 린드홈")
    glossed = ["판 반 장(Julio Avilés)은 목요일 베이징에서 캄리엥 우타카이손을 만났다.", *TARGET[1:]]
    pairs = [matched(SOURCE, target) for target in (TARGET, wrong, glossed, ["", "", ""])]
    pairs.append(matched(TARGET, SOURCE, source_lang="ko", target_lang="en"))
    check = build("checks", "names")
    together = check.check_each(pairs)
    assert together == [check.check(pair) for pair in pairs]
    assert [sum(map(len, found)) for found in together[:2]] == [0, 1]
    assert any(together[2])
