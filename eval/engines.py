"""Whether every engine gives the same bytes, how long each takes, and what a second worker and Ray make of that.

    python -m eval.engines --articles 5000
    python -m eval.engines --articles 12000 --inputs 12 --encoder use --data ../shared/data/ntrex-dev

Articles are made as in `eval.articles_speed`, several files a day. Printed for each engine (`name:workers`): seconds by the
clock of the whole run and of all its jobs together, the longest shard, the most memory a worker held (MiB), and whether kept
and rejected bitext, events and notes hold the same bytes as the first engine's. Starting workers or a Ray cluster counts.
Then, where both ran, the clock of one local worker over that of two (the speed-up), and that of Ray over local with as many
workers (the overhead): in all, and in the stages that have several jobs, which are all that workers can share. For shards that
take 10 s and more, raise --inputs (files of 250 articles a shard) and --articles with it.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from aligner.config import Config, Part, Run, Shards
from aligner.manifests import ShardReport, digest
from aligner.pipeline import run
from aligner.status import status_of
from eval.articles_speed import LANGUAGES, write_articles

OUTPUTS = ("kept.jsonl", "rejected.jsonl", "notes.jsonl", "events.jsonl")
A_FILE = 250
COMPARED = (("local:1", "local:2"), ("ray:1", "local:1"), ("ray:2", "local:2"))

Walls = dict[str, dict[str, tuple[float, int]]]
"""Seconds by the clock and number of jobs, by engine and stage."""


def compare(folder: Path, engines: list[str], encoder: str, shards: Shards) -> Walls:
    """Run each engine over the articles in `folder / "news"` and print a row each; exits, naming it, where one differs."""
    first: dict[str, str] = {}
    walls: Walls = {}
    for engine in engines:
        name, _, workers = engine.partition(":")
        options = (("workers", int(workers)),) if workers else ()
        config = Config(run=Run(LANGUAGES), encoder=Part(encoder), engine=Part(name, options), shards=shards)
        out, longest, of = folder / engine.replace(":", "-"), [0.0], walls.setdefault(engine, {})

        def timed(
            stage: str,
            jobs: int,
            reports: Iterator[ShardReport],
            longest: list[float] = longest,
            of: dict[str, tuple[float, int]] = of,
        ) -> Iterator[ShardReport]:
            begin = time.perf_counter()
            for report in reports:
                longest[0] = max(longest[0], report.seconds)
                yield report
            of[stage] = (time.perf_counter() - begin, jobs)

        begin = time.perf_counter()
        run([folder / "news"], out, config, timed)
        seconds = time.perf_counter() - begin
        stages = status_of(out).stages
        found = {output: digest(out / output) for output in OUTPUTS}
        first = first or found
        said = "differs" if found != first else "same bytes"
        jobs, memory = sum(stage.jobs for stage in stages), max(stage.memory for stage in stages)
        spent = sum(stage.seconds for stage in stages)
        print(
            f"{engine:10}{seconds:9.1f} s{spent:9.1f} s in {jobs} jobs, the longest {longest[0]:.1f} s"
            f"{memory:7} MiB  {said}",
            flush=True,
        )
        if found != first:
            raise SystemExit(f"{engine} does not give the bytes that {engines[0]} gives.")
    return walls


def show_ratio(walls: Walls, one: str, other: str) -> None:
    """Print the clock of one engine over another's, if both ran: of all stages, and of those with several jobs, by stage."""
    if one not in walls or other not in walls:
        return
    shared = [name for name, (_, jobs) in walls[one].items() if jobs > 1 and name in walls[other]]
    ratios = [_ratio(walls, one, other, names) for names in (list(walls[one]), shared)]
    each = ", ".join(f"{name} {_ratio(walls, one, other, [name]):.2f}" for name in shared)
    print(f"{one} over {other}: {ratios[0]:.2f} in all, {ratios[1]:.2f} in stages of several jobs ({each})")


def _ratio(walls: Walls, one: str, other: str, stages: list[str]) -> float:
    times = [sum(walls[engine][name][0] for name in stages) for engine in (one, other)]
    return times[0] / times[1] if times[1] else 0.0


def main() -> None:
    """Run the engines one after another, then compare them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--a-day", type=int, default=1000)
    parser.add_argument("--engines", nargs="+", default=["local:1", "local:2", "ray:2"], help="name, or name:workers")
    parser.add_argument("--encoder", default="hashed")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--inputs", type=int, default=2, help=f"files a shard, of {A_FILE} articles each")
    parser.add_argument("--pairs", type=int, default=100, help="article pairs a shard")
    given = parser.parse_args()
    os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_articles(folder / "news", given.articles, given.a_day, given.data, A_FILE)
        walls = compare(folder, given.engines, given.encoder, Shards(inputs=given.inputs, pairs=given.pairs))
    for one, other in COMPARED:
        show_ratio(walls, one, other)


if __name__ == "__main__":
    main()
