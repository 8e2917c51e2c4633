"""The speed command, on very little: a row for everything compared, the table and the plots written, ratios of what was timed."""

import sys
from importlib.util import find_spec

import numpy as np
import orjson
import pytest

from eval.alignment.speed import engines
from eval.speed import _measure, encoding, growth, neighbours, whole
from eval.speed.__main__ import SECTIONS, main
from eval.speed._measure import Row, best_of, rows
from eval.speed._texts import documents, lines, sentences
from eval.speed._write import table, write

TINY = ["--sentences", "20", "--vectors", "60", "--pairs", "1", "--articles", "6", "--encoder", "hashed"]
TINY += ["--rounds", "1", "--steps", "1", "2", "--scale", "0.2", "--no-plots"]
OURS = [f"aligner, {name}" for name in engines()]


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Return the rows of one run over everything but workers and start-up, which start Python anew, by their section."""
    folder = tmp_path_factory.mktemp("speed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoding, "small_model", lambda: None)
        patch.setattr(_measure, "PEAK_SIZE", 64)
        for module in (whole, growth):  # no process of their own
            patch.setattr(module, "measured", lambda *given, cached: whole._measured(*given, cached))
        for name in _measure.ONE_THREAD:
            patch.setenv(name, "1")
        main(["-o", str(folder), *TINY, "--only", *(part for part in SECTIONS if part not in ("workers", "start-up"))])
    found = {}
    for row in orjson.loads((folder / "speed.json").read_bytes()):
        found.setdefault(row["section"], []).append(Row(**row))
    assert (folder / "speed.md").read_text("utf-8") == table([row for part in found.values() for row in part])
    return found


@pytest.mark.parametrize(
    ("section", "against", "names"),
    [
        ("encode ko", encoding.WHEEL, OURS),
        ("encode en", encoding.WHEEL, OURS),
        ("spans en", "sentences alone", ["runs of 1 to 5"]),
        ("alignment, from vectors", "bertalign", [*OURS, "vecalign"]),
        ("alignment, from sentences", "bertalign, the wheel's own", [*OURS, "vecalign, our encoder"]),
        ("whole run", "no cache", ["cache, first run", "cache, second run"]),
    ],
)
def test_everything_is_compared_with_its_reference(measured, section, against, names):
    found = {row.name: row for row in measured[section]}
    assert next(iter(found)) == against
    assert set(names) <= set(found)
    for row in found.values():
        assert row.against == against
        assert row.ratio == pytest.approx(found[against].seconds / row.seconds)
        assert row.size > 0


def test_growth_is_in_order_of_size(measured):
    for name in ("encode", "neighbours", "alignment", "whole run"):
        first, second = measured[f"growth, {name}"]
        assert second.size > first.size
        assert first.ratio == 1
        assert second.ratio == pytest.approx(second.rate / first.rate)


@pytest.mark.parametrize("section", [neighbours.INVENTED, neighbours.NOISE])
def test_neighbours_are_the_same_in_every_way(measured, section):
    assert {row.name for row in measured[section]} >= set(OURS)
    assert all(row.note.startswith("100.000% the same") for row in measured[section])


def test_a_mixture_is_nearer_to_its_translation_than_to_others():
    a, b = neighbours.mixtures(40, None)
    cosines = a @ b.T
    assert np.allclose(np.linalg.norm(a, axis=1), 1, atol=1e-6)
    assert np.diag(cosines).mean() > cosines.mean() + 0.1


@pytest.mark.skipif(not find_spec("faiss"), reason="faiss is not installed")
def test_faiss_finds_the_same_neighbours():
    found = {}
    a, b = neighbours.vectors(500)
    neighbours._ours("numpy", a, b, found)()
    neighbours._faiss(a, b, found)()
    ours, theirs = found["aligner, numpy"], found[neighbours.FAISS]
    assert all(np.array_equal(x.numbers, y.numbers) for x, y in zip(ours, theirs, strict=True))
    assert np.allclose(neighbours.margins(*ours), neighbours.margins(*theirs), atol=1e-6)


def test_the_least_of_the_rounds_counts_and_the_first_is_not_one():
    ticks = iter([0, 9, 10, 13, 20, 22])
    assert best_of({"work": lambda: None}, 2, lambda: next(ticks)) == {"work": 2}
    assert [row.ratio for row in rows("s", {"ours": 2.0, "theirs": 6.0}, 3, "things", "theirs")] == [1, 3]


def test_operations_grow_by_the_second_layer_where_no_token_is_new():
    text = "The library stays open until midnight."
    tokens = len(encoding.ours().tokenise([text])[0])
    head = encoding.operations([text, text]) - encoding.operations([text]) - tokens * 2 * 2560 * 256
    assert head == 2 * (1280 * 512 + 512 * 320 * 2 + 320 * 320 + 320 * 512 * 2 + 512 * 512)


def test_time_inside_time_counts_once(monkeypatch):
    ticks = iter([0.0, 1.0, 5.0])
    monkeypatch.setattr(whole.time, "process_time", lambda: next(ticks))
    clock = whole.Clock()
    inner = clock.timed(lambda: 3)
    assert clock.timed(lambda: inner() + 1)() == 4
    assert clock.seconds == 5


def test_texts_without_and_with_a_folder(tmp_path):
    assert len(sentences("ko", 25, None)) == 25
    assert sentences("ko", 25, None) == sentences("ko", 25, None)
    assert {len(side) for document in documents(60, None) for side in (document.source, document.target)} == {30}
    news = [f"This is line number {n} of the news." for n in range(9)]
    (tmp_path / "eng.txt").write_text("\n".join(news), "utf-8")
    (tmp_path / "document_ids.tsv").write_text("\n".join("aaabbbccc"), "utf-8")
    found = sentences("en", 12, tmp_path)
    assert found[:9] == news
    assert len(found) == 12
    (tmp_path / "kor.txt").write_text("\n".join([" ", *"가나다라마바사아"]), "utf-8")
    assert lines(2, tmp_path) == (["가", "나"], news[1:3])
    assert [len(side) for side in lines(25, None)] == [25, 25]


def test_plots_are_asked_for_only_where_they_can_be_drawn(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("eval.speed.__main__.find_spec", lambda _: None)
    with pytest.raises(SystemExit):
        main(["-o", str(tmp_path / "out")])
    assert "pip install matplotlib" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert "matplotlib.pyplot" not in sys.modules


def test_plots(tmp_path):
    pytest.importorskip("matplotlib")
    one = rows("encode ko", {"ours": 1.0, "theirs": 2.0}, 10, "sentences", "theirs")
    grown = [Row("growth, encode", "encode", n, "sentences", n / 100, 1.0, "smallest") for n in (10, 100)]
    written = write([*one, *grown], tmp_path, plots=True)
    assert [path.name for path in written] == ["speed.md", "speed.json", "ratios.svg", "growth.svg"]
    assert "encode ko: ours" in written[2].read_text("utf-8") or "<svg" in written[2].read_text("utf-8")
    assert write(one, tmp_path / "again", plots=False)[1].exists()
