"""Which articles are compared together where there are too many to compare at once: blocks of sources with blocks of targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


def pools(sources: Sequence[T], targets: Sequence[T], most: int) -> Iterator[tuple[Sequence[T], Sequence[T]]]:
    """Yield sources and targets to be compared, at most `most` together: all at once, or every source with every target once.

    So no counterpart is missed. But what an article is measured against, its other candidates, is then its own block's.
    """
    if len(sources) + len(targets) <= most:
        yield sources, targets
        return
    half = most // 2
    room = max(half, most - len(targets)), max(half, most - len(sources))  # a small side leaves the other its room
    for some in _blocks(sources, room[0]):
        for others in _blocks(targets, room[1]):
            yield some, others


def _blocks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield as few blocks of neighbours as the size allows, all about as long."""
    count = -(-len(items) // size)
    for number in range(count):
        yield Stretch(items, range(number * len(items) // count, (number + 1) * len(items) // count))


class Stretch(Sequence[T]):
    """Some items of a sequence by their numbers, such as neighbours, fetched when they are needed."""

    def __init__(self, items: Sequence[T], numbers: Sequence[int]) -> None:
        self._items, self._numbers = items, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        """Return one item, or some of these."""
        if isinstance(index, slice):
            return Stretch(self._items, self._numbers[index])
        return self._items[self._numbers[index]]
