"""What the jobs of the pairing stages do: who is set aside, who meets whom on which day, and which candidates stand."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np

from . import events, settling, shards
from .candidates import OnDisk
from .cutting import cut
from .inputs import read_pairs
from .jobs import Job, Rows, batches, records
from .keys import Key, Keys, raw, reaches
from .pools import Stretch
from .records import ArticlePair, Note, content_id
from .setting_aside import aside, notes_on_aside
from .shelf import Shelf
from .windows import EncodedArticle

_NAMED_AT_ONCE = 1000  # candidates without their texts


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an article is paired: the file name of its shard, its row there, and the partition."""

    shard: str
    row: int
    place: str


def sift(job: Job) -> Rows:
    """Set aside what is not paired at all, and write for each block of partitions which articles it takes from where."""
    names = [Path(source).name for source in job.sources]
    starts = list(accumulate((shards.length(Path(source)) for source in job.sources), initial=0))
    with Keys(_keys(job.sources), job.config.pairs.window, Path(job.destination).parent) as keys:
        found = aside(keys, job.config)
        yield from notes_on_aside(keys, found, job.config)
        standing = found.standing
        met = reaches((lang, appeared) for _, lang, appeared in keys.rows(standing))
        wanted = events.partitions(met, job.config)
        for some in batches(sorted(set(map(block, wanted.names()))), shards.OPEN_PARTS):
            together = set(some)
            for number, lang, appeared in keys.rows(standing):
                for place in events.places(lang, appeared, wanted):
                    if block(place) in together:
                        shard = bisect_right(starts, number) - 1
                        yield block(place), Placed(names[shard], number - starts[shard], place)


def block(place: str) -> str:
    """Return the block of partitions that are written together: those of a month, or of articles without a date."""
    return place.rsplit("-", 1)[0]


def partition(job: Job) -> Rows:
    """Write the articles of each partition of a block, in the order of their sources."""
    listing, *encoded = job.sources
    taken: dict[str, dict[int, list[str]]] = {}
    for placed in records([listing], Placed, 1000):
        taken.setdefault(placed.shard, {}).setdefault(placed.row, []).append(placed.place)
    for source in encoded:
        rows = taken.get(Path(source).name, {})
        for number, item in enumerate(records([source], EncodedArticle, job.config.shards.batch)):
            yield from ((place, item) for place in rows.get(number, ()))


def pair(job: Job) -> Rows:
    """Write the candidates of one partition."""
    (path,) = map(Path, job.sources)
    lang, sources, targets = path.name.split("-")[0], array("q"), array("q")

    def sorted_out() -> Iterator[EncodedArticle]:
        for number, item in enumerate(records(job.sources, EncodedArticle, job.config.shards.batch)):
            (sources if item.article.lang == lang else targets).append(number)
            yield item

    with Shelf(EncodedArticle, sorted_out(), Path(job.destination).parent) as shelf:
        sides = Stretch(shelf, sources), Stretch(shelf, targets)
        yield from (("", found) for found in events.candidates(*sides, job.config))


def settle(job: Job) -> Rows:
    """Write the pairs that stand, so many a file, in the order of languages, day and id; note why others are alone."""
    *encoded, asides, candidates = job.sources

    found = OnDisk(Path(candidates))
    reasons = settling.settle(found, job.config)
    standing = (
        (f"{path.stem}.{one.id}", one)
        for path in found.files
        for one in _standing(path, reasons, job.config.shards.batch)
    )
    for part, (_, one) in cut(standing, lambda named: named[0], job.config.shards.pairs):
        yield part, one
    not_paired = Counter(_of_article(note.article or "", note.source) for note in records([asides], Note, 1000))

    def left() -> Iterator[Key]:
        return _without(encoded, not_paired)

    yield from settling.notes_on_unpaired(left, found, reasons, job.config, Path(job.destination).parent)


def _standing(path: Path, reasons: settling.Reasons, batch: int) -> Iterator[ArticlePair]:
    ids = np.array([raw(row["id"]) for row in shards.read_columns(path, ["id"], _NAMED_AT_ONCE)], "S")
    return shards.read(path, ArticlePair, batch, chosen=reasons.standing(ids).tolist())


def list_(job: Job) -> Rows:
    """Write the pairs that a user's list names, so many a file, in its order; dates and coverage do not matter."""
    *encoded, table = job.sources
    pairs, notes = events.listed(list(_keys(encoded, signed=False)), read_pairs(Path(table)))
    yield from notes
    wanted = {number for pair in pairs for number in pair}
    read = records(encoded, EncodedArticle, job.config.shards.batch)
    articles = {n: item.article for n, item in enumerate(read) if n in wanted}
    for number, (a, b) in enumerate(pairs):
        pair_id = content_id(articles[a].id, articles[b].id)
        found = ArticlePair(pair_id, articles[a], articles[b], 1.0, {"listed": 1.0})
        yield f"part-{number // job.config.shards.pairs:05d}", found


def _keys(encoded: Iterable[str], *, signed: bool = True) -> Iterator[Key]:
    """Yield the key of every article of shards, in their order; without its signature if not `signed`."""
    columns = [f"article.{name}" for name in ("id", "lang", "date", "source", "timestamp")]
    for path in map(Path, encoded):
        for row in shards.read_columns(path, [*columns, "signature"] if signed else columns):
            yield Key(**row["article"], signature=row.get("signature", b""))


def _of_article(article: str, source: str) -> int:
    """Return a hash of 64 bits for an article at one place (XXH3)."""
    from xxhash import xxh3_64_intdigest

    return xxh3_64_intdigest(f"{article} {source}".encode("utf-8", "surrogatepass"))


def _without(encoded: Iterable[str], aside: Counter[int]) -> Iterator[Key]:
    """Yield the keys of articles that were not set aside, without their signatures."""
    left = aside.copy()
    for key in _keys(encoded, signed=False):
        name = _of_article(key.id, key.source)
        if left[name] > 0:
            left[name] -= 1
        else:
            yield key
