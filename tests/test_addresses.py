"""Addresses of one page in two languages are known by what is equal in them."""

import pytest

from aligner.addresses import SAME_BUT_LANGUAGE, SAME_NUMBER, address, likeness


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("https://news.example/ko/2025/09/18/forum", "https://news.example/en/2025/09/18/forum", SAME_BUT_LANGUAGE),
        ("https://ko.news.example/forum", "https://en.news.example/forum", SAME_BUT_LANGUAGE),
        ("https://news.example/kr/forum?id=7", "https://news.example/forum?id=7", SAME_BUT_LANGUAGE),
        ("in/story.ko.txt", "in/story.en.txt", SAME_BUT_LANGUAGE),
        ("in/story_kor.txt", "in/story_eng.txt", SAME_BUT_LANGUAGE),
        ("https://k.news.example/v/3310457", "https://e.news.example/view?no=3310457", SAME_NUMBER),
        ("https://a.example/v/3310457", "https://b.news.test/v/3310457", 0.0),
        ("https://k.news.example/v/20250918", "https://e.news.example/x/20250918", 0.0),
        ("in/a3f1.txt", "in/58c0.txt", 0.0),
        ("ko", "en", 0.0),
        ("in/same.txt", "in/same.txt", 0.0),
    ],
)
def test_likeness(source, target, expected):
    assert likeness(address(source, "ko"), address(target, "en")) == expected
