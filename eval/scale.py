"""How a run grows with the number of articles, and what it would take for any number.

    python -m eval.scale --sizes 1000 10000 --a-day 500 2000
    python -m eval.scale --sizes 10000 100000 1000000 --a-day 5000 20000 --sentences 3 6 --workers 2 --folder big --keep
    python -m eval.scale --sizes 10000 1000000 --encoder hashed

Articles are made as in `eval.articles_speed`: invented sentences, or with `--data` lines of line-parallel news. Every size is a
run of its own through the whole pipeline, and the largest is run once more with more articles a day. Printed for each: by stage
the seconds of the processor that all workers took together, rows a second, the most memory a worker held, and bytes on disk for
each article; then what each stage takes for an article at the largest size over what it takes at the smallest. Where
`--folder` is named, a run that was interrupted goes on when the same command is given again; with `--keep` finished ones stay
there and are not run again.

The projection takes the seconds and bytes for an article of the largest usual run as they are, for all stages but `pair`. There
every article meets those of its days, so its seconds for each place that an article has in a day (`rows` of `partition`) are
a + b times the articles a day, from the two densities measured; the projected density is `--project` articles over `--days`
days. The memory of stages that are a single job, which no further worker makes faster, is a + b times the articles, from the
smallest size and the largest. Take sizes that make twenty days and more: an article of the first and last days has fewer places.
"""

from __future__ import annotations

import argparse
import multiprocessing
import multiprocessing.connection
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aligner import memory
from aligner.config import Config, Part, Run, Shards
from aligner.pipeline import run
from aligner.status import RunStatus, StageStatus, status_of
from eval.articles_speed import LANGUAGES, SENTENCES, write_articles

FORK = multiprocessing.get_context("fork")
FOLDERS = {
    "ingest": "articles",
    "encode": "encoded",
    "sift": "sifted",
    "partition": "days",
    "pair": "candidates",
    "settle": "pairs",
    "align": "alignments",
    "judge": "judged",
    "key": "keys",
    "decide": "bitext",
}
ALONE = ("sift", "settle", "decide")
BY_WINDOW = "pair"
"""Where every article meets those of its days: its work grows with both."""
PLACED = "partition"
"""Whose rows are the places of articles: a source's day, and a target's days inside the window."""
HOUR, DAYS_A_YEAR, MIB_A_GIB = 3600, 365, 1024


@dataclass(frozen=True, slots=True)
class Made:
    """How the articles are made and run: lines to draw from, sentences of an event, encoder, workers, files a shard."""

    data: Path | None = None
    sentences: tuple[int, int] = SENTENCES
    encoder: str = "use"
    workers: int = 2
    inputs: int = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: articles, articles a day, bytes by stage, MiB of the driving process, and its status."""

    articles: int
    a_day: int
    sizes: dict[str, int]
    driver: int
    status: RunStatus

    @property
    def stages(self) -> dict[str, StageStatus]:
        return {stage.stage: stage for stage in self.status.stages}

    @property
    def seconds(self) -> dict[str, float]:
        return {stage.stage: stage.processor for stage in self.status.stages}


def measure(folder: Path, articles: int, a_day: int, made: Made, *, keep: bool = False) -> Measured:
    """Make so many articles, run over them in a process of its own, and return what that took.

    What an interrupted measurement left in the folder is gone on with; what is finished is removed unless it is to be kept.
    """
    config = Config(
        run=Run(LANGUAGES),
        encoder=Part(made.encoder),
        engine=Part("local", (("workers", made.workers),)),
        shards=Shards(inputs=made.inputs),
    )
    place = folder / "-".join(map(str, (articles, a_day, *made.sentences, made.data.name if made.data else "invented")))
    news, out, complete = place / "news", place / "out", place / "written"
    if not complete.exists():
        shutil.rmtree(news, ignore_errors=True)
        write_articles(news, articles, a_day, made.data, sentences=made.sentences)
        complete.touch()
    ours, theirs = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_drive, args=(news, out, config, theirs))
    process.start()
    theirs.close()
    try:
        driver = ours.recv()
    except EOFError:
        raise SystemExit(f"The run in {out} failed: see `aligner status {out}`.") from None
    finally:
        process.join()
    sizes = {
        stage: sum(path.stat().st_size for path in (out / "shards" / name).rglob("*") if path.is_file())
        for stage, name in FOLDERS.items()
    }
    found = Measured(articles, a_day, sizes, driver, status_of(out))
    if not keep:
        shutil.rmtree(place)
    return found


def _drive(news: Path, out: Path, config: Config, said: multiprocessing.connection.Connection) -> None:
    memory.forget_peak()
    run([news], out, config)
    said.send(memory.peak())


def show(measured: Measured) -> None:
    """Print a run's figures by stage."""
    stages, count = measured.status.stages, measured.articles
    total = sum(measured.seconds.values())
    print(f"\n{count:,} articles, {measured.a_day:,} a day: {1000 * total / count:.2f} ms an article")
    print("stage         seconds  ms/article        rows    rows/s  peak MiB     bytes/article")
    for stage in stages:
        print(
            f"{stage.stage:12}{stage.processor:9.1f}{1000 * stage.processor / count:12.3f}{stage.rows:12,}"
            f"{stage.rows / max(stage.processor, 0.001):10,.0f}{stage.memory:10}"
            f"{measured.sizes.get(stage.stage, 0) / count:18.0f}"
        )
    most = max(stage.memory for stage in stages)
    print(f"a worker held at most {most} MiB, the driving process {measured.driver} MiB")


def show_growth(small: Measured, large: Measured) -> None:
    """Print by stage how an article's share at one size compares with that at another."""
    print(f"\nfor an article, at {large.articles:,} articles over at {small.articles:,} ({large.a_day:,} a day):")
    print("stage       time   bytes  peak memory")
    for name, seconds in large.seconds.items():
        figures = (
            _ratio(seconds / large.articles, small.seconds.get(name, 0.0) / small.articles),
            _ratio(large.sizes.get(name, 0) / large.articles, small.sizes.get(name, 0) / small.articles),
            _ratio(large.stages[name].memory, small.stages[name].memory if name in small.stages else 0),
        )
        print(f"{name:10}{figures[0]:>6}{figures[1]:>8}{figures[2]:>13}")
    whole = [sum(one.seconds.values()) / one.articles for one in (large, small)]
    print(f"{'in all':10}{_ratio(*whole):>6}")


def _ratio(large: float, small: float) -> str:
    return f"{large / small:.2f}" if small else "-"


def by_density(sparse: Measured, dense: Measured) -> tuple[float, float]:
    """Return a and b of the seconds per place of an article in BY_WINDOW, a + b times the articles a day; neither is below 0."""
    each = [measured.seconds[BY_WINDOW] / measured.stages[PLACED].rows for measured in (sparse, dense)]
    slope = max(0.0, (each[1] - each[0]) / (dense.a_day - sparse.a_day))
    return max(0.0, each[1] - slope * dense.a_day), slope


def memory_by_articles(small: Measured, large: Measured, stage: str) -> tuple[float, float]:
    """Return a and b of a stage's greatest memory (MiB), a + b times the articles; b is not below 0."""
    held = [measured.stages[stage].memory for measured in (small, large)]
    slope = max(0.0, (held[1] - held[0]) / max(1, large.articles - small.articles))
    return held[1] - slope * large.articles, slope


def project(small: Measured, sparse: Measured, dense: Measured, articles: int, days: int) -> None:
    """Print what another number of articles would take, and each constant that says so."""
    a_day, count = articles / days, sparse.articles
    placed = sparse.stages[PLACED].rows / count
    fixed, slope = by_density(sparse, dense)
    print(f"\n{articles:,} articles, {a_day:,.0f} a day, projected from {count:,}, {sparse.a_day:,} a day:")
    print(
        f"{BY_WINDOW}: an article has {placed:.2f} places, of {1000 * fixed:.3f} ms each and {1e6 * slope:.3f} microseconds "
        "more for each article a day"
    )
    print("stage       ms/article  bytes/article  core-hours         GB")
    hours = alone = size = 0.0
    for stage, seconds in sparse.seconds.items():
        each = (fixed + slope * a_day) * placed if stage == BY_WINDOW else seconds / count
        held = sparse.sizes.get(stage, 0) / count
        hours, size = hours + each * articles / HOUR, size + held * articles / 1e9
        alone += each * articles / HOUR if stage in ALONE else 0.0
        print(
            f"{stage:10}{1000 * each:12.3f}{held:15.0f}{each * articles / HOUR:12.1f}{held * articles / 1e9:11.1f}"
            f"{'  one job' if stage in ALONE else ''}"
        )
    print(f"in all {hours:,.0f} core-hours and {size:,.0f} GB; {alone:,.1f} hours of it no second core shortens")
    for stage in (name for name in ALONE if name in sparse.stages and name in small.stages):
        base, each = memory_by_articles(small, sparse, stage)
        whole = (base + each * articles) / MIB_A_GIB
        print(f"{stage}: {base:,.0f} MiB and {each * 2**20:,.0f} bytes an article, so {whole:,.1f} GiB")


@contextmanager
def _folder(named: Path | None) -> Iterator[Path]:
    if named:
        named.mkdir(parents=True, exist_ok=True)
        yield named
    else:
        with tempfile.TemporaryDirectory() as name:
            yield Path(name)


def main() -> None:
    """Measure each size, compare the smallest and the largest, then project from the largest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000], help="numbers of articles")
    parser.add_argument("--a-day", type=int, nargs=2, default=[250, 1000], help="the usual, and that of one more run")
    parser.add_argument("--sentences", type=int, nargs=2, default=SENTENCES, help="of an event, at least and at most")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--encoder", default="use", help="hashed shows all other stages in less time")
    parser.add_argument("--workers", type=int, default=2, help="1 runs every stage in the driving process")
    parser.add_argument("--folder", type=Path, help="where the runs lie, to go on with one that was interrupted")
    parser.add_argument("--keep", action="store_true", help="leave finished runs in --folder")
    parser.add_argument("--project", type=int, default=100_000_000)
    parser.add_argument("--days", type=int, default=5 * DAYS_A_YEAR)
    given = parser.parse_args()
    os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    made = Made(given.data, tuple(given.sentences), given.encoder, given.workers)
    sizes, (usual, many) = sorted(given.sizes), given.a_day
    with _folder(given.folder) as folder:
        done = []
        for size in sizes:
            done.append(measure(folder, size, usual, made, keep=given.keep))
            show(done[-1])
        show_growth(done[0], done[-1])
        dense = measure(folder, sizes[-1], many, made, keep=given.keep)
        show(dense)
    project(done[0], done[-1], dense, given.project, given.days)


if __name__ == "__main__":
    main()
