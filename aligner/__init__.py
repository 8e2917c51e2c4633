"""Pairs news articles by event, aligns their sentences with calibrated confidence, and keeps where everything came from."""

from .api import Pairing, align, pair, read_bitext, run
from .errors import AlignerError, InputError, RunError, UsageError
from .records import Alignment, Article, ArticlePair, Bead, Bitext, Document, Finding, Note, Reference, Span

__version__ = "0.1.0"

__all__ = [
    "AlignerError",
    "Alignment",
    "Article",
    "ArticlePair",
    "Bead",
    "Bitext",
    "Document",
    "Finding",
    "InputError",
    "Note",
    "Pairing",
    "Reference",
    "RunError",
    "Span",
    "UsageError",
    "align",
    "pair",
    "read_bitext",
    "run",
]
