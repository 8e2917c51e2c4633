"""Finds a part by its file's name: `find("encoders", "use")` is the one `*Encoder` class in `aligner/encoders/use.py`.

What reads or writes files is also found by how a file's name ends. A dotted name (`mypackage.mymodule`) is imported as it
stands, so a part may also live outside this package.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from .errors import UnknownPart, UsageError, nearest

KINDS = {
    "readers": "Reader",
    "splitters": "Splitter",
    "encoders": "Encoder",
    "pairers": "Pairer",
    "aligners": "Aligner",
    "scorers": "Scorer",
    "checks": "Check",
    "writers": "Writer",
    "bitext_readers": "BitextReader",
    "reports": "Report",
    "engines": "Engine",
}
PACKED = (".gz", ".zst")


def names(kind: str) -> list[str]:
    """Return the names of every part of a kind, sorted."""
    package = importlib.import_module(f"{__package__}.{kind}")
    return sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_"))


def find(kind: str, name: str) -> type[Any]:
    """Return the class of a part, `-` in its name for `_` or not; raises UnknownPart with the nearest name."""
    file = name.replace("-", "_")
    if "." not in name and file not in names(kind):
        raise UnknownPart(f"No {KINDS[kind].lower()} is called {name!r}: {nearest(name, names(kind))}")
    path = name if "." in name else f"{__package__}.{kind}.{file}"
    try:
        module = importlib.import_module(path)
    except ModuleNotFoundError as error:
        raise UnknownPart(
            f"The {KINDS[kind].lower()} {name!r} needs the package {error.name!r}: install it."
        ) from error
    for item in vars(module).values():
        if inspect.isclass(item) and item.__module__ == module.__name__ and item.__name__.endswith(KINDS[kind]):
            return item
    raise UnknownPart(f"{path} has no class whose name ends in {KINDS[kind]}: name it so.")


@cache
def endings(kind: str) -> Mapping[str, str]:
    """Return the name of the part for every ending of file names that the parts of a kind know."""
    return {suffix: name for name in names(kind) for suffix in find(kind, name).suffixes}


def by_ending(kind: str, file: str) -> str | None:
    """Return the name of the part for the longest ending of a file's name that any knows, or None.

    A last `.gz` or `.zst` does not count: whether a format can be packed is for its part to say.
    """
    file = file.lower()
    file = next((file.removesuffix(packed) for packed in PACKED if file.endswith(packed)), file)
    known = [ending for ending in endings(kind) if file.endswith(ending)]
    return endings(kind)[max(known, key=len)] if known else None


def build(kind: str, name: str, options: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - one of the protocols
    """Return a new part; raises UsageError for an option its class does not take."""
    check(kind, name, options or {})
    try:
        return find(kind, name)(**(options or {}))
    except TypeError as error:
        raise UsageError(
            f"The {KINDS[kind].lower()} {name!r} cannot be made with {dict(options or {})}: {error}."
        ) from error


def check(kind: str, name: str, options: Iterable[str]) -> None:
    """Raise UnknownPart or UsageError unless the part exists, takes those options and lacks none it needs."""
    parameters = inspect.signature(find(kind, name)).parameters
    known, given = list(parameters), set(options)
    for option, parameter in parameters.items():
        if parameter.default is parameter.empty and option not in given:
            raise UsageError(f"The {KINDS[kind].lower()} {name!r} needs the option {option!r}: give its {option}.")
    for option in given:
        if option not in known:
            raise UsageError(f"The {KINDS[kind].lower()} {name!r} has no option {option!r}: {nearest(option, known)}")


def hashable(option: Any) -> Any:  # noqa: ANN401 - as TOML gives it
    """Return an option's lists as tuples and its tables as sorted pairs of key and value, at any depth."""
    if isinstance(option, Mapping):
        return tuple(sorted((key, hashable(value)) for key, value in option.items()))
    return tuple(map(hashable, option)) if isinstance(option, list | tuple) else option
