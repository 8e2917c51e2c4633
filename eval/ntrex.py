"""Line-parallel news documents to measure on: one text file a language, and the document of every line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Corpus:
    """`lines[language]` are parallel; `documents` lists the line numbers of each document."""

    lines: dict[str, list[str]]
    documents: list[list[int]]


CODES = {
    "ko": "kor", "en": "eng", "zh": "zho", "ja": "jpn", "de": "deu", "fr": "fra", "es": "spa", "ru": "rus", "vi": "vie",
}  # fmt: skip


def load(folder: Path, languages: list[str]) -> Corpus:
    """Return the corpus in a folder of `eng.txt`, `kor.txt`, ... and `document_ids.tsv`."""
    lines = {code: _lines(folder / f"{CODES[code]}.txt") for code in languages}
    documents: dict[str, list[int]] = {}
    for number, name in enumerate(_lines(folder / "document_ids.tsv")):
        documents.setdefault(name, []).append(number)
    return Corpus(lines, list(documents.values()))


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").rstrip("\n").split("\n")
