"""One job, one shard: read records, run a stage, write the result whole, then its manifest. Engines see nothing else."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from . import columns, deciding, events, manifests, memory, near, overlap, pairing, shards, stages
from .anchors import Anchor, Anchored, read_anchors
from .claims import disk_failure
from .errors import AlignerError, BadAnchor, RunError, UsageError
from .inputs import UNREADABLE, read_documents
from .jobs import Job, Rows, batches, records
from .manifests import ShardReport
from .records import Alignment, Article, ArticlePair, Bitext, Note, content_id
from .remote import is_url, located
from .tally import Tally, histogram
from .threads import one_blas_thread
from .windows import EncodedArticle


@dataclass(frozen=True, slots=True)
class Stage:
    """How a stage's shards are made.

    `sections` are the settings (whole, or one field of them) that can change the output; `folder` is true where one job
    writes many files. `group` is how many rows are written at once at least: many where rows are small and read by columns.
    `named` is what of a source's path is written too, where something of it is.
    """

    rows: Callable[[Job], Rows]
    kind: type[Any]
    sections: tuple[str, ...]
    folder: bool = False
    open_parts: int = 1
    group: int = 0
    named: Callable[[str], str] | None = None


def run_shard(job: Job) -> ShardReport:
    """Run one job unless its manifest vouches for what is there; safe to repeat, and to run twice at once.

    Raises RunError where the disk or the memory gives out. Any other exception names the job in a note.
    """
    try:
        print_ = fingerprint(job)
        return _standing(job, print_) or _made(job, print_)
    except OSError as error:
        raise RunError(disk_failure(str(job), error)) from error
    except MemoryError as error:
        raise RunError(
            f"{job}: there is not enough memory. Raise [engine] memory if it is set, use fewer workers, or cut smaller "
            "shards ([shards] inputs, pairs, batch); then run the same command again: what is finished is kept."
        ) from error
    except AlignerError:
        raise
    except Exception as error:
        error.add_note(f"This happened in {job}.")
        raise


def finished(job: Job) -> ShardReport | None:
    """Return the report of a job whose manifest vouches for what is there, or None where it is to be run."""
    return _standing(job, fingerprint(job)) if Path(job.manifest).is_file() else None


def _standing(job: Job, print_: str) -> ShardReport | None:
    done = manifests.load(Path(job.manifest))
    stands = done and done.fingerprint == print_ and not _worth_another_try(job, done)
    if done and stands and manifests.is_intact(done, Path(job.destination)):
        return replace(done, destination=job.destination, reused=True)
    return None


def _worth_another_try(job: Job, done: ShardReport) -> bool:
    """Return whether something was not read that lies at a URL: the network may be better now."""
    return f"note:{UNREADABLE}" in done.tally.counts and any(map(is_url, job.sources))


def _made(job: Job, print_: str) -> ShardReport:
    """Run one job."""
    stage, destination, manifest = STAGES[job.stage], Path(job.destination), Path(job.manifest)
    begin, spent = time.perf_counter(), time.process_time()
    memory.forget_peak()
    counts: Counter[str] = Counter()
    probabilities: list[float] = []

    def counted() -> Rows:
        for row in stage.rows(job):
            _count(row, counts, probabilities)
            yield row

    manifest.unlink(missing_ok=True)  # from here until the new one is saved, nothing vouches for the destination
    at_once = max(stage.group, job.config.shards.batch)
    with one_blas_thread(), memory.seldom_collected():
        rows = shards.write_shard(
            destination, stage.kind, counted(), at_once, folder=stage.folder, open_parts=stage.open_parts
        )
    report = ShardReport(
        job.stage,
        job.destination,
        print_,
        rows,
        Tally(dict(counts), {job.stage: histogram(probabilities)} if probabilities else {}),
        round(time.perf_counter() - begin, 3),
        round(time.process_time() - spent, 3),
        memory.peak(),
        manifests.digests(destination),
    )
    manifests.save(manifest, report)
    return report


def fingerprint(job: Job) -> str:
    """Return a digest of all that decides a job's output: this package, settings, models, and the contents of its sources."""
    stage = STAGES[job.stage]
    settings = job.config.signature(*stage.sections)
    models = [
        str(getattr(stages.built(kind, part), "fingerprint", ""))
        for kind, part in stages.parts_of(job.config, stage.sections)
    ]
    names = map(stage.named, job.sources) if stage.named else ()
    contents = job.contents or manifests.fingerprint_of_files(job.sources)
    return content_id(job.stage, manifests.package_digest(), settings, *models, *names, contents)


def _count(row: tuple[str, Any] | Note, counts: Counter[str], probabilities: list[float]) -> None:
    record = row if isinstance(row, Note) else row[1]
    if isinstance(record, Note):
        counts[f"note:{record.outcome}"] += 1
    elif isinstance(record, Article):
        counts[f"language:{record.lang}"] += 1
    elif isinstance(record, ArticlePair):
        probabilities.append(record.probability)
    elif isinstance(record, Bitext):
        counts[f"bead:{_shape(record)}"] += 1
        counts.update(f"finding:{finding.check}:{finding.severity}" for finding in record.findings)
        probabilities.append(record.scores["probability"])
    elif isinstance(record, shards.Table):
        counts.update(columns.decision_counts(record.table))


def _shape(bitext: Bitext) -> str:
    return f"{len(bitext.source_ref.sentences)}:{len(bitext.target_ref.sentences)}"


def _ingest(job: Job) -> Rows:
    found = read_documents(map(located, job.sources), job.config.reader_options)
    for item in stages.ingest(found, job.config):
        yield item if isinstance(item, Note) else ("", item)


def _encode(job: Job) -> Rows:
    for batch in batches(records(job.sources, Article, job.config.shards.batch), job.config.shards.batch):
        yield from (("", item) for item in events.encode_ledes(batch, job.config))


def _anchor(job: Job) -> Rows:
    """Write the beads that a user's list knows, beside the shard of their pair; note those of no pair."""
    pairs, table = map(Path, job.sources)
    columns = [f"{side}.{name}" for side in ("source", "target") for name in ("id", "source")]
    rows = [
        (path.stem, row) for path in shards.data_files(pairs) for row in shards.read_columns(path, ["id", *columns])
    ]
    sides = [events.by_names((row[s]["id"], row[s]["source"]) for _, row in rows) for s in ("source", "target")]
    found: dict[int, list[Anchor]] = {}
    for anchor in read_anchors(table, with_articles=True):
        meant = set.intersection(*(s.get(name, set()) for s, name in zip(sides, anchor.articles or (), strict=True)))
        if len(meant) == 1:
            found.setdefault(meant.pop(), []).append(anchor)
        else:
            names, many = " - ".join(anchor.articles or ()), f"{len(meant) or 'none'} of the pairs of this run"
            yield Note(names, "unanchored", f"{anchor.where}: the bead is of {names}, which is {many}.")
    for number, anchors in sorted(found.items()):
        part, row = rows[number]
        yield part, Anchored(row["id"], tuple(a.bead for a in anchors), tuple(a.where for a in anchors))


def _align(job: Job) -> Rows:
    pairs, *beside = job.sources
    known = {found.pair: found for path in beside for found in shards.read(Path(path), Anchored)}
    anchors = {pair: found.beads for pair, found in known.items()}
    for batch in batches(records([pairs], ArticlePair, job.config.shards.batch), job.config.shards.batch):
        try:
            aligned = stages.align(batch, job.config, anchors=anchors)
        except BadAnchor as error:
            raise UsageError(f"{known[error.pair].where[error.number]}: {error}") from None
        yield from (("", alignment) for alignment in aligned)
        yield from stages.notes_on_overlong(aligned, job.config)


def _judge(job: Job) -> Rows:
    for batch in batches(records(job.sources, Alignment, job.config.shards.batch), job.config.shards.batch):
        yield from (("", bitext) for bitext in stages.measured(batch, job.config))


def _file_name(path: str) -> str:
    return Path(path).name


MANY = shards.OPEN_PARTS
STAGES = {
    "ingest": Stage(_ingest, Article, ("run", "readers"), named=str),
    "encode": Stage(_encode, EncodedArticle, ("splitter", "encoder", "pairs.lede_sentences")),
    "sift": Stage(
        pairing.sift, pairing.Placed, ("run", "pairs.window", "pairs.near_duplicate"), True, MANY, named=_file_name
    ),
    "partition": Stage(pairing.partition, EncodedArticle, (), True, MANY),
    "pair": Stage(pairing.pair, ArticlePair, ("pairer", "pairs.window", "pairs.most_together")),
    "settle": Stage(pairing.settle, ArticlePair, ("run", "pairs", "shards.pairs"), folder=True),
    "list": Stage(pairing.list_, ArticlePair, ("shards.pairs",), folder=True),
    "anchor": Stage(_anchor, Anchored, (), folder=True),
    "align": Stage(_align, Alignment, ("splitter", "encoder", "aligner")),
    "judge": Stage(_judge, Bitext, ("scorers", "checks"), group=shards.TABLE_ROWS),
    "key": Stage(deciding.key, near.BitextKeys, (), group=shards.TABLE_ROWS),
    "known": Stage(deciding.known, near.BitextKeys, (), group=shards.TABLE_ROWS, named=str),
    "exclude": Stage(deciding.exclude, overlap.ExcludedText, (), named=str),
    "decide": Stage(deciding.decide, Bitext, ("keep", "dedupe"), folder=True),
}
