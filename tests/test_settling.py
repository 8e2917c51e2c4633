"""Which candidates stand: as a plain reading of the rule says, and why articles stay alone."""

from dataclasses import replace

import pytest
from builders import article
from hypothesis import given
from hypothesis import strategies as st

from aligner.candidates import InMemory
from aligner.config import Config, Pairs, Run
from aligner.keys import Key
from aligner.records import ArticlePair, content_id
from aligner.settling import notes_on_unpaired, settle

CONFIG = Config(run=Run(("ko", "en", "vi")), pairs=Pairs(min_probability=0.3, window_days=1, windows={"weekly*": 7}))
ARTICLES = {
    f"{lang}{n}": article(lang, [f"{lang} {n}"], file=f"{lang}{n}.txt")[0]
    for lang in CONFIG.run.languages
    for n in range(4)
}


def plainly_settled(found, config):
    """Return what settle does, one candidate after another."""
    told = {p.id: p for p in found}
    ranked = sorted(told, key=lambda name: (-told[name].probability, name))
    sides, best = {}, {}
    for name in ranked:
        pair = told[name]
        both = [(pair.source.id, pair.target.lang), (pair.target.id, pair.source.lang)]
        sides[name] = both[::-1] if "told_in_targets" in pair.evidence else both
        for side in sides[name][: 1 if "adds" in pair.evidence else 2]:
            best.setdefault(side, name)
    stands = {}
    for name in sorted(ranked, key=lambda name: "adds" in told[name].evidence):
        own, other = (best.get(side) for side in sides[name])
        adds = told[name].evidence.get("adds")
        stands[name] = told[name].probability >= config.pairs.min_probability and own == name
        if adds is None:
            stands[name] &= other == name
        else:
            stands[name] &= adds >= config.pairs.min_addition and stands.get(other, False)
    return stands


@st.composite
def candidates(draw):
    source, target = draw(st.sampled_from([("ko", "en"), ("ko", "vi"), ("en", "vi")]))
    sides = [ARTICLES[f"{lang}{draw(st.integers(0, 3))}"] for lang in (source, target)]
    evidence = draw(st.sampled_from([{}, {}, {"adds": 0.05}, {"adds": 0.2}, {"adds": 0.2, "told_in_targets": 1.0}]))
    chance = draw(st.sampled_from([0.1, 0.3, 0.5, 0.5, 0.9]))
    return ArticlePair(content_id(*(s.id for s in sides)), *sides, chance, evidence, "same day")


@given(st.lists(candidates(), max_size=25, unique_by=lambda pair: pair.id))
def test_who_stands_is_what_the_rule_says(found):
    reasons = settle(InMemory(iter(found)), CONFIG)
    assert {name: not reason for name, reason in reasons.items()} == plainly_settled(found, CONFIG)
    assert len(reasons) == len(found)
    assert settle(InMemory(found[::-1]), CONFIG) == reasons


def test_an_unknown_candidate_is_none():
    reasons = settle(InMemory([]), CONFIG)
    assert not reasons
    with pytest.raises(KeyError):
        reasons["x"]


def key(one, **changes):
    return replace(Key(one.id, one.lang, one.date, one.source), **changes)


def test_why_articles_stay_alone():
    a, b, c, d = (ARTICLES[name] for name in ("ko0", "en0", "en1", "vi0"))

    def between(one, other, chance, said):
        return ArticlePair(content_id(one.id, other.id), one, other, chance, {}, said)

    found = [between(a, b, 0.9, "said ab"), between(a, c, 0.8, "said ac"), between(c, d, 0.2, "said cd")]
    reasons = settle(InMemory(found), CONFIG)
    lone = Key("f" * 32, "ko", "2025-09-01", "lone.txt")
    weekly = Key("e" * 32, "ko", "2025-09-12", "weekly.txt")
    keys = [key(a), key(b), key(c), key(d), lone, weekly]
    notes = {n.source: n.message for n in notes_on_unpaired(lambda: keys, InMemory(found), reasons, CONFIG)}
    assert set(notes) == {"en1.txt", "vi0.txt", "lone.txt", "weekly.txt"}
    assert notes["en1.txt"] == f"coverage: the closest is ko0.txt, said ac: {reasons[found[1].id]}"
    assert "probability 0.90 against 0.80" in notes["en1.txt"]
    assert notes["vi0.txt"] == "coverage: the closest is en1.txt, said cd: probability 0.20 is below 0.3"
    alone = "coverage: no article of another language comes near"
    assert notes["lone.txt"] == f"date: no en or vi article within 1 days of 2025-09-01; {alone}"
    assert notes["weekly.txt"] == alone
