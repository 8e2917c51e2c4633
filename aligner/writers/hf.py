"""A folder that Hugging Face `datasets` loads: Parquet for each pair of languages, and a card that says what is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, TextIO

from ..interchange.clean import languages_in_names, writable
from ..records import Bitext, from_line, to_line
from ._files import whole_folder
from ._parquet import write_parquet

CARD, _SIGNATURE = "README.md", "Signature of settings and inputs"
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
)


@dataclass(slots=True)
class _Count:
    """What the card says of a pair of languages."""

    rows: int = 0
    pairs: set[str] = field(default_factory=set)
    source_characters: int = 0
    target_characters: int = 0
    dates: set[str] = field(default_factory=set)


class HfWriter:
    """Writes `data/ko-en.parquet` for each pair of languages and a card with counts, languages, licence and signature.

    `licence` is an identifier as the hub has them, `signature` a digest of the run's settings and inputs.
    """

    suffixes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, licence: str = "unknown", signature: str = "") -> None:
        self.left_out: Counter[str] = Counter()
        self._licence, self._signature = licence, signature

    def write(self, bitexts: Iterable[Bitext], path: Path) -> None:
        """Write the folder, whole or not at all; raises UsageError where it would overwrite other files."""
        with whole_folder(path, CARD, _SIGNATURE, "data/*.parquet") as folder:
            data = folder / "data"
            data.mkdir()
            counts = _spool(bitexts, data)
            for name in counts:
                lines = data / f"{name}.jsonl"
                write_parquet(_records(lines), data / f"{name}.parquet")
                lines.unlink()
            (folder / CARD).write_text(_card(counts, self._licence, self._signature), "utf-8")


def _spool(bitexts: Iterable[Bitext], folder: Path) -> dict[str, _Count]:
    """Write bitexts, as they come, to a file for each pair of languages, and count them."""
    counts: dict[str, _Count] = {}
    files: dict[str, TextIO] = {}
    with ExitStack() as stack:
        for b in writable(bitexts):
            name = "-".join(languages_in_names(b))
            if name not in files:
                files[name] = stack.enter_context((folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n"))
                counts[name] = _Count()
            files[name].write(to_line(b) + "\n")
            count = counts[name]
            count.rows += 1
            count.pairs.add(b.pair)
            count.source_characters += len(b.source_text)
            count.target_characters += len(b.target_text)
            count.dates.update(date for date in (b.source_ref.date, b.target_ref.date) if date)
    return dict(sorted(counts.items()))


def _records(path: Path) -> Iterator[Bitext]:
    with path.open("rb") as lines:
        for line in lines:
            yield from_line(Bitext, line)


def _card(counts: dict[str, _Count], licence: str, signature: str) -> str:
    rows = sum(count.rows for count in counts.values())
    languages = sorted({code.split("-")[0] for name in counts for code in name.split("-")[:1] + name.split("-")[-1:]})
    size = next((name for limit, name in _SIZES if rows < limit), "10M<n<100M")
    head = [f"license: {licence}", "task_categories:", "- translation", "size_categories:", f"- {size}"]
    if counts:
        head += ["language:", *(f"- {code}" for code in languages), "configs:"]
        for name in counts:
            head += [f"- config_name: {name}", "  data_files:", "  - split: train", f"    path: data/{name}.parquet"]
    table = [
        "| languages | bitexts | article pairs | source characters | target characters | dates |",
        "|---|---|---|---|---|---|",
        *(_line(name, count) for name, count in counts.items()),
    ]
    return "\n".join(
        [
            "---",
            *head,
            "---",
            "",
            "# Bitext",
            "",
            "Aligned sentences of articles about the same events. Every row says where both of its sides come from: article,",
            "file, date, sentence numbers and code point offsets; `score_` columns hold its scores.",
            "",
            *table,
            "",
            f"- Licence: {licence}",
            f"- {_SIGNATURE}: {signature or 'not known'}",
            "",
        ]
    )


def _line(name: str, count: _Count) -> str:
    dates = f"{min(count.dates)} to {max(count.dates)}" if count.dates else "not stated"
    return (
        f"| {name} | {count.rows:,} | {len(count.pairs):,} | {count.source_characters:,} | {count.target_characters:,} "
        f"| {dates} |"
    )
