"""A folder to go on with in OpusFilter: line-parallel files, their scores as its JSON Lines, and a configuration that runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar, TextIO

import orjson

from ..interchange.clean import languages_in_names, one_line, writable
from ..records import Bitext
from ._files import whole_folder

CONFIGURATION, _WORDS = "opusfilter.yaml", "# Run in this folder: opusfilter opusfilter.yaml"
KEY = "Aligner"
"""Under which the scores of this program stand in a line of scores, as those of a filter stand under its class."""


class OpusfilterWriter:
    """Writes `ko-en.ko`, `ko-en.en` and `ko-en.scores.jsonl` for each pair of languages, and `opusfilter.yaml`.

    Line by line they belong together. Null alignments have no line and are left out, as is where a text comes from.
    """

    suffixes: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()

    def write(self, bitexts: Iterable[Bitext], path: Path) -> None:
        """Write the folder, whole or not at all; raises UsageError where it would overwrite other files."""
        with whole_folder(path, CONFIGURATION, _WORDS, "*-*.scores.jsonl", "*-*.*") as folder:
            pairs = self._texts(bitexts, folder)
            steps = "".join(_steps(*pair) for pair in sorted(pairs)) or "  []\n"
            text = f"{_WORDS}\ncommon:\n  output_directory: .\nsteps:\n{steps}"
            (folder / CONFIGURATION).write_text(text, "utf-8", newline="\n")

    def _texts(self, bitexts: Iterable[Bitext], folder: Path) -> set[tuple[str, str]]:
        """Write texts and scores as they come; return the pairs of languages."""
        files: dict[tuple[str, str], list[TextIO]] = {}
        with ExitStack() as stack:
            for b in writable(bitexts):
                if not (b.source_text and b.target_text):
                    self.left_out["null alignment"] += 1
                    continue
                pair = languages_in_names(b)
                if pair not in files:
                    names = [f"{'-'.join(pair)}.{ending}" for ending in (*pair, "scores.jsonl")]
                    files[pair] = [
                        stack.enter_context((folder / name).open("w", encoding="utf-8", newline="\n")) for name in names
                    ]
                source, target, scores = files[pair]
                source.write(one_line(b.source_text) + "\n")
                target.write(one_line(b.target_text) + "\n")
                scores.write(orjson.dumps({KEY: b.scores}, option=orjson.OPT_SORT_KEYS).decode() + "\n")
                self.left_out["provenance"] += 1
        return set(files)


def _steps(source: str, target: str) -> str:
    """Return the steps for one pair of languages: OpusFilter's own scores, all joined, and the texts sorted, the surest first.

    Lengths are in characters, as not every language has spaces between words.
    """
    name = f"{source}-{target}"
    return f"""\
  - type: score
    parameters:
      inputs: ["{name}.{source}", "{name}.{target}"]
      output: "{name}.filters.jsonl"
      filters:
        - LengthFilter: {{unit: char, min_length: 5, max_length: 2000}}
        - LengthRatioFilter: {{unit: char, threshold: 6}}
        - HtmlTagFilter: {{}}
        - NonZeroNumeralsFilter: {{threshold: 0.5}}
  - type: join
    parameters:
      inputs: ["{name}.scores.jsonl", "{name}.filters.jsonl"]
      output: "{name}.all.jsonl"
  - type: sort
    parameters:
      inputs: ["{name}.{source}", "{name}.{target}", "{name}.all.jsonl"]
      outputs: ["{name}.sorted.{source}", "{name}.sorted.{target}", "{name}.sorted.jsonl"]
      values: "{name}.all.jsonl"
      key: {KEY}.probability
      type: float
      reverse: true
  - type: filter
    parameters:
      inputs: ["{name}.sorted.{source}", "{name}.sorted.{target}"]
      outputs: ["{name}.filtered.{source}", "{name}.filtered.{target}"]
      filters:
        - LengthFilter: {{unit: char, min_length: 5, max_length: 2000}}
        - LengthRatioFilter: {{unit: char, threshold: 6}}
        - HtmlTagFilter: {{}}
"""
