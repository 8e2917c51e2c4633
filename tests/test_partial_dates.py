"""Days without a year are completed by what else is known of an article, and by nothing less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import languages
from aligner.articles import compose
from aligner.dates import find_date
from aligner.partial_dates import completed_date
from aligner.records import Article, Document

ENGLISH = "PORT SELWICK, Sept. 18 (SNS) — The harbour opened again after three months of repairs."
PAGE = "https://news.example/2025/09/harbour"


def completed(code, text, *stated):
    language = languages.get(code)
    assert find_date(text, language) is None
    return completed_date(text, language, stated=stated)


@pytest.mark.parametrize(
    ("code", "text", "stated"),
    [
        ("en", ENGLISH, PAGE),
        ("en", ENGLISH, "2025-09"),
        ("en", ENGLISH, "in/20250920-12.txt"),
        ("en", ENGLISH, "in/2025-09-17/12.txt"),
        ("en", ENGLISH, "https://news.example/202509/harbour.html"),
        ("en", ENGLISH, "https://news.example/2025/09/town/port/harbour.html"),
        ("en", ENGLISH, "https://archive-2024-05.example/2025/09/town/harbour.html"),
        ("en", ENGLISH, "https://news.example?day=2025-09-18"),
        ("en", ENGLISH, "/data/crawl-2024-05/2025-09-17/12.txt"),
        ("en", ENGLISH, "/data/2024-05-01/in/2025/09/12.txt"),
        ("en", ENGLISH, "in\\2025-09-17\\12.txt"),
        ("en", ENGLISH, "/data/in/news.jsonl#2025/09/town/12"),
        ("en", f"Harbour opens\n{ENGLISH}", PAGE),
        ("en", "September 18\nThe harbour opened again.", PAGE),
        ("ko", "항구 다시 열려\n9월 18일\n항구가 열렸다.", PAGE),
        ("ko", "(서울=한빛통신) 18일 항구가 열렸다.", PAGE),
        ("ko", "(서울=한빛통신) 홍길동 기자 = 18일 항구가 열렸다.", "in/2025-09-19.txt"),
        ("zh", "新光社北京9月18日电 论坛开幕。", PAGE),
        ("ja", "【北京＝共通】18日 フォーラムが始まった。", PAGE),
        ("vi", "Hà Nội, ngày 18 tháng 9 – Diễn đàn khai mạc.", PAGE),
        ("de", "Peking, 18. September (Agentur) - Das Forum begann.", PAGE),
    ],
)
def test_the_rest_of_a_date_is_known_from_elsewhere(code, text, stated):
    assert completed(code, text, stated) == "2025-09-18"
    assert completed(code, text) is None


@pytest.mark.parametrize(
    ("code", "text", "stated"),
    [
        ("en", ENGLISH, "in/12.txt"),
        ("en", ENGLISH, "https://news.example/2025/08/harbour"),
        ("en", ENGLISH, "in/2024-05-01/12.txt"),
        ("en", ENGLISH, "in/2024-09-18/2025-09-18.txt"),
        ("en", ENGLISH, "/data/crawl-2025-09/in/12.txt"),
        ("en", ENGLISH, "/data/2025-09-18/in/12.txt"),
        ("en", ENGLISH, "C:\\data\\crawl-2025-09\\in\\12.txt"),
        ("en", ENGLISH, "/data/2025/09/in/12.txt"),
        ("en", ENGLISH, "https://crawl-2025-09.example/harbour"),
        ("en", ENGLISH.replace("18", "31"), PAGE),
        ("en", "On Sept. 18 the harbour opened again.", PAGE),
        ("ko", "9월 18일 오후 2시 베이징에서 회담이 열렸다.", PAGE),
        ("ko", "항구는 18일 다시 열렸다.", PAGE),
        ("ko", "(서울=한빛통신) 18일 항구가 열렸다.", "in/2025-10-01.txt"),
        ("en", "The harbour opened again.", PAGE),
        ("en", "", PAGE),
    ],
)
def test_what_does_not_fit_or_is_no_dateline_leaves_it_unknown(code, text, stated):
    assert completed(code, text, stated) is None


def test_a_year_turns_between_the_dateline_and_the_file():
    assert completed("en", ENGLISH.replace("Sept. 18", "Jan. 2"), "in/20241231.txt") == "2025-01-02"
    assert completed("en", ENGLISH.replace("Sept. 18", "Dec. 31"), "in/20250101.txt") == "2024-12-31"


@pytest.mark.parametrize(
    ("more", "day"),
    [
        (" It had been closed on September 2, 2025.", "2025-09-18"),
        (" It had been closed on September 2, 2025, and was built by June 1, 1950.", "2025-09-18"),
        (" It comes two years after the storm of September 18, 2023.", None),
        (" It comes two years after the storm of September 17, 2023, and work began in 2025.", None),
        (" It was closed on September 2, 2025, a year after the storm of September 17, 2024.", None),
        (" It was built by June 1, 1950.", None),
    ],
)
def test_the_full_dates_of_the_text_tell_the_year_only_where_they_agree(more, day):
    assert completed("en", ENGLISH + more) == day


def test_an_article_gets_the_completed_day_last_of_all():
    def day(**fields):
        made = compose(Document(text=ENGLISH, source=PAGE, lang="en", **fields))
        assert isinstance(made, Article)
        return made.date

    assert day() == "2025-09-18"
    assert day(date="2025-09-20") == "2025-09-20"


@given(st.text(max_size=80), st.text(max_size=40), st.sampled_from(languages.known()))
def test_no_text_and_no_address_breaks_it(text, stated, code):
    completed_date(text, languages.get(code), stated=(stated,))
