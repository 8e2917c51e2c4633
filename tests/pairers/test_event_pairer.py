"""The pairer on articles of made-up vectors: what is near, who is compared, second counterparts, and the order of input."""

from dataclasses import replace

import numpy as np
import pytest
from builders import article
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.candidates import InMemory
from aligner.clocks import DateWindow
from aligner.config import Config, Pairs
from aligner.pairers import _nearest, _sides, _together
from aligner.pairers._nearest import nearest
from aligner.pairers.event import EventPairer
from aligner.settling import settle
from aligner.windows import EncodedArticle

DIMENSIONS = 64
RNG = np.random.default_rng(5)
TOPICS = RNG.normal(size=(60, DIMENSIONS))


def told(name, lang, topics, *, date="2025-09-18", noise=0.35, lede=(), file=""):
    """Return an article whose sentences are about the topics, in vectors that a translation has too, but for noise."""
    rng = np.random.default_rng([ord(c) for c in name + lang])
    vectors = TOPICS[list(topics)] + noise * rng.normal(size=(len(topics), DIMENSIONS))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    made = article(lang, [f"{name} {topic}" for topic in topics], date=date, file=file or f"{name}.txt")[0]
    return EncodedArticle(made, vectors.tobytes(), DIMENSIONS, lede=tuple(lede))


def pairs(sources, targets, window=2):
    return list(EventPairer().pair(sources, targets, DateWindow(window)))


def named(found):
    return {(p.source.source.split(".")[0], p.target.source.split(".")[0]): p for p in found}


@pytest.mark.parametrize("rows", [1, 7, 40, 90])
def test_tiles_find_what_the_whole_matrix_shows(rows, monkeypatch):
    monkeypatch.setattr(_nearest, "TILE", 16)
    a, b = (v / np.linalg.norm(v, axis=1, keepdims=True) for v in RNG.normal(size=(2, 90, 8)).astype(np.float32))
    a, b = a[:rows], b[:53]
    allowed = RNG.random((rows, 53)) < 0.7
    found = set(zip(*(x.tolist() for x in nearest(a, b, 5, lambda r, c: allowed[r, c])), strict=True))
    cosines = np.where(allowed, a @ b.T, -np.inf)
    expected = set()
    for i, row in enumerate(cosines):
        expected |= {(i, int(j)) for j in np.argsort(-row)[:5] if allowed[i, j]}
    for j, column in enumerate(cosines.T):
        expected |= {(int(i), j) for i in np.argsort(-column)[:5] if allowed[i, j]}
    assert found == expected


def test_nothing_to_compare():
    assert pairs([], [told("a", "en", range(5))]) == []
    assert pairs([told("a", "ko", range(5), date="2025-09-10")], [told("b", "en", range(5))]) == []


def test_the_window_and_undated_articles():
    source = told("a", "ko", range(8))
    inside, outside, undated = (told("b", "en", range(8), date=date) for date in ("2025-09-20", "2025-09-21", None))
    assert pairs([source], [inside])[0].evidence["days_apart"] == 2
    assert "2 days apart" in pairs([source], [inside])[0].because
    assert pairs([source], [outside]) == []
    assert "not both dated" in pairs([source], [undated])[0].because


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(random):
    stories = [range(n, n + 9) for n in range(0, 45, 5)]
    sources = [told(f"s{n}", "ko", topics) for n, topics in enumerate(stories)]
    targets = [told(f"t{n}", "en", topics) for n, topics in enumerate(stories[2:])]
    before = pairs(sources, targets)
    random.shuffle(sources)
    random.shuffle(targets)
    assert pairs(sources, targets) == before


@pytest.mark.parametrize("long_is_source", [True, False])
def test_a_long_article_told_in_two(long_is_source):
    long = told("long", "ko" if long_is_source else "en", range(12))
    other = "en" if long_is_source else "ko"
    halves = [told("first", other, range(6)), told("second", other, range(6, 12))]
    sides = ([long], halves) if long_is_source else (halves, [long])
    found = pairs(*sides)
    reasons = settle(InMemory(found), Config())
    assert [reasons[p.id] for p in found] == ["", ""]
    (second,) = (p for p in found if "adds" in p.evidence)
    assert ("told_in_targets" in second.evidence) is long_is_source
    longer = "source" if long_is_source else "target"
    assert f"of the {longer} that its best counterpart does not" in second.because
    alone = settle(InMemory(found), Config(pairs=Pairs(min_addition=1.0)))
    assert sorted(bool(reason) for reason in alone.values()) == [False, True]
    assert "to which this one adds" in next(reason for reason in alone.values() if reason)


def test_a_second_telling_of_the_same_is_no_second_counterpart():
    source = told("long", "ko", range(12))
    found = named(pairs([source], [told("one", "en", range(12)), told("again", "en", range(12), noise=0.4)]))
    reasons = settle(InMemory(found.values()), Config())
    assert sorted(bool(reasons[p.id]) for p in found.values()) == [False, True]


def test_what_is_added_to_must_stand_itself():
    long, halves = told("long", "ko", range(12)), [told("a", "en", range(6)), told("b", "en", range(6, 12))]
    found = pairs([long], halves)
    first = next(p for p in found if "adds" not in p.evidence)
    weaker = [replace(p, probability=0.4) if p is first else p for p in found]
    assert all(settle(InMemory(weaker), Config()).values())


def test_figures_that_stand_against_each_other():
    topics = range(4)
    usual = 1.1  # sentences of look-alikes have a cosine of about .45
    source = told("a", "ko", topics, noise=usual, lede=["규모 4.1의 지진", "8400명", "제12차", "2025년"])
    same = told("b", "en", topics, noise=usual, lede=["magnitude 4.1 quake", "8,400 people", "the 12th", "in 2025"])
    other = told("b", "en", topics, noise=usual, lede=["magnitude 5.3 quake", "6,150 people", "the 11th", "in 2024"])
    (near,), (far,) = pairs([source], [same]), pairs([source], [other])
    assert near.probability > 0.9
    assert far.probability < 0.5
    assert "both say 8400, 2025, 12, 4.1" in near.because
    assert "the source says 4.1 where the target says 5.3" in far.because


def test_an_address_helps_and_does_not_decide():
    def chance(sources, targets):
        return next((p.probability for p in pairs(sources, targets)), 0.0)

    def both(topics, noise):
        plain = chance([told("a", "ko", range(6), noise=noise)], [told("b", "en", topics, noise=noise)])
        files = "news/story.ko.txt", "news/story.en.txt"
        named_alike = chance(
            [told("a", "ko", range(6), noise=noise, file=files[0])],
            [told("b", "en", topics, noise=noise, file=files[1])],
        )
        return plain, named_alike

    doubtful, helped = both(range(3, 9), 1.3)
    assert helped > doubtful
    unrelated, same_name = both(range(30, 36), 0.35)
    assert unrelated <= same_name < 0.5


def test_the_same_evidence_however_many_sentences_lie_together(monkeypatch):
    sources = [told(f"s{n}", "ko", range(n, n + 3 + n % 4)) for n in range(30)]
    targets = [told(f"t{n}", "en", range(n, n + 2 + n % 5)) for n in range(30)]
    whole = pairs(sources, targets)
    monkeypatch.setattr(_sides, "STACKED", 7)
    monkeypatch.setattr(_together, "TOGETHER", 2)
    cut = pairs(sources, targets)
    assert [p.id for p in cut] == [p.id for p in whole]
    for one, other in zip(cut, whole, strict=True):
        assert one.evidence == pytest.approx(other.evidence, abs=2e-4)


def test_an_article_given_twice_makes_no_pair_twice():
    source, targets = told("k", "ko", range(5)), [told("e", "en", range(5)), told("f", "en", range(9, 14))]
    found = [pair.id for pair in pairs([source, source], targets)]
    assert found
    assert found == sorted(set(found))
