import pytest

from aligner.quantities import quantities, supports


@pytest.mark.parametrize(
    ("lang", "text", "value", "kind"),
    [
        ("zh", "36亿美元", 3.6e9, "money"),
        ("zh", "1100万英镑", 1.1e7, "money"),
        ("zh", "550多万人", 5_500_000, "number"),
        ("zh", "三点五亿", 3.5e8, "number"),
        ("zh", "二十五头", 25, "number"),
        ("zh", "第十二届", 12, "ordinal"),
        ("zh", "五十周年", 50, "ordinal"),
        ("zh", "百分之二十", 20, "percent"),
        ("zh", "三分之二", 2 / 3, "fraction"),
        ("zh", "二〇一八年", 2018, "year"),
        ("zh", "20 世纪 30 年代", 1930, "decade"),
        ("zh", "下午3点30分", 15 * 60 + 30, "clock"),
        ("zh", "三点", 180, "clock"),
        ("zh", "3个月", 3, "number"),
        ("zh", "星期四", 3, "weekday"),
        ("zh", "去年", -1, "relative year"),
        ("ja", "1 億 4 千万ドル", 140_000_000, "money"),
        ("ja", "二十五人", 25, "number"),
        ("ja", "第12回", 12, "ordinal"),
        ("ja", "3分の2", 2 / 3, "fraction"),
        ("ja", "午後4時40分", 16 * 60 + 40, "clock"),
        ("ja", "木曜日", 3, "weekday"),
        ("ja", "10代", 10, "decade"),
        ("ja", "20パーセント", 20, "percent"),
        ("vi", "19 triệu", 19_000_000, "number"),
        ("vi", "25 triệu USD", 25_000_000, "money"),
        ("vi", "1.500 người", 1500, "number"),
        ("vi", "10,000 người", 10_000, "number"),
        ("vi", "5,69 triệu", 5_690_000, "number"),
        ("vi", "mười bốn người", 14, "number"),
        ("vi", "hai mươi lăm", 25, "number"),
        ("vi", "7.55 giờ sáng", 7 * 60 + 55, "clock"),
        ("vi", "tháng 9", 9, "month"),
        ("vi", "thế kỷ 21", 21, "century"),
        ("vi", "20 phần trăm", 20, "percent"),
        ("de", "3,6 Milliarden Euro", 3.6e9, "money"),
        ("de", "1.500 Menschen", 1500, "number"),
        ("de", "fünfundzwanzig", 25, "number"),
        ("de", "20 Jahre", 20, "number"),
        ("de", "21. Jahrhundert", 21, "century"),
        ("de", "80er Jahre", 80, "decade"),
        ("de", "15.30 Uhr", 15 * 60 + 30, "clock"),
        ("de", "Donnerstag", 3, "weekday"),
        ("de", "14 Prozent", 14, "percent"),
        ("fr", "3,6 milliards d'euros", 3.6e9, "money"),
        ("fr", "12\u00a0500 personnes", 12_500, "number"),
        ("fr", "quatre-vingt-dix-neuf", 99, "number"),
        ("fr", "soixante et onze", 71, "number"),
        ("fr", "XXIe siècle", 21, "century"),
        ("fr", "15h30", 15 * 60 + 30, "clock"),
        ("fr", "jeudi", 3, "weekday"),
        ("fr", "14 %", 14, "percent"),
        ("es", "3,6 millones de euros", 3.6e6, "money"),
        ("es", "2800 millones", 2.8e9, "number"),
        ("es", "treinta y cinco", 35, "number"),
        ("es", "veinticinco", 25, "number"),
        ("es", "las dos de la tarde", 14 * 60, "clock"),
        ("es", "jueves", 3, "weekday"),
        ("es", "14 por ciento", 14, "percent"),
    ],
)
def test_one_expression(lang, text, value, kind):
    (found,) = quantities(text, lang)
    assert found.value == pytest.approx(value)
    assert found.kind == kind


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("zh", "2025年9月18日", [2025, 9, 18]),
        ("ja", "2025年9月18日", [2025, 9, 18]),
        ("vi", "ngày 18 tháng 9 năm 2025", [18, 9, 2025]),
        ("vi", "ngày 29/03", [29, 3]),
        ("de", "18. September 2025", [18, 9, 2025]),
        ("fr", "18 septembre 2025", [18, 9, 2025]),
        ("es", "18 de septiembre de 2025", [18, 9, 2025]),
    ],
)
def test_dates(lang, text, expected):
    found = quantities(text, lang)
    assert [q.value for q in found] == expected
    assert {q.kind for q in found} <= {"year", "month", "day"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "一些人和亿万富翁"),
        ("zh", "找到一点线索"),
        ("vi", "nâng tỷ số và tỷ lệ"),
        ("vi", "đô thị và xu hướng"),
        ("de", "sie achten darauf"),
        ("fr", "il est un peu tard"),
    ],
)
def test_words_that_only_look_like_numbers(lang, text):
    assert quantities(text, lang) == []


def test_a_language_without_data_says_so():
    assert quantities("пять", "ru") is None
    assert not supports("ru")
    assert supports("kor_Hang")
