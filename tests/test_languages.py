import re
import time

import pytest

from aligner import languages
from aligner.languages import Language

CODES = [*languages.known(), "xx"]


def patterns(language: Language) -> list[str]:
    """Return every pattern of a whole line."""
    return [*(pattern for _, pattern in language.furniture), *language.captions, *language.related_headings]


def is_furniture(line, code):
    return any(re.fullmatch(pattern, line, re.IGNORECASE) for pattern in patterns(languages.get(code)))


def test_nine_languages_and_a_default_for_any_other():
    assert languages.known() == ("de", "en", "es", "fr", "ja", "ko", "ru", "vi", "zh")
    assert languages.get("xx").code == "xx"
    assert languages.get("kor_Hang") is languages.get("kor_Hang")
    assert languages.get("kor_Hang").name == "Korean"


@pytest.mark.parametrize("code", languages.known())
def test_a_year_has_twelve_months_and_a_week_seven_days(code):
    language = languages.get(code)
    assert (len(language.months), len(language.weekdays)) == (12, 7)


DATES = {
    "ko": ["2025년 9월 18일", "2025. 9. 18.", "2025-09-18"],
    "en": ["September 18, 2025", "Sept. 18, 2025", "18 September 2025", "18th of September 2025", "18/09/2025"],
    "zh": ["2025年9月18日", "18/9/2025"],
    "ja": ["2025年9月18日", "2025/09/18"],
    "vi": ["18 tháng 9 năm 2025", "18/9/2025", "18-09-2025"],
    "de": ["18. September 2025", "18.09.2025"],
    "fr": ["18 septembre 2025", "18/09/2025"],
    "es": ["18 de septiembre de 2025", "18/09/2025"],
    "ru": ["18 сентября 2025", "18.09.2025"],
}


@pytest.mark.parametrize(("code", "date"), [(code, date) for code, dates in DATES.items() for date in dates])
def test_full_dates(code, date):
    language = languages.get(code)
    found = next(match for pattern in language.date_patterns if (match := re.search(pattern, date, re.IGNORECASE)))
    assert (found["year"], found["day"].lstrip("0")) == ("2025", "18")
    assert found["month"] in ("9", "09") or re.fullmatch(language.months[8], found["month"], re.IGNORECASE)


MONTHS = {
    "vi": [
        *("tháng giêng", "tháng 2", "tháng ba", "tháng tư", "tháng 5", "tháng 6", "tháng bảy", "tháng tám"),
        *("tháng chín", "tháng mười", "tháng mười một", "tháng mười hai"),
    ],
    "zh": ["1月", "二月", "三月", "4月", "五月", "六月", "七月", "八月", "09月", "十月", "十一月", "12月"],
    "ko": [f"{number}월" for number in range(1, 13)],
    "en": ["Jan.", "Feb", "March", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct", "November", "Dec."],
}


@pytest.mark.parametrize("code", MONTHS)
def test_no_month_is_taken_for_another(code):
    months = languages.get(code).months
    for number, name in enumerate(MONTHS[code]):
        assert [n for n, pattern in enumerate(months) if re.fullmatch(pattern, name, re.IGNORECASE)] == [number]


FURNITURE = [
    ("en", "VNA/VNS"),
    ("en", "— VNS"),
    ("en", "Translated by Kim Min Seo"),
    ("en", "By Jane Roe and John Doe"),
    ("en", "All rights reserved."),
    ("en", "Photo: VNA"),
    ("en", "The two ministers shake hands. VNA/VNS Photo"),
    ("en", "Related news"),
    ("en", "Read more:"),
    ("en", "facebook | twitter"),
    ("ko", "김민서 기자 minseo@example.com"),
    ("ko", "[하노이=연합뉴스] 김민서 특파원"),
    ("ko", "두 장관이 악수하고 있다. (사진=VNA)"),
    ("ko", "무단 전재 및 재배포 금지"),
    ("ko", "관련기사"),
    ("ko", "[관련 뉴스]"),
    ("zh", "相关新闻"),
    ("zh", "查看更多"),
    ("zh", "责任编辑：张三"),
    ("zh", "图为两国防长会谈。"),
    ("zh", "来源：越通社"),
    ("ja", "関連記事"),
    ("ja", "（写真：共同）"),
    ("vi", "Tin liên quan"),
    ("vi", "Hai bộ trưởng hội đàm. Ảnh: TTXVN"),
    ("vi", "(TTXVN)"),
    ("de", "Lesen Sie auch:"),
    ("fr", "À lire aussi"),
    ("es", "Noticias relacionadas"),
    ("ru", "Читайте также"),
]


@pytest.mark.parametrize(("code", "line"), FURNITURE)
def test_lines_that_belong_to_the_page(code, line):
    assert is_furniture(line, code)


SENTENCES = [
    ("en", "By late evening the two ministers had met again."),
    ("en", "Reported by the ministry, the figures rose by 5 percent."),
    ("en", "Registered voters went to the polls on Sunday."),
    ("en", "Pictures of the two ministers were on every front page."),
    ("ko", "편집국장이 사임했다."),
    ("ko", "출처가 알려지지 않은 사진이다."),
    ("ko", "■ 주요 합의 내용"),
    ("ko", "판 반 장 국방장관(사진)이 베이징에 도착했다."),
    ("zh", "评论家说，两国关系良好。"),
    ("zh", "两国防长在北京会谈（图）"),
    ("vi", "Thời gian qua, hai nước đã hợp tác tốt."),
    ("vi", "Chia sẻ với báo giới, ông nói về hợp tác."),
    ("vi", "Thực hiện chỉ thị của Thủ tướng"),
    ("vi", "Báo cáo thường niên được công bố"),
    ("de", "Folgen der Dürre sind überall zu sehen."),
    ("de", "Stand der Dinge in Peking"),
    ("fr", "Partager le pouvoir est difficile."),
    ("es", "Temas de la reunión fueron la paz y el comercio."),
    ("ru", "Печать сообщает о встрече министров."),
]


@pytest.mark.parametrize(("code", "line"), SENTENCES)
def test_lines_that_belong_to_the_text(code, line):
    assert not is_furniture(line, code)


ENDLESS = [
    "VNA/",
    "A ",
    "Aa, ",
    "By Aa ",
    "(사진 ",
    "ảnh ",
    "记者",
    "(図",
    "Photo: ",
    "#a ",
    "a > ",
    "facebook ",
    ". ",
    "다",
]


@pytest.mark.parametrize("code", CODES)
def test_no_line_takes_long_to_match(code):
    started = time.process_time()
    for pattern in patterns(languages.get(code)):
        compiled = re.compile(pattern, re.IGNORECASE)
        for unit in ENDLESS:
            compiled.fullmatch(unit * (280 // len(unit)) + "!")
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("code", "short"),
    [
        *(("kor", "ko"), ("kor_Hang", "ko"), ("ko-KR", "ko"), ("Korean", "ko"), ("zho_Hans", "zh"), ("cmn_Hant", "zh")),
        *(("por_Latn", "pt"), ("nld", "nl"), ("ita", "it"), ("arb_Arab", "ar"), ("pes", "fa"), ("zsm_Latn", "ms")),
        *(("ger", "de"), ("haw", "haw"), ("en_US", "en"), (" EN ", "en"), ("vie", "vi"), ("jpn_Jpan", "ja")),
    ],
)
def test_codes_of_every_kind_become_iso_639_1(code, short):
    assert languages.normalise_code(code) == short


def test_what_datelines_and_addresses_are_told_by_is_data_of_the_language():
    every = {code: languages.get(code) for code in languages.known()}
    assert {code: set(one.address_words) for code, one in every.items() if one.address_words} == {
        "ko": {"kr"},
        "en": {"us", "gb", "uk"},
        "zh": {"cn", "tw", "hk"},
        "ja": {"jp"},
        "vi": {"vn"},
    }
    assert {code for code, one in every.items() if one.names_take_endings} == {"ko"}
    assert {word for one in every.values() for word in one.reporters} == {"기자", "특파원", "記者", "记者"}
    for one in every.values():
        for pattern in (*one.datelines, one.day_alone):
            re.compile(pattern)
