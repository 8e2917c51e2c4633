"""How far a run is, stage by stage, kept in its folder while it goes on: what is done, what failed and why."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from .claims import is_claimed
from .errors import InputError, UsageError
from .manifests import ShardReport
from .records import from_line, to_line
from .shards import PARTIAL

FILE = "status.json"
SUMMARY = "run.json"  # there is one where a run is finished
NAMED = 20  # shards made again that are named; of more, the first
EVERY = 1.0  # seconds between two writings of the file while a stage runs

State = Literal["running", "finished", "failed", "interrupted"]


@dataclass(frozen=True, slots=True)
class StageStatus:
    """One stage: of its `jobs`, how many are `done`, and how many of those were `reused` from an earlier run.

    `rows` are records written, `seconds` those of all workers together by the clock, `processor` of the processor, spent now
    or when the reused shards were made; `memory` is the most one worker held (MiB), `deaths` how many workers were lost and
    replaced. `made` names the first shards that were made in this run, `failures` says why the stage stopped.
    """

    stage: str
    jobs: int
    done: int = 0
    reused: int = 0
    rows: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    memory: int = 0
    deaths: int = 0
    made: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunStatus:
    """A run: its state, what stopped it if it failed, and its stages in the order in which they ran."""

    state: State
    message: str = ""
    stages: tuple[StageStatus, ...] = ()


@dataclass(slots=True)
class Recorder:
    """Keeps the status of a run in its folder; the file is written at most once in EVERY seconds while a stage runs.

    `stages` are those that stand from before, where only some of a finished run's are run again.
    """

    folder: Path
    stages: list[StageStatus] = field(default_factory=list)
    _written: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Record the run inside as running, then as finished, or as failed with what it raised.

        Where it is refused, or fails before it made a shard, and the folder holds a finished run, the status is what it was.
        """
        before = _read(self.folder)
        self._write("running")
        try:
            yield
        except Exception as error:
            untouched = isinstance(error, UsageError) or all(stage.done == stage.reused for stage in self.stages)
            if untouched and before and (self.folder / SUMMARY).exists():
                self._save(before)
                raise
            said = "; ".join([str(error) or type(error).__name__, *getattr(error, "__notes__", ())])
            if self.stages and self.stages[-1].done < self.stages[-1].jobs:
                why = tuple(getattr(error, "jobs", ())) or (said,)
                self.stages[-1] = replace(self.stages[-1], failures=why)
            try:
                self._write("failed", said)
            except OSError as full:  # a full disk must not hide why the run failed
                error.add_note(f"The status of the run could not be saved: {full}.")
            raise
        self._write("finished")

    def stage(
        self, name: str, jobs: int, reports: Iterator[ShardReport], engine: object = None
    ) -> Iterator[ShardReport]:
        """Yield the reports of a stage, recording each, and how many workers the engine lost meanwhile."""
        self.stages.append(StageStatus(name, jobs))
        self._write("running")
        lost = getattr(engine, "deaths", 0)
        try:
            for report in reports:
                self.stages[-1] = _with(self.stages[-1], report)
                if time.monotonic() - self._written > EVERY:
                    self._write("running")
                yield report
        finally:
            self.stages[-1] = replace(self.stages[-1], deaths=getattr(engine, "deaths", 0) - lost)

    def _write(self, state: State, message: str = "") -> None:
        self._save(to_line(RunStatus(state, message, tuple(self.stages))))

    def _save(self, line: str) -> None:
        partial = self.folder / f"{FILE}.{os.getpid()}{PARTIAL}"
        try:
            partial.write_text(line, "utf-8")
            partial.replace(self.folder / FILE)
        except OSError:
            partial.unlink(missing_ok=True)
            raise
        self._written = time.monotonic()


def _read(folder: Path) -> str:
    """Return the status as it is saved; empty where there is none."""
    with suppress(OSError):
        return (folder / FILE).read_text("utf-8")
    return ""


def stages_before(folder: Path, *again: str) -> list[StageStatus]:
    """Return the stages of the run in a folder without those that are run again; none where its status is not known."""
    with suppress(UsageError):
        return [stage for stage in status_of(folder).stages if stage.stage not in again]
    return []


def status_of(folder: Path) -> RunStatus:
    """Return how far the run in a folder is; raises UsageError where there is none.

    A run whose process is gone before it was finished is interrupted.
    """
    try:
        found = from_line(RunStatus, (folder / FILE).read_bytes())
    except (OSError, InputError) as error:
        raise UsageError(f"{folder} holds no run ({error}): start one with `aligner run ... -o {folder}`.") from error
    if found.state == "running" and not is_claimed(folder):
        return replace(found, state="interrupted", message="Its process is gone: run the same command again to go on.")
    return found


def reuse_in_words(run: RunStatus, *, begun: bool = False) -> str:
    """Return what a run made anew and what it found finished; empty where everything was new in a folder not `begun` before."""
    if not any(stage.reused for stage in run.stages):
        nothing = "nothing that was finished here before could be used: settings differ, or the inputs or their paths."
        return nothing if begun else ""
    new = [f"{stage.stage} {stage.done - stage.reused}{_named(stage)}" for stage in run.stages if stage.made]
    reused, done = (sum(getattr(stage, name) for stage in run.stages) for name in ("reused", "done"))
    return f"{reused} of {done} shards were finished before; made anew: {', '.join(new) or 'none'}."


def _named(stage: StageStatus) -> str:
    """Return the days of pairing in brackets, the one name that means something to a reader."""
    if stage.stage != "pair":
        return ""
    more = stage.done - stage.reused - len(stage.made)
    return f" ({', '.join(stage.made)}{f' and {more} more' if more else ''})"


def _with(stage: StageStatus, report: ShardReport) -> StageStatus:
    name = Path(report.destination).name.removesuffix(".parquet")
    return replace(
        stage,
        done=stage.done + 1,
        reused=stage.reused + report.reused,
        rows=stage.rows + report.rows,
        seconds=round(stage.seconds + report.seconds, 3),
        processor=round(stage.processor + report.processor, 3),
        memory=max(stage.memory, report.memory),
        made=stage.made if report.reused or len(stage.made) >= NAMED else tuple(sorted((*stage.made, name))),
    )
