import sys
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.names.distance import Stream, best_matches, similarities
from aligner.names.hangul import sounds
from aligner.names.phonemes import CLASSES, of_hangul, of_latin

PAIRS = [
    ("둥쥔", "Dong Jun"),
    ("캄리엥 우타카이손", "Khamlieng Outhakaysone"),
    ("티아 세이하", "Tea Seiha"),
    ("또 럼", "To Lam"),
    ("로페스 미에라", "López Miera"),
    ("판 반 장", "Phan Van Giang"),
    ("바틀루트 담바", "Batlut Damba"),
    ("찬 춘 싱", "Chan Chun Sing"),
]
PHONEMES = st.lists(st.integers(1, len(CLASSES) - 1), min_size=6, max_size=12).map(tuple)


def similarity(one, other):
    return similarities([(one, other)])[0]


def latin(name):
    return tuple(number for word in name.split() for number in of_latin(word))


@pytest.mark.parametrize(("hangul", "name"), PAIRS)
def test_the_same_name_is_the_most_alike_of_all(hangul, name):
    values = {other: similarity(latin(other), of_hangul(hangul)) for _, other in PAIRS}
    assert max(values, key=lambda other: values[other]) == name
    assert values[name] > 0.8


@given(PHONEMES, PHONEMES)
def test_a_similarity(one, other):
    assert similarity(one, one) == pytest.approx(1)
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == pytest.approx(similarity(other, one), abs=1e-3)


@given(PHONEMES, st.lists(PHONEMES, min_size=1, max_size=6))
def test_many_at_once_are_as_one_by_one(name, others):
    alone = [similarity(other, name) for other in others]
    ends = np.zeros(len(name), np.bool_)
    ends[-1] = True
    stream = Stream(np.array(name, np.int8), np.zeros(1, np.intp), ends)
    together = [value for value, _, _ in best_matches(others, stream, [(0, 1)] * len(others))]
    assert together == alone


@given(st.lists(st.tuples(PHONEMES, PHONEMES), min_size=1, max_size=6))
def test_compiled_loops_find_the_same(pairs):
    pytest.importorskip("numba")
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(sys.modules, "numba")
        plain = places(pairs)
    assert places(pairs) == plain
    assert "aligner.names._loops" in sys.modules


def test_numba_switched_off_is_no_error(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    assert similarity((1, 2), (1, 2)) == pytest.approx(1)


def places(pairs):
    """Return where each first name sounds best in a text of all the second ones, which any phoneme may end."""
    text = [number for _, other in pairs for number in (*other, 0)]
    starts = np.flatnonzero(text)
    stream = Stream(np.array(text, np.int8), starts, np.array(text) > 0)
    return best_matches([name for name, _ in pairs], stream, [(0, len(starts))] * len(pairs))


@given(st.lists(st.tuples(PHONEMES | st.just(()), PHONEMES | st.just(())), max_size=6))
def test_pairs_at_once_are_as_one_by_one(pairs):
    alone = [similarity(*pair) for pair in pairs]
    assert similarities(pairs) == alone
    assert all(value == 0 for value, pair in zip(alone, pairs, strict=True) if () in pair)


def test_no_name_reaches_across_a_comma():
    (within, _, _), (across, _, _) = (
        best_matches([latin("Marcus Delaney")], heard.stream, heard.ranges)[0]
        for heard in (sounds(["어제 마커스 델라니가 왔다"]), sounds(["어제 마커스, 델라니가 왔다"]))
    )
    assert within > 0.8 > across


def test_a_place_without_a_name_gives_nothing():
    heard = sounds([""])
    assert best_matches([latin("Delaney")], heard.stream, heard.ranges) == [(0.0, 0, 0)]
    assert best_matches([], heard.stream, []) == []


def test_comparisons_a_second():
    heard = sounds(["어제 마커스 델라니가 린드무어 항구를 다시 열었다고 시가 밝혔다"] * 20)
    names = [latin(name) for _, name in PAIRS] * 25
    ranges = [heard.ranges[n % 20] for n in range(len(names))]
    best_matches(names, heard.stream, ranges)
    started = time.process_time()
    best_matches(names, heard.stream, ranges)
    compared = sum(stop - start for start, stop in ranges)
    assert compared / (time.process_time() - started) > 20_000
