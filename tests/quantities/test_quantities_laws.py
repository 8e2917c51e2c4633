"""What holds for any text: no crash, ordered spans inside it, the same answer twice, time that grows in step."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.quantities import quantities

LANGUAGES = ["ko", "en", "zh", "ja", "vi", "de", "fr", "es"]
PIECES = st.sampled_from(
    [
        "3",
        "18",
        "2025",
        "1,234",
        "3.6",
        "0800",
        "만",
        "억",
        "천",
        "백",
        "십",
        "여",
        "년",
        "월",
        "일",
        "시",
        "분",
        "달러",
        "%",
        "$",
        "£",
        "€",
        "million",
        "bn",
        "half",
        "a",
        "dozen",
        "May",
        "Sept",
        ".",
        "th",
        "제",
        "차",
        "-",
        "~",
        "–",
        "亿",
        "年",
        "月",
        "日",
        "点",
        "三",
        "十",
        "百",
        "时",
        "triệu",
        "tỷ",
        "tháng",
        "ngày",
        "năm",
        "mười",
        "Milliarden",
        "Uhr",
        "fünf",
        "cent",
        "mille",
        "siècle",
        "XXI",
        "los",
        "años",
        "y",
        "mil",
        "½",
        "&#38;",
        "HER2",
        "오전",
        "(",
        ")",
        "한",
        "７",
    ]
)
TEXT = st.text(max_size=60) | st.lists(PIECES, max_size=25).map("".join) | st.lists(PIECES, max_size=25).map(" ".join)


@pytest.mark.parametrize("lang", LANGUAGES)
@given(TEXT)
def test_spans_are_ordered_and_inside(lang, text):
    found = quantities(text, lang)
    assert all(0 <= q.span.start < q.span.stop <= len(text) for q in found)
    starts = [q.span.start for q in found]
    assert starts == sorted(starts)
    assert found == quantities(text, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("piece", ["3 ", "1,234", "두 ", "five ", "a ", "억", "19", "&", "\u1112\u1161"])
def test_time_grows_with_the_length(lang, piece):
    def seconds(length):
        text = piece * (length // len(piece))
        start = time.process_time()
        quantities(text, lang)
        return time.process_time() - start

    seconds(1000)
    assert seconds(32_000) < 12 * max(seconds(8_000), 0.01)
