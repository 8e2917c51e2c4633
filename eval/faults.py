"""Breaks runs on purpose, starts them again, and compares with a run that nothing disturbed.

    python -m eval.faults --count 200
    python -m eval.faults --count 10 --kinds ray-worker ray-node

Each fault is drawn at random, with a seed that is printed: a driver or a worker killed (kill -9) at any moment of its run, a
shard truncated, altered, lost or left half-written, a manifest damaged, a disk that is full (a small tmpfs where that can be
mounted, else a limit on the size of files), two runs on one folder, a clock that jumps. After each, the same run is started
again until it is done; then every output file and every shard must hold the same bytes as in the undisturbed run, with nothing
left over. Articles are invented (see `eval.articles_speed`); `--encoder hashed` takes less time than `use`.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections import Counter
from pathlib import Path

import orjson

from aligner.manifests import digest
from aligner.pipeline import run
from eval.articles_speed import invented_event
from eval.fault_kinds import FRESH, KINDS, WEIGHTS, Trial, settings

TIMED = ("run.json", "status.json", ".lock")  # hold seconds, or nothing


TRIES = 10  # faults drawn for each that is to strike


def state_of(out: Path) -> dict[str, str]:
    """Return the digest of every output file and of every file below `shards`, whatever it is."""
    beside = [path for path in out.iterdir() if path.is_file() and path.name not in TIMED]
    files = [*beside, *(path for path in (out / "shards").rglob("*") if path.is_file())]
    return {path.relative_to(out).as_posix(): digest(path) for path in files}


def campaign(
    folder: Path, count: int, kinds: list[str], seed: int, encoder: str = "hashed", events: int = 8
) -> Counter[str]:
    """Inject so many faults; return how many of each kind struck.

    Raises AssertionError, naming fault and seed, for a wrong result. One that came too late, to a run that had ended or lost
    its workers, is not counted, and another is drawn.
    """
    rng = random.Random(seed)
    news, out = folder / "news", folder / "out"
    write_articles(news, rng, events)
    run([news], out, settings(encoder, "serial"))
    shutil.rmtree(out)
    begin = time.perf_counter()
    run([news], out, settings(encoder, "serial"))
    trial = Trial(news, out, state_of(out), time.perf_counter() - begin, encoder, rng)
    done: Counter[str] = Counter()
    for number in range(TRIES * count):
        if done.total() == count:
            break
        kind = rng.choices(kinds, [WEIGHTS.get(name, 1) for name in kinds])[0]
        if kind in FRESH and rng.random() < 0.5:
            shutil.rmtree(out)
        try:
            struck = KINDS[kind](trial)
            trial.finish()
            found = state_of(out)
            wrong = sorted({*found.items()} ^ {*trial.expected.items()})
            assert not wrong, f"{len(wrong)} files differ, the first {wrong[0]}"
        except AssertionError as error:
            raise AssertionError(f"fault {number}, {kind}, seed {seed}: {error}") from error
        done[kind] += struck
        if struck and not done.total() % 20:
            print(f"{done.total()} faults so far", flush=True)
    return done


def write_articles(folder: Path, rng: random.Random, events: int) -> None:
    """Write events over nine days in both languages, an article a file."""
    folder.mkdir()
    for event in range(events):
        for lang, told in zip(("ko", "en"), invented_event(rng), strict=True):
            row = {"id": f"{event}", "text": "\n\n".join(told), "date": f"2025-03-{1 + event % 9:02d}", "lang": lang}
            (folder / f"{event:02d}-{lang}.jsonl").write_bytes(orjson.dumps(row))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=[name for name in KINDS if "ray" not in name])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoder", default="hashed")
    parser.add_argument("--events", type=int, default=8, help="each is two articles")
    arguments = parser.parse_args()
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        done = campaign(
            Path(name), arguments.count, arguments.kinds, arguments.seed, arguments.encoder, arguments.events
        )
    for kind, count in sorted(done.items()):
        print(f"{kind:14}{count:6}")
    print(f"{done.total()} faults, seed {arguments.seed}: same bytes every time ({time.perf_counter() - begin:.0f} s)")


if __name__ == "__main__":
    main()
