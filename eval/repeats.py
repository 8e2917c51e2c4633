"""How many planted repeats and test-set texts are found, and what else with them: `python -m eval.repeats --data FOLDER`.

FOLDER is line-parallel text as `ntrex-dev`. Every line pair is a bitext; each is planted again with one change: of case, of
punctuation, of digits, of one word on one side, or of a word on each. Found: repeats that are dropped. False: of the line pairs
themselves, those dropped as repeats of another although no person would take them for it: both sides differ in more than a word.
Then lines, as they are and changed in the same ways, are a test set: found are the bitexts dropped for one of them.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from aligner.near import keys_of, one_word_apart, text_keys
from aligner.records import Bitext, Reference, Span, content_id
from aligner.repeats import ENDS, ROW, both, repeats

from .ntrex import load

Change = Callable[[str, str, random.Random, Sequence[str]], str]
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def word(text: str, lang: str, rng: random.Random, others: Sequence[str]) -> str:
    """Return the text with one word replaced by one of another line, put in, or left out."""
    if lang in ("zh", "ja"):
        places = [m.start() for m in re.finditer("(?<=[\u3040-\u30ff\u3400-\u9fff])[\u3400-\u9fff]{2}", text)] or [0]
        at = rng.choice(places)
        donors = [m.group() for m in re.finditer("[\u3400-\u9fff]{2}", rng.choice(others))] or ["天地"]
        return text[:at] + rng.choice(donors) + text[at + rng.choice((0, 2)) :]
    words = text.split()
    at, donor = rng.randrange(len(words)), rng.choice(rng.choice(others).split())
    replaced = {"swap": [donor], "add": [donor, words[at]], "drop": [] if len(words) > 1 else [donor]}
    return " ".join([*words[:at], *replaced[rng.choice(("swap", "add", "drop"))], *words[at + 1 :]])


def case(text: str, _lang: str, _rng: random.Random, _others: Sequence[str]) -> str:
    """Return the text in capitals."""
    return text.upper()


def punctuation(text: str, _lang: str, rng: random.Random, _others: Sequence[str]) -> str:
    """Return the text without its marks, or with others."""
    return re.sub(r"[^\w\s]", "", text) + "!" if rng.random() < 0.5 else f"“{text.replace(',', ' –')}…”"


def digits(text: str, _lang: str, rng: random.Random, _others: Sequence[str]) -> str:
    """Return the text with every number another, and one added where it has none."""
    return re.sub(r"\d+", lambda _: str(rng.randrange(1, 10_000)), text)


CHANGES: dict[str, tuple[Change | None, Change | None]] = {
    "case": (case, case),
    "punctuation": (punctuation, punctuation),
    "digits": (digits, digits),
    "a source word": (word, None),
    "a target word": (None, word),
    "a word of each": (word, word),
}


def main() -> None:
    """Print a table for every direction."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/ntrex-dev"))
    parser.add_argument("--directions", nargs="+", default=["ko-en", "de-fr", "zh-en", "ja-ko", "vi-en"])
    given = parser.parse_args()
    for direction in given.directions:
        source, target = direction.split("-")
        lines = load(given.data, [source, target]).lines
        pairs = [(a, b) for a, b in zip(lines[source], lines[target], strict=True) if a.strip() and b.strip()]
        planted(direction, (source, target), pairs)
        excluded(direction, (source, target), pairs)


def planted(direction: str, langs: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> None:
    """Print how many planted repeats are found, and how many line pairs are taken for repeats."""
    first, _ = found(pairs, langs)
    wrong = [n for n in np.flatnonzero(first >= 0).tolist() if not alike(pairs[int(first[n])], pairs[n])]
    print(f"{direction}: {len(pairs)} bitexts, repeats among themselves {int((first >= 0).sum())}, false {len(wrong)}")
    for name, changes in CHANGES.items():
        rng = random.Random(f"{direction} {name}")
        again = [changed(pair, langs, changes, rng, pairs) for pair in pairs]
        both_times = [*pairs, *again]
        first, _ = found(both_times, langs)
        leader = [int(first[n]) if first[n] >= 0 else n for n in range(len(both_times))]
        right = [leader[n + len(pairs)] in (n, leader[n]) for n in range(len(pairs)) if again[n] != pairs[n]]
        print(f"    {name:16} found {np.mean(right):.4f} of {len(right)}")


def excluded(direction: str, langs: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> None:
    """Print how many bitexts that hold a text of a test set are found, by how they were changed."""
    tests = {n: text_keys(pair[n % 2]) for n, pair in enumerate(pairs) if n % 2}
    near = {keys.near for keys in tests.values()}
    by_end: dict[int, list[str]] = {}
    for keys in tests.values():
        for end in keys.ends:
            by_end.setdefault(end, []).append(keys.form)
    for name in ("nothing", "case", "punctuation", "digits", "a target word"):
        rng = random.Random(f"exclude {direction} {name}")
        change = CHANGES[name][1] if name != "nothing" else None
        texts = {n: changed(pairs[n], langs, (None, change), rng, pairs)[1] for n in tests}
        hits = {n for n, text in texts.items() if _overlaps(text, near, by_end)}
        print(f"    test set, {name} changed: found {len(hits) / len(texts):.4f} of {len(texts)}")
    others = [pairs[n] for n in range(len(pairs)) if n not in tests]
    false = [pair for pair in others if _overlaps(pair[1], near, by_end)]
    further = sum(all(_words_apart(pair[1], pairs[n][n % 2]) > 2 for n in tests) for pair in false)
    print(
        f"    test set, other bitexts dropped: {len(false)} of {len(others)}, of these more than a word apart: {further}"
    )


def _overlaps(text: str, near: set[int], by_end: dict[int, list[str]]) -> bool:
    keys = text_keys(text)
    return keys.near in near or any(
        one_word_apart(keys.form, form) for end in keys.ends for form in by_end.get(end, ())
    )


def found(pairs: Sequence[tuple[str, str]], langs: tuple[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """Return what `aligner.repeats` does of the line pairs."""
    keys = [keys_of(bitext(pair, langs)) for pair in pairs]
    rows = np.zeros(len(keys), ROW)
    for name, side in (("source", "source"), ("target", "target")):
        rows[name] = [getattr(one, side).near for one in keys]
    exact = (np.array([getattr(one, side).exact for one in keys]) for side in ("source", "target"))
    rows["exact"] = both(*exact)
    rows["ends"] = [(*one.source.ends, *[0] * (ENDS - len(one.source.ends))) for one in keys]
    forms = [(one.source.form, one.target.form) for one in keys]
    return repeats(rows, lambda chosen: {n: forms[n] for n in chosen.tolist()})


def alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether two line pairs are repeats by a slower, simpler measure: the words of both sides differ in one at most."""
    return all(_words_apart(a, b) <= 2 for a, b in zip(one, other, strict=True))


def _words_apart(a: str, b: str) -> int:
    first, second = (re.findall(r"\w", t.casefold()) if _IDEOGRAPH.search(t) else _plain(t) for t in (a, b))
    common = list(second)
    for token in first:
        if token in common:
            common.remove(token)
    shared = len(second) - len(common)
    apart = len(first) + len(second) - 2 * shared
    return apart // 4 if _IDEOGRAPH.search(a) else apart


def _plain(text: str) -> list[str]:
    return re.sub(r"[^\w\s]|\d", "", text.casefold()).split()


def changed(
    pair: tuple[str, str],
    langs: tuple[str, str],
    changes: tuple[Change | None, Change | None],
    rng: random.Random,
    pairs: Sequence[tuple[str, str]],
) -> tuple[str, str]:
    """Return a line pair with a change on each side, or none."""
    source, target = (
        change(text, lang, rng, [one[side] for one in rng.sample(list(pairs), 5)]) if change else text
        for side, (text, lang, change) in enumerate(zip(pair, langs, changes, strict=True))
    )
    return source, target


def bitext(pair: tuple[str, str], langs: tuple[str, str]) -> Bitext:
    """Return a line pair as a record."""
    sides = [Reference(content_id(text), "", None, Span(0, 1), (Span(0, len(text)),)) for text in pair]
    return Bitext(content_id(*pair), "", "monotone", *langs, *pair, *sides)


if __name__ == "__main__":
    main()
