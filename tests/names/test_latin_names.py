import pytest

from aligner.names.latin import lower_case_words, names


def found(text, common=()):
    return [name.text for name in names(text, set(common))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday Gen. Phan Van Giang met Dong Jun in Beijing.", ["Phan Van Giang", "Dong Jun", "Beijing"]),
        ("He thanked John F. Kennedy's brother.", ["John F Kennedy"]),
        ("The Ministry of Foreign Affairs said on Monday that NATO agreed.", []),
        ("They saw Vincent van Gogh there.", ["Vincent van Gogh"]),
        ("Defence Minister Kim Hae-won left. Lindmoor waited.", ["Kim Hae-won", "Lindmoor"]),
        ("A London-based firm and Wrenfield's harbour", ["Wrenfield"]),
        ("Harbour Of Lindmoor Opens Again After Three Years", []),
        ("plain words only, 42 of them", []),
    ],
)
def test_names_in_running_text(text, expected):
    assert found(text) == expected


def test_words_the_article_writes_in_lower_case_are_no_names():
    text = "The Lantern opened; every lantern was lit for Marcus Delaney."
    assert lower_case_words([text]) >= {"lantern", "opened"}
    assert found(text, lower_case_words([text])) == ["Marcus Delaney"]


def test_the_first_word_of_a_sentence_may_be_no_name():
    first, second = names("Delaney went home. Then Ashby went home too.", {"then"})
    assert first.opening
    assert not second.opening


def test_places():
    text = "He met Marcus Delaney’s son."
    (name,) = names(text, set())
    assert text[name.start : name.stop] == "Marcus Delaney"
    assert name.key == "marcus delaney"
