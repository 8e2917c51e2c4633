"""From articles to pairs about one event: ledes encoded, partitions by language and day, candidates, and who keeps whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

import numpy as np

from .clocks import Appeared, Calendar
from .config import Config
from .figures import figures, packed
from .keys import Key, Reaches
from .minhash import signature
from .pools import pools
from .protocols import Pairer, Splitter
from .records import Article, ArticlePair, Note
from .stages import built, encoder_of, sentences
from .text import comparison_form
from .windows import EncodedArticle, encode_distinct

UNDATED_SOURCES, UNDATED_TARGETS = "undated-sources", "undated-targets"
_ALIKE_KEPT = 1 << 14  # some 500 bytes each


def encode_ledes(articles: Sequence[Article], config: Config) -> list[EncodedArticle]:
    """Encode the title and first sentences of articles, together in one call, and read their figures."""
    splitter, encoder = built("splitters", config.splitter), encoder_of(config)
    ledes = [_lede(article, splitter, config.pairs.lede_sentences) for article in articles]
    vectors = encode_distinct(encoder, [sentence for lede in ledes for sentence in lede])
    starts = np.cumsum([0, *(len(lede) for lede in ledes)])
    return [
        EncodedArticle(
            article,
            vectors[starts[n] : starts[n + 1]].tobytes(),
            vectors.shape[1],
            signature(article.text).astype("<u4").tobytes(),
            tuple(ledes[n]),
            packed([figures(sentence, article.lang) for sentence in ledes[n]]),
        )
        for n, article in enumerate(articles)
    ]


def _lede(article: Article, splitter: Splitter, count: int) -> list[str]:
    body = [comparison_form(span.of(article.text)) for span in sentences(article, splitter)]
    title = comparison_form(article.title)
    lines = [title, *(line for line in body if line != title)] if title else body
    return [line for line in lines if line][:count]


def language_pairs(config: Config) -> list[tuple[str, str]]:
    """Return every (source, target) of the run's languages, in their order."""
    return list(combinations(config.run.languages, 2))


@dataclass(frozen=True, slots=True, eq=False)
class Partitions:
    """The partitions in which there is something to pair, for every (source, target) language; equal to itself alone.

    `days`: the calendar of sources; `undated`: whether there are undated sources, and targets.
    """

    days: dict[tuple[str, str], Calendar]
    undated: dict[tuple[str, str], tuple[bool, bool]]

    def names(self) -> list[str]:
        """Return the names of all partitions, sorted."""
        days = [_name(pair, day) for pair, found in self.days.items() for day in found.days]
        others = [
            f"{source}-{target}.{name}"
            for (source, target), found in self.undated.items()
            for name, is_there in zip((UNDATED_SOURCES, UNDATED_TARGETS), found, strict=True)
            if is_there
        ]
        return sorted([*days, *others])


def partitions(reaches: Reaches, config: Config) -> Partitions:
    """Return the partitions of articles of such reaches: the days of sources, and those of undated articles."""
    days, undated = {}, {}
    for source, target in language_pairs(config):
        days[source, target] = Calendar.of({day: one for (lang, day), one in reaches.items() if lang == source and day})
        undated[source, target] = (source, 0) in reaches, (target, 0) in reaches
    return Partitions(days, undated)


def places(lang: str, appeared: Appeared, found: Partitions) -> Iterator[str]:
    """Yield the partitions an article is paired in: a source on its day, a target on all days whose sources it may meet."""
    yield from _places_of_alike(lang, appeared._replace(minute=min(appeared.minute, 0)), found)


@lru_cache(maxsize=_ALIKE_KEPT)
def _places_of_alike(lang: str, appeared: Appeared, found: Partitions) -> tuple[str, ...]:
    """Return the places that articles of one day, clock and window have in common, whatever their minute."""
    return tuple(_places(lang, appeared, found))


def _places(lang: str, appeared: Appeared, found: Partitions) -> Iterator[str]:
    for pair, calendar in found.days.items():
        if lang not in pair:
            continue
        undated_sources, undated_targets = found.undated[pair]
        is_source = lang == pair[0]
        if appeared.day and is_source:
            yield _name(pair, appeared.day)
        elif appeared.day:
            yield from (_name(pair, day) for day in calendar.near(appeared))
        if undated_sources and (not is_source or not appeared.day):
            yield f"{pair[0]}-{pair[1]}.{UNDATED_SOURCES}"
        if undated_targets and (is_source == bool(appeared.day)):
            yield f"{pair[0]}-{pair[1]}.{UNDATED_TARGETS}"


def _name(pair: tuple[str, str], day: int) -> str:
    return f"{pair[0]}-{pair[1]}.{date.fromordinal(day).isoformat()}"


def candidates(
    sources: Sequence[EncodedArticle], targets: Sequence[EncodedArticle], config: Config
) -> Iterator[ArticlePair]:
    """Yield the candidates among the articles of one partition."""
    pairer: Pairer = built("pairers", config.pairer)
    for some, others in pools(sources, targets, config.pairs.most_together):
        yield from pairer.pair(some, others, config.pairs.window)


def listed(keys: Sequence[Key], rows: Iterable[tuple[int, str, str]]) -> tuple[list[tuple[int, int]], list[Note]]:
    """Return the article pairs that a list names, as numbers of keys, and a note on every row that names none.

    A row is (line number, source name, target name); a name is an article's whole source, the end of its path, or its id.
    """
    by_name = by_names((key.id, key.source) for key in keys)
    found: dict[tuple[int, int], None] = {}
    notes = []
    for line, *names in rows:
        articles = [by_name.get(name, set()) for name in names]
        wrong = next((name for name, numbers in zip(names, articles, strict=True) if len(numbers) != 1), None)
        if wrong is not None:
            many = len(by_name.get(wrong, ()))
            what = f"{many} articles: give more of its path" if many else "none of the articles read"
            notes.append(Note(wrong, "unlisted", f"Line {line} of the list names {wrong!r}, which is {what}."))
            continue
        pair = (min(articles[0]), min(articles[1]))
        if keys[pair[0]].id == keys[pair[1]].id:
            notes.append(Note(names[0], "unlisted", f"Line {line} of the list pairs an article with itself."))
        else:
            found[pair] = None
    return list(found), notes


def by_names(articles: Iterable[tuple[str, str]]) -> dict[str, set[int]]:
    """Return, for each name that articles (id, source) may be called by, the numbers of those it may mean."""
    found: dict[str, set[int]] = {}
    for number, (key, source) in enumerate(articles):
        for name in {key, source, *_path_ends(source)}:
            found.setdefault(name, set()).add(number)
    return found


def _path_ends(source: str) -> list[str]:
    parts = source.replace("\\", "/").split("/")
    named = [source.rsplit("#", 1)[1]] if "#" in source else []
    return [*("/".join(parts[n:]) for n in range(1, len(parts))), *named]
