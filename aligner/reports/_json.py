"""JSON as every reader takes it: no NaN, nothing UTF-8 cannot hold."""

from __future__ import annotations

import json
import math
from typing import Any

from ._text import writable


def dumps(value: Any, indent: int | None = None) -> str:  # noqa: ANN401 - any JSON value
    """Return the value as JSON; floats are rounded to six places, those that are not finite become null."""
    return writable(json.dumps(_plain(value), indent=indent, ensure_ascii=False, allow_nan=False))


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value
