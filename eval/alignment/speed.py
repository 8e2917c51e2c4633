"""How fast the aligner is: `python -m eval.alignment.speed --data FOLDER [--pairs 10000] [--sizes 1000 5000 20000]`.

FOLDER holds `<language>.txt` files, line-parallel, and `document_ids.tsv`. Prints CPU seconds of one thread, encoding not
counted: many pairs of about 25 sentences (distinct ones as far as the lines go, then the same again), and long documents made
of all lines, document after document in another order and with other noise each time. `memory` is the peak above the
vectors, read from /proc (Linux). Engines: `numba` where it is installed, `numpy`. Equal data give equal documents.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import accumulate, cycle, islice, pairwise
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from aligner.aligners import _engine
from aligner.aligners.segmental import SegmentalAligner
from aligner.parts import build
from aligner.windows import Windows, encode_windows

from .corpora import PAIRS, parallel
from .noise import NOISES, Noisy, Parallel, join, make

LINES = 29  # light noise leaves about 25 sentences of them
SMALL, LONG = NOISES["light"], NOISES["light"]
SPARE = 1.15  # lines for each sentence of a long document: noise merges and deletes
PRIMER = 40  # sentences aligned before the clock starts, so that no compilation is counted
PROCESS = Path("/proc/self")

Pair = tuple[Windows, Windows]


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: pairs, source and target sentences in all, seconds of CPU, megabytes above the vectors."""

    engine: str
    pairs: int
    source: int
    target: int
    seconds: float
    megabytes: float | None


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=10_000, help="how many small pairs; 0 for none")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 5_000, 20_000, 50_000])
    parser.add_argument("--engines", nargs="*", choices=("numba", "numpy"), default=engines())
    parser.add_argument("--encoder", default="use")
    options = parser.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # for the processes that measure
    documents = [document for pair in PAIRS for document in parallel(options.data, *pair)]
    print(HEADER)
    if options.pairs:
        small = encoded(small_documents(documents, options.pairs), options.encoder)
        for engine in options.engines:
            print(row(apart(engine, small, options.pairs)), flush=True)
    if options.sizes:
        parts = long_document(documents, max(options.sizes))
        [(source, target)] = encoded([joined(parts)], options.encoder)
        for size in options.sizes:
            n, m = beginning(parts, size)
            for engine in options.engines:
                print(row(apart(engine, [(start(source, n), start(target, m))], 1)), flush=True)


def engines() -> list[str]:
    """Return the engines there are here."""
    return ["numba", "numpy"] if find_spec("numba") else ["numpy"]


def small_documents(documents: Sequence[Parallel], most: int) -> list[Noisy]:
    """Return at most that many noisy pairs of about 25 sentences, cut from documents joined."""
    whole = join(documents)
    pairs = list(zip(whole.source, whole.target, strict=True))
    out = []
    for at in range(0, len(pairs) - LINES + 1, LINES):
        piece = Parallel(f"lines {at}", whole.source[at : at + LINES], whole.target[at : at + LINES])
        out.append(make(piece, SMALL, pairs[:at] + pairs[at + LINES :], "speed"))
        if len(out) == most:
            break
    return out


def long_document(documents: Sequence[Parallel], sentences: int) -> list[Noisy]:
    """Return noisy documents that have together at least that many sentences on either side."""
    rng = random.Random("speed")
    elsewhere = [line for d in documents[::7] for line in zip(d.source, d.target, strict=True)]
    parts: list[Noisy] = []
    sizes = [0, 0]
    while min(sizes) < sentences:
        for document in rng.sample(list(documents), len(documents)):
            parts.append(make(document, LONG, elsewhere, f"speed {len(parts)}"))
            sizes = [sizes[0] + len(parts[-1].source), sizes[1] + len(parts[-1].target)]
            if min(sizes) >= sentences:
                break
    return parts


def joined(parts: Sequence[Noisy]) -> Noisy:
    """Return documents as one."""
    source = tuple(line for part in parts for line in part.source)
    return Noisy("long", source, tuple(line for part in parts for line in part.target), [])


def beginning(parts: Sequence[Noisy], sentences: int) -> tuple[int, int]:
    """Return how many source and target sentences the first documents have that together reach that many."""
    ends = accumulate(((len(part.source), len(part.target)) for part in parts), lambda x, y: (x[0] + y[0], x[1] + y[1]))
    return next(end for end in ends if min(end) >= sentences)


def encoded(documents: Sequence[Noisy], encoder: str) -> list[Pair]:
    """Return the windows of both sides of documents."""
    texts = [side for document in documents for side in (document.source, document.target)]
    windows = encode_windows(build("encoders", encoder), texts, SegmentalAligner().longest)
    return list(zip(windows[0::2], windows[1::2], strict=True))


def start(side: Windows, sentences: int) -> Windows:
    """Return the first so many sentences of a side, sharing its vectors."""
    vectors = [block[: max(0, sentences - width)] for width, block in enumerate(side.vectors)]
    return Windows(vectors, side.lengths[:sentences])


def apart(engine: str, pairs: Sequence[Pair], count: int) -> Run:
    """Return `measure` in a process of its own, which has held nothing but the vectors."""
    with TemporaryDirectory() as folder:
        vectors, lengths = Path(folder, "vectors.npy"), [side.lengths for pair in pairs for side in pair]
        save(pairs, vectors)
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            return pool.submit(measure_saved, engine, vectors, lengths, count).result()


def save(pairs: Sequence[Pair], path: Path) -> None:
    """Write the vectors of all pairs, side after side, width after width, to one file."""
    blocks = [block for pair in pairs for side in pair for block in side.vectors]
    shape = sum(map(len, blocks)), blocks[0].shape[1]
    out = np.lib.format.open_memmap(path, "w+", np.float32, shape)
    np.concatenate(blocks, out=out)


def measure_saved(engine: str, path: Path, lengths: Sequence[NDArray[np.float64]], count: int) -> Run:
    """Measure on pairs whose vectors were saved, taken again from the first where there are fewer than `count`."""
    vectors, at, sides = np.load(path), 0, []
    for sizes in lengths:
        rows = [max(0, len(sizes) - width) for width in range(SegmentalAligner().longest)]
        ends = [at, *(at + end for end in accumulate(rows))]
        sides.append(Windows([vectors[first:last] for first, last in pairwise(ends)], sizes))
        at = ends[-1]
    return measure(engine, list(islice(cycle(zip(sides[0::2], sides[1::2], strict=True)), count)))


def measure(engine: str, pairs: Sequence[Pair]) -> Run:
    """Align pairs one after the other with an engine and return what that took."""
    aligner = SegmentalAligner()
    primers = [(start(source, PRIMER), start(target, PRIMER)) for source, target in pairs[:1]]
    with_engine(engine, lambda: [aligner.align(*primer) for primer in primers])
    before = forget_peak()
    begun = time.process_time()
    with_engine(engine, lambda: [aligner.align(*pair) for pair in pairs])
    seconds = time.process_time() - begun
    megabytes = None if before is None else (status("VmHWM") - before) / 1024
    return Run(engine, len(pairs), *(sum(len(pair[k]) for pair in pairs) for k in (0, 1)), seconds, megabytes)


def with_engine(engine: str, work: Callable[[], object]) -> None:
    """Do some work with the inner loops of an engine, numba installed or not."""
    chosen, loops = _engine.engine, _engine.loops(compiled=engine == "numba")
    _engine.engine = lambda: loops
    try:
        work()
    finally:
        _engine.engine = chosen


def forget_peak() -> int | None:
    """Return the memory in use now, in kilobytes, and let the peak begin there; None where /proc is not Linux's."""
    try:
        (PROCESS / "clear_refs").write_text("5")
        return status("VmRSS")
    except OSError:
        return None


def status(name: str) -> int:
    """Return one figure of the process, in kilobytes."""
    lines = (PROCESS / "status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(f"{name}:")).split()[1])


HEADER = (
    f"{'engine':8}{'pairs':>8}{'source':>9}{'target':>9}{'seconds':>9}{'pairs/s':>9}{'ms/sentence':>13}{'memory':>9}"
)


def row(run: Run) -> str:
    """Return a line of the table; milliseconds are per source sentence."""
    memory = "-" if run.megabytes is None else f"{run.megabytes:.0f} MB"
    return (
        f"{run.engine:8}{run.pairs:8d}{run.source:9d}{run.target:9d}{run.seconds:9.2f}{run.pairs / run.seconds:9.2f}"
        f"{1000 * run.seconds / run.source:13.3f}{memory:>9}"
    )


if __name__ == "__main__":
    main()
