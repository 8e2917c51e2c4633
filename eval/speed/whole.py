"""The whole run from articles to bitext: sentences a second, how much of it is encoding, memory, a second run with the cache."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

import orjson

from aligner import memory, stages
from aligner.config import Config, Part, Run, Shards
from aligner.pipeline import run
from aligner.vector_cache import Cache
from eval.articles_speed import LANGUAGES, write_articles
from eval.fidelity.speed import cold_seconds

from ._measure import Row, rows

P = ParamSpec("P")
T = TypeVar("T")
A_SIDE = 25
STARTED = {
    "importing numpy": "import numpy",
    "importing the command line": "import aligner.cli",
    "one sentence encoded": "from aligner.encoders.use import UseEncoder; UseEncoder().encode(['A sentence.'])",
}
"""What of the start of `aligner align` can be had alone."""


@dataclass(frozen=True, slots=True)
class Whole:
    """One run: sentences in all articles, seconds of the processor, those of them spent encoding, and the peak in MiB."""

    sentences: int
    seconds: float
    encoding: float
    memory: int


@dataclass(slots=True)
class Clock:
    """Adds up the seconds of the processor spent in functions, one inside another counted once."""

    seconds: float = 0.0
    depth: int = 0

    def timed(self, function: Callable[P, T]) -> Callable[P, T]:
        """Return the function, its seconds counted."""

        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            self.depth += 1
            begin = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.depth -= 1
                if not self.depth:
                    self.seconds += time.process_time() - begin

        return call


def whole(articles: int, a_day: int, data: Path | None, encoder: str) -> list[Row]:
    """Return what a run over so many articles takes, and the same again with a cache, empty and full."""
    plain = measured(articles, a_day, data, encoder, 1, cached=False)[0]
    first, second = measured(articles, a_day, data, encoder, 2, cached=True)
    seconds = {"no cache": plain.seconds, "cache, first run": first.seconds, "cache, second run": second.seconds}
    said = {"no cache": plain, "cache, first run": first, "cache, second run": second}
    notes = {
        name: f"{articles} articles, {one.encoding / one.seconds:.0%} of it encoding, at most {one.memory} MiB"
        for name, one in said.items()
    }
    return rows("whole run", seconds, plain.sentences, "sentences", "no cache", notes)


def measured(articles: int, a_day: int, data: Path | None, encoder: str, runs: int, *, cached: bool) -> list[Whole]:
    """Return the figures of runs over the same articles, in a process of their own; a cache is shared."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_measured, articles, a_day, data, encoder, runs, cached).result()


def _measured(articles: int, a_day: int, data: Path | None, encoder: str, runs: int, cached: bool) -> list[Whole]:
    clock = Clock()
    out = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(folder / "news", articles, a_day, data)
        part = Part(encoder)
        made = stages.built("encoders", part)
        for method in ("encode", "spans"):
            if hasattr(made, method):
                setattr(made, method, clock.timed(getattr(made, method)))
        config = Config(
            run=Run(LANGUAGES),
            encoder=part,
            engine=Part("serial"),
            shards=Shards(inputs=4),
            cache=Cache(cached, str(folder / "cache")),
        )
        for number in range(runs):
            memory.forget_peak()
            clock.seconds, begin = 0.0, time.process_time()
            run([folder / "news"], folder / f"out {number}", config)
            seconds = time.process_time() - begin
            out.append(Whole(_sentences(folder / "news"), seconds, clock.seconds, memory.peak()))
    return out


def _sentences(folder: Path) -> int:
    lines = (line for file in folder.iterdir() for line in file.read_bytes().splitlines())
    return sum(len(orjson.loads(line)["text"].split("\n\n")) for line in lines)


def start_up(texts: Sequence[Sequence[str]]) -> list[Row]:
    """Return what `aligner align` takes by the clock on two short files, from cold, beside what it begins with."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, language) for language in LANGUAGES]
        for file, side in zip(files, texts, strict=True):
            file.write_text(" ".join(side[:A_SIDE]), "utf-8")
        languages = ("--source-lang", LANGUAGES[0], "--target-lang", LANGUAGES[1])
        taken = cold_seconds("-m", "aligner", "align", *map(str, files), *languages)
    parts = {name: cold_seconds("-c", code) for name, code in STARTED.items()}
    return rows("start-up", parts | {"aligner align": taken}, 1, "runs", next(iter(STARTED)))
