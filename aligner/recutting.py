"""A finished run decided anew: rules, repeats and test sets over what it measured. Nothing is read, encoded or aligned again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
import orjson
from numpy.typing import NDArray

from . import columns, deciding, manifests, shards
from .claims import claimed
from .config import Config
from .errors import UsageError, nearest
from .jobs import Job, ended
from .keep import FINDINGS, PRESETS
from .manifests import ShardReport
from .pipeline import Progress, quiet
from .protocols import Engine
from .results import RunResult, begin_deciding, export, saved_or_deciding, write_summary
from .status import Recorder, stages_before
from .tally import total
from .tasks import finished, run_shard
from .writers._files import whole_file

if TYPE_CHECKING:
    import pyarrow

_LISTS = (("kept", True), ("rejected", False))
_KEPT = b',"keep":true,"reasons":[]}\n'
_BUFFER = 1 << 20


def recut(folder: Path, config: Config, progress: Progress = quiet) -> RunResult:
    """Decide on a finished run by the config's [keep] and [dedupe], and write its bitext anew; the same as a whole run does.

    Raises UsageError where the folder holds no finished run, or a rule is on a score that the run did not measure.
    """
    result = saved_or_deciding(folder)
    data = folder / "shards"
    if not shards.data_files(data / "judged"):
        raise UsageError(f"{folder} does not hold what a run measured: run `aligner run ... -o {folder}` once more.")
    config = on_what_is_measured(config, data / "judged")
    with claimed(folder), (recorder := Recorder(folder, stages_before(folder, *deciding.AGAIN))).running():
        return decide_anew(result, config, progress, recorder)


def decide_anew(
    result: RunResult, config: Config, progress: Progress, recorder: Recorder, *, same_texts: bool = True
) -> RunResult:
    """Do what `recut` does, in a folder that is claimed.

    Without `same_texts` the lists are written from the records: bitexts of the same ids may hold other texts than the lists.
    """
    folder, data = result.folder, result.folder / "shards"

    def job(name: str, sources: Sequence[Path], destination: Path) -> Job:
        manifest = manifests.place(folder, name, destination)
        paths = tuple(map(str, sources))
        return Job(name, config, paths, str(destination), str(manifest), manifests.fingerprint_of_files(paths))

    reports: dict[str, list[ShardReport]] = {}
    was = _flags(data / "bitext")
    with ended(config.engine.build("engines")) as engine:
        for name, jobs in deciding.jobs(job, config, data):
            if name == "decide":
                begin_deciding(folder)
            reports[name] = list(progress(name, len(jobs), recorder.stage(name, len(jobs), _run(jobs, engine), engine)))
    found = {name: total(report.tally for report in done) for name, done in reports.items()}
    seconds = {name: round(sum(report.seconds for report in done), 3) for name, done in reports.items()}
    summary = replace(result.summary, tallies=result.summary.tallies | found, seconds=result.summary.seconds | seconds)
    result = replace(result, summary=summary)
    if same_texts and _sorted_anew(folder, was):
        write_summary(result)
    else:
        export(result)
    return result


def _run(jobs: Sequence[Job], engine: Engine) -> Iterator[ShardReport]:
    """Yield the reports of jobs; most are finished, and to see that takes less time than to start workers."""
    if len(jobs) == 1:
        return map(run_shard, jobs)
    done = [finished(job) for job in jobs]
    to_do = [job for job, report in zip(jobs, done, strict=True) if report is None]
    return chain(filter(None, done), engine.map(run_shard, to_do) if to_do else ())


def on_what_is_measured(config: Config, judged: Path) -> Config:
    """Return the config without the preset's bounds on what the run did not measure; raises UsageError for a user's own."""
    names: set[str] = set()
    for path in shards.data_files(judged):
        items, _ = columns.spread(columns.field(columns.table_of(path, ["scores"]), "scores"))
        if names := set(items.field(0).unique().to_pylist()):
            break
    counted = {
        name for rules in (config.keep.bounds, *PRESETS.values()) for name, _ in rules if name.startswith(FINDINGS)
    }
    keep = config.keep.on([*names, *counted])
    for name, _ in keep.bounds:
        if name not in (*names, *counted):
            raise UsageError(f"The run measured no score {name!r}: {nearest(name, names)}")
    return replace(config, keep=keep)


def _flags(bitext: Path) -> NDArray[np.bool_]:
    """Return which bitexts are kept, in the order of the shards."""
    keep = (columns.field(columns.table_of(path, ["keep"]), "keep") for path in shards.data_files(bitext))
    return np.concatenate([np.empty(0, bool), *(found.to_numpy(zero_copy_only=False) for found in keep)])


def _sorted_anew(folder: Path, was: NDArray[np.bool_]) -> bool:
    """Write the two lists of bitext from the lines of the old ones, and return true; false where those are not as written.

    A line is a record whose last fields are `keep` and `reasons`: all before them stays as it is, to the byte.
    """
    old = [folder / f"{name}.jsonl" for name, _ in _LISTS]
    if not all(path.is_file() for path in old):
        return False
    with (
        old[0].open("rb", _BUFFER) as kept,
        old[1].open("rb", _BUFFER) as rejected,
        whole_file(old[0]) as new_kept,
        whole_file(old[1]) as new_rejected,
        new_kept.open("wb", _BUFFER) as to_kept,
        new_rejected.open("wb", _BUFFER) as to_rejected,
    ):
        return _move_lines((rejected, kept), (to_rejected, to_kept), was, folder / "shards" / "bitext")


def _move_lines(
    old: tuple[BinaryIO, BinaryIO], new: tuple[BinaryIO, BinaryIO], was: NDArray[np.bool_], bitext: Path
) -> bool:
    start = 0
    for path in shards.data_files(bitext):
        table = columns.table_of(path, ["id", "keep", "reasons"])
        before = was[start : start + len(table)]
        lines = _lines(old, before)
        moved = _decided(lines, table) if len(lines) == len(table) else None
        if moved is None:
            return False
        for file, some in zip(new, moved, strict=True):
            file.writelines(some)
        start += len(table)
    return start == len(was) and not old[0].readline() and not old[1].readline()


def _lines(old: tuple[BinaryIO, BinaryIO], before: NDArray[np.bool_]) -> list[bytes]:
    """Return the next lines of the rejected and the kept, in the order of the shard; fewer where those end."""
    counts = (int((~before).sum()), int(before.sum()))
    some = [list(islice(file, count)) for file, count in zip(old, counts, strict=True)]
    if any(len(lines) != count for lines, count in zip(some, counts, strict=True)):
        return []
    rejected, kept = map(iter, some)
    return [next(kept if keep else rejected) for keep in before.tolist()]


def _decided(lines: Sequence[bytes], table: pyarrow.Table) -> tuple[list[bytes], list[bytes]] | None:
    """Return the lines of the rejected and of the kept, as now decided; None where one is not that of its row."""
    import pyarrow as pa
    import pyarrow.compute as pc

    binary = columns.field(table, "id").cast(pa.binary())
    heads = pc.binary_join_element_wise(b'{"id":"', binary, b'"', b"").to_pylist()
    keep = columns.field(table, "keep")
    reasons = iter(columns.field(table, "reasons").filter(pc.invert(keep)).to_pylist())
    now: tuple[list[bytes], list[bytes]] = ([], [])
    for line, head, stays in zip(lines, heads, keep.to_pylist(), strict=True):
        was_kept = line.endswith(_KEPT)
        end = len(line) - len(_KEPT) if was_kept else line.rfind(b',"keep":')
        if end < 0 or not line.startswith(head):
            return None
        if not stays:
            now[0].append(b'%b,"keep":false,"reasons":%b}\n' % (line[:end], orjson.dumps(next(reasons))))
        else:
            now[1].append(line if was_kept else line[:end] + _KEPT)
    return now
