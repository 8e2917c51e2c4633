"""Text made fit for where a report ends up."""

from __future__ import annotations

import math
import re

from ..records import Article

_UNSAFE = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029]+")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def writable(text: str) -> str:
    """Return the text as UTF-8 can write it: lone surrogates become `?`."""
    return text.encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """Return the text safe for a terminal: no control or direction characters, white space single."""
    return writable(" ".join(_UNSAFE.sub(" ", _DIRECTION.sub("", text)).split()))


def two_places(value: float) -> str:
    """Return a number as `0.97`, cut towards zero so that only certainty reads 1.00; `n/a` where it is not finite."""
    if not math.isfinite(value):
        return "n/a"
    return f"{math.trunc(round(value * 100, 6)) / 100:.2f}"


def one_place(value: float) -> str:
    """Return a number as `97.3`, cut towards zero so that only a full score reads 100.0."""
    return f"{math.trunc(round(value * 10, 6)) / 10:.1f}"


def percent(share: float) -> str:
    """Return a share as `97 %`; only all of it reads 100 %."""
    return f"{min(round(share * 100), 99) if share < 1 else 100}\u202f%"


def significant(value: float) -> str:
    """Return a number with three significant digits, whole from a thousand on; `n/a` where it is not finite."""
    if not math.isfinite(value):
        return "n/a"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def heading(article: Article) -> str:
    """Return what to call an article: its title, or the name of its file."""
    return article.title or article.source.replace("\\", "/").rsplit("/", 1)[-1]
