"""Prints the comparison of aligners: `python -m eval.alignment.compare --data FOLDER [--weights FILE] [--half 0|1]`.

With `--plot FILE` (needs matplotlib; .svg, .png, .pdf) it also draws how often beads of each probability are right.

FOLDER holds `ntrex-dev` (line-parallel documents, to which noise is added; `short` ones are a few lines, a fifth of them with an
unrelated target) and `textberg-dev` (hand-made beads). With
`--half`, only every other document is used: the half that the given weights were not trained on. Intervals are 95 %, by
drawing documents again and again (bootstrap); calibration is over every bead the aligner outputs, promised precision over
those with two sides.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from aligner.aligners.segmental import WEIGHTS, SegmentalAligner
from aligner.confidence import calibration_error, reliability
from aligner.parts import build
from aligner.scoring import Counts, Links, count, figures, links
from aligner.windows import Windows, encode_windows

from . import peers
from .corpora import half, hand_made, noisy, parallel, short
from .measures import by_shape, interval, kept_precision
from .noise import NOISES, Noisy
from .plot import Outcomes, draw

LANGUAGES = (("kor", "eng"), ("deu", "fra"), ("zho", "eng"), ("jpn", "kor"))
PROMISES = (0.95, 0.98, 0.99)
KINDS = (("light", 1), ("light", 4), ("heavy", 4))
SHORT_TIMES = 4  # each draw has but a few lines of a document


@dataclass(frozen=True, slots=True)
class Item:
    """One document with its windows."""

    document: Noisy
    source: Windows
    target: Windows


def main() -> None:
    """Print one table a set, then calibration and shapes of the segmental aligner."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--encoder", default="use")
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--plot", type=Path, help="draw the reliability of every set into this file")
    options = parser.parse_args()
    if options.plot and not find_spec("matplotlib"):
        parser.error("--plot needs matplotlib: pip install matplotlib")
    aligner = SegmentalAligner(weights=options.weights)
    print(f"{'set':24} {'aligner':12} strict   95 %        lax    null   ECE")
    outcomes = {}
    for name, documents in sets(options.data, options.half, options.seeds).items():
        items = encoded(documents, options.encoder)
        outcomes[name] = report(name, items, aligner)
    if options.plot:
        draw(outcomes, options.plot)


def sets(data: Path, which: int | None, seeds: int) -> dict[str, list[Noisy]]:
    """Return the documents of every set by its name."""
    out = {}
    for source, target in LANGUAGES:
        documents = half(parallel(data / "ntrex-dev", source, target), which)
        for kind, together in KINDS:
            made = [d for seed in range(seeds) for d in noisy(documents, NOISES[kind], together, f"compare {seed}")]
            out[f"{source}-{target} {kind} x{together}"] = made
        draws = range(SHORT_TIMES * seeds)
        made = [d for draw in draws for d in short(documents, lambda _: NOISES["light"], f"compare {draw}")]
        out[f"{source}-{target} light short"] = made
    folder = data / "textberg-dev"
    out["deu-fra Text+Berg dev"] = [hand_made(folder / "dev.de", folder / "dev.fr", folder / "dev.defr")]
    return out


def encoded(documents: Sequence[Noisy], encoder: str) -> list[Item]:
    """Return documents with the windows of both sides."""
    texts = [side for document in documents for side in (document.source, document.target)]
    windows = encode_windows(build("encoders", encoder), texts, SegmentalAligner().longest)
    return [Item(*three) for three in zip(documents, windows[0::2], windows[1::2], strict=True)]


def report(name: str, items: Sequence[Item], aligner: SegmentalAligner) -> Outcomes:
    """Print a set's rows; return the probability of every bead of the segmental aligner and whether it is right."""
    found, sure = [], []
    for item in items:
        beads = aligner.align(item.source, item.target)
        gold = set(item.document.gold)
        found.append(links(beads))
        sure += [(bead.probability, link in gold) for bead, link in zip(beads, found[-1], strict=True)]
    error = calibration_error(sure)
    _row(name, "segmental", items, found, f"{error:.3f}")
    _row(name, "bertalign", items, [peers.bertalign(i.source, i.target) for i in items])
    _row(name, "  best skip", items, best_of(items, "bertalign", (-0.4, -0.2, 0.0, 0.1, 0.2)))
    _row(name, "vecalign", items, [peers.vecalign(i.source, i.target) for i in items])
    _row(name, "  best skip", items, best_of(items, "vecalign", (0.02, 0.05, 0.1, 0.3)))
    _row(name, "gale-church", items, [peers.gale_church(i.source, i.target) for i in items])
    if shutil.which("hunalign"):
        _row(name, "hunalign", items, [peers.hunalign(i.document.source, i.document.target) for i in items])
    print("    by shape (right/gold): " + ", ".join(f"{s} {r}/{g}" for s, r, g in by_shape(_pairs(items, found))))
    full = [one for one, links_ in zip(sure, (link for f in found for link in f), strict=True) if all(links_)]
    measured = [(promise, *kept_precision(full, promise)) for promise in PROMISES]
    print(
        "    promised precision -> measured: " + "  ".join(f"{w}->{p:.3f} ({n} of {len(full)})" for w, p, n in measured)
    )
    print("    probability -> right: " + "  ".join(f"{p:.2f}->{r:.2f} ({n})" for p, r, n in reliability(sure)))
    return sure


def best_of(items: Sequence[Item], peer: str, skips: Sequence[float]) -> list[Links]:
    """Return a peer's alignments at the null cost that scores best on this very set: more than a user could know."""
    runs = []
    for skip in skips:
        if peer == "bertalign":
            run = [peers.bertalign(i.source, i.target, skip=skip) for i in items]
        else:
            run = [peers.vecalign(i.source, i.target, percentile=skip) for i in items]
        runs.append(run)
    return max(runs, key=lambda run: figures(sum((count(g, f) for g, f in _pairs(items, run)), Counts())).strict.f1)


def _pairs(items: Sequence[Item], found: Sequence[Links]) -> list[tuple[Links, Links]]:
    return [(item.document.gold, links_) for item, links_ in zip(items, found, strict=True)]


def _row(name: str, aligner: str, items: Sequence[Item], found: Sequence[Links], error: str = "") -> None:
    counts = [count(gold, links_) for gold, links_ in _pairs(items, found)]
    score = figures(sum(counts, Counts()))
    low, high = interval(counts, np.random.default_rng(0))
    print(
        f"{name:24} {aligner:12} {score.strict.f1:.4f}  {low:.3f}-{high:.3f}  {score.lax.f1:.4f} {score.null.f1:.4f} {error}",
        flush=True,
    )


if __name__ == "__main__":
    main()
