import pytest
from matched import findings, matched, quoted, rules

LEDE = ("Harbour opens again", "항구 다시 열려")


def article(*pairs):
    return [a for a, _ in (LEDE, *pairs)], [b for _, b in (LEDE, *pairs)]


WHOLE = ("The harbour of Lindmoor opened again on Monday.", "린드무어 항구가 월요일에 다시 문을 열었다.")
CUT = ("Fishing boats had waited for three weeks outside.", "어선들은 바깥에서 3주 동안을")


def test_a_translation_that_breaks_off():
    source, target = article(WHOLE, CUT)
    (_, _, (found,)) = findings("truncation", source, target)
    assert (found.severity, found.details["mqm"], found.details["rule"]) == (
        "major",
        "Design/Truncation",
        "no-end-mark",
    )
    assert quoted(found, matched(source, target)[2])[1] == "어선들은 바깥에서 3주 동안을"


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("She said: “We will be back.”", "그는 “돌아오겠다”고 말했다.", ("en", "ko")),
        ("어선들은 바깥에서 3주 동안 기다렸다.", "The boats had waited outside for three weeks.", ("ko", "en")),
        ("The boats had waited outside.", "渔船在外面等了三个星期。", ("en", "zh")),
        ("“We will be back,” she said.", "彼女は「また戻って来る」", ("en", "ja")),
        ("Harbour opens again", "항구 다시 열려", ("en", "ko")),
    ],
)
def test_finished_sentences_and_headlines(source, target, languages):
    sides = ["Heading", source], ["제목", target]
    assert rules("truncation", *sides, source_lang=languages[0], target_lang=languages[1]) == [[], []]


def test_a_korean_sentence_closed_after_a_particle_is_suspect():
    source, target = article(WHOLE, (CUT[0], CUT[1] + "."))
    assert rules("truncation", source, target) == [[], [], ["no-final-ending"]]


def test_a_whole_korean_sentence_without_full_stop_is_minor():
    source, target = article(WHOLE, ("The fishing boats had waited outside.", "어선들은 바깥에서 기다렸다"))
    (_, _, (found,)) = findings("truncation", source, target)
    assert (found.severity, found.details["rule"]) == ("minor", "end-mark-missing")


SHIPS = [(f"{n}번 배가 항구에 들어와 짐을 내렸다.", f"Ship {n} came in and unloaded its cargo.") for n in range(3)]


def test_a_heading_is_reported_only_if_it_is_short_as_well():
    whole = [
        ("항구가 석 달 만에 다시 문을 열었다.", "The harbour opens again after three months"),
        ("배가 왔다.", "A ship came."),
    ]
    assert rules("truncation", *zip(*whole, strict=True), source_lang="ko", target_lang="en") == [[], []]
    cut = [("항구가 석 달 만에 다시 문을 열었다.", "The harbour"), *SHIPS]
    assert rules("truncation", *zip(*cut, strict=True), source_lang="ko", target_lang="en") == [
        ["no-end-mark"],
        [],
        [],
        [],
    ]


def test_an_article_without_end_marks_is_left_alone():
    pairs = [(f"{n}번 배가 항구에 들어와 짐을 내렸다.", f"Ship {n} came in and unloaded its cargo") for n in range(6)]
    assert rules("truncation", *zip(*pairs, strict=True), source_lang="ko", target_lang="en") == [[]] * 6
