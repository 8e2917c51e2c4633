import pytest

from aligner.quantities import quantities


def read(text):
    return [(q.span.of(text), q.value, q.kind) for q in quantities(text, "en")]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("20.4 million", 20_400_000, "number"),
        ("£11million", 11_000_000, "money"),
        ("$3.6bn", 3_600_000_000, "money"),
        ("£125m", 125_000_000, "money"),
        ("half a million", 500_000, "number"),
        ("a dozen", 12, "number"),
        ("two dozen", 24, "number"),
        ("twenty-five", 25, "number"),
        ("one hundred and twenty-five thousand", 125_000, "number"),
        ("hit .268", 0.268, "number"),
        ("ninth", 9, "ordinal"),
        ("12th", 12, "ordinal"),
        ("twenty-first century", 21, "century"),
        ("1980s", 1980, "decade"),
        ("in her twenties", 20, "decade"),
        ("a decade", 10, "number"),
        ("50 per cent", 50, "percent"),
        ("half-point", 0.5, "percent"),
        ("7.55am", 7 * 60 + 55, "clock"),
        ("at 3 p.m.", 15 * 60, "clock"),
        ("0715", 7 * 60 + 15, "clock"),
        ("21:30", 21 * 60 + 30, "clock"),
        ("Thursday", 3, "weekday"),
        ("yesterday", -1, "relative day"),
        ("last month", -1, "relative month"),
        ("September", 9, "month"),
        ("two thirds", 2 / 3, "fraction"),
        ("hundreds of thousands", 100_000, "vague"),
        ("HER2", 2, "code"),
        ("F125", 125, "code"),
        ("World War II", 2, "ordinal"),
        ("quarter-hour", 15, "number"),
    ],
)
def test_one_expression(text, value, kind):
    (found,) = quantities(text, "en")
    assert found.value == pytest.approx(value)
    assert found.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said so.",
        "Jan Smith may march on.",
        "tea &#8212; and cake &amp; jam",
        "see https://example.org/2025/09/18 now",
        "This one and that one, no one.",
        "the sun sat there",
    ],
)
def test_words_that_only_look_like_numbers(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in May 2005", [(5, "month"), (2005, "year")]),
        ("on May 30, 2005", [(5, "month"), (30, "day"), (2005, "year")]),
        ("30th of September", [(30, "day"), (9, "month")]),
        ("September 18-20", [(9, "month"), (18, "day"), (20, "day")]),
        ("2025–2029", [(2025, "year"), (2029, "year")]),
        ("20 to 30 percent", [(20, "percent"), (30, "percent")]),
        ("$20-30 million", [(20_000_000, "money"), (30_000_000, "money")]),
        ("since 2005 and 20 per cent", [(2005, "year"), (20, "percent")]),
        ("won 5-3", [(5, "number"), (3, "number")]),
        ("0800 555 111", [(800, "number"), (555, "number"), (111, "number")]),
    ],
)
def test_several_in_a_row(text, expected):
    assert [(value, kind) for _, value, kind in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("a 27-year-old", "year"),
        ("a 550 pound hog", "GBP/lb"),
        ("40 miles per hour", "mph"),
        ("40 miles", "mile"),
        ("98.6°F", "F"),
        ("10,500-square-foot", "sqft"),
        ("A$5", "AUD"),
        ("US$5", "USD"),
        ("5 euros", "EUR"),
    ],
)
def test_units(text, unit):
    (found,) = quantities(text, "en")
    assert found.unit == unit


def test_hard_and_soft():
    hardness = {
        q.span.of(text): q.hard for text in ["five goals, thirty goals, 5 goals"] for q in quantities(text, "en")
    }
    assert hardness == {"five": False, "thirty": True, "5": True}
