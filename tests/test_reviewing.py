"""A review goes out as a workbook or a page and comes back exactly; what a person confirmed stays through realignment."""

import json
import time
from pathlib import Path

import pytest

pytest.importorskip("openpyxl")
from bitexts import made
from browser import CHROMEDRIVER, CHROMIUM, Browser
from openpyxl import load_workbook
from test_cli import aligner

from aligner.claims import claimed
from aligner.cli import main
from aligner.commands.review import outcome_text
from aligner.config import load
from aligner.errors import InputError, RunError, UsageError
from aligner.pipeline import run
from aligner.records import Bead, Span
from aligner.reviewing import _aligned, _contradictions, review
from aligner.reviews import write_review
from aligner.reviews.corrections import Correction, read_corrections
from aligner.reviews.judgement import Outcome, Review
from aligner.scoring import Counts

ARTICLES = Path(__file__).parents[1] / "data" / "sample" / "articles"
SETTINGS = {"run": {"languages": ["ko", "en"]}, "engine": {"name": "serial"}}


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return run([ARTICLES], tmp_path_factory.mktemp("run") / "out", load(overrides=SETTINGS))


def key(bitext):
    return bitext.source_ref.sentences, bitext.target_ref.sentences


def chosen(bitexts):
    """Return the numbers of four kept bitexts of a sentence each; the last has such a neighbour behind it."""
    ones = [n for n, b in enumerate(bitexts[:-1]) if b.keep and len(b.source_ref.spans) == len(b.target_ref.spans) == 1]
    merge = next(
        n
        for n in ones
        if n + 1 in ones
        and bitexts[n].pair == bitexts[n + 1].pair
        and key(bitexts[n])[0].stop == key(bitexts[n + 1])[0].start
        and key(bitexts[n])[1].stop == key(bitexts[n + 1])[1].start
    )
    accept, edit, reject = [n for n in ones if n not in (merge, merge + 1)][:3]
    return accept, edit, reject, merge


def decisions(bitexts):
    accept, edit, reject, merge = chosen(bitexts)
    return {
        bitexts[accept].id: "accept",
        bitexts[edit].id: "edit",
        bitexts[reject].id: "reject",
        bitexts[merge].id: "merge",
    }


def expect(done, result, outcome):
    """Check that every decision of `decisions` holds in the result."""
    bitexts = list(done.bitexts())
    accept, edit, reject, merge = chosen(bitexts)
    after = {(b.pair, *key(b)): b for b in result.bitexts()}
    accepted = after[bitexts[accept].pair, *key(bitexts[accept])]
    assert accepted.keep
    assert accepted.scores["probability"] == accepted.scores["reviewed"] == 1.0
    edited = after[bitexts[edit].pair, *key(bitexts[edit])]
    assert edited.keep
    assert edited.target_text == "=A text that a person wrote."
    first, second = bitexts[merge], bitexts[merge + 1]
    spans = [Span(a.start, b.stop) for a, b in zip(key(first), key(second), strict=True)]
    assert after[first.pair, *spans].keep
    gone = after.get((bitexts[reject].pair, *key(bitexts[reject])))
    assert gone is None or gone.reasons == ("reviewed: 0 is below 1",)
    for alignment in result.alignments():
        for side, sentences in (("source", alignment.source_sentences), ("target", alignment.target_sentences)):
            beads = [getattr(b, side) for b in alignment.beads if b.kind == "monotone"]
            assert sorted(n for s in beads for n in range(s.start, s.stop)) == list(range(len(sentences)))
    assert outcome.decisions == {"accept": 1, "edit": 1, "reject": 1, "merge": 1}
    assert outcome.kept == (2, 5)
    assert "accept 1" in outcome_text(outcome)
    assert 0 < outcome.score.strict.precision < 1


def test_a_workbook_edited_with_openpyxl_comes_back(done, tmp_path, monkeypatch, capsys):
    path = tmp_path / "review.xlsx"
    monkeypatch.setattr("sys.argv", ["aligner", "export", str(done.folder), str(path), "--review"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert not stop.value.code
    bitexts = list(done.bitexts())
    untouched = read_corrections(path)
    assert [(c.id, c.decision, c.source_text, c.target_text) for c in untouched] == [
        (b.id, "", b.source_text, b.target_text) for b in bitexts
    ]
    book = load_workbook(path)
    sheet = book.active
    names = [cell.value for cell in sheet[1]]
    wanted = decisions(bitexts)
    for row in sheet.iter_rows(min_row=2):
        decision = wanted.get(row[names.index("id")].value)
        if decision == "edit":  # changed texts are an edit without a word
            row[names.index("target_text")].value = "=A text that a person wrote."
            row[names.index("target_text")].data_type = "s"
        elif decision:
            row[names.index("decision")].value = decision.upper()
    book.save(path)
    result, outcome = review(done.folder, read_corrections(path), tmp_path / "reviewed", load(overrides=SETTINGS))
    expect(done, result, outcome)
    monkeypatch.setattr("sys.argv", ["aligner", "review", str(done.folder), str(path), "-o", str(tmp_path / "again")])
    with pytest.raises(SystemExit) as stop:
        main()
    assert not stop.value.code
    assert "Reviewed: " in capsys.readouterr().out
    assert (tmp_path / "again" / "kept.jsonl").read_bytes() == (tmp_path / "reviewed" / "kept.jsonl").read_bytes()
    assert (tmp_path / "again" / "report.html").is_file()


@pytest.mark.skipif(not (CHROMIUM and CHROMEDRIVER), reason="needs Chromium and chromedriver")
def test_a_page_edited_in_a_browser_by_keyboard_comes_back(done, tmp_path):
    path = tmp_path / "review.html"
    bitexts = list(done.bitexts())
    write_review(bitexts, path, done.signature)
    keys = {"accept": "a", "reject": "r", "merge": "m"}
    with Browser() as browser:
        browser.command("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
        browser.open(path)
        shown = browser.run("return rows.map((row) => [row.id, ...texts(row).map((text) => text.value)])")
        assert shown == [[b.id, b.source_text, b.target_text] for b in bitexts]
        for number, decision in decisions(bitexts).items():
            browser.run(f"document.getElementById('{number}').focus()")
            if decision == "edit":
                browser.run(
                    f"const text = document.getElementById('{number}').querySelector('.target');"
                    "text.value = '=A text that a person wrote.';"
                    "text.dispatchEvent(new InputEvent('input', {bubbles: true}))"
                )
            else:
                letter = keys[decision]
                for kind in ("keyDown", "keyUp"):
                    browser.command(
                        "Input.dispatchKeyEvent", type=kind, key=letter, text=letter if kind == "keyDown" else ""
                    )
        assert browser.run("return document.getElementById('count').textContent") == "4 judged"
        browser.open(path)  # what was judged is remembered
        assert browser.run("return document.getElementById('count').textContent") == "4 judged"
        browser.run("document.getElementById('download').click()")
        file = tmp_path / "corrections.json"
        for _ in range(100):
            if file.is_file():
                break
            time.sleep(0.05)
        assert not browser.console()
        assert all(address.startswith(("file:", "data:", "blob:")) for address in browser.requests())
    assert len(json.loads(file.read_text("utf-8"))["corrections"]) == 4
    result, outcome = review(done.folder, read_corrections(file), tmp_path / "reviewed", load(overrides=SETTINGS))
    expect(done, result, outcome)


def test_a_split_bitext_comes_back_as_its_parts(done, tmp_path):
    bitexts = list(done.bitexts())
    _, _, _, merge = chosen(bitexts)
    joined = Correction(bitexts[merge].id, "merge", bitexts[merge].source_text, bitexts[merge].target_text, "row 1")
    first, _ = review(done.folder, [joined], tmp_path / "one", load(overrides=SETTINGS))
    big = next(b for b in first.bitexts() if b.scores.get("reviewed") == 1.0)
    parts = [Correction(big.id, "split", big.source_text, big.target_text, "row 1")]
    second, _ = review(first.folder, parts, tmp_path / "two", load(overrides=SETTINGS))
    pieces = [b for b in second.bitexts() if b.scores.get("reviewed") == 1.0]
    assert [key(b) for b in pieces] == [key(bitexts[merge]), key(bitexts[merge + 1])]


@pytest.mark.parametrize(
    ("decision", "message"),
    [("maybe", "'maybe' is no decision"), ("accept", "no bitext of this run has the id 'unknown'")],
)
def test_what_cannot_be_is_said_with_its_row(done, tmp_path, decision, message):
    path = tmp_path / "corrections.json"
    one = {"id": "unknown", "decision": decision, "source_text": "", "target_text": ""}
    path.write_text(json.dumps({"corrections": [one]}), "utf-8")
    with pytest.raises(InputError, match=message):
        review(done.folder, read_corrections(path), tmp_path / "reviewed", load(overrides=SETTINGS))


def test_other_files_are_refused(tmp_path):
    with pytest.raises(UsageError, match="workbook"):
        write_review([], tmp_path / "a.tsv", "")
    with pytest.raises(UsageError, match="no review"):
        read_corrections(tmp_path / "a.tsv")
    (tmp_path / "a.json").write_text("[]", "utf-8")
    with pytest.raises(InputError, match="not what the review page downloads"):
        read_corrections(tmp_path / "a.json")


def test_hostile_texts_stay_as_they_are_in_a_workbook(tmp_path):
    texts = ["=1+1", "@SUM(A1)", "_x0041_", "a\x0bb\tc\r\nd", "'quoted", " "]
    bitexts = [made([text], [text], id=str(n)) for n, text in enumerate(texts)]
    write_review(bitexts, tmp_path / "r.xlsx", "")
    assert [c.source_text for c in read_corrections(tmp_path / "r.xlsx")] == texts
    assert not any(c.data_type == "f" for row in load_workbook(tmp_path / "r.xlsx").active.iter_rows() for c in row)


def test_a_crossing_bead_that_is_accepted_stays_and_its_sentences_take_no_part_in_the_rest(done):
    pair = next(done.alignments()).pair
    bitexts = [b for b in done.bitexts() if b.pair == pair.id and b.keep and len(b.source_ref.spans) == 1]
    crossed = Bead(bitexts[1].source_ref.sentences, bitexts[-1].target_ref.sentences, 1.0, kind="crossing")
    reviews = {pair.id: Review(locked=[crossed])}
    (alignment,) = _aligned([pair], reviews, load(overrides=SETTINGS))
    assert crossed in alignment.beads
    for side, sentences in (("source", alignment.source_sentences), ("target", alignment.target_sentences)):
        runs = [getattr(bead, side) for bead in alignment.beads]
        assert sorted(n for run in runs for n in range(run.start, run.stop)) == list(range(len(sentences)))
    starts = [bead.source.start for bead in alignment.beads if len(bead.source)]
    assert starts == sorted(starts)
    for bead in alignment.beads:
        if bead != crossed and not bead.is_null:
            assert crossed.source.start not in range(bead.source.start, bead.source.stop)
            assert crossed.target.start not in range(bead.target.start, bead.target.stop)


def files_of(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_review_overwrites_no_run_but_an_earlier_review_of_the_same(done, tmp_path):
    first, _ = review(done.folder, [], tmp_path / "first", load(overrides=SETTINGS))
    before = files_of(done.folder), files_of(first.folder)
    with pytest.raises(UsageError, match="is the run that was reviewed"):
        review(done.folder, [], done.folder.parent / "." / done.folder.name, load(overrides=SETTINGS))
    with pytest.raises(UsageError, match="no review of"):
        review(first.folder, [], done.folder, load(overrides=SETTINGS))
    second, _ = review(first.folder, [], tmp_path / "second", load(overrides=SETTINGS))
    with pytest.raises(UsageError, match="no review of"):
        review(done.folder, [], second.folder, load(overrides=SETTINGS))
    assert (files_of(done.folder), files_of(first.folder)) == before


def test_a_second_review_in_the_same_folder_leaves_nothing_of_the_first(done, tmp_path):
    one = next(b for b in done.bitexts() if b.keep)
    for text in ("A text that a person wrote.", "A text that a person wrote later."):
        edit = Correction(one.id, "edit", one.source_text, text, "row 1")
        result, _ = review(done.folder, [edit], tmp_path / "reviewed", load(overrides=SETTINGS))
        lines = (result.folder / "kept.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["target_text"] for line in lines] == [
            b.target_text for b in result.bitexts() if b.keep
        ]
        assert any(json.loads(line)["target_text"] == text for line in lines)


def test_settings_that_split_otherwise_than_the_run_are_refused_before_anything_is_written(done, tmp_path):
    one = next(b for b in done.bitexts() if b.keep)
    accept = Correction(one.id, "accept", one.source_text, one.target_text, "row 1")
    other = load(overrides=SETTINGS | {"splitter": {"name": "lines"}})
    with pytest.raises(UsageError, match="otherwise than the run did"):
        review(done.folder, [accept], tmp_path / "reviewed", other)
    assert not (tmp_path / "reviewed").exists()


def test_another_encoder_than_the_runs_is_refused_and_nothing_is_written(done, tmp_path):
    other = load(overrides=SETTINGS | {"encoder": {"name": "hashed"}})
    with pytest.raises(UsageError, match="The run was made with the encoder 'use'"):
        review(done.folder, [], tmp_path / "reviewed", other)
    segmental = load(overrides=SETTINGS | {"aligner": {"paragraphs": "soft"}})
    with pytest.raises(UsageError, match="The run was made with the aligner 'segmental'"):
        review(done.folder, [], tmp_path / "reviewed", segmental)
    assert not (tmp_path / "reviewed").exists()


def test_every_row_that_cannot_be_is_named_and_nothing_is_written(done, tmp_path):
    path = tmp_path / "review.xlsx"
    write_review(done.bitexts(), path, "")
    book = load_workbook(path)
    names = [cell.value for cell in book.active[1]]
    book.active.cell(3, names.index("decision") + 1).value = "perhaps"
    book.active.cell(5, names.index("decision") + 1).value = "split"
    book.active.cell(6, names.index("id") + 1).value = "somebody else's"
    book.active.cell(7, names.index("id") + 1).value = None
    for name in ("id", "source_text", "target_text"):
        column = names.index(name) + 1
        book.active.cell(8, column).value = book.active.cell(9, column).value
    book.save(path)
    shown = aligner("review", done.folder, path, "-o", tmp_path / "reviewed")
    assert shown.returncode == 1
    assert "5 problem(s) in the review; nothing was written." in shown.stderr
    for row in (3, 5, 6, 7, 9):
        assert f"row {row}: " in shown.stderr, row
    assert not (tmp_path / "reviewed").exists()


def test_corrections_that_contradict_each_other_are_named_before_anything_is_written(done, tmp_path):
    pair = next(done.alignments()).pair
    alike = [b for b in done.bitexts() if b.pair == pair.id and b.keep][:2]
    texts = [(b.id, "accept", b.source_text, b.target_text) for b in alike]
    corrections = [Correction(*one, f"row {number}") for number, one in enumerate(texts, start=2)]
    fine = Review(locked=[Bead(*key(alike[0]), 1.0)], where={key(alike[0]): "row 2"})
    crossed = Bead(key(alike[1])[0], key(alike[0])[1], 1.0)
    wrong = Review([*fine.locked, crossed], fine.where | {(crossed.source, crossed.target): "row 3"})
    (alignment,) = (a for a in done.alignments() if a.pair.id == pair.id)
    assert not list(_contradictions(alignment, fine))
    (said,) = _contradictions(alignment, wrong)
    assert said.startswith("row 3: contradicts another correction.")
    review(done.folder, corrections, tmp_path / "reviewed", load(overrides=SETTINGS))


def test_a_folder_that_another_review_holds_is_refused(done, tmp_path):
    with claimed(tmp_path / "reviewed"), pytest.raises(RunError, match="Another run is using"):
        review(done.folder, [], tmp_path / "reviewed", load(overrides=SETTINGS))
    assert not (tmp_path / "reviewed" / "shards").exists()


def test_a_review_that_judges_nothing_gives_no_figures(done, tmp_path):
    path = tmp_path / "review.xlsx"
    write_review(done.bitexts(), path, "")
    shown = aligner("review", done.folder, path, "-o", tmp_path / "reviewed")
    assert shown.returncode == 0, shown.stderr
    assert "Nothing in this review is judged" in shown.stdout
    assert "precision" not in shown.stdout
    assert "calibration" not in shown.stdout


def test_figures_that_have_nothing_to_divide_by_are_dashes():
    counts = Counts(found=4, found_strict=3, found_lax=4, gold=4, gold_strict=3, gold_lax=4)
    text = outcome_text(Outcome({"accept": 4}, (4, 4), (0, 0), counts, 0.1))
    assert "strict       0.750     0.750     0.750" in text
    assert "null             –         –         –" in text


def test_an_accepted_row_whose_text_was_changed_is_an_edit(done, tmp_path):
    one = next(b for b in done.bitexts() if b.keep)
    accept = Correction(one.id, "accept", one.source_text, "A text that a person wrote.", "row 1")
    result, outcome = review(done.folder, [accept], tmp_path / "reviewed", load(overrides=SETTINGS))
    assert outcome.decisions == {"edit": 1}
    assert "A text that a person wrote." in (result.folder / "kept.jsonl").read_text("utf-8")
