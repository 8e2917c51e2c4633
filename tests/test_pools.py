"""Too many articles to compare at once: pools are small enough, every two meet once, and the same pairs stand."""

import numpy as np
import pytest
from builders import article
from hypothesis import given
from hypothesis import strategies as st

from aligner.candidates import InMemory
from aligner.config import load
from aligner.events import candidates
from aligner.pools import pools
from aligner.settling import settle
from aligner.windows import EncodedArticle

DIMENSIONS = 64
RNG = np.random.default_rng(11)
TOPICS = RNG.normal(size=(300, 6, DIMENSIONS))


def told(number, lang):
    """Return an article about a topic of its own, in vectors that a translation has too, but for noise."""
    rng = np.random.default_rng([number, ord(lang[0])])
    vectors = TOPICS[number] + 0.5 * rng.normal(size=TOPICS[number].shape)
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    made = article(lang, [f"{lang} {number}"], date="2025-09-18", file=f"{number}.txt")[0]
    return EncodedArticle(made, vectors.tobytes(), DIMENSIONS, lede=tuple("abcdef"))


@given(st.integers(0, 60), st.integers(0, 60), st.integers(2, 130))
def test_every_two_meet_once_and_pools_are_small(n, m, most):
    sources, targets = range(n), range(100, 100 + m)
    found = list(pools(sources, targets, most))
    assert all(len(a) + len(b) <= most for a, b in found)
    met = [(x, y) for a, b in found for x in a for y in b]
    assert sorted(met) == [(x, y) for x in sources for y in targets]
    if n + m <= most:
        assert found == [(sources, targets)]


def test_a_stretch_is_a_sequence():
    (some, _), *_ = pools(range(10), range(10), 8)
    assert list(some) == [some[n] for n in range(len(some))] == list(some[:])
    assert some[-1] == list(some)[-1]
    with pytest.raises(IndexError):
        some[len(some)]


def test_the_same_pairs_stand_however_many_are_compared_at_once():
    korean = [told(number, "ko") for number in range(300) if number % 5 != 1]
    english = [told(number, "en") for number in range(300) if number % 5 != 2]

    def standing(most):
        config = load(overrides={"run": {"languages": ["ko", "en"]}, "pairs": {"most_together": most}})
        found = {pair.id: pair for pair in candidates(korean, english, config)}
        reasons = settle(InMemory(found.values()), config)
        return {(p.source.source, p.target.source) for p in found.values() if not reasons[p.id]}

    whole = standing(100_000)
    assert len(whole) == 180
    assert standing(200) == whole
