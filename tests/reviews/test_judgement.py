"""What a reviewer's rows say, alone and merged, and what no row may say."""

from dataclasses import replace

import pytest
from bitexts import made

from aligner.records import Bitext, Span
from aligner.reviews.corrections import Correction
from aligner.reviews.judgement import judgement


def bitexts() -> list[Bitext]:
    """Return four bitexts of an article pair, one sentence each side and next to each other; the last has no target."""
    out = []
    for n, target in enumerate(("One.", "Two.", "Three.", None)):
        b = made([f"{n + 1} 번."], [target] if target else [], id=f"b{n}")
        sides = {
            "source_ref": replace(b.source_ref, sentences=Span(n, n + 1)),
            "target_ref": replace(b.target_ref, sentences=Span(n, n + bool(target))),
        }
        out.append(replace(b, **sides))
    return out


def row(number: int, decision: str = "", source: str | None = None, target: str | None = None) -> Correction:
    b = bitexts()[number]
    texts = b.source_text if source is None else source, b.target_text if target is None else target
    return Correction(b.id, decision, *texts, f"row {number + 2}")


def judged(*rows: Correction):
    return judgement(bitexts(), rows)


def test_accept_with_changed_text_is_an_edit_and_without_it_is_not():
    found = judged(row(0, "accept", target="Won."), row(1, "accept"), row(2, target="3."))
    assert not found.problems
    assert found.outcome.decisions == {"edit": 2, "accept": 1}
    (review,) = found.reviews.values()
    assert sorted(review.edited.values()) == [("1 번.", "Won."), ("3 번.", "3.")]
    assert sorted(review.where.values()) == ["row 2", "row 3", "row 4"]


def test_line_ends_of_another_program_are_no_edit():
    b = made(["하나\r\n둘."], ["One\rtwo."], id="b")
    found = judgement([b], [Correction("b", "accept", "하나\n둘.", "One\ntwo.", "row 2")])
    assert found.outcome.decisions == {"accept": 1}


def test_merged_rows_are_one_bead():
    found = judged(row(0, "merge"), row(1, "merge"), row(2, "accept"))
    (review,) = found.reviews.values()
    assert [(bead.source, bead.target) for bead in review.locked] == [(Span(0, 3), Span(0, 3))]
    assert found.outcome.decisions == {"merge": 1}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row(0, "merge"), row(1, target="Too.")], "row 3: a text is changed as well as merged"),
        ([row(0, "merge", source="일."), row(1)], "row 2: a text is changed as well as merged"),
        ([row(0, "merge"), row(1, "reject")], "row 3: reject is said of a row that row 2 is merged with"),
        ([row(0, "merge"), row(1, "split")], "row 3: split is said of a row that row 2 is merged with"),
        ([row(3, "merge")], "row 5: the last row of an article pair has none below it"),
        ([row(3, "accept", target="Four.")], "row 5: a text is changed where one side has no sentence"),
        ([row(3, source="사 번.")], "row 5: a text is changed where one side has no sentence"),
        ([row(0, "edit", target=" ")], "row 2: a text is emptied"),
        ([row(0, "split")], "row 2: 1 part(s) of the source and 1 of the target"),
        ([row(0, "perhaps")], "row 2: 'perhaps' is no decision"),
        ([row(0, "accept"), row(0, "reject")], "row 2: the same bitext stands at row 2"),
        ([Correction("", "", "", "", "row 9")], "row 9: the id is gone"),
        ([Correction("x", "accept", "", "", "row 9"), row(0)], "row 9: no bitext of this run has the id 'x'"),
    ],
)
def test_what_cannot_be_is_said_with_its_row_and_decides_nothing(rows, said):
    found = judged(*rows)
    assert len(found.problems) == 1
    assert found.problems[0].startswith(said)


def test_all_problems_are_said_at_once():
    found = judged(row(0, "perhaps"), row(1, "split"), row(2, "edit", source=""), row(3, "accept"))
    assert [problem.partition(":")[0] for problem in found.problems] == ["row 2", "row 3", "row 4"]


def test_the_review_of_another_run_is_one_problem_said_once():
    found = judged(*(Correction(f"x{n}", "accept", "", "", f"row {n}") for n in range(2, 40)))
    assert len(found.problems) == 2
    assert "all 38 rows. Is it the review of another run?" in found.problems[-1]


def test_nothing_judged_has_no_calibration():
    assert judged(row(0), row(1)).outcome.calibration is None
    assert judged(row(0, "accept")).outcome.calibration == pytest.approx(0.1)


def test_the_place_of_an_empty_side_is_no_range_backwards(tmp_path):
    load_workbook = pytest.importorskip("openpyxl").load_workbook
    from aligner.reviews import write_review

    write_review(bitexts(), tmp_path / "r.xlsx", "")
    rows = list(load_workbook(tmp_path / "r.xlsx").active.iter_rows(values_only=True))
    source, target = (rows[0].index(name) for name in ("source", "target"))
    assert [(r[source], r[target]) for r in rows[1:]] == [
        ("ko.txt 1–1", "en.txt 1–1"), ("ko.txt 2–2", "en.txt 2–2"), ("ko.txt 3–3", "en.txt 3–3"),
        ("ko.txt 4–4", "en.txt nothing after 3"),
    ]  # fmt: skip
