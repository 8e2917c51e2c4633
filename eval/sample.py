"""The main job on the sample, scored against its gold: article pairs, bead F1 and null F1.

python -m eval.sample
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import aligner
from aligner.scoring import links, read_alignment, score, score_table

SAMPLE = Path(__file__).parents[1] / "data" / "sample"


def main() -> None:
    """Print the figures."""
    rows = [line.split("\t") for line in (SAMPLE / "gold" / "pairs.tsv").read_text("utf-8").splitlines()[1:]]
    gold = {(source, target) for source, target, status in rows if status == "paired"}
    with tempfile.TemporaryDirectory() as folder:
        settings = {"engine": {"name": "serial"}}
        result = aligner.run(SAMPLE / "articles", folder, languages=["ko", "en"], settings=settings)
        found = {(Path(a.pair.source.source).name, Path(a.pair.target.source).name): a for a in result.alignments()}
        notes = result.notes
    print(f"article pairs: {len(found.keys() & gold)} of {len(gold)} found, {len(found.keys() - gold)} false")
    for note in notes:
        print(f"  left alone: {Path(note.source).name}: {note.outcome}: {note.message}")
    scored = []
    for (source, target), alignment in sorted(found.items()):
        beads = SAMPLE / "gold" / f"{Path(source).stem}-{Path(target).stem}.beads"
        if beads.exists():
            scored.append((read_alignment(beads), links(alignment.beads)))
            print(f"\n{beads.stem}\n{score_table(score(scored[-1:]))}")
    print(f"\nall pairs\n{score_table(score(scored))}")


if __name__ == "__main__":
    main()
