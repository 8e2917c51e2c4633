"""The default for languages that have no file of their own."""

from __future__ import annotations

from . import Language
from ._shared import FURNITURE, LATIN_TITLES, NUMERIC_DATES

LANGUAGE = Language(
    code="und",
    name="Undetermined",
    titles=LATIN_TITLES,
    date_patterns=NUMERIC_DATES,
    furniture=FURNITURE,
)
