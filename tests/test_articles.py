import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import languages
from aligner.articles import compose
from aligner.parts import build
from aligner.records import Article, Document, Note, content_id
from aligner.text import comparison_form

TEXT = "Forum opens in Beijing\n2025-09-18\nThe forum opened in Beijing on Thursday with speeches by two ministers."


def test_language_date_title_and_blocks_are_found():
    article = compose(Document(TEXT, "a.txt"))
    assert isinstance(article, Article)
    assert (article.lang, article.date, article.title) == ("en", "2025-09-18", "Forum opens in Beijing")
    assert article.text == TEXT
    assert article.source == "a.txt"
    assert [block.kind for block in article.blocks] == ["title", "header", "body"]


def test_what_is_stated_goes_first():
    stated = Document(TEXT, "a", title="Another headline", date="19 Sep 2025 10:00", lang="eng_Latn")
    article = compose(stated)
    assert (article.lang, article.date, article.title) == ("en", "2025-09-19", "Another headline")


def test_a_stated_time_stands_beside_its_local_day():
    def dated(date):
        article = compose(Document(TEXT, "a", date=date))
        return article.date, article.timestamp

    assert dated("2025-09-19T08:00+09:00") == ("2025-09-19", "2025-09-19T08:00:00+09:00")
    assert dated("Fri, 19 Sep 2025 23:10:00 GMT") == ("2025-09-19", "2025-09-19T23:10:00+00:00")
    assert dated("2025-09-19 08:00") == ("2025-09-19", "2025-09-19T08:00:00")
    assert dated("2025-09-19") == ("2025-09-19", None)
    assert dated("lately, 08:00 GMT") == ("2025-09-18", None)
    assert dated(None) == ("2025-09-18", None)


def test_a_stated_date_that_nobody_can_read_leaves_the_one_found():
    assert compose(Document(TEXT, "a", date="lately")).date == "2025-09-18"


@pytest.mark.parametrize(
    ("stated", "code"), [("Korean", "ko"), ("kor", "ko"), ("en-GB", "en"), ("JA", "ja"), ("id", "id")]
)
def test_a_language_is_stated_as_code_or_english_name(stated, code):
    assert compose(Document(TEXT, "a", lang=stated)).lang == code


def test_the_id_comes_from_text_and_title_alone():
    one = compose(Document(TEXT, "a"))
    assert one.id == compose(Document(TEXT, "b", date="2024-01-01", lang="en")).id == content_id(TEXT, one.title)
    assert one.id != compose(Document(TEXT, "a", title="Another")).id


@pytest.mark.parametrize(
    ("document", "outcome", "words"),
    [
        (Document("", "a"), "empty", "is empty"),
        (Document(" \n\t\u3000", "a"), "empty", "is empty"),
        (Document("12345 — 67 % …", "a"), "empty", "no letters"),
        (Document("Photo: SNA", "a", lang="en"), "empty", "headers and furniture"),
        (Document("ᚠᚢᚦᚨᚱᚲ", "a"), "language", "State it"),
        (Document(TEXT, "a", lang="the Queen's"), "language", "ISO 639"),
    ],
)
def test_what_is_no_article_becomes_a_note_with_what_to_do(document, outcome, words):
    note = compose(document)
    assert isinstance(note, Note)
    assert (note.source, note.outcome) == ("a", outcome)
    assert words in note.message
    assert note.message.endswith(".")


def test_expected_languages_decide_a_close_case_only():
    assert compose(Document("Xiangshan Forum: Giang, Dong Jun", "a"), among=["ko", "en"]).lang == "en"
    assert compose(Document("越南国防部长在北京会见中国国防部长。", "a"), among=["ko", "en"]).lang == "zh"


@given(
    st.text(),
    st.text(max_size=8),
    st.none() | st.text(max_size=8),
    st.none() | st.sampled_from(["ko", "en", "zh", "qq"]),
)
def test_any_document_becomes_an_article_or_a_note(text, title, date, lang):
    made = compose(Document(text, "a", title, date, lang))
    if isinstance(made, Note):
        assert made.message
        return
    assert made.text == text
    starts = [block.start for block in made.blocks] + [len(text)]
    stops = [0] + [block.stop for block in made.blocks]
    outside = "".join(text[stop:start] for stop, start in zip(stops, starts, strict=True))
    assert not outside.strip()
    assert any(block.kind in ("title", "body") for block in made.blocks)


HIDDEN = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "entities": lambda text: text.replace(" ", "&nbsp;", 1).replace("'", "&#39;").replace('"', "&quot;"),
    "zero width": lambda text: text.replace("2025", "20\u200b25").replace(" ", " \u200b", 2),
}
PAGES = {
    "ko": '포럼, 베이징에서 개막\n입력 2025년 9월 18일 10:30\n포럼은 목요일 "베이징"에서 두 장관의 연설로 막을 올렸다.\n'
    "(사진=가람내시 제공)",
    "vi": "Khai mạc diễn đàn tại Bắc Kinh\nThứ năm, 18/9/2025, 10:00\nDiễn đàn đã khai mạc hôm thứ Năm với phát biểu của "
    "hai bộ trưởng và nhiều đại biểu.\nẢnh: TTXVN",
    "ja": "フォーラム 北京で開幕\n2025年9月18日 10時30分\nフォーラムは木曜日に「北京」で開幕し、2人の閣僚が演説した。\n"
    "無断転載禁止",
}


@pytest.mark.parametrize("how", HIDDEN)
@pytest.mark.parametrize("code", PAGES)
def test_decomposed_letters_entities_and_invisible_characters_change_nothing_but_offsets(code, how):
    plain = compose(Document(PAGES[code], "a"))
    text = HIDDEN[how](PAGES[code])
    article = compose(Document(text, "a"))
    assert (article.lang, article.date, article.text) == (code, "2025-09-18", text)
    assert [(b.kind, b.rule) for b in article.blocks] == [(b.kind, b.rule) for b in plain.blocks]
    seen = [comparison_form(text[b.start : b.stop]) for b in article.blocks]
    assert seen == [comparison_form(PAGES[code][b.start : b.stop]) for b in plain.blocks]
    splitter = build("splitters", "rules")
    for one, other in zip(article.blocks, plain.blocks, strict=True):
        split = [
            splitter.split(t[b.start : b.stop], languages.get(code)) for t, b in ((text, one), (plain.text, other))
        ]
        assert len(split[0]) == len(split[1])


def test_the_address_gives_the_date_where_nothing_else_does():
    body = "The forum opened in Beijing on Thursday with speeches by two ministers."
    address = "https://example.com/2025/09/18/forum.html"
    assert compose(Document(body, address)).date == "2025-09-18"
    assert compose(Document(f"2025-09-17\n{body}", address)).date == "2025-09-17"
    assert compose(Document(body, address, date="2025-09-16")).date == "2025-09-16"
    assert compose(Document(body, "/data/2025/09/18/forum.html")).date is None


def test_the_confidence_in_a_stated_language_is_complete():
    assert compose(Document(TEXT, "a", lang="eng")).lang_confidence == 1
    assert 0.5 < compose(Document(TEXT, "a")).lang_confidence < 1


@pytest.mark.parametrize("stated", ["ko", "kor", "kor_Hang", "ko-KR", "KO", "Korean"])
def test_a_language_may_be_stated_in_any_code(stated):
    assert compose(Document("포럼이 열렸다.", "a", lang=stated)).lang == "ko"
