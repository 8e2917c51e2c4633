"""Whether a bitext passes the rules of bicleaner-hardrules, of those that need no model of their own."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..records import Bitext

if TYPE_CHECKING:
    from hardrules.hardrules import Hardrules

MISSING = (
    "The scorer 'hardrules' needs two packages: pip install bicleaner-hardrules kenlm "
    "(to build them, a C++ compiler and the headers of hunspell, libhunspell-dev)."
)
_HALF_SURROGATE = re.compile("[\ud800-\udfff]")


class HardrulesScorer:
    """Scores 1 where no default rule of bicleaner-hardrules is broken, else 0; needs that package and kenlm.

    Its language model, its language identification and its pornography filter, which download models, are left out.
    """

    def __init__(self) -> None:
        if not (find_spec("hardrules") and find_spec("kenlm")):
            raise UsageError(MISSING)

    @property
    def fingerprint(self) -> str:
        """Return the version of the package, whose rules differ between versions."""
        return version("bicleaner-hardrules")

    def score(self, bitexts: Sequence[Bitext]) -> list[float]:
        """Return 1 or 0 each; raises UsageError where the package cannot be imported."""
        return [float(not self.broken(bitext)) for bitext in bitexts]

    def broken(self, bitext: Bitext) -> str:
        """Return the first rule that a bitext breaks, by its name there, such as `no_urls(left)`; empty where there is none."""
        # Half a surrogate pair cannot be encoded, which a rule on lengths does.
        source, target = (_HALF_SURROGATE.sub("\ufffd", text) for text in (bitext.source_text, bitext.target_text))
        return str(_rules(bitext.source_lang, bitext.target_lang).wrong_tu(source, target) or "")


@cache
def _rules(source_lang: str, target_lang: str) -> Hardrules:
    try:
        from hardrules.hardrules import Hardrules
    except ImportError as error:
        raise UsageError(MISSING) from error
    return Hardrules(
        Namespace(
            source_lang=source_lang,
            target_lang=target_lang,
            rules_config=None,
            run_all_rules=False,
            disable_minimal_length=False,
            disable_lm_filter=True,
            lm_threshold=0.5,
            disable_porn_removal=True,
            disable_lang_ident=True,
        )
    )
