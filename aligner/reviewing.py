"""A reviewer's corrections brought back: what was confirmed is locked, the rest aligned anew between it, the tool scored."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from . import shards, stages
from .blank_lines import known_beads
from .claims import claimed
from .config import Config
from .errors import BadAnchor, InputError, UsageError
from .jobs import batches
from .keep import REVIEWED
from .manifests import ShardReport
from .pipeline import Progress, quiet
from .protocols import Splitter
from .records import Alignment, ArticlePair, Bead, Bitext, Span, to_line
from .recutting import decide_anew, on_what_is_measured
from .results import NOTES, RunResult, begin_running, saved
from .reviews.corrections import Correction
from .reviews.judgement import Outcome, Review, judgement
from .status import Recorder
from .tally import Tally

REVIEW_OF = "review-of.txt"  # names the reviewed run by its path from the folder that this file is in


def review(
    folder: Path, corrections: Sequence[Correction], output: Path, config: Config, progress: Progress = quiet
) -> tuple[RunResult, Outcome]:
    """Write a run with the corrections brought into a finished run; it can be exported, cut and reviewed again.

    Raises InputError, naming every row, for corrections that cannot be: of an unknown bitext, of texts that do not adjoin, at
    no end of a sentence, or that contradict each other. Raises UsageError where the output holds anything but an earlier
    review of this run, or where the config is not that of the run: another encoder, aligner or splitter. Nothing is written
    then. Raises RunError where another run or review is using the output.
    """
    result = saved(folder)
    _check_parts(result, config)
    of = _free_for_review(folder, output)
    judged = judgement(result.bitexts(), corrections)
    problems = [*judged.problems, *_check_against_sentences(result, judged.reviews, config)]
    if problems:
        raise InputError("\n".join([f"{len(problems)} problem(s) in the review; nothing was written.", *problems]))
    config = on_what_is_measured(config, folder / "shards" / "judged")
    with claimed(output), (recorder := Recorder(output)).running():
        begin_running(output)
        (output / REVIEW_OF).write_text(of + "\n", "utf-8")
        shutil.copyfile(folder / NOTES, output / NOTES)
        sources = shards.data_files(folder / "shards" / "alignments")
        for kind in ("alignments", "judged"):
            (output / "shards" / kind).mkdir(parents=True, exist_ok=True)
            shards.sweep(output / "shards" / kind, ())
        made = (_rewrite(path, output / "shards", judged.reviews, config) for path in sources)
        for _ in progress("review", len(sources), recorder.stage("review", len(sources), made)):
            pass
        result = replace(result, folder=output)
        return decide_anew(result, config, progress, recorder, same_texts=False), judged.outcome


def _free_for_review(folder: Path, output: Path) -> str:
    """Return what marks the output as a review of the run; raises UsageError where it holds something else."""
    if folder.resolve() == output.resolve():
        raise UsageError(
            f"{output} is the run that was reviewed: choose another folder for the run with the corrections."
        )
    of, mark = Path(os.path.relpath(folder.resolve(), output.resolve())).as_posix(), output / REVIEW_OF
    holds_run = (output / "run.json").exists() or (output / "shards").exists()
    is_review = (
        mark.is_file() and mark.read_text("utf-8").strip() == of and not (output / "shards" / "articles").exists()
    )
    if holds_run and not is_review:
        raise UsageError(f"{output} holds a run that is no review of {folder}: choose another folder.")
    return of


def _check_parts(result: RunResult, config: Config) -> None:
    """Raise UsageError where a part that decides the alignment is another than the run's, as far as the run says."""
    for section, part in result.summary.parts.items():
        if to_line(part) != to_line(getattr(config, section)):
            options = ", ".join(f"{name} = {value!r}" for name, value in part.options)
            raise UsageError(
                f"The run was made with the {section} {part.name!r}{f' ({options})' if options else ''}, and these settings "
                f"say otherwise: give those of the run (--config, --encoder, --model, --splitter)."
            )


def _check_against_sentences(result: RunResult, reviews: Mapping[str, Review], config: Config) -> Iterator[str]:
    """Yield in words which locked beads contradict others.

    Raises UsageError where the config's splitter makes other sentences of a reviewed pair: beads count those of the run.
    """
    splitter: Splitter = stages.built("splitters", config.splitter)
    for alignment in result.alignments():
        if alignment.pair.id not in reviews:
            continue
        sides = (alignment.pair.source, alignment.source_sentences), (alignment.pair.target, alignment.target_sentences)
        for article, spans in sides:
            if tuple(stages.sentences(article, splitter)) != spans:
                raise UsageError(
                    f"The splitter {config.splitter.name!r} splits {article.source} otherwise than the run did: give the "
                    "settings of the run (--config, --splitter)."
                )
        yield from _contradictions(alignment, reviews[alignment.pair.id])


def _contradictions(alignment: Alignment, review: Review) -> Iterator[str]:
    """Yield in words each locked bead that does not fit those before it."""
    beads = list(review.locked)
    while True:
        anchors = [(bead, anchor) for bead in beads for anchor in _anchors(bead)]
        try:
            known_beads([anchor for _, anchor in anchors], alignment.source_sentences, alignment.target_sentences)
            return
        except BadAnchor as error:
            misfit = anchors[error.number][0]
            yield f"{review.where[misfit.source, misfit.target]}: contradicts another correction. {error}"
            beads.remove(misfit)


def _rewrite(path: Path, data: Path, reviews: Mapping[str, Review], config: Config) -> ShardReport:
    """Write one shard of alignments and one of bitext, the pairs that were reviewed anew."""
    begin = time.perf_counter()
    judged = shards.read(path.parents[1] / "judged" / path.name, Bitext)
    of_pair = {pair: list(found) for pair, found in groupby(judged, key=lambda b: b.pair)}
    alignments: list[Alignment] = []
    bitexts: list[Bitext] = []
    for batch in batches(shards.read(path, Alignment), config.shards.batch):
        touched = [a.pair for a in batch if a.pair.id in reviews]
        new = {a.pair.id: a for a in _aligned(touched, reviews, config)} if touched else {}
        for old in batch:
            alignment = new.get(old.pair.id, old)
            alignments.append(alignment)
            if alignment is old:
                bitexts += of_pair.get(old.pair.id, [])
            else:
                found = stages.measured([alignment], config)
                bitexts += [_reviewed(b, reviews[old.pair.id]) for b in found]
    for kind, rows, made in (("alignments", alignments, Alignment), ("judged", bitexts, Bitext)):
        shards.write_shard(data / kind / path.name, made, (("", row) for row in rows), shards.TABLE_ROWS, folder=False)
    seconds = round(time.perf_counter() - begin, 3)
    return ShardReport("review", str(data / "judged" / path.name), "", len(bitexts), Tally(), seconds)


def _aligned(pairs: Sequence[ArticlePair], reviews: Mapping[str, Review], config: Config) -> Iterator[Alignment]:
    """Yield the alignments of pairs with what is locked in them; a crossing bead is locked as two lonely runs that it joins."""
    anchors = {pair.id: [one for bead in reviews[pair.id].locked for one in _anchors(bead)] for pair in pairs}
    for alignment in stages.align(pairs, config, anchors=anchors):
        crossing = [bead for bead in reviews[alignment.pair.id].locked if bead.kind == "crossing" and not bead.is_null]
        yield replace(alignment, beads=_with_crossing(alignment.beads, crossing))


def _with_crossing(beads: Sequence[Bead], crossing: Sequence[Bead]) -> tuple[Bead, ...]:
    """Return beads with crossing ones in the place of the null beads of their sentences, each where its source stands."""
    out = [bead for bead in beads if not (bead.is_null and any(_within(bead, one) for one in crossing))]
    for one in sorted(crossing, key=lambda b: b.source.start):
        later = (n for n, bead in enumerate(out) if len(bead.source) and bead.source.start > one.source.start)
        out.insert(next(later, len(out)), one)
    return tuple(out)


def _within(null: Bead, bead: Bead) -> bool:
    inner, outer = (null.source, bead.source) if len(null.source) else (null.target, bead.target)
    return outer.start <= inner.start and inner.stop <= outer.stop


def _anchors(bead: Bead) -> list[Bead]:
    if bead.kind == "monotone" or bead.is_null:
        return [bead]
    nothing = Span(0, 0)
    return [Bead(bead.source, nothing, 1.0), Bead(nothing, bead.target, 1.0)]


def _reviewed(b: Bitext, found: Review) -> Bitext:
    key = b.source_ref.sentences, b.target_ref.sentences
    if key in found.rejected:
        return replace(b, scores=b.scores | {REVIEWED: 0.0})
    if any(key == (bead.source, bead.target) for bead in found.locked) and b.source_text and b.target_text:
        source, target = found.edited.get(key, (b.source_text, b.target_text))
        return replace(b, source_text=source, target_text=target, scores=b.scores | {REVIEWED: 1.0})
    return b
