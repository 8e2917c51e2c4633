"""Beads known beforehand: read, refused where they cannot be, and honoured exactly wherever they are given."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from meanings import windows

import aligner
from aligner import stages
from aligner.aligners.segmental import SegmentalAligner
from aligner.anchors import check_anchors, read_anchors
from aligner.cli import main
from aligner.config import load
from aligner.errors import BadAnchor, UsageError
from aligner.pipeline import run
from aligner.records import ArticlePair, Bead, Document, Span
from aligner.results import saved
from aligner.scoring import links

ARTICLES = Path(__file__).parents[1] / "data" / "sample" / "articles"
KOREAN, ENGLISH = ARTICLES / "e7b2.txt", ARTICLES / "1d94.txt"
LINES = {"splitter": {"name": "lines"}, "encoder": {"name": "hashed"}}


def bead(a, b, c, d):
    return Bead(Span(a, b), Span(c, d), 1.0)


def each(numbers):
    return [[n] for n in numbers]


def known(anchors, n=10, m=10):
    return SegmentalAligner().align(windows(each(range(n)), 1), windows(each(range(m)), 2), anchors=anchors)


def covers_once(beads, n, m):
    sources = sorted(k for b in beads for k in range(b.source.start, b.source.stop))
    targets = sorted(k for b in beads for k in range(b.target.start, b.target.stop))
    return sources == list(range(n)) and targets == list(range(m))


def tiles(beads, n, m):
    at = (0, 0)
    for b in beads:
        if (b.source.start, b.target.start) != at:
            return False
        at = (b.source.stop, b.target.stop)
    return at == (n, m)


def test_a_file_is_read(tmp_path):
    (tmp_path / "a").write_text("\ufeff[0]:[0, 1]:0.25\n\n[2]:[]\n []:[5]\n", "utf-8")
    found = read_anchors(tmp_path / "a")
    assert links([anchor.bead for anchor in found]) == [((0,), (0, 1)), ((2,), ()), ((), (5,))]
    assert [anchor.where for anchor in found] == [f"{tmp_path / 'a'}, line {n}" for n in (1, 3, 4)]
    (tmp_path / "b").write_text("a.txt\tdeep/b.txt\t[0]:[1]\n", "utf-8")
    (anchor,) = read_anchors(tmp_path / "b", with_articles=True)
    assert (anchor.articles, anchor.bead) == (("a.txt", "deep/b.txt"), bead(0, 1, 1, 2))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("0 1", "not a bead in brackets"),
        ("[0]:[1", "not a bead in brackets"),
        ("[0, 2]:[1]", "no run of sentences"),
        ("[2, 1]:[1]", "no run of sentences"),
        ("[]:[]", "covers no sentence"),
    ],
)
def test_a_line_that_is_no_bead_is_named(tmp_path, line, words):
    (tmp_path / "a").write_text(f"[0]:[0]\n{line}\n", "utf-8")
    with pytest.raises(UsageError, match=f"line 2: .*{words}"):
        read_anchors(tmp_path / "a")


def test_names_and_files_that_are_missing_are_named(tmp_path):
    (tmp_path / "a").write_text("[0]:[0]\n", "utf-8")
    with pytest.raises(UsageError, match="line 1: give source, target and a bead"):
        read_anchors(tmp_path / "a", with_articles=True)
    with pytest.raises(UsageError, match="cannot be read"):
        read_anchors(tmp_path / "none")


@pytest.mark.parametrize(
    ("anchors", "words", "number"),
    [
        ([bead(5, 6, 5, 6), bead(1, 2, 7, 8)], r"\[1\]:\[7\] overlaps or crosses \[5\]:\[5\]", 1),
        ([bead(5, 7, 5, 6), bead(6, 7, 6, 7)], "overlaps or crosses", 1),
        ([bead(5, 6, 5, 6), bead(5, 6, 0, 0)], "overlaps or crosses", 1),
        ([bead(0, 0, 3, 5), bead(0, 0, 4, 5)], "overlaps or crosses", 1),
        ([bead(0, 1, 0, 1), bead(9, 11, 9, 10)], "leaves the document of 10 and 10", 1),
        ([bead(-1, 1, 0, 1)], "leaves the document", 0),
        ([bead(0, 0, 10, 11)], "leaves the document", 0),
        ([bead(0, 1, 0, 1), bead(3, 3, 4, 4)], "covers no sentence", 1),
    ],
)
def test_anchors_that_cannot_be(anchors, words, number):
    with pytest.raises(BadAnchor, match=words) as caught:
        check_anchors(anchors, 10, 10)
    assert caught.value.number == number
    with pytest.raises(BadAnchor, match=words):
        known(anchors)


@st.composite
def anchored(draw):
    """Return a size and beads that could all be in one alignment of it; the place of those with one side is left out."""
    n = m = 0
    beads = []
    for a, b in draw(
        st.lists(st.sampled_from([(1, 1), (1, 2), (2, 1), (3, 3), (1, 0), (2, 0), (0, 1), (0, 3)]), max_size=8)
    ):
        if draw(st.booleans()):
            beads.append(Bead(Span(n, n + a) if a else Span(0, 0), Span(m, m + b) if b else Span(0, 0), 0.5))
        n, m = n + a, m + b
    return n, m, draw(st.permutations(beads))


@given(anchored())
@settings(max_examples=60)
def test_anchors_come_back_exactly_and_the_rest_is_aligned(case):
    n, m, anchors = case
    beads = SegmentalAligner(crossing=False).align(
        windows(each(range(n)), 1), windows(each(range(m)), 2), anchors=anchors
    )
    found = dict(zip(links(beads), beads, strict=True))
    assert all(found[link].probability == 1.0 for link in links(anchors))
    assert covers_once(beads, n, m)
    if n and m:
        assert tiles(beads, n, m)


def test_a_sentence_known_to_be_alone_says_nothing_of_its_place():
    beads = known([bead(5, 6, 0, 0), bead(0, 0, 8, 9)])
    found = dict(zip(links(beads), beads, strict=True))
    assert found[(5,), ()].probability == found[(), (8,)].probability == 1.0
    steady = [(i,) for i in range(10) if i not in (5, 8)]
    assert all(found[one, one].probability > 0.5 for one in steady)


def test_sentences_known_to_be_alone_together_are_one_bead():
    beads = known([bead(3, 6, 0, 0)])
    assert ((3, 4, 5), ()) in links(beads)
    assert tiles([b for b in beads if b.kind == "monotone"], 10, 10)


def test_a_sentence_known_to_be_alone_is_not_matched_out_of_order():
    order = [*range(8), *range(14, 24), *range(8, 14)]
    sides = windows(each(range(24)), 1), windows(each(order), 2)
    crossing = [b for b in SegmentalAligner().align(*sides) if b.kind == "crossing"]
    assert crossing
    first = crossing[0].source
    beads = SegmentalAligner().align(*sides, anchors=[Bead(first, Span(0, 0), 1.0)])
    assert not any(b.kind == "crossing" and b.source.start <= first.start < b.source.stop for b in beads)


def test_a_right_anchor_changes_nothing_else():
    free = known([])
    held = known([free[4]])
    assert links(held) == links(free)
    assert held[4].probability == 1.0


def test_blank_lines_keep_their_numbers_around_anchors():
    source = "One market.\n\nTwo buses.\nThree roads.\n"
    target = "\nUn mercado.\nDos buses.\nTres calles.\n"
    options = {"source_lang": "en", "target_lang": "es", "settings": LINES}
    anchors = [bead(1, 3, 2, 3), bead(0, 0, 0, 1), bead(3, 4, 0, 0)]
    alignment = aligner.align(source, target, anchors=anchors, **options)
    found = dict(zip(links(alignment.beads), alignment.beads, strict=True))
    assert found[(1, 2), (2,)].probability == 1.0
    assert found[(3,), ()].probability == 1.0
    assert covers_once(alignment.beads, 4, 4)
    with pytest.raises(UsageError, match="aligns sentences with blank lines"):
        aligner.align(source, target, anchors=[bead(1, 2, 2, 3)], **options)
    again = aligner.align(source, target, anchors=alignment.beads, **options)
    assert links(again.beads) == links(alignment.beads)


def articles(number):
    config = load(overrides=LINES)
    made = [
        next(stages.ingest([Document("Market day.\nLong road.\nNew bus.\n", f"{lang}{number}", lang=lang)], config))
        for lang in ("en", "es")
    ]
    return ArticlePair(f"pair {number}", made[0], made[1], 1.0)


def test_the_stage_takes_anchors_by_pair():
    pairs = [articles(n) for n in range(3)]
    free, held, other = stages.align(pairs, load(overrides=LINES), anchors={"pair 1": [bead(0, 1, 2, 3)]})
    assert ((0,), (2,)) in links(held.beads)
    assert free.beads == other.beads == stages.align(pairs, load(overrides=LINES))[0].beads
    with pytest.raises(BadAnchor) as caught:
        stages.align(pairs, load(overrides=LINES), anchors={"pair 2": [bead(0, 1, 0, 1), bead(5, 6, 2, 3)]})
    assert (caught.value.pair, caught.value.number) == ("pair 2", 1)


class PlainAligner:
    longest = 6

    def align(self, source, target):
        return SegmentalAligner().align(source, target)


def test_an_aligner_that_takes_no_anchors_says_so(monkeypatch):
    made = stages.built
    monkeypatch.setattr(stages, "built", lambda kind, part: PlainAligner() if kind == "aligners" else made(kind, part))
    assert stages.align([articles(0)], load(overrides=LINES), anchors={})
    with pytest.raises(UsageError, match="PlainAligner takes no anchors"):
        stages.align([articles(0)], load(overrides=LINES), anchors={"pair 0": [bead(0, 1, 0, 1)]})


def command(monkeypatch, capsys, *arguments):
    """Run a command in this process; return its exit code and what it printed on stdout and stderr."""
    monkeypatch.setattr("sys.argv", ["aligner", *map(str, arguments)])
    with pytest.raises(SystemExit) as stop:
        main()
    return (stop.value.code or 0, *capsys.readouterr())


def test_what_align_prints_can_be_given_back(monkeypatch, capsys, tmp_path):
    both = ("align", KOREAN, ENGLISH, "--format", "vecalign")
    _, printed, _ = command(monkeypatch, capsys, *both)
    (tmp_path / "beads").write_text(printed, "utf-8")
    code, again, _ = command(monkeypatch, capsys, *both, "--anchors", tmp_path / "beads")
    assert code == 0
    shapes, costs = zip(*(line.rsplit(":", 1) for line in again.splitlines()), strict=True)
    assert list(shapes) == [line.rsplit(":", 1)[0] for line in printed.splitlines()]
    assert set(costs) == {"0.000000"}


def test_an_anchor_that_cannot_be_is_named_by_its_line(monkeypatch, capsys, tmp_path):
    (tmp_path / "beads").write_text("[2]:[3]\n\n[3]:[2]\n", "utf-8")
    code, _, said = command(monkeypatch, capsys, "align", KOREAN, ENGLISH, "--anchors", tmp_path / "beads")
    assert code == 2
    assert f"{tmp_path / 'beads'}, line 3: The anchor [3]:[2] overlaps or crosses [2]:[3]" in said
    with pytest.raises(UsageError, match=r"line 3: The anchor \[3\]"):
        aligner.align(KOREAN.read_text("utf-8"), ENGLISH.read_text("utf-8"), anchors=tmp_path / "beads")


def test_a_run_honours_anchors_and_aligns_again_only_where_they_change(tmp_path):
    table, ran = tmp_path / "anchors.tsv", []

    def watch(stage, _jobs, reports):
        for report in reports:
            ran.append((stage, report.reused))
            yield report

    def beads(lines):
        table.write_text(lines, "utf-8")
        ran.clear()
        result = run([ARTICLES], tmp_path / "out", config, watch, anchors=table)
        found = {Path(a.pair.source.source).stem: links(a.beads) for a in result.alignments()}
        return found, [note for note in result.notes if note.outcome == "unanchored"]

    config = load(overrides={"engine": {"name": "serial"}, "run": {"languages": ["ko", "en"]}, "shards": {"pairs": 1}})
    found, notes = beads("e7b2.txt\t1d94.txt\t[2]:[3]\nnone.txt\t1d94.txt\t[0]:[0]\n")
    assert ((2,), (3,)) in found["e7b2"]
    assert [note.source for note in notes] == ["none.txt - 1d94.txt"]
    assert "line 2" in notes[0].message
    other, _ = beads("e7b2.txt\t1d94.txt\t[2]:[2]\n")
    assert ((2,), (2,)) in other["e7b2"]
    assert other["a3f1"] == found["a3f1"]
    assert sorted(reused for stage, reused in ran if stage == "align") == [False, True]
    beads("e7b2.txt\t1d94.txt\t[2]:[2]\n")
    assert all(reused for _, reused in ran)
    with pytest.raises(UsageError, match=r"anchors.tsv, line 2: The anchor \[4\]:\[99\] leaves the document"):
        beads("e7b2.txt\t1d94.txt\t[2]:[2]\ne7b2.txt\t1d94.txt\t[4]:[99]\n")
    beads("e7b2.txt\t1d94.txt\t[2]:[2]\n")
    with pytest.raises(UsageError, match=r"anchors.tsv, line 2: The anchor \[1\]:\[3\] overlaps or crosses"):
        beads("e7b2.txt\t1d94.txt\t[2]:[2]\ne7b2.txt\t1d94.txt\t[1]:[3]\n")
    assert saved(tmp_path / "out").decided["kept"]
    with pytest.raises(UsageError, match="line 1: give source, target"):
        beads("[2]:[2]\n")
    free = run([ARTICLES], tmp_path / "out", config)
    assert ((2, 3), (2,)) in {link for a in free.alignments() for link in links(a.beads)}


def test_many_anchors_are_no_reason_to_be_slow():
    n = 1500
    rng = random.Random(1)
    lone = set(rng.sample(range(n), 300))
    anchors = [bead(k, k + 1, 0, 0) if k in lone else bead(k, k + 1, k, k + 1) for k in range(n) if k % 3]
    beads = known(anchors, n, n)
    assert set(links(anchors)) <= set(links(beads))
    assert covers_once(beads, n, n)
