import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import languages
from aligner.furniture import mark

SAMPLE = Path(__file__).parents[1] / "data/sample"


def marked(text, code="en", title=""):
    return [
        (block.kind, block.rule, text[block.start : block.stop]) for block in mark(text, languages.get(code), title)
    ]


def kinds(text, code="en", title=""):
    return [(kind, part) for kind, _, part in marked(text, code, title)]


BODY = {
    "en": "The forum opened in Beijing on Thursday with speeches by two ministers.",
    "ko": "포럼은 목요일 베이징에서 두 장관의 연설로 막을 올렸다.",
    "zh": "论坛星期四在北京开幕，两位部长发表了讲话。",
    "vi": "Diễn đàn khai mạc hôm thứ Năm tại Bắc Kinh với bài phát biểu của hai bộ trưởng.",
    "ja": "フォーラムは木曜日に北京で開幕し、2人の閣僚が演説した。",
}


def test_a_glued_header_is_marked_and_the_city_stays_in_the_sentence():
    assert kinds(" date 2025-09-18 BEIJING – Vietnam took part.") == [
        ("header", "date 2025-09-18"),
        ("body", "BEIJING – Vietnam took part."),
    ]


def test_date_headline_byline_and_text():
    text = f"Sept 18, 2025 | 16:40\nForum opens in Beijing\nBy the foreign desk\n\n{BODY['en']}\n\n{BODY['en']} Again."
    assert marked(text) == [
        ("header", "date-line", "Sept 18, 2025 | 16:40"),
        ("title", "title", "Forum opens in Beijing"),
        ("furniture", "byline", "By the foreign desk"),
        ("body", "text", f"{BODY['en']}\n\n{BODY['en']} Again."),
    ]


def test_second_copies_of_headline_and_caption_are_marked():
    caption = "Ministers Giang and Dong meet in Beijing. — SNA/SNS Photo"
    text = f"Forum opens\nForum opens\n{caption}\n{caption}\n{BODY['en']}"
    assert marked(text) == [
        ("title", "title", "Forum opens"),
        ("furniture", "repeated-title", "Forum opens"),
        ("caption", "caption", caption),
        ("caption", "repeated-line", caption),
        ("body", "text", BODY["en"]),
    ]


def test_a_headline_doubled_on_one_line_is_cut_in_half():
    text = f"论坛今天在北京开幕 论坛今天在北京开幕\n{BODY['zh']}"
    assert kinds(text, "zh")[:2] == [("title", "论坛今天在北京开幕"), ("furniture", "论坛今天在北京开幕")]


def test_the_stated_title_is_found_below_other_lines_and_its_copies_are_marked():
    text = f"2025-09-18\nForum &amp; exhibition\n{BODY['en']}\nForum & exhibition"
    assert kinds(text, title="Forum & exhibition") == [
        ("header", "2025-09-18"),
        ("title", "Forum &amp; exhibition"),
        ("body", BODY["en"]),
        ("furniture", "Forum & exhibition"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        BODY["en"],
        f"{BODY['en']}\n{BODY['en']} Again.",
        "The forum opened in Beijing on Thursday and the ministers went on\nto speak about their plans.",
        "Forum opens",
    ],
)
def test_no_headline_where_the_first_line_is_a_sentence_or_all_there_is(text):
    assert [kind for kind, _ in kinds(text)] == ["body"]


def test_a_headline_may_hold_full_stops():
    text = f"Vice Minister Sen. Lt. Gen. Hoang Xuan Chien in Beijing\n{BODY['en']}"
    assert kinds(text)[0] == ("title", "Vice Minister Sen. Lt. Gen. Hoang Xuan Chien in Beijing")


@pytest.mark.parametrize(
    ("code", "line", "kind"),
    [
        ("en", "VNA/VNS", "furniture"),
        ("en", "SNS", "furniture"),
        ("en", "Translated by the foreign desk", "furniture"),
        ("en", "Share this article", "furniture"),
        ("en", "All rights reserved.", "furniture"),
        ("en", "This material may not be published, broadcast or redistributed.", "furniture"),
        ("en", "(may not be reproduced without permission)", "furniture"),
        ("en", "Material—may not be republished.", "furniture"),
        ("en", "Reporters in Hanoi/contributed to this story", "furniture"),
        ("en", "Photo: SNA", "caption"),
        ("en", "Passengers wait at the pier. Reuters file photo", "caption"),
        ("en", "The pier on Thursday (AFP/Yonhap Photo)", "caption"),
        ("en", "* * *", "furniture"),
        ("ko", "(끝)", "furniture"),
        ("ko", "ⓒ 가람내소식, 무단 전재 및 재배포 금지", "furniture"),
        ("ko", "가람내 시립도서관 전경. (사진=가람내시 제공)", "caption"),
        ("ko", "desk@example.com", "furniture"),
        ("ko", "가람내 시립도서관 전경 / 연합뉴스 자료사진", "caption"),
        ("ko", "홈 > 국제 > 아시아", "furniture"),
        ("ko", "국제>아시아", "furniture"),
        ("zh", "（示例通讯社）", "furniture"),
        ("zh", "责任编辑：国际部", "furniture"),
        ("zh", "会见现场。图片来源：示例通讯社", "caption"),
        ("vi", "Chia sẻ", "furniture"),
        ("vi", "Hai bộ trưởng tại Bắc Kinh. Ảnh: TTXVN", "caption"),
        ("ja", "無断転載を禁じます。無断転載禁止", "furniture"),
        ("en", "Listen to this article", "furniture"),
        ("en", "Leave a comment", "furniture"),
        ("en", "Read more: Ferry to resume", "furniture"),
        ("en", "Editor: Foreign Desk", "furniture"),
        ("ko", "SNS 공유하기", "furniture"),
        ("ko", "네이버 채널 구독하기", "furniture"),
        ("ko", "[사진] 가람내시 제공", "caption"),
        ("zh", "【纠错】", "furniture"),
        ("vi", "Theo VNA", "furniture"),
        ("vi", "TTXVN/Vietnam+", "furniture"),
        ("ja", "この記事をシェア", "furniture"),
        ("ja", "コメント", "furniture"),
        ("ko", "source: news.example", "furniture"),
        ("en", "출처: news.example", "furniture"),
        ("vi", "URL: https://news.example/1", "furniture"),
    ],
)
def test_lines_that_are_no_sentences_are_marked(code, line, kind):
    assert kinds(f"{BODY[code]}\n{line}", code) == [("body", BODY[code]), (kind, line)]


@pytest.mark.parametrize(
    "tail", ["— SNA/SNS", "VNA", "(Xinhua)", "Translated by the foreign desk. — VNS", "desk@example.com"]
)
def test_a_tail_on_the_line_of_the_last_sentence_is_cut_off(tail):
    blocks = kinds(f"{BODY['en']} {tail}")
    assert blocks[0] == ("body", BODY["en"])
    assert {kind for kind, _ in blocks[1:]} == {"furniture"}


@pytest.mark.parametrize(
    "lead", ["(베이징=연합뉴스)", "[베이징=뉴시스]", "(서울=연합뉴스) 국제부 기자 =", "【베이징=연합뉴스】"]
)
def test_a_korean_byline_before_the_first_sentence_is_a_header(lead):
    assert kinds(f"{lead} {BODY['ko']}", "ko") == [("header", lead), ("body", BODY["ko"])]


LISTS = {
    "en": ("Related news", "Read more"),
    "ko": ("관련 기사", "더보기"),
    "zh": ("相关新闻", "查看更多"),
    "vi": ("Tin liên quan", "Xem thêm"),
    "ja": ("関連記事", "もっと見る"),
}


@pytest.mark.parametrize("code", LISTS)
def test_related_news_is_marked_to_the_end(code):
    heading, more = LISTS[code]
    headlines = [BODY[code].rstrip(".。") + str(number) for number in range(12)]
    text = "\n".join([BODY[code], heading, *headlines, more])
    blocks = marked(text, code)
    assert blocks[0] == ("body", "text", BODY[code])
    assert all(block[:2] == ("furniture", "related") for block in blocks[1:])
    assert len(blocks) == 15


def test_a_box_of_related_news_inside_an_article_ends_where_sentences_go_on():
    text = f"{BODY['en']}\nRelated news\nPort ferry to resume\nGrain prices slip\n{BODY['en'] * 5}\n{BODY['en']} More."
    assert [kind for kind, _ in kinds(text)] == ["body", "furniture", "furniture", "furniture", "body"]


def test_a_korean_page():
    text = """[속보] 가람내·솔마루 광역버스 협의회
등록 2025-09-18 18:10
수정 2025-09-18 20:02
텍스트 키우기
두 지자체 관계자들이 18일 가람내시청에서 악수하고 있다. 가람내/연합뉴스
가람내시와 솔마루군이 18일 첫 회의를 열었다.
다음 회의는 12월에 열린다. 사회부 기자 desk@example.com
관련기사
• 가람내 도서관 야간 개방
• 솔마루 장터 새 단장
댓글 3"""
    assert [(kind, rule) for kind, rule, _ in marked(text, "ko")] == [
        ("title", "title"),
        ("header", "date-line"),
        ("header", "date-line"),
        ("furniture", "share"),
        ("caption", "caption"),
        ("body", "text"),
        ("furniture", "byline"),
        *[("furniture", "related")] * 4,
    ]
    assert kinds(text, "ko")[5][1] == "가람내시와 솔마루군이 18일 첫 회의를 열었다.\n다음 회의는 12월에 열린다."


def test_an_english_page():
    text = """Home > World
Ferry to resume after pier repairs
By the news desk
September 18, 2025 6:05 PM GMT+9 Updated 2 hours ago
PORT SELWICK, Sept 18 (SNS) - The ferry will run again from Friday morning.
Passengers wait at the pier on Thursday. (Photo: SNS)
Fares stay at $4.50 for adults. SNS
___
The town desk contributed to this report.
Copyright 2025 SNS. All rights reserved."""
    assert [(kind, rule) for kind, rule, _ in marked(text)] == [
        ("furniture", "breadcrumb"),
        ("title", "title"),
        ("furniture", "byline"),
        ("header", "date-line"),
        ("body", "text"),
        ("caption", "caption"),
        ("body", "text"),
        ("furniture", "agency-tail"),
        ("furniture", "rule"),
        ("furniture", "translator"),
        ("furniture", "copyright"),
    ]


def test_repeated_short_lines_of_speech_stay():
    assert kinds("“Yes.”\nShe nodded and went on.\n“Yes.”") == [("body", "“Yes.”\nShe nodded and went on.\n“Yes.”")]


def test_long_paragraphs_one_after_the_other_stay():
    paragraphs = [f"{BODY['en']} Part {number}. " * 8 for number in range(4)]
    assert [kind for kind, _ in kinds("\n".join(paragraphs))] == ["body"]


def test_closing_quotes_at_the_end_belong_to_the_sentence():
    text = "長官は「会議に出た。」\n大臣は言った。「協力を広げる。」"
    assert kinds(text, "ja") == [("body", text)]


def test_the_name_of_a_section_above_the_headline_is_no_headline():
    text = f"World\nForum opens in Beijing\n{BODY['en']}"
    assert kinds(text) == [("furniture", "World"), ("title", "Forum opens in Beijing"), ("body", BODY["en"])]


def test_a_doubled_headline_is_found_below_other_lines():
    text = f"Home > World\nLive from the capital\nForum opens\nForum opens\n{BODY['en']}"
    assert [kind for kind, _ in kinds(text)] == ["furniture", "furniture", "title", "furniture", "body"]


def test_a_text_that_ends_in_a_photo_credit_is_still_text():
    assert kinds(f"{BODY['en']} {BODY['en']} Photo: SNA") == [
        ("body", f"{BODY['en']} {BODY['en']}"),
        ("caption", "Photo: SNA"),
    ]
    glued = f"2025-09-18 BEIJING – {BODY['en']} Photo: SNA"
    assert [kind for kind, _ in kinds(glued)] == ["header", "body", "caption"]


@pytest.mark.parametrize(("name", "side"), [(n, i) for n in ("a3f1-58c0", "e7b2-1d94") for i in (0, 1)])
def test_title_and_body_of_the_sample_are_exactly_its_sentences(name, side):
    text = (SAMPLE / "articles" / f"{name.split('-')[side]}.txt").read_text("utf-8")
    rows = [line.split("\t") for line in (SAMPLE / "gold" / f"{name}.spans.tsv").read_text("utf-8").splitlines()]
    gold = "".join(text[int(row[2]) : int(row[3])] for row in rows if row[0] == ("source", "target")[side])
    split = "".join(part for kind, part in kinds(text, ("ko", "en")[side]) if kind in ("title", "body"))
    assert "".join(split.split()) == "".join(gold.split())


FRAGMENTS = st.sampled_from(
    ["date 2025-09-18", "9월 18일", "Related news", "相关新闻", "Photo: SNA", "— VNA/VNS", "(베이징=연합뉴스)", "Forum opens",
     "The forum opened.", "포럼이 열렸다.", "论坛开幕。", "BEIJING –", " ", "\n", "\r\n", "\u2028", "\u200b", "\ufeff"]
)  # fmt: skip
TEXTS = st.text() | st.lists(FRAGMENTS | st.text(max_size=3)).map("".join)


@given(TEXTS, st.sampled_from([*languages.known(), "xx"]), st.sampled_from(["", "Forum opens", "논단"]))
def test_blocks_are_ordered_inside_the_text_and_leave_only_white_space_between(text, code, title):
    at = 0
    for block in mark(text, languages.get(code), title):
        assert at <= block.start < block.stop <= len(text)
        assert not text[at : block.start].strip()
        assert text[block.start : block.stop].strip() == text[block.start : block.stop]
        assert block.rule
        at = block.stop
    assert not text[at:].strip()


@given(TEXTS, st.sampled_from(languages.known()))
def test_at_most_one_title(text, code):
    assert sum(kind == "title" for kind, _ in kinds(text, code)) <= 1


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a ",
        ". ",
        "(",
        "- ",
        "2025-09-18 ",
        "date ",
        "\n",
        "9월 18일\n",
        "VNA/",
        "Photo: x\n",
        "Related news\n",
        "。",
        "=",
    ],
)
def test_time_grows_with_the_length_and_no_faster(unit):
    language = languages.get("en")

    def seconds(size):
        text = unit * (size // len(unit))
        start = time.process_time()
        mark(text, language)
        return time.process_time() - start

    seconds(1000)
    small = min(seconds(10_000) for _ in range(3))
    assert min(seconds(100_000) for _ in range(3)) < 40 * max(small, 0.001)
