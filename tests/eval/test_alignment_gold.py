"""The alignment gold in eval/alignment/gold is readable, tiles both sides in order and has the shapes it is for."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from aligner.scoring import Links, read_alignment

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "eval" / "alignment" / "gold"
NAMES = sorted(path.stem for path in FOLDER.glob("*.beads"))
LONGEST_BEAD = 7


def sides(name: str) -> tuple[Path, Path]:
    source, target, _ = name.split("-", 2)
    return FOLDER / f"{name}.{source}", FOLDER / f"{name}.{target}"


def sentences(path: Path) -> list[str]:
    text = path.read_bytes().decode("utf-8")
    assert text.endswith("\n")
    return text.split("\n")[:-1]


def shape_shares(beads: Links) -> dict[str, float]:
    kinds = Counter(
        "null" if not (source and target) else "1:1" if len(source) == len(target) == 1 else "n:m"
        for source, target in beads
    )
    return {kind: count / len(beads) for kind, count in kinds.items()}


def test_the_folder_holds_the_pairs_and_their_readme() -> None:
    languages = Counter("-".join(name.split("-")[:2]) for name in NAMES)
    assert languages == {"ko-en": 5, "zh-en": 1, "ja-en": 1, "de-fr": 1}
    expected = (
        {"README.md"} | {f"{name}.beads" for name in NAMES} | {path.name for name in NAMES for path in sides(name)}
    )
    assert {path.name for path in FOLDER.iterdir()} == expected


def test_the_readme_lists_every_pair() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"| `{name}` |" not in readme] == []


@pytest.mark.parametrize("name", NAMES)
def test_sentences_are_clean_and_articles_short(name: str) -> None:
    for path in sides(name):
        lines = sentences(path)
        assert 12 <= len(lines) <= 20
        assert len(set(lines)) == len(lines)
        for line in lines:
            assert line
            assert line == line.strip()
            assert line == unicodedata.normalize("NFC", line)


@pytest.mark.parametrize("name", NAMES)
def test_beads_tile_both_sides_in_order(name: str) -> None:
    beads = read_alignment(FOLDER / f"{name}.beads")
    for side, path in enumerate(sides(name)):
        assert [number for bead in beads for number in bead[side]] == list(range(len(sentences(path))))


@pytest.mark.parametrize("name", NAMES)
def test_bead_shapes_are_within_the_model(name: str) -> None:
    for source, target in read_alignment(FOLDER / f"{name}.beads"):
        assert 1 <= len(source) + len(target) <= LONGEST_BEAD
        if not (source and target):
            assert len(source) + len(target) == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_pair_has_all_three_kinds(name: str) -> None:
    assert shape_shares(read_alignment(FOLDER / f"{name}.beads")).keys() == {"1:1", "n:m", "null"}


def test_shares_of_shapes() -> None:
    shares = shape_shares([bead for name in NAMES for bead in read_alignment(FOLDER / f"{name}.beads")])
    assert shares["1:1"] >= 0.5
    assert shares["n:m"] >= 0.12
    assert shares["null"] >= 0.12


def test_the_shapes_the_gold_is_for_are_there() -> None:
    shapes = {
        (len(source), len(target)) for name in NAMES for source, target in read_alignment(FOLDER / f"{name}.beads")
    }
    assert {(1, 2), (2, 1), (1, 3), (2, 2), (3, 2), (0, 1), (1, 0)} <= shapes


def test_no_sentence_comes_from_the_sample() -> None:
    sample = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "data/sample/articles").glob("*.txt"))
    )
    assert sample
    assert [line for name in NAMES for path in sides(name) for line in sentences(path) if line in sample] == []
