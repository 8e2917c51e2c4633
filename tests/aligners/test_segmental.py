"""The segmental aligner on documents of made-up meanings: shapes, order, anchors, paragraphs, wild input, scale."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from meanings import empty, windows

from aligner.aligners import _engine, _rows
from aligner.aligners._model import from_plain, load, to_plain
from aligner.aligners.segmental import SegmentalAligner
from aligner.errors import UsageError
from aligner.records import Bead, Span
from aligner.scoring import links
from aligner.windows import Windows

ALIGNER = SegmentalAligner()


def align(source, target, aligner=ALIGNER, **options):
    return aligner.align(windows(source, 1), windows(target, 2), **options)


def each(numbers):
    return [[n] for n in numbers]


def covers_once(beads, n, m):
    sources = sorted(k for b in beads for k in range(b.source.start, b.source.stop))
    targets = sorted(k for b in beads for k in range(b.target.start, b.target.stop))
    return sources == list(range(n)) and targets == list(range(m))


def test_one_to_one():
    beads = align(each(range(12)), each(range(12)))
    assert links(beads) == [((i,), (i,)) for i in range(12)]
    assert min(b.probability for b in beads) > 0.5
    assert min(b.similarity for b in beads) > 0.5


def test_merged_split_added_and_left_out():
    source = each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    target = [[0], [1, 2], [3], [90], [4], [6], [7], [8], [9]]
    found = links(align(source, target))
    assert ((1, 2), (1,)) in found
    assert ((), (3,)) in found
    assert ((5,), ()) in found
    assert ((9,), (8,)) in found


def test_sides_are_treated_alike():
    source, target = each([0, 1, 2, 3, 4, 5, 6, 7]), [[0], [1, 2], [3], [4], [6], [7]]
    there, back = links(align(source, target)), links(align(target, source))
    assert {bead for bead in there if all(bead)} == {(a, b) for b, a in back if a and b}


@given(
    st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=2), max_size=9),
    st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=2), max_size=9),
)
@settings(max_examples=40)
def test_every_sentence_is_in_exactly_one_bead(source, target):
    beads = align(source, target)
    assert covers_once(beads, len(source), len(target))
    assert all(0 <= b.probability <= 1 for b in beads)
    steady = [b for b in beads if b.kind == "monotone"]
    assert [b.source.start for b in steady] == sorted(b.source.start for b in steady)
    assert [b.target.start for b in steady] == sorted(b.target.start for b in steady)
    assert all(len(b.source) == 1 or len(b.target) == 1 for b in beads if b.is_null)


def test_one_side_empty():
    beads = ALIGNER.align(windows(each(range(3)), 1), empty())
    assert links(beads) == [((0,), ()), ((1,), ()), ((2,), ())]
    assert links(ALIGNER.align(empty(), windows(each(range(2)), 1))) == [((), (0,)), ((), (1,))]
    assert ALIGNER.align(empty(), empty()) == []


def test_one_against_five_hundred():
    assert covers_once(align([[77]], each(range(500))), 1, 500)
    assert covers_once(align(each(range(500)), [[77]]), 500, 1)


def test_the_same_sentence_over_and_over():
    beads = align([[5]] * 30, [[5]] * 30)
    assert covers_once(beads, 30, 30)


def test_vectors_of_zero():
    nothing = Windows([np.zeros((max(0, 9 - w), 64), np.float32) for w in range(6)], np.full(9, 50.0))
    assert covers_once(ALIGNER.align(nothing, nothing), 9, 9)


def test_vectors_that_are_not_numbers_are_refused():
    with pytest.raises(UsageError, match="not finite"):
        Windows([np.full((2, 4), np.nan, np.float32)], np.ones(2))


def test_windows_too_short_or_of_two_encoders_are_refused():
    good = windows(each(range(3)), 1)
    with pytest.raises(UsageError, match="encode runs of 1 to 6"):
        ALIGNER.align(Windows(good.vectors[:3], good.lengths), good)
    other = Windows([block[:, :32] for block in good.vectors], good.lengths)
    with pytest.raises(UsageError, match="dimension"):
        ALIGNER.align(good, other)


def test_a_shift_of_all_cosines_changes_little():
    """Encoders differ in the level of their cosines: a direction shared by all vectors must not matter."""
    source, target = each(range(15)), [[0], [1, 2], [3], [40], *each(range(5, 15))]
    plain = links(align(source, target))

    def shifted(side):
        blocks = [np.concatenate([b, np.full((len(b), 1), 1.5, np.float32)], axis=1) for b in side.vectors]
        return Windows([b / np.linalg.norm(b, axis=1, keepdims=True) for b in blocks], side.lengths)

    assert links(ALIGNER.align(shifted(windows(source, 1)), shifted(windows(target, 2)))) == plain


def moved(kept=True):
    order = [*range(8), *range(14, 24), *range(8, 14)] if kept else range(24)
    return each(range(24)), each(order)


def test_a_moved_block_is_found_and_labelled():
    beads = align(*moved())
    crossing = {pair for b in beads if b.kind == "crossing" for pair in zip(*links([b])[0], strict=False)}
    assert crossing == {(i, i + 10) for i in range(8, 14)}
    assert covers_once(beads, 24, 24)


def test_crossing_leaves_the_monotone_beads_as_they_were():
    steady = align(*moved(), aligner=SegmentalAligner(crossing=False))
    free = align(*moved())
    assert [b for b in steady if not b.is_null] == [b for b in free if b.kind == "monotone" and not b.is_null]
    assert all(b.kind == "monotone" for b in steady)


def test_without_moves_nothing_crosses():
    source, target = each(range(40)), each([*range(10), 90, 91, *range(14, 30), *range(32, 40)])
    assert all(b.kind == "monotone" for b in align(source, target))


def test_anchors_are_honoured():
    anchors = [Bead(Span(2, 4), Span(3, 4), 0.2), Bead(Span(6, 7), Span(7, 7), 0.1)]
    beads = align(each(range(10)), each(range(10)), anchors=anchors)
    found = dict(zip(links(beads), beads, strict=True))
    assert found[(2, 3), (3,)].probability == 1.0
    assert found[(6,), ()].probability == 1.0
    assert covers_once(beads, 10, 10)
    assert found[(9,), (9,)].probability > 0.5


@pytest.mark.parametrize(
    ("anchors", "words"),
    [
        ([Bead(Span(1, 2), Span(5, 6), 1.0), Bead(Span(3, 4), Span(2, 3), 1.0)], "overlaps or crosses"),
        ([Bead(Span(1, 3), Span(1, 2), 1.0), Bead(Span(2, 4), Span(2, 3), 1.0)], "overlaps or crosses"),
        ([Bead(Span(8, 11), Span(1, 2), 1.0)], "leaves the document"),
        ([Bead(Span(3, 3), Span(4, 4), 1.0)], "covers no sentence"),
    ],
)
def test_anchors_that_cannot_be_are_refused(anchors, words):
    with pytest.raises(UsageError, match=words):
        align(each(range(10)), each(range(10)), anchors=anchors)


def test_anchors_where_one_side_is_empty():
    beads = ALIGNER.align(windows(each(range(3)), 1), empty(), anchors=[Bead(Span(1, 3), Span(0, 0), 0.3)])
    assert links(beads) == [((0,), ()), ((1, 2), ())]


def with_paragraphs(side, numbers):
    return Windows(side.vectors, side.lengths, np.array(numbers))


def test_hard_paragraphs_are_never_inside_a_bead():
    source = with_paragraphs(windows(each(range(6)), 1), [0, 0, 1, 1, 1, 1])
    target = windows([[0], [1, 2], [3], [4], [5]], 2)
    soft, hard = (SegmentalAligner(paragraphs=kind).align(source, target) for kind in ("soft", "hard"))
    assert ((1, 2), (1,)) in links(soft)
    assert all(not (b.source.start < 2 < b.source.stop) for b in hard)
    assert covers_once(hard, 6, 5)


def test_options_that_do_not_exist_are_refused():
    with pytest.raises(UsageError, match="soft"):
        SegmentalAligner(paragraphs="firm")
    with pytest.raises(UsageError, match="2 paragraph numbers for 3"):
        with_paragraphs(windows(each(range(3)), 1), [0, 0])


def test_a_file_without_weights_is_refused(tmp_path):
    (tmp_path / "weights.json").write_text('{"bead": {}}')
    for name in ("weights.json", "missing.json"):
        with pytest.raises(UsageError, match="holds no weights"):
            align(each(range(3)), each(range(3)), aligner=SegmentalAligner(weights=tmp_path / name))


def test_the_fingerprint_is_that_of_the_weights(tmp_path):
    other = tmp_path / "weights.json"
    other.write_text(ALIGNER.weights.read_text() + "\n")
    assert SegmentalAligner(crossing=False).fingerprint == ALIGNER.fingerprint
    assert SegmentalAligner(weights=other).fingerprint != ALIGNER.fingerprint


def test_weights_survive_their_file():
    weights = load(ALIGNER.weights)
    again = from_plain(to_plain(weights, digits=12))
    assert all(np.array_equal(getattr(again, name), getattr(weights, name)) for name in weights.__slots__)


def long_pair(n):
    rng = np.random.default_rng(3)
    source = [[i] for i in range(n) if rng.random() > 0.05]
    target = [[i] for i in range(n) if rng.random() > 0.05]
    kept = {s[0] for s in source} & {t[0] for t in target}
    gold = {(source.index([k]), target.index([k])) for k in kept}
    return source, target, gold


def test_a_long_document_is_aligned_in_a_band():
    source, target, gold = long_pair(700)
    beads = align(source, target)
    found = {(b.source.start, b.target.start) for b in beads if b.shape == "1:1"}
    assert len(found & gold) > 0.97 * len(gold)
    assert covers_once(beads, len(source), len(target))


def test_numpy_and_numba_give_the_same_alignment(monkeypatch):
    source, target, _ = long_pair(300)
    monkeypatch.setattr(_engine, "engine", lambda: _engine.loops(compiled=True))
    fast = align(source, target)
    monkeypatch.setattr(_engine, "engine", lambda: _rows)
    plain = align(source, target)
    assert links(fast) == links(plain)
    assert [b.probability for b in fast] == pytest.approx([b.probability for b in plain], abs=1e-6)


def test_loops_are_compiled_only_for_much_work(monkeypatch):
    monkeypatch.setattr(_engine, "work", _engine.Work())
    source, target, _ = long_pair(30)
    align(source, target)
    assert _engine.work.sentences == len(source) + len(target)
    assert _engine.engine() is _rows
    _engine.work.sentences = _engine.COMPILED_FROM
    assert _engine.engine() is _engine.loops(compiled=True)
