"""Every seam of the program on one page: a part is any class with the one method its protocol names.

A part lives in one file of the folder named after its kind; the file's name is what users type (see `parts`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .clocks import DateWindow
    from .languages import Language
    from .records import Alignment, ArticlePair, Bead, Bitext, Document, Finding, Note, Span
    from .windows import EncodedArticle, Windows

    Vectors = NDArray[np.float32]

J = TypeVar("J", contravariant=True)
S = TypeVar("S", covariant=True)


class Reader(Protocol):
    """Reads one kind of file; what cannot be read becomes a Note or an InputError, never a crash."""

    suffixes: ClassVar[tuple[str, ...]]

    def read(self, path: Path) -> Iterator[Document | Note]: ...


class Splitter(Protocol):
    """Cuts running text into sentences without changing it.

    A splitter that `is_pre_split` gets the whole text as it is, headers and captions included.
    """

    is_pre_split: ClassVar[bool]

    def split(self, text: str, language: Language) -> list[Span]: ...


class Encoder(Protocol):
    """Maps sentences to unit vectors, float32, shape (n, d); equal texts get equal vectors, whatever the batch."""

    @property
    def fingerprint(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class SpanEncoder(Encoder, Protocol):
    """An encoder that knows the vectors of runs of sentences without encoding the joined texts again."""

    def spans(self, documents: Sequence[Sequence[str]], longest: int) -> list[list[Vectors]]: ...


class LimitedEncoder(Encoder, Protocol):
    """An encoder that reads only so much of a text, and tells of each document how many of the texts it encodes are longer."""

    def overlong(self, documents: Sequence[Sequence[str]], longest: int) -> list[int]: ...


class Pairer(Protocol):
    """Offers each article its most probable counterparts, with evidence; deciding is left to the rules.

    The sequences may lie on disk: a record is read anew each time it is asked for. `window` says how far apart in time two
    articles may be.
    """

    def pair(
        self, sources: Sequence[EncodedArticle], targets: Sequence[EncodedArticle], window: DateWindow
    ) -> Iterable[ArticlePair]: ...


class Aligner(Protocol):
    """Aligns two sequences of sentences, seen only as windows of vectors and lengths."""

    @property
    def longest(self) -> int: ...

    def align(self, source: Windows, target: Windows) -> list[Bead]: ...


class AnchoredAligner(Aligner, Protocol):
    """An aligner that takes beads known beforehand and aligns the rest between them."""

    def align(self, source: Windows, target: Windows, anchors: Sequence[Bead] = ()) -> list[Bead]: ...


class Scorer(Protocol):
    """Gives each bitext one number; thresholds on it belong to the config."""

    def score(self, bitexts: Sequence[Bitext]) -> list[float]: ...


class Check(Protocol):
    """Looks for one kind of translation error in the bitexts of one article pair, in order, null alignments included.

    Spans in findings are code points of the articles' untouched text (see Reference.locate).
    """

    def supports(self, source_lang: str, target_lang: str) -> bool: ...

    def check(self, bitexts: Sequence[Bitext]) -> list[list[Finding]]: ...


class PairsCheck(Check, Protocol):
    """A check that looks at many article pairs in about the time of a few: what it finds in each is what `check` finds."""

    def check_each(self, pairs: Sequence[Sequence[Bitext]]) -> list[list[list[Finding]]]: ...


class BitextReader(Protocol):
    """Reads bitexts from one file of one format; raises InputError, naming file and place, for what is malformed.

    What the file holds and a Bitext cannot is counted by name in `left_out`, complete when all is read.
    """

    suffixes: ClassVar[tuple[str, ...]]
    left_out: Counter[str]

    def read(self, path: Path) -> Iterator[Bitext]: ...


class Writer(Protocol):
    """Writes bitexts to one file in one format; `left_out` counts by name what the format cannot hold.

    Raises InputError for a text that no file of characters can hold.
    """

    suffixes: ClassVar[tuple[str, ...]]
    left_out: Counter[str]

    def write(self, bitexts: Iterable[Bitext], path: Path) -> None: ...


class Report(Protocol):
    """Renders alignments and what was decided about them as one string."""

    def render(self, alignments: Sequence[Alignment], bitexts: Sequence[Bitext], notes: Sequence[Note]) -> str: ...


class Engine(Protocol):
    """Runs jobs somewhere and yields their results in any order; it knows neither languages nor models.

    One that keeps workers from call to call has a method `end()`, called at the end of a run.
    """

    def map(self, task: Callable[[J], S], jobs: Sequence[J]) -> Iterator[S]: ...
