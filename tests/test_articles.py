import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.articles import compose
from aligner.records import Article, Document, Note, content_id

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
