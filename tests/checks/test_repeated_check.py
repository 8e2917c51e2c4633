from builders import alignment, bitexts
from matched import matched, quoted, rules

from aligner.parts import build
from aligner.records import Bead, Span

SAID = "주민들은 다리가 열리기를 오래 기다렸다."


def test_a_sentence_said_twice_in_the_translation():
    source, target = ["First.", "People had waited.", ""], ["첫째.", SAID, SAID]
    assert rules("repeated", source, target) == [[], [], ["target-repeats"]]


def test_a_repetition_inside_one_bead_is_located():
    beads = (Bead(Span(0, 1), Span(0, 2), 0.9),)
    (bitext,) = bitexts(alignment(["People had waited."], [SAID, SAID], beads, source_lang="en", target_lang="ko"))
    ((found,),) = build("checks", "repeated").check([bitext])
    assert found.severity == "minor"
    assert quoted(found, bitext)[1] == SAID
    assert found.target.start == len(SAID) + 1


def test_what_both_sides_repeat_is_no_error():
    source, target = ["People had waited.", "More.", "People had waited."], [SAID, "더.", SAID]
    assert rules("repeated", source, target) == [[], [], []]


def test_a_source_that_repeats_what_the_translation_says_once():
    line = "People had waited for the bridge."
    assert rules("repeated", [line, line], [SAID, "다른 이야기가 여기에 온다."]) == [[], ["source-repeats"]]


def test_short_sentences_are_often_said_twice():
    assert rules("repeated", ["Yes.", "He said so."], ["그렇다.", "그렇다."]) == [[], []]


def test_nothing_to_say_about_nothing():
    assert build("checks", "repeated").check(matched([], [])) == []
