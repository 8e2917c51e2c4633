"""What is kept of all that was measured: rules, texts of test sets, repeats, a promised precision. Over columns; nothing is
encoded.

The keys of every bitext lie beside its shard (see `near`), so a finished run is decided anew without reading its texts. One
shard is in memory at a time, 2 bytes for each bitext and 40 for each that the rules keep; their keys are in a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import columns, shards
from .config import Config
from .errors import UsageError
from .jobs import Job, Rows, records
from .near import Sides, keys_of
from .overlap import ExcludedTexts, bitexts_of, excluded_texts
from .parts import by_ending, endings
from .records import Bitext
from .repeats import ENDS, NEAR, ONE_WORD, ROW, SAME, both, repeats
from .rules import Reasons, kept_threshold, reasons_against, unpromised
from .status import SUMMARY

if TYPE_CHECKING:
    import pyarrow

KNOWN, EXCLUDED = "known", "excluded"
STAGES = {"known": KNOWN, "exclude": EXCLUDED}
AGAIN = ("key", *STAGES, "decide")  # the stages that a finished run is decided anew by
WAYS = {
    SAME: "same texts as",
    NEAR: "same but for case, punctuation or digits as",
    ONE_WORD: "one word apart from",
}
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_EXACT = ("source.exact", "target.exact")
_ALL = (*_EXACT, "source.near", "target.near", "source.ends")


def key(job: Job) -> Rows:
    """Make the keys of a shard of bitexts."""
    yield from (("", keys_of(sides)) for sides in records(job.sources, Sides, job.config.shards.batch))


def known(job: Job) -> Rows:
    """Make the keys of what another run kept, or of a file of bitext."""
    place = Path(job.sources[0])
    if place.is_dir() and shards.data_files(place):
        found: Iterator[Bitext] = (b for b in records([str(place)], Bitext, job.config.shards.batch) if b.keep)
    else:
        found = bitexts_of(place)
    yield from (("", replace(keys_of(b), id=f"{b.id} of {place}")) for b in found)


def exclude(job: Job) -> Rows:
    """Make the keys of the texts of a test set."""
    texts = excluded_texts(Path(job.sources[0]))
    first = next(texts, None)
    if first is None:
        raise UsageError(f"{job.sources[0]} holds no text: nothing would be excluded. Give the file of the test set.")
    yield from (("", text) for text in chain([first], texts))


def decide(job: Job) -> Rows:
    """Decide on every bitext and write it with `keep` and `reasons`."""
    judged, keyed, *more = map(Path, job.sources)
    before, tests = ([path for path in more if path.parent.name == kind] for kind in (KNOWN, EXCLUDED))
    files = [_File(path, keyed / path.name) for path in shards.data_files(judged)]
    with TemporaryFile(dir=Path(job.destination).parent) as scratch:
        kept = _Kept(before, scratch, job.config)
        overlaps, has_text = _by_rules(files, ExcludedTexts(tests), job.config, kept)
        dropped = kept.dropped()
    start = kept.known
    for file, sides in zip(files, has_text, strict=True):
        table = columns.table_of(file.judged)
        against = reasons_against(columns.measures_of(table, *sides), job.config.keep.bounds)
        for later in (overlaps, dropped):
            against |= {row - start: later[row] for row in range(start, start + len(table)) if row in later}
        start += len(table)
        yield file.judged.stem, shards.Table(columns.with_decision(table, against))


def check(config: Config, data: Path) -> dict[Path, list[Path]]:
    """Return the files of every run, bitext or test set that the settings name, by the shard that its keys go into.

    Raises UsageError where one does not exist, or is to be compared with itself.
    """
    own = {place.resolve() for place in (data.parent, data, data / "bitext", data.parent / "kept.jsonl")}
    for name in config.dedupe.against:
        if Path(name).resolve() in own:
            raise UsageError(f"{name} is this run itself, all of which would be repeats: name another run or file.")
    others = [(KNOWN, config.dedupe.against), (EXCLUDED, config.dedupe.exclude)]
    return {
        data / kind / f"{n:03d}.parquet": _parts(Path(name), kind)
        for kind, names in others
        for n, name in enumerate(names)
    }


def jobs(
    make: Callable[[str, Sequence[Path], Path], Job], config: Config, data: Path
) -> Iterator[tuple[str, list[Job]]]:
    """Yield the stages that decide on what lies in the folder `judged` of a run's shards, each to be run before the next.

    Shards that an earlier run made for this and nobody needs now are removed. Raises UsageError as `check` does.
    """
    beside = check(config, data)
    judged = shards.data_files(data / "judged")
    shards.sweep(data / "keys", {path.name for path in judged})
    for kind in (KNOWN, EXCLUDED):
        shards.sweep(data / kind, {path.name for path in beside if path.parent.name == kind})
    yield "key", [make("key", [path], data / "keys" / path.name) for path in judged]
    for name, kind in STAGES.items():
        if some := [make(name, files, path) for path, files in beside.items() if path.parent.name == kind]:
            yield name, some
    yield "decide", [make("decide", [data / "judged", data / "keys", *beside], data / "bitext")]


def _parts(path: Path, kind: str) -> list[Path]:
    """Return what is to be read, first, and the files that it consists of: of a run, the shards of its bitext.

    A test set may be a file of lines, in no known format.
    """
    if (shard := path / "shards" / "bitext").is_dir():
        if not (path / SUMMARY).is_file():
            raise UsageError(f"{path} does not hold a finished run: finish it first (see `aligner status {path}`).")
        return [shard]
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else []
    files = files or sorted(path.parent.glob(f"{path.name}.*")) if not path.is_file() else files
    if not (path.is_file() or files):
        raise UsageError(f"{path} does not exist: give the folder of a finished run, or a file of bitext or of lines.")
    if (kind == KNOWN or path.is_dir()) and by_ending("bitext_readers", path.name) is None:
        known = ", ".join(sorted(endings("bitext_readers")))
        raise UsageError(f"{path} is neither a finished run nor a file of bitext by its ending: {known}.")
    return [path, *files]


@dataclass(frozen=True, slots=True)
class _File:
    """A shard of what was measured, and that of its keys."""

    judged: Path
    keys: Path


def _by_rules(
    files: Sequence[_File], tests: ExcludedTexts, config: Config, kept: _Kept
) -> tuple[Reasons, list[tuple[Flags, Flags]]]:
    """Note in `kept` what the rules keep.

    Return why rows of that are dropped that overlap with a test set, and for each file which rows have a source and a target.
    """
    overlaps: Reasons = {}
    has_text: list[tuple[Flags, Flags]] = []
    start = kept.known
    for file in files:
        table = columns.table_of(file.judged, columns.MEASURED)
        keys = columns.table_of(file.keys, None if len(tests) else kept.columns)
        # The key of a side without text is 0.
        has_text.append((_exact(keys, "source") != 0, _exact(keys, "target") != 0))
        found = columns.measures_of(table, *has_text[-1])
        against = reasons_against(found, config.keep.bounds)
        stays = np.ones(len(table), bool)
        stays[list(against)] = False
        if len(tests):
            against = tests.overlaps(keys, np.flatnonzero(stays))
            overlaps |= {start + row: reasons for row, reasons in against.items()}
            stays[list(against)] = False
        kept.add(
            file.keys, keys, np.flatnonzero(stays), found.numbers["probability"][stays] if stays.any() else np.empty(0)
        )
        start += len(table)
    return overlaps, has_text


def _exact(keys: pyarrow.Table, side: str) -> Numbers:
    found: Numbers = columns.field(keys, side, "exact").to_numpy()
    return found


class _Kept:
    """What is kept so far: numbers of rows and probabilities in memory, keys in a file. Known rows are numbered first."""

    def __init__(self, before: Sequence[Path], scratch: Any, config: Config) -> None:  # noqa: ANN401 - a file
        self._config = config
        self.columns = _ALL if config.dedupe.near else _EXACT
        self._files, self._starts, self._scratch = list[Path](), [0], scratch
        self._rows, self._probabilities = list[Numbers](), list[NDArray[np.float64]]()
        for path in before:
            keys = columns.table_of(path, self.columns)
            self.add(path, keys, np.arange(len(keys)), np.ones(len(keys)))
        self.known = self._starts[-1]

    def add(self, path: Path, keys: pyarrow.Table, rows: Numbers, probabilities: NDArray[np.float64]) -> None:
        """Add some rows of a shard of keys; all of its rows are counted."""

        def of(side: str, name: str) -> Numbers:
            values: Numbers = columns.field(keys, side, name).to_numpy()[rows]
            return values

        found = np.zeros(len(rows), ROW)
        found["exact"] = both(of("source", "exact"), of("target", "exact"))
        if self._config.dedupe.near:
            found["source"], found["target"] = of("source", "near"), of("target", "near")
            ends, of_row = columns.spread(columns.field(keys, "source", "ends"))
            places = np.arange(len(of_row)) - np.searchsorted(of_row, of_row)
            every = np.zeros((len(keys), ENDS), np.int64)
            every[of_row, places] = ends.to_numpy()
            found["ends"] = every[rows]
        self._scratch.write(found.tobytes())
        self._rows.append(rows + self._starts[-1])
        self._probabilities.append(probabilities)
        self._files.append(path)
        self._starts.append(self._starts[-1] + len(keys))

    def dropped(self) -> Reasons:
        """Return why rows are dropped after all, as repeats or for the sake of a promised precision."""
        rows, probabilities = (
            np.concatenate([[], *self._rows]).astype(np.int64),
            np.concatenate([[], *self._probabilities]),
        )
        if not len(rows):
            return {}
        self._scratch.flush()
        keys = np.memmap(self._scratch, ROW, "r")
        forms = (lambda chosen: self._texts(rows, chosen)) if self._config.dedupe.near else None
        first, how = repeats(keys, forms)
        own = rows >= self.known
        again = np.flatnonzero((first >= 0) & own)
        names = self._values(rows[np.unique(first[again])], ["id"], lambda table: columns.field(table, "id"))
        out: Reasons = {
            int(rows[n]): (f"duplicate: {WAYS[int(how[n])]} {names[int(rows[first[n]])]}",) for n in again.tolist()
        }
        alone = np.flatnonzero((first < 0) & own)
        precision = self._config.keep.precision
        threshold = kept_threshold(probabilities[alone], precision)
        unsure = unpromised(probabilities[alone], threshold, precision)
        return out | {int(rows[alone[n]]): reasons for n, reasons in unsure.items()}

    def _texts(self, rows: Numbers, chosen: Numbers) -> dict[int, tuple[str, str]]:
        wanted = ["source.form", "target.form"]
        sides = [
            self._values(rows[chosen], wanted, lambda table, s=side: columns.field(table, s, "form"))
            for side in ("source", "target")
        ]
        return {
            n: (sides[0][row], sides[1][row]) for n, row in zip(chosen.tolist(), rows[chosen].tolist(), strict=True)
        }

    def _values(self, rows: Numbers, wanted: Sequence[str], column_of: Any) -> dict[int, str]:  # noqa: ANN401 - a function
        """Return one value of each of some rows, reading only the shards they are in."""
        import pyarrow as pa

        rows = np.unique(rows)
        of_file = np.searchsorted(self._starts, rows, "right") - 1
        out: dict[int, str] = {}
        for number in np.unique(of_file).tolist():
            here = rows[of_file == number]
            column = column_of(columns.table_of(self._files[number], wanted))
            values = column.take(pa.array(here - self._starts[number])).to_pylist()
            out |= dict(zip(here.tolist(), values, strict=True))
        return out
