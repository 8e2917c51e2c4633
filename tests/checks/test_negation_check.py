import pytest
from matched import findings, matched, quoted, rules

from aligner.parts import build


def test_denied_on_the_english_side_only():
    source, target = ["The council did not approve the plan."], ["의회는 그 계획을 승인했다."]
    ((found,),) = findings("negation", source, target)
    assert (found.severity, found.details["rule"]) == ("info", "only-english")
    assert quoted(found, matched(source, target)[0])[0] == "not"


def test_denied_on_the_korean_side_only():
    assert rules("negation", ["의회는 그 계획을 승인하지 않았다."], ["The council approved the plan."], "ko", "en") == [
        ["only-korean"]
    ]


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("The council did not approve the plan.", "의회는 그 계획을 승인하지 않았다."),
        ("The council refused the plan.", "의회는 그 계획을 받아들이지 않았다."),
        ("The council did not agree.", "의회는 동의를 거부했다."),
        ("No. 5 won.", "5번이 이겼다."),
    ],
)
def test_words_that_deny_by_their_meaning_excuse(english, korean):
    assert rules("negation", [english], [korean]) == [[]]


def test_korean_and_english_only():
    check = build("checks", "negation")
    assert check.supports("ko", "en")
    assert not check.supports("ko", "zh")
