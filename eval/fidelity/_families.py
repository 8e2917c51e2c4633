"""The kinds of errors measured, each with the check that should find it and its harmless twins."""

from __future__ import annotations

from . import inject_names
from . import inject_text as inject
from .inject_text import Family

_RUN = frozenset({"foreign-run"})
FAMILIES = (
    Family(
        "TRUNC",
        "truncation",
        frozenset({"no-end-mark", "end-mark-missing"}),
        inject.truncated,
        (("headline", inject.headline),),
    ),
    Family("TRUNC closed by a stop", "truncation", frozenset({"no-final-ending"}), inject.truncated_with_stop),
    Family("UNTR half", "untranslated", _RUN, inject.half_untranslated, (("work's title", inject.foreign_title),)),
    Family("UNTR 4 words", "untranslated", _RUN, inject.phrase_untranslated, (("in brackets", inject.in_brackets),)),
    Family("COPY", "copied", frozenset({"copy"}), inject.copied, (("bare name", inject.same_name),)),
    Family(
        "LANG",
        "wrong_language",
        frozenset({"source-language", "target-language"}),
        inject.wrong_language,
        (("foreign quote", inject.foreign_quote),),
    ),
    Family(
        "DUP",
        "repeated",
        frozenset({"target-repeats", "source-repeats"}),
        inject.repeated,
        (("on both sides", inject.repeated_on_both_sides),),
    ),
    Family(
        "NE-SWAP",
        "names",
        frozenset({"missing", "partly-missing"}),
        inject_names.name_swapped,
        (("surname only", inject_names.surname_only),),
        counts_names=True,
    ),
    Family("NE-TYPO", "names", frozenset({"two-forms"}), inject_names.name_varied, counts_names=True),
    Family("NE-TYPO, Latin", "names", frozenset({"two-spellings"}), inject_names.name_misspelled, counts_names=True),
    Family("length, a third cut", "length", frozenset({"too-short"}), inject.third_cut),
    Family("negation", "negation", frozenset({"only-korean", "only-english"}), inject.negated),
)
