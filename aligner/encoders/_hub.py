"""Models by the name a hub knows them by: whether they are on this machine, and whether they can come to be."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import UsageError

_SECONDS = 10.0  # that a hub is given to answer
# By name, for they are of another library with each generation of the hub's client.
_OUT_OF_REACH = {"ConnectionError", "TransportError", "Timeout", "LocalEntryNotFoundError", "OfflineModeIsEnabled"}


def commit_here(model: str) -> str:
    """Return the commit of a hub's model as it lies on this machine, or nothing."""
    from huggingface_hub import try_to_load_from_cache

    for name in dict.fromkeys((model, f"sentence-transformers/{model}")):
        if re.fullmatch(r"[\w.-]+(/[\w.-]+)?", name):
            found = try_to_load_from_cache(name, "config.json")
            if isinstance(found, str):
                return Path(found).parent.name
    return ""


def check_reachable(model: str) -> None:
    """Raise UsageError where a model is not on this machine and its hub cannot be reached, after one attempt."""
    if Path(model).exists() or commit_here(model):
        return
    from huggingface_hub import HfApi

    try:
        HfApi().model_info(model, timeout=_SECONDS)
    except Exception as error:  # that there is no such model, whoever loads it says better
        if _OUT_OF_REACH.intersection(kind.__name__ for kind in type(error).__mro__):
            raise UsageError(
                f"The model {model!r} is not on this machine, and the hub it would come from cannot be reached: load it "
                "once while online, or give the folder of a sentence-transformers model."
            ) from error


@contextmanager
def without_retries_printed() -> Iterator[None]:
    """Keep the hub's client from printing every attempt: what comes of them is said once, by whoever asked."""
    logger = logging.getLogger("huggingface_hub")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
