"""How long a big run takes to be cut again, and how much memory: `python -m eval.recut_speed [--bitexts 1000000]`.

A synthetic run is made first: texts of the sizes of news sentences, every one different, scores at random, in shards as `aligner
run` writes them. Then `aligner recut` runs in a process of its own. Printed: seconds by the clock and
of the processor, which is less than the clock's where the machine does other work too; the most memory held; what is kept.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from aligner import manifests, shards, tasks
from aligner.config import load
from aligner.jobs import Job
from aligner.near import BitextKeys
from aligner.records import Bitext, Finding, Reference, Span, to_line
from aligner.results import Summary

IN_SHARD = 3000
_SOURCE = "국회는 오늘 본회의를 열어 내년도 예산안을 처리했으며 여야는 마지막까지 복지 예산을 두고 맞섰다 "
_TARGET = (
    "Parliament passed next year's budget on Tuesday after the parties had argued over welfare spending to the end, "
)


def main() -> None:
    """Make the run, cut it again, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bitexts", type=int, default=1_000_000)
    parser.add_argument("--rules", nargs="+", default=["--preset", "strict"])
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, given.bitexts)
        begin = time.perf_counter()
        command = [sys.executable, "-m", "aligner", "recut", str(folder), *given.rules]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds = time.perf_counter() - begin
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        memory, work = used.ru_maxrss / 1024, used.ru_utime + used.ru_stime
        lines = sum(sum(1 for _ in (folder / f"{each}.jsonl").open("rb")) for each in ("kept", "rejected"))
        print(done.stdout.strip())
        print(
            f"{lines:,} bitexts cut again in {seconds:.1f} s ({work:.1f} s of processor time), {memory:.0f} MiB at most"
        )


def make(folder: Path, bitexts: int) -> None:
    """Write what a finished run of so many bitexts holds, with keys that a run would find intact."""
    rng = np.random.default_rng(0)
    config = load()
    data = folder / "shards"
    for kind in ("judged", "keys", "bitext"):
        (data / kind).mkdir(parents=True)
    lists = {keep: (folder / f"{name}.jsonl").open("wb") for name, keep in (("kept", True), ("rejected", False))}
    for number in range(-(-bitexts // IN_SHARD)):
        count = min(IN_SHARD, bitexts - number * IN_SHARD)
        records = [_bitext(number * IN_SHARD + n, rng) for n in range(count)]
        name = f"part-{number:05d}.parquet"
        rows = [msgspec.to_builtins(record) for record in records]
        for kind in ("judged", "bitext"):
            pq.write_table(
                pa.Table.from_pylist(rows, shards.schema(Bitext)),
                data / kind / name,
                row_group_size=shards.TABLE_ROWS,
                compression="zstd",
            )
        keys = pa.Table.from_pylist([_keys(record, rng) for record in records], shards.schema(BitextKeys))
        pq.write_table(keys, data / "keys" / name, row_group_size=shards.TABLE_ROWS, compression="zstd")
        pq.write_table(pa.Table.from_pylist([], shards.schema(shards.Note)), shards.notes_path(data / "keys" / name))
        for record in records:
            lists[record.keep].write(to_line(record).encode() + b"\n")
        source, destination = data / "judged" / name, data / "keys" / name
        manifest = folder / "manifest" / "key" / f"part-{number:05d}.json"
        job = Job("key", config, (str(source),), str(destination), str(manifest))
        report = manifests.ShardReport(
            "key",
            str(destination),
            tasks.fingerprint(job),
            count,
            tasks.Tally(),
            0.0,
            files=manifests.digests(destination),
        )
        manifests.save(manifest, report)
    for file in lists.values():
        file.close()
    (folder / "notes.jsonl").write_text("", "utf-8")
    (folder / "run.json").write_text(to_line(Summary(("ko", "en"), {}, {})), "utf-8")


def _bitext(number: int, rng: np.random.Generator) -> Bitext:
    source, target = f"{_SOURCE * rng.integers(1, 4)}{number}.", f"{_TARGET * rng.integers(1, 4)}{number}."
    at = int(rng.integers(0, 3000))
    findings = (Finding("numbers", "major", f"{number} is {number + 1}", Span(at, at + 5), Span(at, at + 5), 0.8),)
    probability = round(float(1 - rng.beta(0.4, 3)), 6)
    return Bitext(
        id=f"{number:032x}",
        pair=f"{number // 30:032x}",
        kind="monotone",
        source_lang="ko",
        target_lang="en",
        source_text=source,
        target_text=target,
        source_ref=Reference(
            f"{number // 30:032x}", "news/ko/0001.txt", "2025-09-18", Span(3, 4), (Span(at, at + len(source)),)
        ),
        target_ref=Reference(
            f"{number // 30:032x}", "news/en/0001.txt", "2025-09-18", Span(3, 4), (Span(at, at + len(target)),)
        ),
        scores={
            "probability": probability,
            "similarity": round(float(rng.uniform(0.3, 0.95)), 6),
            "length_ratio": round(float(rng.uniform(0.4, 1)), 4),
            "copied": 0.0,
            "support": round(float(rng.uniform(0.05, 0.8)), 4),
            "furniture": 0.0,
        },
        findings=findings if rng.random() < 0.1 else (),
        keep=bool(rng.random() < 0.9),
    )


def _keys(record: Bitext, rng: np.random.Generator) -> dict[str, object]:
    hashes = rng.integers(-(2**62), 2**62, 16).tolist()
    return {
        "id": record.id,
        "source": {"form": record.source_text, "exact": hashes[0], "near": hashes[1], "ends": hashes[2:8]},
        "target": {"form": record.target_text, "exact": hashes[8], "near": hashes[9], "ends": hashes[10:16]},
        "sentences": [],
    }


if __name__ == "__main__":
    main()
