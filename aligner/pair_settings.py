"""What can be set of pairing: who may meet whom, and which candidates stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, TypeVar

from msgspec import Meta

from .clocks import DateWindow, zone_named

V = TypeVar("V")
_A_CENTURY = 36525


@dataclass(frozen=True, slots=True, repr=False)
class Table(Mapping[str, V]):
    """A table of settings that cannot change: its rows in their order, which counts; hashable, with the repr of a dict."""

    rows: tuple[tuple[str, V], ...] = ()

    def __getitem__(self, key: str) -> V:
        return dict(self.rows)[key]

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return repr(dict(self.rows))


@dataclass(frozen=True, slots=True)
class Pairs:
    """`window_days`: how far apart dated articles may be, `windows`: for sources of some names, where the wider of two counts;
    `zones`: the time zones of sources that state times without one; `lede_sentences`: how many, title first, the pairer sees;
    `near_duplicate`: the share of a text's 5-grams in common from which the later of two articles is set aside;
    `min_addition`: how much of a long article a second counterpart must cover beyond the first to stand beside it, 1 for none;
    `most_together`: how many articles around one day are compared at once, some 11 KB of memory each; of more, every block of
    sources meets every block of targets in its turn.
    """

    window_days: Annotated[int, Meta(ge=0, le=_A_CENTURY)] = 2
    min_probability: Annotated[float, Meta(ge=0, le=1)] = 0.5
    lede_sentences: Annotated[int, Meta(ge=1)] = 12
    near_duplicate: Annotated[float, Meta(ge=0, le=1)] = 0.9
    min_addition: Annotated[float, Meta(ge=0, le=1)] = 0.08
    windows: Mapping[str, Annotated[int, Meta(ge=0, le=_A_CENTURY)]] = Table()
    zones: Mapping[str, str] = Table()
    most_together: Annotated[int, Meta(ge=100)] = 100_000

    def __post_init__(self) -> None:
        """Keep both tables unchangeable; raises UsageError for a time zone that does not exist."""
        object.__setattr__(self, "windows", Table(tuple(self.windows.items())))
        object.__setattr__(self, "zones", Table(tuple(self.zones.items())))
        for name in self.zones.values():
            zone_named(name)

    @property
    def window(self) -> DateWindow:
        """How far apart articles may be, by their sources."""
        return DateWindow(self.window_days, tuple(self.windows.items()), tuple(self.zones.items()))
