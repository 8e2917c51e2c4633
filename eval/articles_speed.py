"""How fast articles are read and paired on one core, and how much memory that takes.

    python -m eval.articles_speed --articles 1000 10000 --data ../shared/data/ntrex-dev

Makes Korean and English articles, so many a day, of randomly drawn sentences: lines of line-parallel news with `--data`,
otherwise sentences invented from patterns. Of each event both sides leave out a fifth of the sentences; every fifth event is
told in one language only. Each number of articles gets a process of its own, which runs the stages from reading to settling,
one job after another. Printed: seconds of each stage (of the processor, and by the clock), articles per second of the
processor, the process's greatest memory after each stage (resident, in MB), and precision and recall of the pairs that
stand. Precision is low by construction with `--data`: two events of a day often draw some of the same few lines.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import orjson

from aligner import shards
from aligner.config import Config, Part, Run
from aligner.jobs import Job
from aligner.records import ArticlePair
from aligner.tasks import run_shard
from eval.ntrex import load

LANGUAGES = ("ko", "en")
A_FILE = 1000
SENTENCES = (8, 20)  # of an event, at least and at most
FIRST_DAY = date(2025, 1, 1)
PLACES = tuple(
    zip(
        ("가람내", "솔마루", "셀윅", "걸아일랜드", "누리재", "달빛항", "바람골", "은모래"),
        ("Garamnae", "Solmaru", "Selwick", "Gull Island", "Nurijae", "Moonport", "Windvale", "Silver Sands"),
        strict=True,
    )
)
PATTERNS = (
    (
        "{0} 시의회는 {2}억 원을 들여 다리를 고치기로 했다.",
        "The council of {1} will spend {3} million won on its bridge.",
    ),
    ("{0}에서 열린 시장에 {2}명이 다녀갔다.", "A market in {1} drew {2} people."),
    ("{0} 항구에서 배 {2}척이 출항을 미뤘다.", "In the port of {1}, {2} ships put off sailing."),
    ("{0} 도서관은 책 {2}권을 새로 들였다.", "The library of {1} has bought {2} new books."),
    ("{0}의 학교 {2}곳이 비 때문에 문을 닫았다.", "Rain closed {2} schools in {1}."),
    ("{0} 농가의 {2}%가 수확을 마쳤다고 답했다.", "Of the farmers in {1}, {2} percent said the harvest was in."),
    ("{0}까지 가는 버스가 {2}분마다 다닌다.", "Buses to {1} now run every {2} minutes."),
    (
        "{0} 소방서는 불을 끄는 데 {2}시간이 걸렸다고 밝혔다.",
        "The fire service of {1} needed {2} hours to put the fire out.",
    ),
)


def main() -> None:
    """Print a row for each number of articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--a-day", type=int, default=1000)
    parser.add_argument("--encoder", default="use", help="hashed shows memory and all other stages in less time")
    arguments = parser.parse_args()
    os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    context = multiprocessing.get_context("spawn")
    for count in arguments.articles:
        process = context.Process(target=measure, args=(count, arguments.a_day, arguments.data, arguments.encoder))
        process.start()
        process.join()
        if process.exitcode:
            raise SystemExit(process.exitcode)


def measure(count: int, a_day: int, data: Path | None, encoder: str) -> None:
    """Print the figures for so many articles, made in a temporary folder."""
    config = Config(run=Run(LANGUAGES), encoder=Part(encoder))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truth = write_articles(folder / "news", count, a_day, data)
        print(f"\n{count} articles, {a_day} a day; {_memory():.0f} MB before the first stage", flush=True)
        begin = time.process_time()
        for stage, jobs in _stages(folder, config):
            start, clock = time.process_time(), time.perf_counter()
            for job in jobs:
                run_shard(job)
            spent, passed = time.process_time() - start, time.perf_counter() - clock
            print(f"  {stage:10}{spent:9.1f} s ({passed:7.1f} by the clock){_memory():8.0f} MB", flush=True)
        seconds = time.process_time() - begin
        found = {
            (pair.source.source.rsplit("#")[-1], pair.target.source.rsplit("#")[-1])
            for pair in shards.read_all(folder / "pairs", ArticlePair)
        }
        hits = len(found & truth)
        print(
            f"  {count / seconds:.0f} articles/s of one core, at most {_memory():.0f} MB; {len(found)} pairs, "
            f"precision {hits / max(1, len(found)):.4f}, recall {hits / len(truth):.4f}",
            flush=True,
        )


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _stages(folder: Path, config: Config) -> Iterator[tuple[str, list[Job]]]:
    """Yield each stage's jobs, once the stages before it are done."""

    def job(stage: str, sources: list[Path], destination: Path) -> Job:
        manifest = folder / "manifest" / stage / f"{destination.name.removesuffix('.parquet')}.json"
        return Job(stage, config, tuple(map(str, sources)), str(destination), str(manifest))

    def each(stage: str, sources: Path, into: str) -> list[Job]:
        return [
            job(stage, [path], folder / into / path.name)
            for path in sorted((folder / sources).rglob("*.parquet"))
            if not path.name.endswith(shards.NOTES)
        ]

    files = sorted((folder / "news").iterdir())
    yield "ingest", [job("ingest", [file], folder / "articles" / f"{file.stem}.parquet") for file in files]
    yield "encode", each("encode", Path("articles"), "encoded")
    encoded = shards.data_files(folder / "encoded")
    yield "sift", [job("sift", encoded, folder / "sifted")]
    blocks = shards.data_files(folder / "sifted")
    yield "partition", [job("partition", [block, *encoded], folder / "days" / block.stem) for block in blocks]
    yield "pair", each("pair", Path("days"), "candidates")
    asides = shards.notes_path(folder / "sifted")
    yield "settle", [job("settle", [*encoded, asides, folder / "candidates"], folder / "pairs")]


def write_articles(
    folder: Path,
    count: int,
    a_day: int,
    data: Path | None = None,
    a_file: int = A_FILE,
    sentences: tuple[int, int] = SENTENCES,
) -> set[tuple[str, str]]:
    """Write the articles as JSON Lines, so many a file, and return the ids of those that belong together, Korean first."""
    folder.mkdir(parents=True)
    rng = random.Random(count)
    lines = load(data, list(LANGUAGES)).lines if data else None
    truth, rows = set(), []
    event = written = 0
    while written < count:
        day = FIRST_DAY + timedelta(written // a_day)
        told = _event(rng, lines, sentences) if lines else invented_event(rng, sentences)
        ids = [f"{event}-{code}" for code in LANGUAGES]
        sides = [rng.randrange(2)] if event % 5 == 0 else [0, 1]
        for side in sides:
            text = "\n\n".join(sentence for sentence in told[side] if rng.random() > 0.2) or told[side][0]
            rows.append({"id": ids[side], "text": text, "date": (day + timedelta(side)).isoformat()})
            written += 1
        if len(sides) == 2:
            truth.add((ids[0], ids[1]))
        event += 1
        if len(rows) >= a_file or written >= count:
            path = folder / f"news-{written:07d}.jsonl"
            path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
            rows.clear()
    return truth


def _event(rng: random.Random, lines: dict[str, list[str]], sentences: tuple[int, int]) -> tuple[list[str], list[str]]:
    """Return the sentences of an event in both languages, drawn from line-parallel news."""
    chosen = rng.sample(range(len(lines["en"])), rng.randint(*sentences))
    return [lines["ko"][n] for n in chosen], [lines["en"][n] for n in chosen]


def invented_event(rng: random.Random, sentences: tuple[int, int] = SENTENCES) -> tuple[list[str], list[str]]:
    """Return the sentences of an invented event in both languages."""
    made: tuple[list[str], list[str]] = ([], [])
    for _ in range(rng.randint(*sentences)):
        place, number = rng.choice(PLACES), rng.randint(2, 950)
        for side, pattern in zip(made, rng.choice(PATTERNS), strict=True):
            side.append(pattern.format(*place, number, number * 100))
    return made


if __name__ == "__main__":
    main()
