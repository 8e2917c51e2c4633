"""The stages: pure batch functions built from parts. Each takes records and gives records; none knows where it runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any

import numpy as np

from . import languages
from .articles import compose
from .blank_lines import align_around_blanks
from .config import Config, Part
from .protocols import Aligner, Encoder, Scorer, Splitter
from .records import (
    SPLIT_KINDS,
    Alignment,
    Article,
    ArticlePair,
    Bitext,
    Document,
    Note,
    Reference,
    Span,
    content_id,
)
from .rules import reasons_against
from .text import comparison_form
from .windows import EncodedArticle, encode_windows

UNDATED_SOURCES, UNDATED_TARGETS = "undated-sources", "undated-targets"


@lru_cache(maxsize=32)
def built(kind: str, part: Part) -> Any:  # noqa: ANN401 - one of the protocols
    """Return a part, built once in each worker."""
    return part.build(kind)


def ingest(documents: Iterable[Document | Note], config: Config) -> Iterator[Article | Note]:
    """Turn what readers found into articles; what cannot become one is a note."""
    among = [code for code in (config.run.source, config.run.target) if code]
    for item in documents:
        yield item if isinstance(item, Note) else compose(item, among or None)


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


def encode_ledes(articles: Sequence[Article], config: Config) -> list[EncodedArticle]:
    """Encode the title and first sentences of articles, together in one call."""
    splitter, encoder = built("splitters", config.splitter), built("encoders", config.encoder)
    ledes = [_lede(article, splitter, config.pairs.lede_sentences) for article in articles]
    vectors = encoder.encode([sentence for lede in ledes for sentence in lede])
    cuts = np.cumsum([len(lede) for lede in ledes])[:-1]
    return [
        EncodedArticle(article, block.tobytes(), vectors.shape[1])
        for article, block in zip(articles, np.split(vectors, cuts), strict=True)
    ]


def _lede(article: Article, splitter: Splitter, count: int) -> list[str]:
    body = [comparison_form(span.of(article.text)) for span in sentences(article, splitter)]
    title = comparison_form(article.title)
    lines = [title, *(line for line in body if line != title)] if title else body
    return [line for line in lines if line][:count]


def partitions(articles: Iterable[Article], config: Config) -> set[str]:
    """Return the partitions in which there is something to pair: the days of sources, and those of undated articles."""
    wanted = set()
    for article in articles:
        if article.lang == config.run.source:
            wanted.add(article.date or UNDATED_SOURCES)
        elif article.lang == config.run.target and not article.date:
            wanted.add(UNDATED_TARGETS)
    return wanted


def partition(
    encoded: Iterable[EncodedArticle], wanted: set[str], config: Config
) -> Iterator[tuple[str, EncodedArticle] | Note]:
    """Offer each article to every partition it may be paired in: a source to its day, a target to all inside the window.

    Of articles with the same id only the first is used: give them in the order of their source.
    """
    seen: dict[str, str] = {}
    pair = (config.run.source, config.run.target)
    for item in encoded:
        article = item.article
        if article.id in seen:
            message = f"Same text as {seen[article.id]}, which is used instead."
            yield Note(article.source, "duplicate", message, article.id)
            continue
        seen[article.id] = article.source
        if article.lang not in pair:
            message = (
                f"Language {article.lang} is not part of this run ({pair[0]}-{pair[1]}): set --source or --target."
            )
            yield Note(article.source, "language", message, article.id)
            continue
        for name in _days(article, config.pairs.window_days, is_source=article.lang == pair[0]):
            if name in wanted:
                yield name, item


def _days(article: Article, window: int, *, is_source: bool) -> list[str]:
    if not article.date:
        return [UNDATED_SOURCES] if is_source else [UNDATED_TARGETS, UNDATED_SOURCES]
    if is_source:
        return [article.date, UNDATED_TARGETS]
    day = date.fromisoformat(article.date)
    return [*((day + timedelta(d)).isoformat() for d in range(-window, window + 1)), UNDATED_SOURCES]


def pair(articles: Sequence[EncodedArticle], config: Config) -> list[ArticlePair]:
    """Return the candidates among the articles of one partition."""
    source = config.run.source
    sources = [item for item in articles if item.article.lang == source]
    targets = [item for item in articles if item.article.lang != source]
    found: list[ArticlePair] = built("pairers", config.pairer).pair(sources, targets, config.pairs.window_days)
    return found


def settle(candidates: Iterable[tuple[str, str, str, float]], config: Config) -> dict[str, str]:
    """Return the ids of the pairs that stand, and why each other candidate does not: pair id -> "" or the reason.

    A candidate is (pair id, source id, target id, probability). It stands if it is probable enough and each article is
    the other's best; ties go to the smaller pair id.
    """
    ranked = sorted(set(candidates), key=lambda c: (-c[3], c[0]))
    best: dict[str, tuple[str, str, str, float]] = {}
    for candidate in ranked:
        best.setdefault(candidate[1], candidate)
        best.setdefault(candidate[2], candidate)
    reasons = {}
    for pair_id, source, target, probability in ranked:
        better = max(best[source], best[target], key=lambda c: c[3])
        if probability < config.pairs.min_probability:
            reasons[pair_id] = f"probability {probability:.2f} is below {config.pairs.min_probability:g}"
        elif best[source][0] != pair_id or best[target][0] != pair_id:
            reasons[pair_id] = f"a better counterpart was found (probability {better[3]:.2f} against {probability:.2f})"
        else:
            reasons[pair_id] = ""
    return reasons


def notes_on_unpaired(
    articles: Iterable[Article], candidates: Iterable[ArticlePair], reasons: Mapping[str, str], config: Config
) -> Iterator[Note]:
    """Say of every article of the two languages that got no counterpart why not."""
    closest: dict[str, ArticlePair] = {}
    paired, in_window = set(), set()
    for candidate in candidates:
        for side in (candidate.source.id, candidate.target.id):
            if not reasons[candidate.id]:
                paired.add(side)
            if "days_apart" in candidate.evidence:
                in_window.add(side)
            if side not in closest or candidate.probability > closest[side].probability:
                closest[side] = candidate
    languages_of_run = {config.run.source: config.run.target, config.run.target: config.run.source}
    for article in articles:
        if article.id in paired or article.lang not in languages_of_run:
            continue
        paired.add(article.id)
        why = []
        if article.date and article.id not in in_window:
            other = languages_of_run[article.lang]
            why.append(f"date: no {other} article within {config.pairs.window_days} days of {article.date}")
        if article.id in closest:
            why.append(_why_not(article, closest[article.id], reasons[closest[article.id].id]))
        yield Note(article.source, "unpaired", "; ".join(why) or "nothing to compare it with", article.id)


def _why_not(article: Article, closest: ArticlePair, reason: str) -> str:
    other = closest.target if closest.source.id == article.id else closest.source
    evidence = ", ".join(f"{name} {value:g}" for name, value in closest.evidence.items())
    dated = "" if "days_apart" in closest.evidence else " (one of the two is undated)"
    return f"coverage: the closest is {other.source}{dated}, {evidence}: {reason}"


def align(pairs: Sequence[ArticlePair], config: Config) -> list[Alignment]:
    """Align the sentences of article pairs, encoding all of them together."""
    splitter: Splitter = built("splitters", config.splitter)
    encoder: Encoder = built("encoders", config.encoder)
    aligner: Aligner = built("aligners", config.aligner)
    sides = [side for pair in pairs for side in (pair.source, pair.target)]
    spans = [sentences(side, splitter) for side in sides]
    filled = [[span for span in found if len(span)] for found in spans]
    texts = [[span.of(side.text) for span in found] for side, found in zip(sides, filled, strict=True)]
    windows = encode_windows(encoder, texts, aligner.longest)
    out = []
    for i, pair in enumerate(pairs):
        source, target = spans[2 * i], spans[2 * i + 1]
        beads = align_around_blanks(aligner, windows[2 * i], windows[2 * i + 1], source, target)
        out.append(Alignment(pair, tuple(source), tuple(target), tuple(beads)))
    return out


def judge(alignments: Iterable[Alignment], config: Config) -> list[Bitext]:
    """Turn beads into bitexts with scores and findings, and decide by the rules which are kept."""
    bitexts = [bitext for alignment in alignments for bitext in _bitexts(alignment)]
    columns: dict[str, list[float]] = {}
    for part in config.scorers:
        scorer: Scorer = built("scorers", part)
        columns[part.name] = scorer.score(bitexts)
    out = []
    for i, bitext in enumerate(bitexts):
        scores = bitext.scores | {name: values[i] for name, values in columns.items()}
        out.append(decided(bitext, scores, config))
    return out


def decided(bitext: Bitext, scores: dict[str, float], config: Config) -> Bitext:
    """Return the bitext with scores, kept or dropped by the config's rules."""
    from dataclasses import replace

    scored = replace(bitext, scores=scores)
    reasons = reasons_against(scored, config.keep)
    return replace(scored, keep=not reasons, reasons=reasons)


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


def without_repeats(bitexts: Iterable[Bitext], seen: dict[str, str]) -> Iterator[Bitext]:
    """Drop kept bitexts whose two texts were kept before; `seen` carries digests from batch to batch."""
    from dataclasses import replace

    for bitext in bitexts:
        if bitext.keep:
            digest = content_id(comparison_form(bitext.source_text), comparison_form(bitext.target_text))
            first = seen.setdefault(digest, bitext.id)
            if first != bitext.id:
                yield replace(bitext, keep=False, reasons=(f"duplicate: same texts as {first}",))
                continue
        yield bitext


def by_pair(bitexts: Iterable[Bitext]) -> Iterator[list[Bitext]]:
    """Yield the bitexts of one pair after another."""
    for _, group in groupby(bitexts, key=lambda b: b.pair):
        yield list(group)
