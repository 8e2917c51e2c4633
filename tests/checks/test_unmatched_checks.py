"""Sentences without counterpart: left out (omission) and added (addition)."""

from dataclasses import replace

import pytest
from builders import BEADS, alignment, bitexts
from matched import findings, matched, quoted

from aligner.parts import build

SOURCE = ["The bridge opened on Friday.", "It took nine years to build.", ""]
TARGET = ["다리가 금요일에 개통됐다.", "", "주민들은 축제를 열었다."]


def test_a_source_sentence_without_counterpart_is_an_omission():
    (_, (found,), _) = findings("omission", SOURCE, TARGET)
    assert (found.check, found.severity, found.confidence) == ("omission", "major", 0.8)
    assert found.details["mqm"] == "Accuracy/Omission"
    assert found.details["source"] == "It took nine years to build."
    assert found.target is None
    assert quoted(found, matched(SOURCE, TARGET)[1]) == ["It took nine years to build.", ""]


def test_a_target_sentence_without_counterpart_is_an_addition():
    (_, _, (found,)) = findings("addition", SOURCE, TARGET)
    assert (found.check, found.severity, found.details["target"]) == ("addition", "major", "주민들은 축제를 열었다.")
    assert found.source is None


def test_adjacent_null_alignments_are_one_finding_each():
    found = findings("omission", ["One thing.", "Another thing.", "A third."], ["하나.", "", ""])
    assert [len(items) for items in found] == [0, 1, 1]


def test_what_a_crossing_bead_explains_is_not_left_out():
    found = build("checks", "omission").check(bitexts(alignment()))
    left_out = [items[0].details["source"] for items in found if items]
    assert left_out == ["라오스는 곧 국경일 50주년을 맞는다."]
    assert any(bead.kind == "crossing" for bead in BEADS)


def test_a_rule_of_asterisks_is_no_sentence():
    assert findings("omission", ["Text.", "* * *"], ["글.", ""]) == [[], []]


def test_an_alignment_that_states_no_probability_is_certain():
    bitext = replace(matched(["Left out."], [""])[0], scores={})
    assert build("checks", "omission").check([bitext])[0][0].confidence == 1.0


@pytest.mark.parametrize("name", ["omission", "addition"])
def test_every_pair_of_languages_will_do(name):
    assert build("checks", name).supports("ko", "sw")
