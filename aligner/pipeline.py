"""A run: the order of its stages, and which jobs each of them is, from what and into what. Engines do the jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from . import deciding, manifests, shards
from .anchors import read_anchors
from .claims import claimed
from .config import Config, Run
from .cutting import cut
from .errors import RunError, UsageError
from .inputs import collect, read_pairs, with_stdin
from .jobs import Job, ended
from .manifests import ShardReport
from .protocols import Engine
from .records import Note, content_id
from .remote import is_url
from .results import RunResult, Summary, begin_running, export
from .stages import built, checks_without_data, parts_of
from .status import Recorder
from .tally import Tally, total
from .tasks import run_shard

Progress = Callable[[str, int, Iterator[ShardReport]], Iterator[ShardReport]]
"""(stage name, number of jobs, reports as they come) -> the same reports."""
LANGUAGE = "language:"  # what ingest counts, before a code
INPUT_BYTES = 1 << 26  # of the input files that one shard is made from, unless one file alone holds more


def quiet(_stage: str, _jobs: int, reports: Iterator[ShardReport]) -> Iterator[ShardReport]:
    """Show no progress."""
    return reports


def run(
    inputs: Sequence[Path],
    folder: Path,
    config: Config,
    progress: Progress = quiet,
    known_pairs: Path | None = None,
    anchors: Path | None = None,
) -> RunResult:
    """Run every stage over files and folders of articles into `folder`; what is finished already is not run again.

    With `known_pairs`, a tab-separated list of source and target names, exactly those articles are aligned. `anchors` is a
    list of beads known beforehand, each behind the same two names. The input `-` is stdin. Raises UsageError where the
    inputs hold no two languages or a list cannot be used, which leaves a finished run in the folder as it was, and RunError
    where a job failed for good or the disk did.
    """
    if is_url(folder):
        raise UsageError(
            f"The output {folder} is a URL: shards are renamed and locked, which needs a folder that is mounted, the same for "
            "all workers. Name such a folder, and copy what is finished to the URL."
        )
    engine: Engine = config.engine.build("engines")
    for path in inputs:
        if not is_url(path) and path.resolve() == folder.resolve():
            raise UsageError(
                f"{folder} is an input, and the output would be written into it: give another folder with -o."
            )
    if known_pairs:
        read_pairs(known_pairs)  # what is wrong with the list is said before any work
    if anchors:
        read_anchors(anchors, with_articles=True)
    with claimed(folder), (recorder := Recorder(folder)).running(), ended(engine):
        return _run(with_stdin(inputs, folder), folder, config, engine, progress, recorder, known_pairs, anchors)


def _run(
    inputs: Sequence[Path],
    folder: Path,
    config: Config,
    engine: Engine,
    progress: Progress,
    recorder: Recorder,
    known_pairs: Path | None,
    anchors: Path | None,
) -> RunResult:
    reports: dict[str, list[ShardReport]] = {}
    known: dict[str, str] = {}  # digests of the files made or found intact in this run, by their path
    data = folder / "shards"

    def stage(name: str, jobs: list[Job]) -> None:
        coming = recorder.stage(name, len(jobs), engine.map(run_shard, jobs), engine)
        reports[name] = sorted(progress(name, len(jobs), coming), key=lambda r: r.destination)
        for report in reports[name]:
            if not Path(report.destination).exists():
                raise RunError(
                    f"{report.destination} was made, but is not here: every machine must see {folder} under this path."
                )
            beside = Path(report.destination).parent
            known.update((str(beside / path), digest) for path, digest in report.files.items())

    def job(name: str, sources: Sequence[Path], destination: Path) -> Job:
        manifest = manifests.place(folder, name, destination)
        paths = tuple(map(str, sources))
        contents = (
            manifests.fingerprint_of_files(paths, known) if known else ""
        )  # what ingest reads, its workers digest
        return Job(name, config, paths, str(destination), str(manifest), contents)

    def each(name: str, sources: Sequence[Path], into: str, beside: Path | None = None) -> Path:
        """One job a shard, which also gets the shard of its name `beside` it where there is one."""
        (data / into).mkdir(parents=True, exist_ok=True)
        shards.sweep(data / into, {source.name for source in sources})
        more = {path.name: path for path in shards.data_files(beside)} if beside else {}
        both = [[source, more[source.name]] if source.name in more else [source] for source in sources]
        stage(name, [job(name, some, data / into / some[0].name) for some in both])
        return data / into

    files, notes = collect(inputs, folder)
    if not files:
        said = "; ".join(f"{note.source}: {note.message}" for note in notes[:3]) or "nothing was found there"
        raise UsageError(f"There is no file to read in {', '.join(map(str, inputs))}: {said}.")
    groups: dict[str, list[Path]] = {}
    for first, file in cut(files, str, config.shards.inputs, lambda file: _size(file) / INPUT_BYTES):
        groups.setdefault(first, []).append(file)
    names = [f"part-{content_id(first)}.parquet" for first in groups]
    articles = [data / "articles" / name for name in names]
    deciding.check(config, data)
    for kind, part in parts_of(config):
        built(kind, part)  # a part that cannot work here says so before any work
    stage("ingest", [job("ingest", group, path) for group, path in zip(groups.values(), articles, strict=True)])
    tally = total(report.tally for report in reports["ingest"])
    if not any(name.startswith(LANGUAGE) for name in tally.counts):
        left = (*notes, *(note for path in articles for note in shards.read(shards.notes_path(path), Note)))
        reasons = "; ".join(f"{note.source}: {note.message}" for note in left[:3])
        raise UsageError(f"No article could be read ({reasons}).")
    if not known_pairs:
        config = replace(config, run=languages_of_run(config, tally))

    each("encode", articles, "encoded")
    begin_running(folder)  # what was asked for can be done; what stood here goes
    shards.sweep(data / "articles", set(names))
    encoded = [data / "encoded" / name for name in names]
    noted = [] if known_pairs else [data / "sifted"]
    if known_pairs:
        pairs = data / "listed"
        stage("list", [job("list", [*encoded, known_pairs], pairs)])
    else:
        pairs, days = data / "pairs", data / "days"
        stage("sift", [job("sift", encoded, data / "sifted")])
        blocks = shards.data_files(data / "sifted")
        shards.sweep(days, {block.name for block in blocks})
        stage("partition", [job("partition", [block, *_taken(block, encoded)], days / block.stem) for block in blocks])
        places = [path for block in blocks for path in shards.data_files(days / block.stem)]
        places.sort(
            key=lambda path: (-path.stat().st_size, path)
        )  # the longest first: none is left to run alone at the end
        each("pair", places, "candidates")
        asides = shards.notes_path(data / "sifted")
        stage("settle", [job("settle", [*encoded, asides, data / "candidates"], pairs)])
    anchored = data / "anchored" if anchors else None
    if anchors and anchored:
        stage("anchor", [job("anchor", [pairs, anchors], anchored)])
        noted.append(anchored)
    alignments = each("align", shards.data_files(pairs), "alignments", anchored)
    each("judge", shards.data_files(alignments), "judged")
    for name, jobs in deciding.jobs(job, config, data):
        stage(name, jobs)

    summary = Summary(
        config.run.languages,
        {name: total(r.tally for r in done) for name, done in reports.items()},
        {name: round(sum(r.seconds for r in done), 3) for name, done in reports.items()},
        {"encoder": config.encoder, "aligner": config.aligner},
    )
    result = RunResult(folder, summary)
    export(result, chain(notes, _notes(data, articles, [*noted, pairs]), _unchecked(pairs, config)))
    return result


def _size(file: Path) -> int:
    """Return the bytes of a file; 0 of one that is not there, of which its reader says so."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def languages_of_run(config: Config, tally: Tally) -> Run:
    """Return the run's languages: as set, or filled up to two by the most frequent, English after others."""
    counts = {k.removeprefix(LANGUAGE): n for k, n in tally.counts.items() if k.startswith(LANGUAGE)}
    wanted = list(config.run.languages) or ["", ""]
    wanted += [""] * (2 - len(wanted))
    frequent = sorted((code for code in counts if code not in wanted), key=lambda code: (-counts[code], code))
    if wanted.count("") > len(frequent):
        found = ", ".join(f"{n} {code}" for code, n in sorted(counts.items())) or "none"
        raise UsageError(
            f"Two languages are needed, and the inputs hold articles in: {found}. Add articles of another."
        )
    inferred = frequent[: wanted.count("")]
    if len(inferred) + sum(code in counts for code in wanted) < 2:
        absent = ", ".join(code for code in wanted if code and code not in counts)
        found = ", ".join(f"{n} {code}" for code, n in sorted(counts.items()))
        raise UsageError(
            f"There is no article in {absent}. The inputs hold articles in: {found}. Ask for two of these."
        )
    in_order = iter(sorted(inferred, key=lambda code: (code == "en", code)))
    return Run(tuple(code or next(in_order) for code in wanted))


def _notes(data: Path, articles: Sequence[Path], stages: Sequence[Path]) -> Iterator[Note]:
    """Yield what ingest, these stages and the alignment of pairs had to say."""
    aligned = sorted((data / "alignments").glob(f"*{shards.NOTES}"))
    for path in [*(shards.notes_path(made) for made in (*articles, *stages)), *aligned]:
        yield from shards.read(path, Note)


def _taken(block: Path, encoded: Sequence[Path]) -> list[Path]:
    """Return the shards from which a block of partitions takes articles, in their order."""
    names = {row["shard"] for row in shards.read_columns(block, ["shard"])}
    taken = [path for path in encoded if path.name in names]
    if len(taken) < len(names):
        raise RunError(f"{block} names shards that this run has not made: remove that folder and run again.")
    return taken


def _unchecked(pairs: Path, config: Config) -> Iterator[Note]:
    """Say once for every two languages which checks have no data for them."""
    directions = {(p["source"]["lang"], p["target"]["lang"]) for p in _languages_of(pairs)}
    for source, target in sorted(directions):
        for name in checks_without_data(source, target, config):
            yield Note(
                f"{source}-{target}",
                "unchecked",
                f"The check {name} has no data for {source}-{target}: it did not run.",
            )


def _languages_of(pairs: Path) -> Iterator[dict[str, dict[str, str]]]:
    for path in shards.data_files(pairs):
        yield from shards.read_columns(path, ["source.lang", "target.lang"])
