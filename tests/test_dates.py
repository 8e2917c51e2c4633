import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import languages
from aligner.dates import date_in_address, find_date, header_at, normalise_date
from aligner.lines import lines_of


def found(text, code="en"):
    result = find_date(text, languages.get(code))
    assert result is None or result.span.of(text)
    return result and result.date


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", " date 2025-09-18 BEIJING – Vietnam took part in the forum."),
        ("en", "Forum opens\nSeptember 18, 2025\nThe forum opened."),
        ("en", "Forum opens\n18th of September 2025\nThe forum opened."),
        ("en", "Sept 18, 2025 | 16:40\nFerry to resume"),
        ("en", "Published 10:30 AM EDT, Thu September 18, 2025"),
        ("en", "By A. Writer | September 18, 2025\nThe forum opened."),
        ("en", "Updated: 2025-09-19 Published: 2025-09-18"),
        ("en", "BEIJING, Sept 18, 2025 — The forum opened on Thursday."),
        ("en", "HANOI, September 18, 2025 /Newswire/ -- The company said."),
        ("en", "2025-09-18T10:30:00+09:00\nThe forum opened."),
        ("ko", "제목\n2025년 9월 18일 (목)\n포럼이 열렸다."),
        ("ko", "2025.09.18 10:30"),
        ("ko", "입력 2025-09-18"),
        ("ko", "기사입력 2025-09-18 오전 10:30 최종수정 2025-09-19 09:00"),
        ("ko", "수정 2025.09.19 11:00 입력 2025.09.18 10:30"),
        ("ko", "[베이징=뉴시스] 2025.09.18. photo@example.com\n포럼이 열렸다."),
        ("zh", "标题\n2025年9月18日 10:30\n论坛开幕。"),
        ("zh", "来源：示例网 2025-09-18 10:30\n论坛开幕。"),
        ("zh", "示例社北京2025年9月18日电 论坛开幕。"),
        ("ja", "2025年9月18日 10時30分\nフォーラムが始まった。"),
        ("vi", "Thứ năm, 18/9/2025, 10:00 (GMT+7)\nDiễn đàn khai mạc."),
        ("vi", "Hà Nội, ngày 18 tháng 9 năm 2025 – Diễn đàn khai mạc."),
        ("de", "Peking, 18. September 2025 (Agentur) - Das Forum begann."),
        ("de", "Stand: 18.09.2025, 10:30 Uhr"),
        ("fr", "Publié le 18 septembre 2025 à 10h30\nLe forum a débuté."),
        ("es", "18 de septiembre de 2025\nEl foro comenzó."),
        ("ru", "18 сентября 2025, 10:30\nФорум открылся."),
        ("en", "Forum opens\n\nThu 18 Sep 2025 14.05 BST\n\nThe forum opened."),
        (
            "ko",
            "두 장관은 목요일 베이징에서 만나 국경 협력을 논의했다.\n2025/09/18 18:10 송고",
        ),
        (
            "en",
            "The forum opened in Beijing on Thursday with speeches by two ministers.\nIssued on: 18/09/2025 - 14:05",
        ),
    ],
)
def test_headers_and_datelines_give_the_day(code, text):
    assert found(text, code) == "2025-09-18"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The forum was held on September 18, 2025, in Beijing."),
        ("en", "On September 18, 2025, the forum opened."),
        ("en", "Forum opens on September 18, 2025\nIt is the twelfth."),
        ("ko", "2025년 9월 18일 베이징에서 포럼이 열렸다."),
        ("zh", "2025年9月18日，论坛在北京开幕。"),
        ("en", "Forum opens\nThe forum opened in Beijing on Thursday with speeches by two ministers.\n2025-09-18"),
        ("en", "GARAMNAE, Sept. 19 (SNS) — The city said Friday."),
        ("ko", "9월 18일\n포럼이 열렸다."),
        ("en", "Thursday\nThe forum opened."),
        ("en", "2025-02-30 10:00\nThe forum opened."),
        ("ko", "입력 2025-13-18\n포럼이 열렸다."),
        ("en", ""),
    ],
)
def test_body_dates_days_without_a_year_and_impossible_days_leave_it_unknown(code, text):
    assert found(text, code) is None


def test_a_full_date_in_the_header_settles_a_dateline_without_a_year():
    assert found("September 19, 2025 - 08:15\nGARAMNAE, Sept. 19 (SNS) — The city said.") == "2025-09-19"


def test_the_clock_may_come_first_and_the_day_before_the_month():
    assert found("标题\n09:00 | 13/10/2022\n正文。", "zh") == "2022-10-13"


def test_slashes_follow_the_habit_of_the_language_unless_only_the_other_way_is_a_date():
    from dataclasses import replace

    english = languages.get("en")
    assert find_date("03/04/2025", english).date == "2025-04-03"
    assert find_date("03/04/2025", replace(english, day_first=False)).date == "2025-03-04"
    assert find_date("09/18/2025", english).date == "2025-09-18"


def test_a_date_below_a_caption_is_found_and_one_among_related_news_is_not():
    from aligner.furniture import mark

    english = languages.get("en")
    caption = "Ministers Giang and Dong shake hands before their talks in Beijing. (Photo: VNA)"
    text = f"Forum opens\n{caption}\nSeptember 18, 2025\nThe forum opened."
    assert find_date(text, english) is None
    assert find_date(text, english, mark(text, english)).date == "2025-09-18"
    text = "The forum opened in Beijing.\nRelated news\nFerry to resume\nPublished: 2025-09-17\nGrain prices slip"
    assert find_date(text, english, mark(text, english)) is None


def test_the_span_is_the_date_alone():
    text = " date 2025-09-18 BEIJING – Vietnam"
    assert find_date(text, languages.get("en")).span.of(text) == "2025-09-18"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (" date 2025-09-18 BEIJING – Vietnam took part", "date 2025-09-18"),
        ("[2025-09-18] (Beijing) Vietnam took part", "[2025-09-18]"),
        ("18 Sep 2025 | Vietnam took part in the forum", "18 Sep 2025 |"),
        ("Thursday", "Thursday"),
        ("BEIJING, Sept 18, 2025 — Vietnam took part", None),
        ("May day parade", None),
        ("2 hours ago", "2 hours ago"),
        ("September 18 – the day of the forum – was rainy.", None),
        ("Sunday best", None),
        ("update", None),
    ],
)
def test_a_header_ends_where_the_sentence_begins(text, marked):
    header = header_at(text, next(lines_of(text)), languages.get("en"), opening=True)
    assert (header and header.span.of(text)) == marked


@pytest.mark.parametrize(
    "sentence",
    [
        "9월 18일 오후 2시 베이징에서 회담이 열렸다.",
        "2025년 9월 18일 오후 2시 베이징에서 회담이 열렸다.",
        "9월 18일(목) 회담이 열렸다.",
    ],
)
def test_a_sentence_may_open_with_day_and_hour(sentence):
    korean = languages.get("ko")
    assert header_at(sentence, next(lines_of(sentence)), korean, opening=True) is None
    assert find_date(sentence, korean) is None


@pytest.mark.parametrize(
    "stated",
    [
        "2025-09-18",
        "2025-09-18T23:10:00Z",
        "20250918",
        "2025/9/18",
        "18.09.2025",
        "Thu, 18 Sep 2025 10:30:00 +0900",
        "2025년 9월 18일",
        "2025年9月18日",
        "18 tháng 9 năm 2025",
        "18 septembre 2025",
        "18 сентября 2025 г.",
    ],
)
def test_stated_dates_become_iso_in_any_language(stated):
    assert normalise_date(stated) == "2025-09-18"


@pytest.mark.parametrize(
    "stated", ["", "yesterday", "2025", "2025-09", "20251345", "31.02.2025", "9월 18일", "²⁰²⁵-01-01"]
)
def test_what_is_no_full_date_is_none(stated):
    assert normalise_date(stated) is None


@given(st.dates(), st.sampled_from(languages.known()))
def test_iso_dates_of_our_time_survive(day, code):
    expected = day.isoformat() if 1900 <= day.year <= 2099 else None
    assert normalise_date(day.isoformat(), languages.get(code)) == expected


PIECES = st.sampled_from(
    [
        "date",
        " ",
        "\n",
        "2025",
        "-",
        "09",
        "18",
        "년",
        "월",
        "일",
        "Sept",
        "|",
        "10:30",
        "입력",
        "BEIJING",
        "—",
        "年",
        "月",
        "(",
        ")",
    ]
)


@given(st.text() | st.lists(PIECES).map("".join), st.sampled_from(languages.known()))
def test_no_text_breaks_it(text, code):
    language = languages.get(code)
    result = find_date(text, language)
    if result:
        assert normalise_date(result.span.of(text), language) == result.date


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://example.com/world/2025/09/18/forum-opens", "2025-09-18"),
        ("http://example.com/2025/9/18/", "2025-09-18"),
        ("https://example.com/2025-09-18-forum", "2025-09-18"),
        ("https://example.com/news?id=7&date=20250918", "2025-09-18"),
        ("https://example.com/a/202509181030.html", "2025-09-18"),
        ("https://example.com/2025/0918/c1002-1.html", "2025-09-18"),
        ("https://example.com/2025/09/18/20250918-1.html", "2025-09-18"),
        ("https://example.com/2025/09/18/after-2025-09-17", None),
        ("https://example.com/20251345", None),
        ("https://example.com/2025/02/30/", None),
        ("https://example.com/article/12025091812", None),
        ("https://20250918.example.com/forum", None),
        ("https://example.com/2025/09/", None),
        ("data/2025/09/18/a.txt", None),
        ("", None),
    ],
)
def test_an_address_gives_the_one_date_in_its_path(address, day):
    assert date_in_address(address) == day


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2025-09-18T00:10:00+09:00", "2025-09-18"),
        ("2025-09-18T23:50:00-08:00", "2025-09-18"),
        ("Thu, 18 Sep 2025 23:59:59 GMT", "2025-09-18"),
        (unicodedata.normalize("NFD", "2025년 9월 18일"), "2025-09-18"),
    ],
)
def test_a_stated_time_keeps_its_local_day(stated, day):
    assert normalise_date(stated) == day
