"""Near-duplicates: planted ones are found, others are left alone, and the estimate is near the true similarity."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aligner.minhash import BINS, bands, near_duplicates, signature

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = ["".join(random.Random(n).choices(LETTERS, k=3 + n % 6)) for n in range(4000)]


def repeats(rows, *options):
    first, similarity = near_duplicates(bands(rows).T, rows.__getitem__, len(rows), *options)
    return {n: (int(first[n]), float(similarity[n])) for n in np.flatnonzero(first >= 0).tolist()}


def article(rng, words=150):
    return " ".join(rng.choice(WORDS) for _ in range(words))


def edited(text, rng):
    words = text.split()
    words[rng.randrange(len(words))] = "changed"
    return " ".join(words).upper().replace(" ", ", ", 3)


def test_planted_near_duplicates_are_found_and_no_others():
    rng = random.Random(0)
    originals = [article(rng) for _ in range(300)]
    texts = originals + [edited(text, rng) for text in originals]
    found = repeats(np.stack([signature(text) for text in texts]), 0.8)
    assert sum(found.get(300 + n, (None,))[0] == n for n in range(300)) >= 294
    assert all(later >= 300 and earlier == later - 300 for later, (earlier, _) in found.items())


def test_the_share_of_equal_bins_estimates_jaccard():
    rng = random.Random(1)
    errors = []
    for _ in range(100):
        a = article(rng)
        words = a.split()
        cut = rng.randrange(len(words))
        b = " ".join(words[:cut] + article(rng, len(words) - cut).split())
        grams = [{text[i : i + 5] for i in range(len(text) - 4)} for text in (a, b)]
        true = len(grams[0] & grams[1]) / len(grams[0] | grams[1])
        errors.append(float((signature(a) == signature(b)).mean()) - true)
    assert abs(np.mean(errors)) < 0.02
    assert np.std(errors) < 0.07


@given(st.text(max_size=50))
def test_any_text_has_a_signature_that_ignores_case_and_punctuation(text):
    made = signature(text)
    assert made.shape == (BINS,)
    assert np.array_equal(made, signature(f"  {text} !?"))


def test_an_incomparable_row_hides_no_repeat():
    rows = np.stack([signature("the same text here")] * 3)
    assert repeats(rows, 0.8, lambda a, b: (a, b) != (0, 1) and (a, b) != (0, 2)) == {2: (1, 1.0)}


def test_of_equal_texts_the_first_stands():
    rows = np.stack([signature("the same text here")] * 3 + [signature("quite another one")])
    assert repeats(rows, 0.8) == {1: (0, 1.0), 2: (0, 1.0)}
