"""How often one line of news is given its language, and what else it is taken for.

    python -m eval.language --data ../shared/data/ntrex-dev

Every line of every language counts, headlines and fragments too. Three columns: nothing known beforehand; the pair asked for
is the language and English (English: and Korean); and the share of lines called undetermined when nothing is known.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from aligner.identify import identify
from eval.ntrex import CODES, load

ASIAN, WESTERN = ("ko", "en", "zh", "ja", "vi"), ("en", "de", "fr", "es")
_LINE_BY_LINE_ASIAN, _LINE_BY_LINE_WESTERN = 0.995, 0.99


def found(lines: Sequence[str], among: Sequence[str] | None = None) -> Counter[str]:
    """Return how many lines are taken for each language."""
    return Counter(identify(line, among)[0] for line in lines)


def main() -> None:
    """Print the table, and whether the two aims are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    corpus = load(parser.parse_args().data, list(CODES))
    shares: dict[str, float] = {}
    print(f"{'':4}{'lines':>7}{'alone':>9}{'in pair':>9}{'und':>8}  taken for")
    for code, lines in corpus.lines.items():
        counts = found(lines)
        in_pair = found(lines, (code, "ko" if code == "en" else "en"))
        shares[code] = counts[code] / len(lines)
        wrong = " ".join(f"{other} {n}" for other, n in counts.most_common() if other != code)
        print(
            f"{code:4}{len(lines):7}{shares[code]:9.2%}{in_pair[code] / len(lines):9.2%}"
            f"{counts['und'] / len(lines):8.2%}  {wrong}"
        )
    for names, aim in ((ASIAN, _LINE_BY_LINE_ASIAN), (WESTERN, _LINE_BY_LINE_WESTERN)):
        least = min(shares[code] for code in names)
        print(f"{', '.join(names)}: at least {least:.2%} ({'reaches' if least >= aim else 'misses'} {aim:.1%})")


if __name__ == "__main__":
    main()
