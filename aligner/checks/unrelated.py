"""Two texts that tell different stories."""

from __future__ import annotations

from collections.abc import Sequence

from ..counterparts import SIDES, covered
from ..records import Bitext, Finding
from ._evidence import finding

_LEAST_SHARED = 0.2
"""How much of a text its counterparts must share for two articles to be one story, at the least. Of articles about different
things none comes up to it on either side, of translations that keep 30 % of the sentences nearly all do
(`python -m eval.fidelity.unrelated`)."""
_FEWEST_SENTENCES = 3
_CONFIDENCE = 0.95


class UnrelatedCheck:
    """Reports an article pair, at its first bitext, where next to nothing on either side has a counterpart that says the same
    (`counterparts.covered`).
    """

    def supports(self, source_lang: str, target_lang: str) -> bool:  # noqa: ARG002 - the alignment knows no languages
        """True for every pair of languages."""
        return True

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]:
        """Return the findings of each bitext of one article pair: one at most, of the first."""
        out: list[list[Finding]] = [[] for _ in bitexts]
        sides = [covered(bitexts, side) for side in SIDES]
        if all(share < _LEAST_SHARED and sentences >= _FEWEST_SENTENCES for share, sentences in sides):
            source, target = (round(100 * share) for share, _ in sides)
            message = (
                "These look like two different stories: "
                f"their counterparts share only {source} % of the source and {target} % of the translation."
            )
            mqm, rule = "Accuracy", "two-stories"
            out[0].append(finding("unrelated", "critical", message, bitexts[0], _CONFIDENCE, mqm=mqm, rule=rule))
        return out
