"""Alignments without their text: a folder with one file an article pair, and a list of which articles each is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ..interchange.clean import one_line, writable
from ..records import Bead, Bitext, content_id
from ._files import whole_folder

LIST = "pairs.tsv"
_HEADING = ("file", "source_lang", "target_lang", "source_article", "target_article", "source", "target")


def write_folder(
    bitexts: Iterable[Bitext], path: Path, ending: str, lines: Callable[[Sequence[Bead], Counter[str]], Iterable[str]]
) -> Counter[str]:
    """Write the beads of each article pair as `lines` has them; return what was left out: texts, findings, scores.

    Beads are in the order of the source, null beads of the target where they belong. Memory holds all beads, no text.
    """
    beads: dict[str, list[Bead]] = {}
    rows: dict[str, tuple[str, ...]] = {}
    left_out: Counter[str] = Counter()
    for b in writable(bitexts):
        source, target = b.source_ref, b.target_ref
        name = f"{_file_name(b.pair)}{ending}"
        row = (name, b.source_lang, b.target_lang, source.article, target.article, source.document, target.document)
        beads.setdefault(b.pair, []).append(
            Bead(source.sentences, target.sentences, b.scores.get("probability", 1.0), kind=b.kind)
        )
        rows.setdefault(b.pair, row)
        left_out["text"] += bool(b.source_text) + bool(b.target_text)
        left_out["finding"] += len(b.findings)
        left_out.update(f"score {score}" for score in b.scores if score != "probability")
    with whole_folder(path, LIST, "\t".join(_HEADING), f"*{ending}") as folder:
        for pair, found in beads.items():
            ordered = sorted(found, key=lambda bead: (bead.source.start, bead.target.start, bead.source.stop))
            text = "".join(f"{line}\n" for line in lines(ordered, left_out))
            (folder / rows[pair][0]).write_text(text, "utf-8", newline="\n")
        table = [_HEADING, *rows.values()]
        text = "".join("\t".join(map(one_line, row)) + "\n" for row in table)
        (folder / LIST).write_text(text, "utf-8", newline="\n")
    return left_out


def _file_name(pair: str) -> str:
    """Return a name any file system takes; no two pairs have one, even where they differ in what it cannot hold."""
    name = "".join(c if c.isalnum() else "-" for c in pair)[:80]
    return name if name == pair else f"{name}-{content_id(pair)[:12]}"
