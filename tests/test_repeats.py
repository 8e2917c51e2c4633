"""Repeats and test sets: equal, but for case, punctuation and digits, or but for one word; nothing else is taken for one."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bitexts import made
from hypothesis import given
from hypothesis import strategies as st

from aligner import repeats as module
from aligner.config import load
from aligner.errors import InputError, UsageError
from aligner.near import keys_of, near_form, one_word_apart, text_keys
from aligner.overlap import excluded_texts
from aligner.pipeline import run
from aligner.recutting import recut
from aligner.repeats import ENDS, NEAR, ONE_WORD, ROW, SAME, both, repeats
from aligner.writers._files import text_output
from aligner.writers.jsonl import JsonlWriter

ARTICLES = Path(__file__).parents[1] / "data" / "sample" / "articles"
SENTENCE = (
    "두 나라는 2024년 10월 국경 지역의 도로 공사를 함께 시작했다.",
    "In October 2024 the two countries began road works at the border.",
)
SAME_BUT_FOR_MARKS = (
    "“두 나라는, 2021년 3월 국경 지역의 도로 공사를 함께 시작했다”",
    "IN OCTOBER 2021, THE TWO COUNTRIES BEGAN ROAD WORKS – AT THE BORDER",
)
ONE_WORD_OF_EACH = (
    "두 나라는 2024년 10월 국경 지역의 철도 공사를 함께 시작했다.",
    "In October 2024 the two countries began railway works at the border.",
)
OTHER = (
    "두 나라는 2024년 10월 국경 지역의 장벽을 함께 허물기로 했다.",
    "In October 2024 the two countries agreed to pull down walls at the border.",
)
WORDS = st.lists(
    st.sampled_from(["bridge", "road", "city", "council", "budget", "open", "close", "vote", "border"]),
    min_size=4,
    max_size=9,
)


def config(**sections):
    return load(overrides={"run": {"languages": ["ko", "en"]}, "engine": {"name": "serial"}} | sections)


def found(pairs, near=True):
    keys = [keys_of(made([source], [target])) for source, target in pairs]
    rows = np.zeros(len(keys), ROW)
    rows["exact"] = both(*(np.array([getattr(k, s).exact for k in keys]) for s in ("source", "target")))
    for side in ("source", "target"):
        rows[side] = [getattr(k, side).near for k in keys]
    rows["ends"] = [(*k.source.ends, *[0] * (ENDS - len(k.source.ends))) for k in keys]
    forms = [(k.source.form, k.target.form) for k in keys]
    first, how = repeats(rows, (lambda chosen: {n: forms[n] for n in chosen.tolist()}) if near else None)
    return first.tolist(), how.tolist()


def test_each_kind_of_repeat_names_the_first():
    pairs = [SENTENCE, OTHER, SENTENCE, SAME_BUT_FOR_MARKS, ONE_WORD_OF_EACH]
    assert found(pairs) == ([-1, -1, 0, 0, 0], [0, 0, SAME, NEAR, ONE_WORD])
    assert found(pairs, near=False) == ([-1, -1, 0, -1, -1], [0, 0, SAME, 0, 0])


def test_a_repeat_of_a_repeat_names_the_first():
    with_two_marks = tuple(text + "!" for text in ONE_WORD_OF_EACH)
    pairs = [ONE_WORD_OF_EACH, SENTENCE, with_two_marks, SENTENCE, SAME_BUT_FOR_MARKS]
    assert found(pairs) == ([-1, 0, 0, 0, 0], [0, ONE_WORD, NEAR, ONE_WORD, ONE_WORD])


def test_one_source_translated_in_two_ways_is_no_repeat():
    assert found([SENTENCE, (SENTENCE[0], OTHER[1])])[0] == [-1, -1]


def test_dates_alone_are_no_repeats_of_each_other():
    assert near_form("5 March 2024") != near_form("7 March 2025")
    assert near_form("2024년 3월 5일") != near_form("2025년 4월 6일")
    assert near_form("…!") == "…!"


@given(WORDS, st.data())
def test_one_word_changed_added_or_left_out_is_one_word_apart(words, data):
    at = data.draw(st.integers(0, len(words) - 1))
    put = data.draw(st.sampled_from([[], ["tunnel"], ["tunnel", words[at]]]))
    other = [*words[:at], *put, *words[at + 1 :]]
    assert one_word_apart(" ".join(words), " ".join(other))
    assert one_word_apart(" ".join(other), " ".join(words))


@given(WORDS)
def test_two_words_changed_apart_are_not(words):
    other = ["tunnel", *words[1:-1], "tunnel"]
    assert not one_word_apart(" ".join(words), " ".join(other))


def test_a_word_of_chinese_is_a_few_characters():
    text = near_form("两国去年十月开始在边境地区共同修建公路。")
    assert one_word_apart(text, near_form("两国去年十月开始在边境地区共同修建铁路桥。"))
    assert not one_word_apart(text, near_form("两国明年十月结束在边境城市共同修建公路。"))


@pytest.mark.parametrize("text", ["", "한 문장", "Uh, uh."])
def test_texts_too_short_have_no_ends(text):
    assert text_keys(text).ends == ()


def test_the_result_does_not_depend_on_how_much_is_in_memory(monkeypatch):
    pairs = [SENTENCE, OTHER, ONE_WORD_OF_EACH, SAME_BUT_FOR_MARKS, SENTENCE, OTHER] * 3
    whole = found(pairs)
    for name, size in (("_KEYS_AT_ONCE", 5), ("_ROWS_AT_ONCE", 4), ("_COMPARED_AT_ONCE", 2)):
        monkeypatch.setattr(module, name, size)
    assert found(pairs) == whole


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return run([ARTICLES], tmp_path_factory.mktemp("run"), config())


@pytest.fixture
def folder(done, tmp_path):
    return shutil.copytree(done.folder, tmp_path / "run")


def kept(result):
    return [bitext for bitext in result.bitexts() if bitext.keep]


def test_nothing_of_another_run_or_file_is_kept_again(folder, done, tmp_path):
    result = recut(folder, config(dedupe={"against": [str(done.folder)]}))
    assert not kept(result)
    reasons = {reason for b in result.bitexts() for reason in b.reasons if reason.startswith("duplicate")}
    assert all(f" of {done.folder}" in reason for reason in reasons)
    assert len(reasons) == len(kept(done))
    before = kept(done)
    edited = replace(before[0], source_text=before[0].source_text.replace(" ", ", ") + "!")
    JsonlWriter().write([edited, before[1]], tmp_path / "old.jsonl")
    exact = recut(folder, config(dedupe={"against": [str(tmp_path / "old.jsonl")]}))
    assert [b.id for b in kept(exact)] == [b.id for b in before if b.id != before[1].id]
    near = recut(folder, config(dedupe={"against": [str(tmp_path / "old.jsonl")], "near": True}))
    assert not {before[0].id, before[1].id} & {b.id for b in kept(near)}


@pytest.mark.parametrize("name", ["flores.tsv", "flores.dev"])
def test_nothing_with_a_text_of_a_test_set_is_kept(folder, done, tmp_path, name):
    before = kept(done)
    single = [b for b in before if len(b.target_ref.spans) == 1 and len(b.target_text.split()) > 6]
    several = next(b for b in before if len(b.target_ref.spans) > 1)
    sentence = several.target_text[: len(several.target_ref.spans[0])]
    word_changed = " ".join(["Yesterday", *single[1].target_text.split()[1:]])
    texts = [single[0].target_text.upper(), word_changed, sentence]
    lines = [f"없는 문장 {n}\t{text}" for n, text in enumerate(texts)] if name.endswith("tsv") else texts
    (tmp_path / name).write_text("\n".join(lines) + "\n", "utf-8")
    result = recut(folder, config(dedupe={"exclude": [str(tmp_path / name)]}))
    gone = {b.id: b.reasons for b in result.bitexts() if not b.keep}
    for wanted in (single[0], single[1], several):
        assert gone[wanted.id][0].startswith("test set: ")
    assert sum(r[0].startswith("test set") for r in gone.values()) == 3


def test_what_does_not_exist_is_said(folder):
    for setting in ("against", "exclude"):
        with pytest.raises(UsageError, match="nowhere does not exist"):
            recut(folder, config(dedupe={setting: ["nowhere"]}))


@pytest.mark.parametrize("part", ["", "shards", "shards/bitext", "kept.jsonl", "../run"])
def test_a_run_is_not_compared_with_itself(folder, part):
    with pytest.raises(UsageError, match="is this run itself"):
        recut(folder, config(dedupe={"against": [str(folder / part)]}))
    assert (folder / "run.json").is_file()


def test_a_known_table_need_not_state_its_languages(folder, done, tmp_path):
    before = kept(done)
    (tmp_path / "corpus.tsv").write_text(f"{before[0].source_text}\t{before[0].target_text}\n", "utf-8")
    result = recut(folder, config(dedupe={"against": [str(tmp_path / "corpus.tsv")]}))
    assert [b.id for b in kept(result)] == [b.id for b in before[1:]]


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_a_packed_test_set_is_unpacked(folder, done, tmp_path, ending):
    path = tmp_path / f"lines.txt{ending}"
    with text_output(path) as file:
        file.write(kept(done)[0].target_text + "\n")
    result = recut(folder, config(dedupe={"exclude": [str(path)]}))
    assert [b.id for b in kept(result)] == [b.id for b in kept(done)[1:]]


def test_a_table_of_one_column_is_lines(folder, done, tmp_path):
    path = tmp_path / "flores.tsv"
    path.write_text(f"no such line\n{kept(done)[0].target_text}\n", "utf-8")
    result = recut(folder, config(dedupe={"exclude": [str(path)]}))
    assert [b.id for b in kept(result)] == [b.id for b in kept(done)[1:]]


def test_a_test_set_that_cannot_be_read_is_said_with_its_place(tmp_path):
    (tmp_path / "lines.txt").write_bytes("한 줄\n".encode() + "두 줄\n".encode("cp949"))
    with pytest.raises(InputError, match=r"lines.txt, line 2: byte 0 is not UTF-8"):
        list(excluded_texts(tmp_path / "lines.txt"))
    with pytest.raises(UsageError, match="is a folder in no known format"):
        list(excluded_texts(tmp_path))


def test_a_changed_test_set_is_read_again(folder, done, tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("Nothing that is in any article of this sample.\n", "utf-8")
    settings = config(dedupe={"exclude": [str(path)]})
    assert [b.id for b in kept(recut(folder, settings))] == [b.id for b in kept(done)]
    path.write_text(kept(done)[0].target_text + "\n", "utf-8")
    assert [b.id for b in kept(recut(folder, settings))] == [b.id for b in kept(done)][1:]
