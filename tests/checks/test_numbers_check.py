import time

import pytest
from matched import findings, matched, quoted

from aligner.parts import build


def found(source, target, source_lang="en", target_lang="ko"):
    """Return (rule, severity) of each finding in one pair of sentences."""
    (items,) = findings("numbers", [source], [target], source_lang=source_lang, target_lang=target_lang)
    return [(item.details["rule"], item.severity) for item in items]


def errors(*args):
    return [rule for rule, severity in found(*args) if severity != "info"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "The bridge cost $3.6bn and 20.4 million drivers used it.",
            "다리에는 36억 달러가 들었고 운전자 2040만 명이 이용했다.",
        ),
        ("Twenty-five ferries carried half a million people.", "여객선 스물다섯 척이 50만 명을 실었다."),
        ("The ninth forum drew 15 percent more guests.", "제9차 포럼에는 손님이 15퍼센트 더 왔다."),
        ("A third of the 1,234 seats stayed empty.", "1234석 중 3분의 1이 비었다."),
        ("It led by 9 points.", "9%포인트 앞섰다."),
        ("Two thousand lamps and a dozen chairs.", "등 2천 개와 의자 12개."),
    ],
)
def test_the_same_numbers_written_otherwise(source, target):
    assert errors(source, target) == []
    assert errors(target, source, "ko", "en") == []


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("The bridge cost 36 million won.", "다리에는 36억 원이 들었다.", "changed"),
        ("About 4,150 people came.", "약 4,750명이 왔다.", "changed"),
        ("Seven boats sank.", "배 8척이 가라앉았다.", "changed"),
        ("It cost £40 million.", "비용은 4000만 달러였다.", "currency changed"),
        ("The path is 12 miles long.", "길은 12킬로미터다.", "unit changed"),
        ("It took five months.", "5년이 걸렸다.", "unit changed"),
        ("Prices rose 14 percent.", "가격이 14 올랐다.", "percent lost"),
        ("Prices rose by 14.", "가격이 14% 올랐다.", "percent added"),
        ("The hall has 850 seats and a stage.", "강당에는 좌석과 무대가 있다.", "missing"),
        ("The hall has seats and a stage.", "강당에는 좌석 850개와 무대가 있다.", "extra"),
        ("Millions waited.", "수백억 명이 기다렸다.", "changed"),
        ("20 percent of 300 guests left.", "손님 20명 중 300퍼센트가 떠났다.", "percent lost"),
    ],
)
def test_wrong_numbers(source, target, rule):
    assert rule in errors(source, target)


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("The path is 40 miles long.", "길은 64km다.", "unit converted"),
        ("It was 86°F.", "기온은 섭씨 30도였다.", "unit converted"),
        ("Exactly 50 percent agreed.", "절반이 동의했다.", "fraction as percent"),
        ("It cost $5 million.", "500만 달러(약 65억 원)가 들었다.", "gloss in brackets"),
        ("A lake 40 miles (64 km) wide.", "폭 64km의 호수.", "gloss in brackets"),
    ],
)
def test_what_was_verified_is_reported_as_info(source, target, rule):
    assert found(source, target) == [(rule, "info")]


def test_a_wrong_conversion_is_an_error():
    assert errors("The path is 40 miles long.", "길은 46km다.") == ["changed"]


def test_a_number_in_the_next_sentence_has_moved():
    source = ["The hall has 850 seats.", "It opened again."]
    target = ["강당이 있다.", "850석으로 다시 열렸다."]
    assert [[i.details["rule"] for i in items] for items in findings("numbers", source, target)] == [
        ["moved"],
        ["moved"],
    ]


def test_evidence():
    source, target = ["It opened.", "The dam cost £11 million."], ["문을 열었다.", "댐에는 1100파운드가 들었다."]
    made = matched(source, target)
    first, (item,) = build("checks", "numbers").check(made)
    assert first == []
    assert (item.check, item.severity) == ("numbers", "critical")
    assert quoted(item, made[1]) == ["£11 million", "1100파운드"]
    assert item.details == {
        "mqm": "Accuracy/Mistranslation",
        "rule": "changed",
        "source": "£11 million",
        "target": "1100파운드",
        "source_value": "11000000 GBP",
        "target_value": "1100 GBP/lb",
    }
    assert "11000000 GBP" in item.message and "1100파운드" in item.message
    assert item.confidence == pytest.approx(0.9 * made[1].scores["probability"])


def test_a_language_without_data_is_not_checked():
    check = build("checks", "numbers")
    assert check.supports("ko", "en")
    assert not check.supports("ko", "ru")
    assert findings("numbers", ["5 boats"], ["12 лодок"], "en", "ru") == [[]]


@pytest.mark.parametrize("name", ["numbers", "dates"])
def test_time_grows_with_the_length(name):
    check = build("checks", name)

    def seconds(count):
        source = " ".join(f"{n} miles on {n % 31 + 1} May, ${n}" for n in range(count))
        target = " ".join(f"{n * 3}km 5월 {n % 30 + 2}일 {n}원 목요일" for n in range(count))
        made = matched([source], [target])
        start = time.process_time()
        check.check(made)
        return time.process_time() - start

    seconds(100)
    assert seconds(4000) < 12 * max(seconds(1000), 0.01)


def test_bitexts_replaced_in_place_are_compared_anew():
    check = build("checks", "numbers")
    pairs = matched(["It led by 9 points."], ["9%포인트 앞섰다."], source_lang="en", target_lang="ko")
    assert check.check(pairs) == [[]]
    pairs[:] = matched(["It led by 9 points."], ["7%포인트 앞섰다."], source_lang="en", target_lang="ko")
    assert [item.details["rule"] for item in check.check(pairs)[0]] == ["missing", "extra"]
