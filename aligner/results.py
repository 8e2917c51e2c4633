"""What a finished run is: its folder, its summary, and the lists that are written from its shards, a record at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from . import manifests, shards
from .config import Part
from .errors import InputError, UsageError
from .grouping import grouped
from .inputs import UNREADABLE
from .records import Alignment, Article, ArticlePair, Bitext, Note, from_line, to_line, to_pandas
from .status import SUMMARY
from .tally import Tally
from .writers._files import text_output
from .writers.jsonl import JsonlWriter

if TYPE_CHECKING:
    import pandas

NOTES, REPORT = "notes.jsonl", "report.html"
DECIDED_BEFORE = "run.before.json"  # the summary while a finished run is decided anew, so that this can be gone on with


@dataclass(frozen=True, slots=True)
class Summary:
    """What `run.json` says of a finished run: languages, per stage the shards' counts and seconds summed, and the parts, by
    section of the settings, that decide the alignment."""

    languages: tuple[str, ...]
    tallies: dict[str, Tally]
    seconds: dict[str, float]
    parts: dict[str, Part] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunResult:
    """A finished run: its folder and its summary; all else is read from disk when it is asked for."""

    folder: Path
    summary: Summary

    @property
    def notes(self) -> tuple[Note, ...]:
        """What happened to every input that did not simply go through; read from disk each time, about as many as articles."""
        return tuple(self._noted())

    @property
    def unreadable(self) -> int:
        """How many inputs could not be read at all."""
        return sum(note.outcome == UNREADABLE for note in self._noted())

    def _noted(self) -> Iterator[Note]:
        with (self.folder / NOTES).open("rb") as lines:
            yield from (from_line(Note, line) for line in lines)

    @property
    def decided(self) -> dict[str, int]:
        """How many bitexts are `kept` and `rejected`, and how many each `reason:...` speaks against."""
        counts = dict(self.summary.tallies["decide"].counts) if "decide" in self.summary.tallies else {}
        return {"kept": 0, "rejected": 0} | counts

    @property
    def signature(self) -> str:
        """A digest of all that decided the result: this package, settings, models and inputs; empty where it is not saved."""
        manifest = manifests.load(manifests.place(self.folder, "decide", Path("bitext")))
        return manifest.fingerprint if manifest else ""

    def alignments(self) -> Iterator[Alignment]:
        """Yield the alignment of every pair."""
        return shards.read_all(self.folder / "shards" / "alignments", Alignment)

    def bitexts(self) -> Iterator[Bitext]:
        """Yield every bitext, kept and rejected."""
        return shards.read_all(self.folder / "shards" / "bitext", Bitext)

    def to_pandas(self) -> pandas.DataFrame:
        """Return every bitext, one column a field of the record."""
        import msgspec

        return to_pandas(msgspec.to_builtins(bitext) for bitext in self.bitexts())


def saved(folder: Path, summary: str = SUMMARY) -> RunResult:
    """Return the result of a finished run from its folder; raises UsageError where there is none."""
    try:
        found = from_line(Summary, (folder / summary).read_bytes())
        (folder / NOTES).stat()
        return RunResult(folder, found)
    except FileNotFoundError as error:
        raise UsageError(
            f"{folder} does not hold a finished run: see `aligner status {folder}`, and run `aligner run ... -o {folder}`."
        ) from error
    except (OSError, InputError) as error:
        raise UsageError(
            f"{folder} does not hold a finished run ({error}): run `aligner run ... -o {folder}`."
        ) from error


def saved_or_deciding(folder: Path) -> RunResult:
    """Return a finished run, or one that was being decided anew when its process ended; raises UsageError as `saved`."""
    stopped = not (folder / SUMMARY).exists() and (folder / DECIDED_BEFORE).exists()
    return saved(folder, DECIDED_BEFORE if stopped else SUMMARY)


def begin_deciding(folder: Path) -> None:
    """Let the folder hold no finished run until its summary is written again; what the run measured stays known."""
    (folder / REPORT).unlink(missing_ok=True)
    if (folder / SUMMARY).exists():
        (folder / SUMMARY).replace(folder / DECIDED_BEFORE)


def begin_running(folder: Path) -> None:
    """Let the folder hold no finished run until its summary is written again."""
    for name in (SUMMARY, DECIDED_BEFORE, REPORT):
        (folder / name).unlink(missing_ok=True)


def write_summary(result: RunResult) -> None:
    """Write `run.json`: from now on the folder holds a finished run."""
    with text_output(result.folder / SUMMARY) as file:
        file.write(to_line(result.summary) + "\n")
    (result.folder / DECIDED_BEFORE).unlink(missing_ok=True)


def export(result: RunResult, notes: Iterable[Note] | None = None) -> None:
    """Write the kept and the rejected bitext, the events and, if given, the notes beside the shards; the summary last."""
    writer = JsonlWriter()
    for name, keep in (("kept.jsonl", True), ("rejected.jsonl", False)):
        writer.write(shards.read_all(result.folder / "shards" / "bitext", Bitext, ("keep", keep)), result.folder / name)
    _write_lines(result.folder / "events.jsonl", grouped(_pairs_without_texts(result.folder)))
    if notes is not None:
        _write_lines(result.folder / NOTES, notes)
    write_summary(result)


def _write_lines(path: Path, records: Iterable[object]) -> None:
    with text_output(path) as file:
        file.writelines(to_line(record) + "\n" for record in records)


def _pairs_without_texts(folder: Path) -> Iterator[ArticlePair]:
    """Yield what events need to know of every aligned pair."""
    sides = ("source", "target")
    wanted = [f"pair.{name}" for name in ("id", *(f"{s}.{field}" for s in sides for field in ("id", "lang", "source")))]
    for path in shards.data_files(folder / "shards" / "alignments"):
        for row in shards.read_columns(path, wanted):
            source, target = (Article(text="", title="", date=None, **row["pair"][side]) for side in sides)
            yield ArticlePair(row["pair"]["id"], source, target, 1.0)
