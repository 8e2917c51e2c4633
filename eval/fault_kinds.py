"""Faults that happen to a run, a function each, which says whether it struck.

Processes killed, files damaged, a full disk, two runs, a clock that jumps.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aligner.config import Config, load
from aligner.errors import RunError
from aligner.pipeline import run

FORK = multiprocessing.get_context("fork")
FINISHED, STOPPED = 0, 1


@dataclass
class Trial:
    """Where one fault happens: the articles, the output folder, what the output must be, how long a run takes (s)."""

    news: Path
    out: Path
    expected: dict[str, str]
    seconds: float
    encoder: str
    rng: random.Random

    def start(self, engine: str, **options: int) -> multiprocessing.process.BaseProcess:
        """Start a run in a process of its own."""
        process = FORK.Process(target=drive, args=(self.news, self.out, settings(self.encoder, engine, **options)))
        process.start()
        return process

    def finish(self, engine: str = "serial", **options: int) -> None:
        """Run to the end; raises AssertionError where that fails."""
        process = self.start(engine, **options)
        process.join()
        assert process.exitcode == FINISHED, f"the run after the fault ended with {process.exitcode}"

    def wait(self, share: float = 1.0) -> None:
        """Let some part of a run's time pass."""
        time.sleep(self.rng.random() * self.seconds * share)


def settings(encoder: str, engine: str, **options: int) -> Config:
    cut = {"inputs": 3, "pairs": 3, "batch": 5}
    parts = {"engine": {"name": engine, **options}, "encoder": {"name": encoder}, "shards": cut}
    return load(overrides={"run": {"languages": ["ko", "en"]}, **parts})


def drive(news: Path, out: Path, config: Config) -> None:
    """Run in a process of its own group; its exit code says how it ended."""
    os.setpgid(0, 0)
    try:
        run([news], out, config)
    except RunError as error:
        (out.parent / "said").write_text(str(error), "utf-8")
        os._exit(STOPPED)
    os._exit(FINISHED)


def kill_driver(trial: Trial, engine: str = "serial", share: float = 1.0, **options: int) -> bool:
    process = trial.start(engine, **options)
    trial.wait(share)
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL


def kill_worker(trial: Trial, name: str = "spawn_main", engine: str = "local", share: float = 1.5) -> bool:
    """Kill one process of the run, if it is not at its end by then; the run itself must go on to its end.

    The agents of a Ray node are no workers: it goes down with them.
    """
    process = trial.start(engine, workers=2)
    victims: list[int] = []
    trial.wait(share)
    while process.is_alive() and not victims:
        victims = [
            pid for pid in below(process.pid or 0) if name in (command := command_of(pid)) and "Agent" not in command
        ]
        time.sleep(0.01)
    if victims:
        with_pid_gone(trial.rng.choice(victims))
    process.join()
    if process.exitcode != FINISHED and name != "raylet":
        said = trial.out.parent / "said"
        why = said.read_text("utf-8") if said.exists() else ""
        raise AssertionError(f"the run without its worker ended with {process.exitcode}: {why}")
    return bool(victims)


def with_pid_gone(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def damage_shard(trial: Trial) -> bool:
    victim = trial.rng.choice(sorted((trial.out / "shards").rglob("*.parquet")))
    data = bytearray(victim.read_bytes())
    how = trial.rng.choice(("truncate", "alter", "lose", "empty"))
    if how == "lose":
        victim.unlink()
    elif how == "alter":
        data[trial.rng.randrange(len(data))] ^= 1 << trial.rng.randrange(8)
        victim.write_bytes(data)
    else:
        victim.write_bytes(data[: trial.rng.randrange(len(data))] if how == "truncate" else b"")
    return True


def damage_manifest(trial: Trial) -> bool:
    victim = trial.rng.choice(sorted((trial.out / "manifest").rglob("*.json")))
    data = victim.read_bytes()
    other = trial.rng.choice(sorted((trial.out / "manifest").rglob("*.json"))).read_bytes()
    victim.write_bytes(trial.rng.choice((b"", data[: len(data) // 2], trial.rng.randbytes(400), b"{}", other)))
    return victim.read_bytes() != data


def leave_half_written(trial: Trial) -> bool:
    victim = trial.rng.choice(sorted((trial.out / "shards").rglob("*.parquet")))
    partial = victim.with_name(f"{victim.name}.{trial.rng.randrange(9**6)}.partial")
    partial.mkdir()
    shutil.copy(victim, partial)
    (trial.out / "manifest" / "pair" / "x.json.77.partial").write_bytes(b"{")
    (trial.out / "rejected.jsonl.77.partial").write_bytes(b"{")
    return True


def fill_disk(trial: Trial) -> bool:
    """Run where there is room for a part of the output only: it must stop with a sentence, never crash."""
    shutil.rmtree(trial.out)
    needed = sum(int(said.split(":")[0]) for said in trial.expected.values())
    with small_disk(trial.out, int(needed * trial.rng.uniform(0.05, 0.9))) as limit:
        process = FORK.Process(target=drive_limited, args=(trial, limit))
        process.start()
        process.join()
        assert process.exitcode in (STOPPED, FINISHED), f"on a full disk the run ended with {process.exitcode}"
        if process.exitcode == STOPPED:
            said = (trial.out.parent / "said").read_text("utf-8")
            assert "Free some space" in said or "cannot be written" in said, said
    return process.exitcode == STOPPED


def drive_limited(trial: Trial, limit: int) -> None:
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    drive(trial.news, trial.out, settings(trial.encoder, "serial"))


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[int]:
    """Let a folder lie on a disk of so many bytes, and give it room afterwards; yield 0, or a limit for single files."""
    folder.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mounted, capture_output=True, check=False).returncode:
        yield max(2000, size // 20)
        return
    try:
        yield 0
        copy = folder.with_name("copy")
        shutil.copytree(folder, copy)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()
    copy.rename(folder)


def run_twice(trial: Trial) -> bool:
    """Start a second run while the first one holds the folder: one is refused, the other finishes."""
    first = trial.start("serial")
    trial.wait(0.7)
    second = trial.start("serial")
    first.join()
    second.join()
    assert FINISHED in (first.exitcode, second.exitcode)
    assert {first.exitcode, second.exitcode} <= {FINISHED, STOPPED}
    return STOPPED in (first.exitcode, second.exitcode)


def turn_clock(trial: Trial) -> bool:
    """Kill a run whose clock jumps back and forth, and give some of its files times of other years."""
    process = FORK.Process(target=drive_out_of_time, args=(trial,))
    process.start()
    trial.wait()
    process.kill()
    process.join()
    for path in sorted(trial.out.rglob("*")):
        moment = trial.rng.choice((0, 1e9, 4e9))
        os.utime(path, (moment, moment))
    assert process.exitcode in (FINISHED, -signal.SIGKILL), f"out of time the run ended with {process.exitcode}"
    return True


def drive_out_of_time(trial: Trial) -> None:
    now, rng = time.time, random.Random(trial.rng.random())
    time.time = lambda: now() + rng.choice((-1e9, -3600.0, 0.0, 3600.0, 1e9))
    drive(trial.news, trial.out, settings(trial.encoder, "serial"))


KINDS: dict[str, Callable[[Trial], bool]] = {
    "driver": kill_driver,
    "local-driver": lambda trial: kill_driver(trial, "local", 2.0, workers=2),
    "local-worker": kill_worker,
    "shard": damage_shard,
    "manifest": damage_manifest,
    "half-written": leave_half_written,
    "disk": fill_disk,
    "two-runs": run_twice,
    "clock": turn_clock,
    "ray-worker": lambda trial: kill_worker(trial, "ray::", "ray", 8.0),
    "ray-node": lambda trial: kill_worker(trial, "raylet", "ray", 8.0),
    "ray-driver": lambda trial: kill_driver(trial, "ray", 8.0, workers=2),
}
WEIGHTS = {"driver": 6, "local-driver": 1, "local-worker": 1, "shard": 5, "manifest": 4, "disk": 2, "two-runs": 2}
FRESH = ("driver", "local-driver", "local-worker", "ray-worker", "ray-node", "ray-driver", "two-runs", "clock")
"""Kinds that happen to a run from its beginning, half of the time; the others happen to a finished one."""


def below(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", "replace").rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    found, new = [], [pid]
    while new:
        new = [child for child, parent in parents.items() if parent in new]
        found.extend(new)
    return found


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""
