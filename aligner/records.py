"""The records that travel through the pipeline: frozen, JSON-plain, with ids made from content.

Offsets are half-open and count code points of the text as it was read, so `text[span.start:span.stop]` is the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    import pandas

R = TypeVar("R")
BlockKind = Literal["title", "body", "header", "caption", "furniture"]
BeadKind = Literal["monotone", "crossing"]
Severity = Literal["info", "minor", "major", "critical"]
SPLIT_KINDS = frozenset({"title", "body"})


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range: of code points in a text, or of sentence numbers in an article."""

    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    def of(self, text: str) -> str:
        """Return the part of the text that this span covers."""
        return text[self.start : self.stop]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article's text, what it is, and the rule that said so."""

    kind: BlockKind
    start: int
    stop: int
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """One article as a reader found it: nothing inferred yet. `lang` and `date` only if the source states them."""

    text: str
    source: str
    title: str = ""
    date: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What happened to one input or one article, in words, where it did not simply go through."""

    source: str
    outcome: str
    message: str
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article; `text` is exactly what was read, `date` is ISO 8601, `blocks` mark title, body, captions and furniture.

    `lang_confidence` is how sure the language is, from 0 to 1; 1 where it was stated. `date` is the day on the clock of the
    source; `timestamp` the time of that day, with its offset from UTC if the source states it, where it states a time.
    """

    id: str
    lang: str
    text: str
    title: str
    date: str | None
    source: str
    blocks: tuple[Block, ...] = ()
    lang_confidence: float = 1.0
    timestamp: str | None = None


@dataclass(frozen=True, slots=True)
class ArticlePair:
    """Two articles that may tell of the same event, how probable that is, and the evidence by name and in words."""

    id: str
    source: Article
    target: Article
    probability: float
    evidence: dict[str, float] = field(default_factory=dict)
    because: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Articles joined by pairs, directly or through others: ids, languages and sources in the order of the articles' ids."""

    id: str
    articles: tuple[str, ...]
    languages: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bead:
    """Aligned ranges of sentence numbers; an empty range means nothing on that side (a null alignment).

    `probability` is the posterior of the bead, `similarity` the cosine of the two sides (0 where one is empty).
    """

    source: Span
    target: Span
    probability: float
    similarity: float = 0.0
    kind: BeadKind = "monotone"

    @property
    def is_null(self) -> bool:
        """True where one side is empty."""
        return not (len(self.source) and len(self.target))

    @property
    def shape(self) -> str:
        """The bead's shape as aligners print it, for example `2:1`."""
        return f"{len(self.source)}:{len(self.target)}"


@dataclass(frozen=True, slots=True)
class Alignment:
    """One article pair with its sentences (spans of code points) and the beads between them."""

    pair: ArticlePair
    source_sentences: tuple[Span, ...]
    target_sentences: tuple[Span, ...]
    beads: tuple[Bead, ...]

    def sentences(self) -> tuple[list[str], list[str]]:
        """Return the sentences of both sides as text."""
        source, target = self.pair.source.text, self.pair.target.text
        return [s.of(source) for s in self.source_sentences], [s.of(target) for s in self.target_sentences]

    def to_pandas(self) -> pandas.DataFrame:
        """Return one row a bead: sentence numbers, both texts, probability, similarity, kind."""
        source, target = self.sentences()
        return to_pandas(
            {
                "source_sentences": list(range(bead.source.start, bead.source.stop)),
                "target_sentences": list(range(bead.target.start, bead.target.stop)),
                "source_text": " ".join(source[bead.source.start : bead.source.stop]),
                "target_text": " ".join(target[bead.target.start : bead.target.stop]),
                "probability": bead.probability,
                "similarity": bead.similarity,
                "kind": bead.kind,
            }
            for bead in self.beads
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """One issue a check found: where on each side (code points of the untouched text), how bad, how sure."""

    check: str
    severity: Severity
    message: str
    source: Span | None
    target: Span | None
    confidence: float
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """Where one side of a bitext comes from: article, file, date, sentence numbers, and the spans of its text.

    The text of that side is the article's text at each span, joined by `joiner`.
    """

    article: str
    document: str
    date: str | None
    sentences: Span
    spans: tuple[Span, ...]
    joiner: str = " "

    def locate(self, start: int, stop: int) -> Span:
        """Return where the characters start..stop of this side's text are in the article's text.

        A range over several sentences runs from the first to the last of them. Raises ValueError outside the text.
        """
        at, first = 0, None
        for span in self.spans:
            end = at + len(span)
            if first is None and start < end:
                first = span.start + max(0, start - at)
            if first is not None and stop <= end + len(self.joiner):
                return Span(first, span.start + min(len(span), max(0, stop - at)))
            at = end + len(self.joiner)
        raise ValueError(f"{start}..{stop} lies outside the text of {len(self.spans)} sentences")


@dataclass(frozen=True, slots=True)
class Bitext:
    """One bead as text with its provenance, scores and findings, and the decision to keep it or why not."""

    id: str
    pair: str
    kind: BeadKind
    source_lang: str
    target_lang: str
    source_text: str
    target_text: str
    source_ref: Reference
    target_ref: Reference
    scores: dict[str, float] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    keep: bool = False
    reasons: tuple[str, ...] = ()


def content_id(*parts: str) -> str:
    """Return 32 hex digits made from the parts alone (XXH3, 128 bits; parts are length-prefixed, so order and cuts count)."""
    import xxhash

    digest = xxhash.xxh3_128()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "little"))
        digest.update(raw)
    return digest.hexdigest()


def to_line(record: Any) -> str:  # noqa: ANN401 - any record of this module
    """Return the record as one line of JSON (no line break inside, none at the end)."""
    import orjson

    return orjson.dumps(record).decode()


def from_line(kind: type[R], line: str | bytes) -> R:
    """Return the record that `to_line` wrote; raises InputError where the line is not one."""
    import msgspec
    import orjson

    from .errors import InputError

    try:
        return msgspec.convert(orjson.loads(line), kind)
    except (orjson.JSONDecodeError, msgspec.ValidationError) as error:
        raise InputError(f"not a {kind.__name__} record: {error}. Was the file written by another version?") from error


def to_pandas(rows: Iterable[Mapping[str, Any]]) -> pandas.DataFrame:
    """Return rows of plain values as a DataFrame."""
    import pandas

    return pandas.DataFrame.from_records(list(rows))
