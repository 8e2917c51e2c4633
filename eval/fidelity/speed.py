"""How fast the checks are: from cold on one pair of articles, and warm on many sentences, on one core.

    OPENBLAS_NUM_THREADS=1 python -m eval.fidelity.speed --ntrex ../shared/data/ntrex-dev

Cold: `aligner check` on 25 sentences of a document and their translation, a process of its own; the best of five, as times of a
process that does nothing but import numpy. Warm: sentence pairs a second in the checks that may fail a build and in all, as
times of finding and comparing the digits of both sides, which is what a simple number check does. Other processes slow a
measurement down and never speed it up; the ratios suffer less than the seconds.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from aligner.fidelity import RELIABLE_CHECKS
from aligner.parts import build, names
from aligner.records import Bitext, Span

from .numbers import ntrex_documents

SENTENCES = 25
_RUNS = 5
_DIGITS = re.compile(r"\d+")


def main() -> None:
    """Print the two measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ntrex", type=Path, required=True)
    parser.add_argument("--pair", default="ko-en", help="language pair, source first")
    given = parser.parse_args()
    source, target = given.pair.split("-")
    documents = ntrex_documents(given.ntrex, source, target)
    _cold(next(document for document in documents if len(document) >= SENTENCES)[:SENTENCES])
    _warm(documents)


def _cold(bitexts: Sequence[Bitext]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, lang) for lang in (bitexts[0].source_lang, bitexts[0].target_lang)]
        for file, side in zip(files, ("source_text", "target_text"), strict=True):
            file.write_text("".join(f"{getattr(b, side)}\n" for b in bitexts), "utf-8")
        check = cold_seconds("-m", "aligner", "check", *map(str, files))
    base = cold_seconds("-c", "import numpy")
    print(f"cold: aligner check on {len(bitexts)} sentence pairs {check:.2f} s, {check / base:.1f} times import numpy")


def cold_seconds(*arguments: str) -> float:
    """Return the wall-clock seconds of a Python process, the best of some, with bytecode at hand as in an installed package."""
    taken = []
    with tempfile.TemporaryDirectory() as bytecode:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(_RUNS + 1):
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
            taken.append(time.perf_counter() - start)
    return min(taken[1:])


def _warm(documents: Sequence[Sequence[Bitext]]) -> None:
    pairs = sum(map(len, documents))
    digits = pairs / _process_seconds(lambda document: [_digits_agree(b) for b in document], documents)
    for title, chosen in (("checks that may fail a build", RELIABLE_CHECKS), ("all checks", names("checks"))):
        found = [build("checks", name) for name in chosen]
        rate = pairs / _process_seconds(lambda document, found=found: [c.check(document) for c in found], documents)
        print(
            f"warm: {rate:,.0f} pairs/s in the {len(found)} {title}; {digits / rate:.0f} times as long as comparing digits"
        )


def _process_seconds(work: Callable[[Sequence[Bitext]], object], documents: Sequence[Sequence[Bitext]]) -> float:
    """Return the seconds this process spends on texts not read before, the best of some: a mark at their end makes them new."""
    taken = []
    for mark in range(_RUNS):
        new = [[_marked(b, f" {'*' * (mark + 1)}") for b in document] for document in documents]
        start = time.process_time()
        for document in new:
            work(document)
        taken.append(time.process_time() - start)
    return min(taken)


def _marked(bitext: Bitext, mark: str) -> Bitext:
    source, target = bitext.source_text + mark, bitext.target_text + mark
    references = (
        replace(reference, spans=(Span(0, len(text)),))
        for reference, text in ((bitext.source_ref, source), (bitext.target_ref, target))
    )
    source_ref, target_ref = references
    return replace(bitext, source_text=source, target_text=target, source_ref=source_ref, target_ref=target_ref)


def _digits_agree(bitext: Bitext) -> bool:
    return sorted(_DIGITS.findall(bitext.source_text)) == sorted(_DIGITS.findall(bitext.target_text))


if __name__ == "__main__":
    main()
