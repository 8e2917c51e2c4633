"""The library's front door: four functions over the same stages that the commands use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .anchors import read_anchors
from .config import Config, Run, load
from .errors import BadAnchor, UsageError
from .records import Alignment, Article, ArticlePair, Bead, Bitext, Document, Note, content_id, to_pandas

if TYPE_CHECKING:
    import pandas

    from .results import RunResult
    from .windows import EncodedArticle

Settings = Config | Mapping[str, Mapping[str, Any]] | None
Anchors = Sequence[Bead] | str | Path
"""Beads known beforehand, or the file that holds them."""
MOST_IN_REPORT = 20_000  # bitexts: a report holds every one of them, in memory and on the page


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs found, and a note on every article left alone."""

    pairs: tuple[ArticlePair, ...]
    notes: tuple[Note, ...]

    def to_pandas(self) -> pandas.DataFrame:
        """Return one row a pair: both sources, titles and dates, probability, and the evidence."""
        return to_pandas(
            {
                "source": pair.source.source,
                "target": pair.target.source,
                "source_title": pair.source.title,
                "target_title": pair.target.title,
                "source_date": pair.source.date,
                "target_date": pair.target.date,
                "probability": pair.probability,
                "because": pair.because,
                **pair.evidence,
            }
            for pair in self.pairs
        )


def align(
    source_text: str,
    target_text: str,
    *,
    source_lang: str | None = None,
    target_lang: str | None = None,
    anchors: Anchors = (),
    settings: Settings = None,
) -> Alignment:
    """Align the sentences of two texts that are known to belong together.

    `anchors` are beads known beforehand, or a file of them in brackets (`[3]:[4, 5]`, one a line, sentences numbered from 0):
    they come back with probability 1, and the rest is aligned between them.

    Languages are identified unless given. `settings` is a Config, or sections as in the TOML file, for example
    `{"encoder": {"name": "sbert", "model": "sentence-transformers/LaBSE"}}`. Raises UsageError for a text without words, and
    for anchors that overlap, cross or leave the document.
    """
    source = Document(source_text, "source", lang=source_lang)
    target = Document(target_text, "target", lang=target_lang)
    return align_documents(source, target, _config(settings), anchors)


def align_documents(source: Document, target: Document, config: Config, anchors: Anchors | None = None) -> Alignment:
    """Align two documents as `align` does; whole lines are sentences where the splitter is `lines`."""
    from . import stages

    if isinstance(anchors, str | Path):
        known = read_anchors(Path(anchors))
        beads, where = [anchor.bead for anchor in known], [f"{anchor.where}: " for anchor in known]
    else:
        beads, where = list(anchors or ()), [""] * len(anchors or ())
    articles = [_article(document, config) for document in (source, target)]
    pair_id = content_id(articles[0].id, articles[1].id)
    both = ArticlePair(pair_id, articles[0], articles[1], 1.0)
    try:
        return stages.align([both], config, anchors={pair_id: beads})[0]
    except BadAnchor as error:
        raise UsageError(f"{where[error.number]}{error}") from None


def pair(articles: Iterable[Article | Document], *, settings: Settings = None) -> Pairing:
    """Pair articles of two languages about the same event, in memory; `run` does the same for any number, on disk.

    Languages are as set in `[run]`, or the two most frequent. Raises UsageError where there are no two languages.
    """
    from . import events, setting_aside, settling, stages
    from .candidates import InMemory
    from .keys import Key, Keys, reaches
    from .pipeline import languages_of_run
    from .tally import Tally
    from .threads import one_blas_thread

    config = _config(settings)
    notes: list[Note] = []
    found: list[Article] = []
    for item in articles:
        made = item if isinstance(item, Article) else next(stages.ingest([item], config))
        if isinstance(made, Note):
            notes.append(made)
        else:
            found.append(made)
    found.sort(key=lambda a: (a.source, a.id))
    counts = Counter(f"language:{article.lang}" for article in found)
    config = replace(config, run=languages_of_run(config, Tally(counts)))
    encoded = events.encode_ledes(found, config)
    keys = [Key(a.id, a.lang, a.date, a.source, e.signature, a.timestamp) for e in encoded for a in [e.article]]
    with Keys(keys, config.pairs.window) as columns:
        set_aside = setting_aside.aside(columns, config)
        notes.extend(setting_aside.notes_on_aside(columns, set_aside, config))
        standing = list(columns.rows(set_aside.standing))
    wanted = events.partitions(reaches((lang, appeared) for _, lang, appeared in standing), config)
    inside: dict[str, list[EncodedArticle]] = {}
    for number, lang, appeared in standing:
        for place in events.places(lang, appeared, wanted):
            inside.setdefault(place, []).append(encoded[number])
    candidates: list[ArticlePair] = []
    with one_blas_thread():
        for place in sorted(inside):
            source = place.split("-")[0]
            sides = [[e for e in inside[place] if (e.article.lang == source) is it] for it in (True, False)]
            candidates.extend(events.candidates(sides[0], sides[1], config))
    at_hand = InMemory(candidates)
    reasons = settling.settle(at_hand, config)
    left = [keys[number] for number, _, _ in standing]
    notes.extend(settling.notes_on_unpaired(lambda: left, at_hand, reasons, config))
    return Pairing(tuple(c for c in candidates if not reasons[c.id]), tuple(notes))


def run(
    inputs: str | Path | Sequence[str | Path],
    output: str | Path,
    *,
    languages: Sequence[str] = (),
    pairs: str | Path | None = None,
    anchors: str | Path | None = None,
    settings: Settings = None,
) -> RunResult:
    """Turn files, folders and URLs of articles into bitext, shards, notes and, up to 20,000 bitexts, a report in `output`.

    `languages` are codes, each earlier one a source for the later ones; left out, the two most frequent are taken.
    `pairs` is a tab-separated list of source and target names: exactly those articles are aligned. `anchors` is a list of
    beads known beforehand, each behind the same two names, a tab after each name. Raises UsageError where the inputs hold
    no two languages or a list cannot be used, RunError where the run cannot be finished.
    """
    from .pipeline import run as run_pipeline

    paths = [inputs] if isinstance(inputs, str | Path) else inputs
    config = _config(settings)
    if languages:
        config = replace(config, run=Run(tuple(languages)))
    known_pairs, known_beads = (Path(one) if one else None for one in (pairs, anchors))
    result = run_pipeline(
        [Path(path) for path in paths], Path(output), config, known_pairs=known_pairs, anchors=known_beads
    )
    page_if_small(result)
    return result


def page_if_small(result: RunResult) -> Path | None:
    """Write a run's HTML report into its folder, unless it is too big for one; then an old one goes."""
    small = if_small(result)
    return write_page(result, *small) if small else None


def if_small(result: RunResult) -> tuple[list[Alignment], list[Bitext]] | None:
    """Return a run's alignments and bitexts; of more than MOST_IN_REPORT bitexts none, and an old HTML report goes."""
    from .results import REPORT

    if result.decided["kept"] + result.decided["rejected"] > MOST_IN_REPORT:
        (result.folder / REPORT).unlink(missing_ok=True)
        return None
    return list(result.alignments()), list(result.bitexts())


def write_page(result: RunResult, alignments: Sequence[Alignment], bitexts: Sequence[Bitext]) -> Path:
    """Write a run's HTML report into its folder and return where it is."""
    from .reports.html import HtmlReport
    from .results import REPORT
    from .writers._files import text_output

    path = result.folder / REPORT
    page = HtmlReport(checked=True).render(alignments, bitexts, result.notes)
    with text_output(path) as file:
        file.write(page)
    return path


def read_bitext(path: str | Path) -> pandas.DataFrame:
    """Return kept bitext as a DataFrame, one column a field of the Bitext record.

    `path` is a finished run's folder or a JSONL file of Bitext records. Raises UsageError where there is neither.
    """
    import orjson

    from .results import saved

    file = Path(path)
    if file.is_dir():
        file = saved(file).folder / "kept.jsonl"
    if not file.is_file():
        raise UsageError(f"{file} does not exist: give the folder of a finished run, or a JSONL file it exported.")
    with file.open("rb") as lines:
        return to_pandas(orjson.loads(line) for line in lines)


def _config(settings: Settings) -> Config:
    return settings if isinstance(settings, Config) else load(overrides=settings)


def _article(document: Document, config: Config) -> Article:
    from . import stages

    made = next(stages.ingest([document], config))
    if isinstance(made, Note):
        raise UsageError(f"{document.source}: {made.message}")
    return made
