"""How much of an article pair's text has a counterpart that says the same: little where two articles tell different stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..counterparts import SIDES, covered
from ..records import Bitext


class SupportScorer:
    """Scores every bitext of a pair alike, from 0 to 1: the share of the better covered side's text (`counterparts.covered`)."""

    def score(self, bitexts: Sequence[Bitext]) -> list[float]:
        """Return one score in [0, 1] each; bitexts of one pair must come in one call."""
        of_pair: dict[str, list[Bitext]] = defaultdict(list)
        for bitext in bitexts:
            of_pair[bitext.pair].append(bitext)
        shares = {pair: max(covered(found, side)[0] for side in SIDES) for pair, found in of_pair.items()}
        return [round(shares[bitext.pair], 4) for bitext in bitexts]
