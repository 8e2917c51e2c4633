"""How far the length of a bitext strays from its article pair's own ratio."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from ..records import Bitext


class LengthRatioScorer:
    """Scores min(a, b) / max(a, b) of the two lengths in characters, after scaling by the ratio of the pair's totals.

    1 is exactly the pair's usual ratio; 0 where one side is empty.
    """

    def score(self, bitexts: Sequence[Bitext]) -> list[float]:
        """Return one score in [0, 1] each; bitexts of one pair must come in one call."""
        totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for b in bitexts:
            if b.source_text and b.target_text:
                totals[b.pair][0] += len(b.source_text)
                totals[b.pair][1] += len(b.target_text)
        return [self._one(b, *totals[b.pair]) for b in bitexts]

    def _one(self, bitext: Bitext, source_total: int, target_total: int) -> float:
        if not bitext.source_text or not bitext.target_text:
            return 0.0
        usual = math.log(source_total / target_total)
        return round(math.exp(-abs(math.log(len(bitext.source_text) / len(bitext.target_text)) - usual)), 4)
