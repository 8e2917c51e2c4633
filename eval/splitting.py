"""How well running text is split into sentences, and how fast.

    python -m eval.splitting --data ../shared/data/ntrex-dev

The lines of each news document are joined by a space (Chinese and Japanese: by nothing) and split again; boundaries inside
a document are compared, counted in characters that are not white space. *Raw* gold is the ends of lines, each a sentence of
the original English. Translators make two sentences of one, so *adjusted* gold adds boundaries inside lines, found by one
expression a script that looks at the line alone and shares nothing with the splitters:

- Latin and Cyrillic: `.`, `!`, `?` or `…` and closing marks, after four letters (Vietnamese: two small ones) and before white
  space and a capital, so that hardly an abbreviation and no initial or number counts;
- Korean: the same marks after 다, 요, 까 or 죠, unless the next word is a particle that quotes;
- Chinese and Japanese: `。`, `！` or `？` with words to come, but with no other such mark and no closing mark right behind it.

A boundary which that leaves out, such as one after a number, counts against the splitter; what it wrongly puts in (`Sens.
John`) as well. R.end is the recall on lines that end in a terminator: headlines and cut quotations end in none.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from aligner import languages, parts
from aligner.languages import Language
from aligner.protocols import Splitter
from eval.ntrex import load

CODES = ("ko", "en", "zh", "ja", "vi", "de", "fr", "es")
_ENDED = re.compile("[.!?…。！？][\"'”’»)”」』）]*$")
_CAPITAL = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-ỹА-ЯЁ"
_SPACED = rf"[.!?…]+[\"'”’»)]*(?=\s+[\"'“‘«(¿¡]*[{_CAPITAL}])"
_UNSPACED = re.compile(r"[。！？]+(?=[^。！？\"'”’」』）)].*\w)")
_INSIDE = {
    "ko": re.compile(r"(?<=[다요까죠])[.!?…]+[\"'”’)]*(?=\s+(?!(?:이?라)?(?:고|며|면서|는)\s)\S)"),
    "vi": re.compile(r"(?<=[a-zà-ỹ]{2})" + _SPACED),
    "zh": _UNSPACED,
    "ja": _UNSPACED,
}
_INSIDE_OTHERS = re.compile(r"(?<=[^\W\d_]{4})" + _SPACED)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of boundaries: found and right, found and wrong, not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of the boundaries found that are right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the right boundaries that were found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True, slots=True)
class Result:
    """The three comparisons of one language."""

    raw: Agreement
    adjusted: Agreement
    ended: Agreement


def boundaries(pieces: Iterable[str]) -> set[int]:
    """Return where pieces of a text end, in characters that are not white space; the end of the text is none."""
    ends = list(accumulate(len("".join(piece.split())) for piece in pieces))
    return set(ends[:-1]) - set(ends[-1:])


def inside(line: str, code: str) -> list[str]:
    """Return a line cut where the gold's own expression sees a sentence end."""
    cuts = [match.end() for match in _INSIDE.get(code, _INSIDE_OTHERS).finditer(line)]
    return [line[a:b] for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)]


def measure(documents: Iterable[Sequence[str]], language: Language, splitter: Splitter) -> Result:
    """Return how well a splitter finds the lines of documents again."""
    raw = adjusted = ended = Agreement()
    for lines in documents:
        text = language.joiner.join(lines)
        found = boundaries(span.of(text) for span in splitter.split(text, language))
        gold = boundaries(lines)
        ends = list(accumulate(len("".join(line.split())) for line in lines))
        with_end = gold & {end for end, line in zip(ends, lines, strict=True) if _ENDED.search(line)}
        raw += _compare(found, gold)
        adjusted += _compare(found, boundaries(piece for line in lines for piece in inside(line, language.code)))
        ended += _compare(found & with_end, with_end)
    return Result(raw, adjusted, ended)


def speed(documents: Sequence[Sequence[str]], language: Language, splitter: Splitter) -> float:
    """Return sentences a second of this process on one core: all documents in one text, best of five."""
    text = language.joiner.join(line for lines in documents for line in lines)
    times = []
    for _ in range(5):
        start = time.process_time()
        sentences = splitter.split(text, language)
        times.append(time.process_time() - start)
    return len(sentences) / min(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--splitter", default="rules")
    arguments = parser.parse_args()
    corpus = load(arguments.data, list(CODES))
    splitter: Splitter = parts.build("splitters", arguments.splitter)
    print(f"{'':4}{'adjusted':^24}{'raw':^24}")
    print(f"{'':4}{'P':>8}{'R':>8}{'F1':>8}{'P':>8}{'R':>8}{'F1':>8}{'R.end':>8}{'sentences/s':>14}")
    for code in CODES:
        language = languages.get(code)
        documents = [[corpus.lines[code][n].strip() for n in document] for document in corpus.documents]
        result = measure(documents, language, splitter)
        figures = [
            value for each in (result.adjusted, result.raw) for value in (each.precision, each.recall, each.f1)
        ] + [result.ended.recall]
        print(f"{code:4}" + "".join(f"{v:8.3f}" for v in figures) + f"{speed(documents, language, splitter):14,.0f}")


def _compare(found: set[int], gold: set[int]) -> Agreement:
    return Agreement(len(found & gold), len(found - gold), len(gold - found))


if __name__ == "__main__":
    main()
