"""Articles connected by pairs: the events of a run."""

from __future__ import annotations

from collections.abc import Iterable

from .records import ArticlePair, Event, content_id


def grouped(pairs: Iterable[ArticlePair]) -> list[Event]:
    """Return the events that pairs add up to, ordered by id: articles connected by pairs belong to one."""
    articles: dict[str, tuple[str, str]] = {}
    parent: dict[str, str] = {}

    def root(article: str) -> str:
        while parent[article] != article:
            parent[article] = parent[parent[article]]
            article = parent[article]
        return article

    for pair in pairs:
        for article in (pair.source, pair.target):
            articles[article.id] = article.lang, article.source
            parent.setdefault(article.id, article.id)
        a, b = sorted((root(pair.source.id), root(pair.target.id)))
        parent[b] = a
    members: dict[str, list[str]] = {}
    for article_id in sorted(articles):
        members.setdefault(root(article_id), []).append(article_id)
    events = (
        Event(
            content_id(*group),
            tuple(group),
            tuple(articles[article][0] for article in group),
            tuple(articles[article][1] for article in group),
        )
        for group in members.values()
    )
    return sorted(events, key=lambda event: event.id)
