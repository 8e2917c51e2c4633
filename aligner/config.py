"""Settings: TOML in, one frozen dataclass out. An unknown key is an error that names the nearest valid one.

```toml
[run]
languages = ["ko", "en"]   # each earlier one is a source for the later ones; left out, the two most frequent

[encoder]                # also: splitter, pairer, aligner, engine - `name` and that part's own options
name = "sbert"
model = "sentence-transformers/LaBSE"

[pairs]
min_probability = 0.5
window_days = 2
windows = { "weekly.example" = 7 }                 # by source: a glob for all of it, or for one part between slashes
zones = { "*.hanbit.example" = "Asia/Seoul" }      # of times that state none; the first pattern that fits counts

[checks]                 # each false, true, or a table of options; severity replaces that of its findings
negation = false
length = { severity = "info" }

[scorers]                # each true, false or a table of options
hardrules = true

[readers.csv]            # options of a reader, here the names of columns
text = "body"

[keep]                   # a preset, then any score of a bitext, with min, max or both; false removes a bound
preset = "strict"        # or balanced, which is the default, or wide
probability = { min = 0.5 }
findings = { critical = { max = 0 }, numbers = { max = 0 } }   # how many, by severity or by check
precision = 0.99         # of what the bounds leave, only the surest that are together expected to be this precise

[dedupe]
near = true              # also texts that differ in case, punctuation, digits or one word
against = ["last-month"] # runs, or files of bitext
exclude = ["flores.tsv"] # test sets, as bitext or lines of text
```
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta

from .errors import UsageError, nearest
from .keep import DEFAULT, FINDINGS, PRESETS, SEVERITIES, Bounds, Keep
from .languages import known, normalise_code
from .pair_settings import Pairs
from .parts import build, check, find, hashable, names
from .records import Severity, content_id
from .vector_cache import Cache


@dataclass(frozen=True, slots=True)
class Part:
    """A part's name and its options, hashable so that each worker builds it once."""

    name: str
    options: tuple[tuple[str, Any], ...] = ()

    def build(self, kind: str) -> Any:  # noqa: ANN401 - one of the protocols
        """Return a new part of that kind."""
        return build(kind, self.name, dict(self.options))


@dataclass(frozen=True, slots=True)
class Checking:
    """A fidelity check that runs; `severity` replaces that of all its findings, information aside."""

    part: Part
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Language codes, each earlier one a source for the later ones; an empty one, or two if left out, is inferred."""

    languages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Turn every code into ISO 639-1; raises UsageError for what is no code."""
        codes = tuple(normalise_code(code) if code else "" for code in self.languages)
        for given, code in zip(self.languages, codes, strict=True):
            if code and not re.fullmatch("[a-z]{2,3}", code):
                raise UsageError(
                    f"{given!r} is no language code: give one of ISO 639, for example {', '.join(known())}."
                )
        if len(set(codes) - {""}) != sum(map(bool, codes)):
            raise UsageError(f"A language is named twice in {', '.join(self.languages)}: name different ones.")
        object.__setattr__(self, "languages", codes)


@dataclass(frozen=True, slots=True)
class Dedupe:
    """Which repeats are dropped: of equal texts, and if `near` of such as differ in case, punctuation, digits or one word.

    `against`: runs and files of bitext whose bitexts count as seen; `exclude`: test sets, none of whose texts is to be kept.
    """

    near: bool = False
    against: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shards:
    """How work is cut; none of it changes a result. `inputs` files, `pairs` article pairs a shard; `batch` rows at once."""

    inputs: Annotated[int, Meta(ge=1)] = 200
    pairs: Annotated[int, Meta(ge=1)] = 100
    batch: Annotated[int, Meta(ge=1)] = 100


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set."""

    run: Run = Run()
    readers: tuple[Part, ...] = ()
    splitter: Part = Part("rules")
    encoder: Part = Part("use")
    pairer: Part = Part("event")
    pairs: Pairs = field(default_factory=Pairs)
    aligner: Part = Part("segmental")
    scorers: tuple[Part, ...] = (Part("length_ratio"), Part("copied"), Part("support"), Part("furniture"))
    checks: tuple[Checking, ...] = field(default_factory=lambda: tuple(Checking(Part(n)) for n in names("checks")))
    keep: Keep = field(default_factory=Keep)
    dedupe: Dedupe = field(default_factory=Dedupe)
    engine: Part = Part("local")
    shards: Shards = field(default_factory=Shards)
    cache: Cache = field(default_factory=Cache)

    @property
    def reader_options(self) -> dict[str, dict[str, Any]]:
        """The options of each reader that has some, by its name."""
        return {part.name: dict(part.options) for part in self.readers}

    def signature(self, *sections: str) -> str:
        """Return a digest of the named sections, or fields of them (`pairs.window_days`): equal exactly when those are."""
        return content_id(*(f"{name}={attrgetter(name)(self)!r}" for name in sections))


KINDS = {
    "splitter": "splitters",
    "encoder": "encoders",
    "pairer": "pairers",
    "aligner": "aligners",
    "engine": "engines",
}
BEAD_SCORES = ("probability", "similarity")
SECTIONS = {"run": Run, "pairs": Pairs, "dedupe": Dedupe, "shards": Shards, "cache": Cache}


def load(path: Path | None = None, overrides: Mapping[str, Mapping[str, Any]] | None = None) -> Config:
    """Return the defaults, changed by a TOML file, changed by overrides (section -> key -> value; None is left out).

    Raises UsageError for an unknown section or key, a value of the wrong type, or a part or option that does not exist.
    """
    config = Config()
    for table in (_read(path) if path else {}, overrides or {}):
        for section, value in table.items():
            config = _apply(config, section, value)
    for section, kind in KINDS.items():
        part = getattr(config, section)
        check(kind, part.name, dict(part.options))
    for kind, chosen in (("readers", config.readers), ("scorers", config.scorers)):
        for part in chosen:
            check(kind, part.name, dict(part.options))
    for checking in config.checks:
        check("checks", checking.part.name, dict(checking.part.options))
    return _bounded(config)


def _bounded(config: Config) -> Config:
    """Return the config with only such bounds as are on what it measures; raises UsageError for a user's own on another."""
    counted = (*SEVERITIES, *(checking.part.name for checking in config.checks))
    measured = [*BEAD_SCORES, *(part.name for part in config.scorers), *(FINDINGS + name for name in counted)]
    keep = config.keep.on(measured)
    for name, _ in keep.bounds:
        if name not in measured:
            raise UsageError(f"[keep] names no score {name!r}: {nearest(name, [*measured, 'precision', 'preset'])}")
    return replace(config, keep=keep)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The settings file {path} cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The settings file {path} is not valid TOML: {error}.") from error


def _apply(config: Config, section: str, value: Any) -> Config:  # noqa: ANN401 - as TOML gives it
    known = [f.name for f in fields(Config)]
    if section not in known:
        raise UsageError(f"There is no section [{section}]: {nearest(section, known)}")
    if not isinstance(value, Mapping):
        raise UsageError(f"[{section}] is a table of settings, not {value!r}.")
    value = {key: item for key, item in value.items() if item is not None}
    if section in KINDS:
        parts: dict[str, Any] = {section: _part(getattr(config, section), value, section)}
        return replace(config, **parts)
    if section == "readers":
        options = {part.name: part for part in config.readers}
        options |= {
            name: _part(options.get(name, Part(name)), given, f"readers.{name}") for name, given in value.items()
        }
        return replace(config, readers=tuple(options[name] for name in sorted(options)))
    if section == "scorers":
        return replace(config, scorers=_scorers(config.scorers, value))
    if section == "checks":
        return replace(config, checks=_checks(config.checks, value))
    if section == "keep":
        return replace(config, keep=_keep(config.keep, value))
    current = {f.name: getattr(getattr(config, section), f.name) for f in fields(SECTIONS[section])}
    return replace(config, **{section: _checked(SECTIONS[section], current | value, section)})


def _keep(current: Keep, value: Mapping[str, Any]) -> Keep:
    """Return what is kept: a preset's bounds if one is named, then some replaced, or removed (`name = false`)."""
    bounds, precision = dict(current.bounds), current.precision
    if (preset := value.get("preset", DEFAULT)) not in PRESETS:
        raise UsageError(f"[keep] has no preset {preset!r}: {nearest(str(preset), PRESETS)}")
    if "preset" in value:
        bounds = dict(PRESETS[preset])
    counts = value.get("findings", {})
    if not isinstance(counts, Mapping):
        raise UsageError(f"[keep] findings is a table of severities and checks, not {counts!r}.")
    for name, given in (*value.items(), *((f"{FINDINGS}{name}", given) for name, given in counts.items())):
        if name == "precision":
            precision = _checked(Keep, {"precision": None if given is False else given}, "keep").precision
        elif name not in ("preset", "findings"):
            if given is False:
                bounds.pop(name, None)
            else:
                bounds[name] = _checked(Bounds, given, f"keep.{name}")
    return Keep(tuple(bounds.items()), precision)


def _checks(current: Sequence[Checking], value: Mapping[str, Any]) -> tuple[Checking, ...]:
    """Return the checks with some switched off (`name = false`), or given a severity or options (`name = { ... }`)."""
    chosen = {checking.part.name: checking for checking in current}
    for name, setting in value.items():
        find("checks", name)
        if setting is False:
            chosen.pop(name, None)
        else:
            options = {} if setting is True else dict(setting) if isinstance(setting, Mapping) else None
            if options is None:
                raise UsageError(f"[checks] {name} is false, true or a table of options, not {setting!r}.")
            severity = _checked(
                Checking, {"part": {"name": name}, "severity": options.pop("severity", None)}, name
            ).severity
            chosen[name] = Checking(_part(Part(name), options, name), severity)
    return tuple(chosen[name] for name in sorted(chosen))


def _scorers(current: Sequence[Part], value: Mapping[str, Any]) -> tuple[Part, ...]:
    """Return the scorers with some switched off (`name = false`), or added (`name = true` or `{ ... }`)."""
    chosen = {part.name: part for part in current}
    for name, setting in value.items():
        find("scorers", name)
        chosen.pop(name, None)
        if setting is not False:
            chosen[name] = _part(Part(name), {} if setting is True else setting, f"scorers.{name}")
    return tuple(chosen.values())


def _part(current: Part, value: Mapping[str, Any], section: str) -> Part:
    """Return the part with new options; another name starts from no options."""
    if not isinstance(value, Mapping):
        raise UsageError(f"[{section}] is a table of options, not {value!r}.")
    options = dict(value)
    name = options.pop("name", current.name)
    if not isinstance(name, str):
        raise UsageError(f"[{section}] name is a string, not {name!r}.")
    kept = dict(current.options) if name == current.name else {}
    return Part(name, tuple(sorted((key, hashable(item)) for key, item in (kept | options).items())))


def _checked(kind: type[Any], value: Any, where: str) -> Any:  # noqa: ANN401 - as TOML gives it
    import msgspec

    known = [f.name for f in fields(kind)]
    for key in value if isinstance(value, Mapping) else ():
        if key not in known:
            raise UsageError(f"[{where}] has no setting {key!r}: {nearest(key, known)}")
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise UsageError(f"[{where}]: {error}.") from error
