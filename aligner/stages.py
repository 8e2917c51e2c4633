"""The stages: pure batch functions built from parts. Each takes records and gives records; none knows where it runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeGuard

import numpy as np

from . import languages
from .articles import compose
from .blank_lines import Known, align_around_blanks, known_beads
from .cached_encoder import CachedEncoder
from .config import KINDS, Config, Part
from .errors import BadAnchor
from .parts import names
from .protocols import Aligner, Check, Encoder, PairsCheck, Scorer, Splitter
from .records import (
    SPLIT_KINDS,
    Alignment,
    Article,
    ArticlePair,
    Bead,
    Bitext,
    Document,
    Finding,
    Note,
    Reference,
    Severity,
    Span,
    content_id,
)
from .rules import decided, kept_threshold, unpromised
from .text import comparison_form
from .threads import one_blas_thread
from .windows import encode_windows, overlong, paragraph_numbers

STAGED = ("splitter", "encoder", "pairer", "aligner", "scorers", "checks")
"""The sections of the settings that choose parts for stages."""


@lru_cache(maxsize=32)
def built(kind: str, part: Part) -> Any:  # noqa: ANN401 - one of the protocols
    """Return a part, built once in each worker."""
    return part.build(kind)


def parts_of(config: Config, sections: Collection[str] = STAGED) -> Iterator[tuple[str, Part]]:
    """Yield kind and name of the parts that these sections of the settings choose; without sections, of all that stages use."""
    yield from (
        (KINDS[section], getattr(config, section)) for section in STAGED if section in sections and section in KINDS
    )
    if "readers" in sections:
        yield from (("readers", Part(name)) for name in names("readers"))
    if "scorers" in sections:
        yield from (("scorers", part) for part in config.scorers)
    if "checks" in sections:
        yield from (("checks", checking.part) for checking in config.checks)


def encoder_of(config: Config) -> Encoder:
    """Return the run's encoder, which looks into the cache first where there is one."""
    encoder: Encoder = built("encoders", config.encoder)
    return CachedEncoder(encoder, config.cache.open()) if config.cache.enabled else encoder


def ingest(documents: Iterable[Document | Note], config: Config) -> Iterator[Article | Note]:
    """Turn what readers found into articles; what cannot become one is a note."""
    for item in documents:
        yield item if isinstance(item, Note) else compose(item, [code for code in config.run.languages if code] or None)


def sentences(article: Article, splitter: Splitter) -> list[Span]:
    """Return the sentences of an article's title and body; captions and furniture lie between them, never inside."""
    language = languages.get(article.lang)
    if splitter.is_pre_split:
        return splitter.split(article.text, language)
    return [
        Span(block.start + span.start, block.start + span.stop)
        for block in article.blocks
        if block.kind in SPLIT_KINDS
        for span in splitter.split(article.text[block.start : block.stop], language)
    ]


def align(
    pairs: Sequence[ArticlePair], config: Config, *, anchors: Mapping[str, Sequence[Bead]] | None = None
) -> list[Alignment]:
    """Align the sentences of article pairs, encoding all of them together.

    `anchors` are beads known beforehand, by the pair's id: they come back with probability 1, and the rest is aligned
    between them. Of an anchor with one side, only its sentences are known, not its place on the other side. Raises BadAnchor
    for anchors that overlap, cross or leave the document, UsageError where the aligner takes none.
    """
    splitter: Splitter = built("splitters", config.splitter)
    encoder = encoder_of(config)
    aligner: Aligner = built("aligners", config.aligner)
    sides = [side for pair in pairs for side in (pair.source, pair.target)]
    spans = [sentences(side, splitter) for side in sides]
    known = [
        _known(pair, (anchors or {}).get(pair.id, ()), spans[2 * i], spans[2 * i + 1]) for i, pair in enumerate(pairs)
    ]
    filled = [[span for span in found if len(span)] for found in spans]
    texts = [[span.of(side.text) for span in found] for side, found in zip(sides, filled, strict=True)]
    numbers = [
        None if splitter.is_pre_split else paragraph_numbers(side.text, found)
        for side, found in zip(sides, filled, strict=True)
    ]
    windows = encode_windows(encoder, texts, aligner.longest, numbers)
    out = []
    with one_blas_thread():
        for i, pair in enumerate(pairs):
            source, target = spans[2 * i], spans[2 * i + 1]
            beads = align_around_blanks(aligner, windows[2 * i], windows[2 * i + 1], source, target, known[i])
            out.append(Alignment(pair, tuple(source), tuple(target), tuple(_rounded(bead) for bead in beads)))
    return out


def notes_on_overlong(alignments: Sequence[Alignment], config: Config) -> Iterator[Note]:
    """Say of which articles of a pair the encoder did not see all that was to be encoded."""
    sides = [
        (side, spans)
        for a in alignments
        for side, spans in ((a.pair.source, a.source_sentences), (a.pair.target, a.target_sentences))
    ]
    encoder, longest = encoder_of(config), built("aligners", config.aligner).longest
    texts = [[comparison_form(span.of(side.text)) for span in spans] for side, spans in sides]
    for (side, _), count in zip(sides, overlong(encoder, texts, longest), strict=True):
        if count:
            message = (
                f"{count} of its sentences, or of their runs of up to {longest}, are longer than the encoder reads: "
                "what is beyond has no part in their vectors. Check long lines, or take an encoder that reads more."
            )
            yield Note(side.source, "overlong", message, side.id)


def _known(pair: ArticlePair, anchors: Sequence[Bead], source: Sequence[Span], target: Sequence[Span]) -> Known:
    try:
        return known_beads(anchors, source, target)
    except BadAnchor as error:
        raise BadAnchor(str(error), error.number, pair.id) from None


def _rounded(bead: Bead) -> Bead:
    """Round what float arithmetic may leave different between builds of numpy and numba."""
    return replace(bead, probability=round(bead.probability, 6), similarity=round(bead.similarity, 6))


def measured(alignments: Iterable[Alignment], config: Config) -> list[Bitext]:
    """Turn beads into bitexts with scores and findings; none is kept yet."""
    bitexts = [bitext for alignment in alignments for bitext in _bitexts(alignment)]
    columns: dict[str, list[float]] = {}
    with one_blas_thread():
        for part in config.scorers:
            scorer: Scorer = built("scorers", part)
            columns[part.name] = scorer.score(bitexts)
        scored = [
            replace(bitext, scores=bitext.scores | {name: values[i] for name, values in columns.items()})
            for i, bitext in enumerate(bitexts)
        ]
        return [bitext for group in checked_each(list(by_pair(scored)), config) for bitext in group]


def judge(alignments: Iterable[Alignment], config: Config) -> list[Bitext]:
    """Turn beads into bitexts with scores and findings, and decide by the rules which are kept."""
    return decided(measured(alignments, config), config.keep.bounds)


def promised(bitexts: Sequence[Bitext], config: Config) -> list[Bitext]:
    """Return bitexts of which only the surest stay kept, as the config's precision demands of all of them together."""
    precision = config.keep.precision
    kept = [number for number, bitext in enumerate(bitexts) if bitext.keep]
    probabilities = np.array([bitexts[number].scores["probability"] for number in kept], np.float64)
    against = unpromised(probabilities, kept_threshold(probabilities, precision), precision)
    out = list(bitexts)
    for row, reasons in against.items():
        out[kept[row]] = replace(bitexts[kept[row]], keep=False, reasons=reasons)
    return out


def checked(bitexts: Sequence[Bitext], config: Config) -> list[Bitext]:
    """Return the bitexts of one article pair with what every check found; a check without data for a language is left out."""
    return checked_each([bitexts], config)[0]


def checked_each(pairs: Sequence[Sequence[Bitext]], config: Config) -> list[list[Bitext]]:
    """Return the bitexts of many article pairs with what every check found."""
    checks: list[tuple[Check, Severity | None]] = [(built("checks", c.part), c.severity) for c in config.checks]
    at_once = {
        number: iter(check.check_each([pair for pair in pairs if _supports(check, pair)]))
        for number, (check, _) in enumerate(checks)
        if _takes_pairs(check)
    }
    out = []
    for pair in pairs:
        found: list[list[Finding]] = [[] for _ in pair]
        for number, (check, severity) in enumerate(checks):
            if _supports(check, pair):  # one pair after the other: numbers and dates share what they compare
                more = next(at_once[number]) if number in at_once else check.check(pair)
                for findings, some in zip(found, more, strict=True):
                    findings.extend(_with_severity(finding, severity) for finding in some)
        out.append(
            [replace(b, findings=tuple(some)) if some or b.findings else b for b, some in zip(pair, found, strict=True)]
        )
    return out


def _supports(check: Check, bitexts: Sequence[Bitext]) -> bool:
    return check.supports(bitexts[0].source_lang, bitexts[0].target_lang)


def _takes_pairs(check: Check) -> TypeGuard[PairsCheck]:
    return hasattr(check, "check_each")


def checks_without_data(source_lang: str, target_lang: str, config: Config) -> list[str]:
    """Return the names of the checks that cannot judge this pair of languages."""
    chosen = [(c.part.name, built("checks", c.part)) for c in config.checks]
    return [name for name, check in chosen if not check.supports(source_lang, target_lang)]


def _with_severity(finding: Finding, severity: Severity | None) -> Finding:
    return finding if severity is None or finding.severity == "info" else replace(finding, severity=severity)


def _bitexts(alignment: Alignment) -> Iterator[Bitext]:
    pair = alignment.pair
    for bead in alignment.beads:
        source_text, source_ref = _side(pair.source, alignment.source_sentences, bead.source)
        target_text, target_ref = _side(pair.target, alignment.target_sentences, bead.target)
        if source_text or target_text:
            yield Bitext(
                id=content_id(pair.id, *(f"{s.start}-{s.stop}" for s in (bead.source, bead.target))),
                pair=pair.id,
                kind=bead.kind,
                source_lang=pair.source.lang,
                target_lang=pair.target.lang,
                source_text=source_text,
                target_text=target_text,
                source_ref=source_ref,
                target_ref=target_ref,
                scores={"probability": bead.probability, "similarity": bead.similarity},
            )


def _side(article: Article, spans: Sequence[Span], numbers: Span) -> tuple[str, Reference]:
    chosen = tuple(spans[numbers.start : numbers.stop])
    joiner = languages.get(article.lang).joiner
    text = joiner.join(span.of(article.text) for span in chosen)
    return text, Reference(article.id, article.source, article.date, numbers, chosen, joiner)


def by_pair(bitexts: Iterable[Bitext]) -> Iterator[list[Bitext]]:
    """Yield the bitexts of one pair after another."""
    for _, group in groupby(bitexts, key=lambda b: b.pair):
        yield list(group)
