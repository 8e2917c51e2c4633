"""The encoder that keeps its vectors: the same to the bit, each text once, never those of another encoder."""

import json
import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import aligner
from aligner import cached_encoder, stages, versions
from aligner.cached_encoder import CachedEncoder
from aligner.cli import app
from aligner.config import load
from aligner.encoders import use
from aligner.encoders.concat import ConcatEncoder
from aligner.encoders.hashed import HashedEncoder
from aligner.encoders.sbert import SbertEncoder
from aligner.vector_cache import FILE, VectorCache
from aligner.windows import spans_of

TEXT = "The bridge opens on Friday. Bus 12 will cross it. A market follows at 18:00."
DOCUMENTS = [["One bus.", "Two buses.", "A market."], [], ["One bus."], ["One bus.", "Two buses.", "A market."], [""]]


class Counting(HashedEncoder):
    """Counts what it is asked to encode."""

    def __init__(self, dimensions=32, longest_gram=3):
        super().__init__(dimensions, longest_gram)
        self.seen = []

    def encode(self, texts):
        self.seen.extend(texts)
        return super().encode(texts)


@pytest.fixture
def store(tmp_path):
    return VectorCache(tmp_path / FILE, 10**8)


def equal(one, other):
    return all(
        np.array_equal(a, b) and a.dtype == b.dtype
        for p, q in zip(one, other, strict=True)
        for a, b in zip(p, q, strict=True)
    )


def test_the_same_vectors_and_nothing_encoded_again(store):
    plain, counting = HashedEncoder(32, 3), Counting()
    texts = ["One bus.", "", "Two buses.", "One bus.", "\ud800 lone"]
    for _ in range(2):
        encoder = CachedEncoder(counting, store)
        assert np.array_equal(encoder.encode(texts), plain.encode(texts))
        expected = stages.encode_windows(plain, DOCUMENTS, 3)
        assert equal([w.vectors for w in stages.encode_windows(encoder, DOCUMENTS, 3)], [w.vectors for w in expected])
    texts_seen, runs_seen = counting.seen[:4], counting.seen[4:]
    assert texts_seen == list(dict.fromkeys(texts))
    assert runs_seen.count("One bus. Two buses. A market.") == 1
    assert encoder.encode([]).shape == (0, 32)
    assert encoder.fingerprint == plain.fingerprint


@settings(max_examples=30)
@given(st.lists(st.lists(st.sampled_from(["a", "b", "ab", "", "a b"]), max_size=4), max_size=5), st.integers(1, 4))
def test_documents_and_lengths_are_never_confused(tmp_path_factory, documents, longest):
    folder = tmp_path_factory.mktemp("cache")
    encoder = CachedEncoder(HashedEncoder(8), VectorCache(folder / FILE, 10**7))
    plain = [w.vectors for w in stages.encode_windows(HashedEncoder(8), documents, longest)]
    for _ in range(2):
        assert equal([w.vectors for w in stages.encode_windows(encoder, documents, longest)], plain)


def test_never_the_vectors_of_another_encoder_or_other_settings(store, tiny_model, monkeypatch):
    made = [
        Counting(),
        Counting(longest_gram=2),
        SbertEncoder(tiny_model, device="cpu"),
        SbertEncoder(tiny_model, device="cpu", prompt="query: "),
        SbertEncoder(tiny_model, device="cpu", dtype="bfloat16"),
    ]
    for _ in range(2):
        for encoder in made:
            kept = CachedEncoder(encoder, store)
            texts = ["one bus.", "two"]
            assert np.allclose(kept.encode(texts), encoder.encode(texts), atol=1e-6)
            assert np.allclose(kept.spans([texts], 2)[0][1], spans_of(encoder, [texts], 2)[0][1], atol=1e-6)
    before = CachedEncoder(counting := Counting(), store).encode(["one bus."])
    assert counting.seen == []
    monkeypatch.setattr(cached_encoder, "_sources", lambda _: "another version of the code")
    assert np.array_equal(CachedEncoder(counting, store).encode(["one bus."]), before)
    assert counting.seen == ["one bus."]


@pytest.fixture
def edited(tmp_path, monkeypatch):
    """Return a function that has a copy of the source files that make vectors, one of them changed, read in their place."""

    def edit(*changed):
        here = tmp_path / f"code {len(list(tmp_path.iterdir()))}"
        shutil.copytree(cached_encoder.ENCODERS, here / "encoders", ignore=shutil.ignore_patterns("__pycache__"))
        for file in cached_encoder.SHARED:
            shutil.copy(file, here)
        for name in changed:
            (here / name).write_text((here / name).read_text("utf-8") + "# changed\n", "utf-8")
        monkeypatch.setattr(cached_encoder, "ENCODERS", here / "encoders")
        monkeypatch.setattr(cached_encoder, "SHARED", tuple(here / file.name for file in cached_encoder.SHARED))
        cached_encoder._sources.cache_clear()

    yield edit
    cached_encoder._sources.cache_clear()


@pytest.mark.parametrize("changed", ["text.py", "windows.py", "encoders/_use_rows.py", "encoders/_sbert_sums.py"])
def test_another_version_of_the_code_that_makes_vectors_encodes_again(store, edited, changed):
    counting = Counting()
    for files, seen in (((), 1), ((), 1), ((changed,), 2)):
        edited(*files)
        CachedEncoder(counting, store).encode(["one bus."])
        assert len(counting.seen) == seen


def test_code_of_the_parts_of_an_encoder_counts(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    own = tmp_path / "their_encoder"
    own.mkdir()
    (own / "__init__.py").write_text("class TheirEncoder:\n    fingerprint = 'theirs'\n", "utf-8")
    folders = set(cached_encoder._folders(ConcatEncoder(["hashed", "their_encoder.__init__"])))
    assert folders == {cached_encoder.ENCODERS, own}


def test_another_release_of_a_package_that_makes_vectors_encodes_again(store, monkeypatch):
    installed = dict.fromkeys(use.PACKAGES, "1.0")
    monkeypatch.setattr(versions, "version", installed.__getitem__)

    class Counted(Counting):
        fingerprint = use.UseEncoder.fingerprint

    encoded = []
    for package in (None, None, *use.PACKAGES):
        if package:
            installed[package] = "1.1"
        counting = Counted()  # a process sees one release only
        CachedEncoder(counting, store).encode(["one bus."])
        encoded.append(len(counting.seen))
    assert encoded == [1, 0, *(1 for _ in use.PACKAGES)]


def test_another_longest_run_is_another_entry(store):
    encoder = CachedEncoder(Counting(), store)
    assert [len(encoder.spans(DOCUMENTS[:1], k)[0]) for k in (3, 1, 2)] == [3, 1, 2]


def test_a_second_alignment_encodes_nothing_and_is_the_same(tmp_path, monkeypatch):
    counting = Counting()
    made = stages.built
    monkeypatch.setattr(stages, "built", lambda kind, part: counting if kind == "encoders" else made(kind, part))
    with_cache = {"encoder": {"name": "hashed"}, "cache": {"enabled": True, "folder": str(tmp_path)}}
    found = []
    for chosen in ({"encoder": {"name": "hashed"}}, with_cache, with_cache):
        counting.seen.clear()
        found.append(aligner.align(TEXT, TEXT, source_lang="en", target_lang="en", settings=chosen).beads)
        seen = list(counting.seen)
    assert seen == []
    assert found[0] == found[1] == found[2]


def test_the_command_shows_and_clears(tmp_path):
    file = tmp_path / "aligner.toml"
    file.write_text(
        f"[encoder]\nname = 'hashed'\n[cache]\nfolder = {json.dumps(str(tmp_path / 'kept'))}\nlimit_gb = 0.1\n"
    )
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(TEXT)
    run = CliRunner().invoke
    texts = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--source-lang", "en", "--target-lang", "de"]
    empty = run(app, ["cache", "-c", str(file)])
    assert empty.exit_code == 0
    assert "         0        0.0  together" in empty.stdout
    assert run(app, ["align", *texts, "-c", str(file)]).exit_code == 0
    assert run(app, ["cache", "-c", str(file)]).stdout == empty.stdout
    assert run(app, ["align", *texts, "-c", str(file), "--cache"]).exit_code == 0
    shown = run(app, ["cache", "-c", str(file)]).stdout
    assert "         1        0.0  hashed/256/4" in shown
    assert "at most 100.0 MB" in shown
    assert run(app, ["cache", "--clear", "-c", str(file)]).stdout == empty.stdout


def test_by_default_nothing_is_kept():
    assert not load().cache.enabled
    assert stages.encoder_of(load(overrides={"encoder": {"name": "hashed"}})).fingerprint == "hashed/256/4"
    assert not isinstance(stages.encoder_of(load()), CachedEncoder)
