"""The rules of bicleaner-hardrules as a score; what runs them is skipped where the package is not installed."""

import sys

import pytest
from builders import bitext

from aligner.config import load
from aligner.errors import UsageError
from aligner.keep import Bounds
from aligner.scorers import hardrules
from aligner.scorers.hardrules import HardrulesScorer, _rules

BROKEN = {
    "no_empty": ("국회는 오늘 예산안을 처리했다.", ""),
    "not_too_short": ("국회는 오늘 예산안을 처리했다.", "Parliament passed."),
    "length_ratio": ("국회는 열렸다.", "Parliament met on Tuesday " + "after a long and bitter debate " * 4),
    "no_identical": ("The National Assembly met on Tuesday.", "The National Assembly met on Tuesday!"),
    "no_paren": ("국회는 오늘 예산안을 처리했다.", "Parliament passed the budget of 2026) today."),
}


@pytest.fixture
def scorer():
    pytest.importorskip("hardrules.hardrules", exc_type=ImportError)
    return HardrulesScorer()


@pytest.mark.parametrize("rule", BROKEN)
def test_the_rule_that_is_broken(scorer, rule):
    one = bitext(source_text=BROKEN[rule][0], target_text=BROKEN[rule][1])
    assert scorer.broken(one).startswith(rule)
    assert scorer.score([one]) == [0]


def test_a_translation_passes(scorer):
    one = bitext(
        source_text="국회는 오늘 내년도 예산안을 처리했다.", target_text="Parliament passed next year's budget today."
    )
    assert scorer.broken(one) == ""
    assert scorer.score([one, one]) == [1, 1]


def test_words_are_counted_by_the_language_of_the_side(scorer):
    spaced = bitext(
        source_text="Parliament met today.", target_text="국회가열렸다.", source_lang="en", target_lang="ko"
    )
    assert scorer.score([spaced]) == [1]
    assert scorer.score([bitext(source_text="국회가열렸다.", target_text="Parliamentmet.")]) == [0]


def test_it_is_off_until_it_is_named():
    assert "hardrules" not in [part.name for part in load().scorers]
    chosen = load(overrides={"scorers": {"hardrules": True}, "keep": {"hardrules": {"min": 1}}})
    assert [part.name for part in chosen.scorers] == [*(part.name for part in load().scorers), "hardrules"]
    assert ("hardrules", Bounds(min=1)) in chosen.keep.bounds
    with pytest.raises(UsageError, match="no score 'hardrules'"):
        load(overrides={"keep": {"hardrules": {"min": 1}}})


@pytest.mark.parametrize("missing", ["hardrules", "kenlm"])
def test_without_the_packages_it_says_what_to_install(monkeypatch, missing):
    monkeypatch.setattr(hardrules, "find_spec", lambda name: None if name == missing else name)
    with pytest.raises(UsageError, match="pip install bicleaner-hardrules"):
        HardrulesScorer()


def test_a_package_that_cannot_be_imported_says_so(monkeypatch):
    monkeypatch.setattr(hardrules, "find_spec", lambda name: name)
    monkeypatch.setitem(sys.modules, "hardrules.hardrules", None)
    _rules.cache_clear()
    with pytest.raises(UsageError, match="pip install bicleaner-hardrules"):
        HardrulesScorer().score([bitext()])
