import re

import pytest

from aligner.quantities import quantities


def read(text):
    return [(q.span.of(text), q.value, q.kind) for q in quantities(text, "ko")]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("22 억 5 천만 달러", 2_250_000_000, "money"),
        ("1억2000만 원", 120_000_000, "money"),
        ("3천5백만 명", 35_000_000, "number"),
        ("6만 5천여 명", 65_000, "number"),
        ("204만 명", 2_040_000, "number"),
        ("10,000명", 10_000, "number"),
        ("2.5조 원", 2.5e12, "money"),
        ("３，０００명", 3000, "number"),
        ("일곱 가지", 7, "number"),
        ("스물다섯 명", 25, "number"),
        ("열 다섯 마리", 15, "number"),
        ("백만 달러", 1_000_000, "money"),
        ("삼십 명", 30, "number"),
        ("제12차", 12, "ordinal"),
        ("50주년", 50, "ordinal"),
        ("세 번째", 3, "ordinal"),
        ("첫 번째", 1, "ordinal"),
        ("5회째", 5, "ordinal"),
        ("헌법 9조를", 9, "ordinal"),
        ("20퍼센트", 20, "percent"),
        ("2.5%포인트", 2.5, "percent"),
        ("2018년", 2018, "year"),
        ("9월", 9, "month"),
        ("18일", 18, "day"),
        ("18일간", 18, "number"),
        ("10일 후", 10, "number"),
        ("오후 3시 30분", 15 * 60 + 30, "clock"),
        ("오전 7시 55분", 7 * 60 + 55, "clock"),
        ("밤 열두 시", 12 * 60, "clock"),
        ("80년대", 80, "decade"),
        ("1980년대", 1980, "decade"),
        ("21세기", 21, "century"),
        ("10대 소녀", 10, "decade"),
        ("3분의 2", 2 / 3, "fraction"),
        ("수천 명", 1000, "vague"),
        ("수십만 명", 100_000, "vague"),
        ("목요일", 3, "weekday"),
        ("지난달", -1, "relative month"),
        ("올해", 0, "relative year"),
        ("이틀", 2, "number"),
        ("2할6푼8리", 0.268, "number"),
    ],
)
def test_one_expression(text, value, kind):
    (found,) = quantities(text, "ko")
    assert found.value == pytest.approx(value)
    assert found.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "구조원과 구조대가 도착했다.",
        "사구를 지나 열세에 몰린 팀",
        "백인 남성은 조명 아래 일원으로 남았다.",
        "조건부 지원과 만점",
        "이사회가 열렸다. 천국과 오만한 태도.",
        "세대와 네팔, 한국은",
        "열차는 떠났다",
    ],
)
def test_words_that_only_look_like_numbers(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025–2029년", [(2025, "year"), (2029, "year")]),
        ("20~30%", [(20, "percent"), (30, "percent")]),
        ("2~3만 명", [(20_000, "number"), (30_000, "number")]),
        ("18~20일", [(18, "day"), (20, "day")]),
        ("9월 18일(목)", [(9, "month"), (18, "day"), (3, "weekday")]),
        ("2025. 9. 18", [(2025, "year"), (9, "month"), (18, "day")]),
        ("1-0으로", [(1, "number"), (0, "number")]),
    ],
)
def test_several_in_a_row(text, expected):
    assert [(value, kind) for _, value, kind in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5파운드", "GBP/lb"),
        ("5유로", "EUR"),
        ("500원", "KRW"),
        ("5킬로미터", "km"),
        ("시속 40마일", "mph"),
        ("섭씨 30도", "C"),
        ("975 m²의", "m2"),
        ("3개월", "month"),
        ("32세", "year"),
        ("15명", "person"),
    ],
)
def test_units(text, unit):
    (found,) = quantities(text, "ko")
    assert found.unit == unit


def test_decomposed_hangul_keeps_its_own_offsets():
    import unicodedata

    text = unicodedata.normalize("NFD", "병력 3천5백만 명, 18일")
    people, day = quantities(text, "ko")
    assert unicodedata.normalize("NFC", people.span.of(text)) == "3천5백만 명"
    assert unicodedata.normalize("NFC", day.span.of(text)) == "18일"


@pytest.mark.parametrize(
    "text", ["규모 4.1 지진", "4.1 지진", "규모 5.4의 지진", "규모 6.25 지진", "규모4.1 지진이 났다"]
)
def test_how_strong_an_earthquake_was_is_no_date(text):
    found = read(text)
    assert not {"month", "day"} & {kind for _, _, kind in found}
    assert [value for _, value, _ in found] == [float(re.search(r"\d\.\d+", text).group())]


@pytest.mark.parametrize("text", ["9·11 테러", "4.3 사태", "5·12 지진", "3.11 지진", "6.15 남북 공동선언"])
def test_a_date_that_became_a_name_stays_one(text):
    month, day = map(float, re.findall(r"\d+", text))
    assert [(kind, value) for _, value, kind in read(text)][:2] == [("month", month), ("day", day)]
