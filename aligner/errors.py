"""Every error this package raises on purpose; each message says what to do next.

AlignerError
├── UsageError       the caller's settings or arguments: nothing was run
│   ├── UnknownPart  a part (encoder, reader, ...) that does not exist
│   ├── NotText      a format that cannot go to standard output
│   └── BadAnchor    a bead given beforehand that cannot be
├── InputError       one input cannot be used: becomes a row, the run goes on
└── RunError         the run cannot continue, or a shard failed for good
    └── JobsLost     jobs whose worker died every time
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class AlignerError(Exception):
    """Root of the tree."""


class UsageError(AlignerError):
    """Settings or arguments that cannot be used as given."""


class UnknownPart(UsageError):
    """A part was asked for by a name that no file has."""


class NotText(UsageError):
    """A format of files or folders was to go to standard output."""


class BadAnchor(UsageError):
    """A bead given beforehand cannot be; `number` is its place among those given for the article pair `pair`, from 0."""

    def __init__(self, message: str, number: int = 0, pair: str = "") -> None:
        super().__init__(message)
        self.number = number
        self.pair = pair


class InputError(AlignerError):
    """One input file or record cannot be used; the message says why."""


class RunError(AlignerError):
    """The run cannot continue or did not finish."""


class JobsLost(RunError):
    """Jobs whose worker died every time they were tried; `jobs` names them. All others are done."""

    def __init__(self, message: str, jobs: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.jobs = jobs


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return a hint that names the closest valid choice and lists them all."""
    known = sorted(choices)
    close = difflib.get_close_matches(word, known, n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    return f"{hint}Known: {', '.join(known) or 'none'}"
