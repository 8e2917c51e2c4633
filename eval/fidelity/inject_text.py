"""Puts errors that are no numbers into translated documents, and beside each a harmless change that must not be reported.

Every choice comes from a seed; equal seeds give equal documents on every machine.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from aligner.names.hangul import composed
from aligner.records import Bitext, Reference, Span


@dataclass(frozen=True, slots=True)
class Document:
    """Parallel lines of two languages; a line may hold several sentences, which a `\\n` parts.

    `other` is the target line in a third language, `strangers` are lines of the target language from elsewhere.
    """

    name: str
    source_lang: str
    target_lang: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    other: tuple[str, ...]
    strangers: tuple[str, ...]

    def with_target(self, number: int, text: str) -> Document:
        """Return the document with another target line."""
        return replace(self, target=(*self.target[:number], text, *self.target[number + 1 :]))

    def with_source(self, number: int, text: str) -> Document:
        """Return the document with another source line."""
        return replace(self, source=(*self.source[:number], text, *self.source[number + 1 :]))

    def bitexts(self) -> list[Bitext]:
        """Return one bitext a line, located in texts of one line a sentence."""
        sides = [_references(f"{self.name}.{n}", lines) for n, lines in enumerate((self.source, self.target))]
        return [
            Bitext(
                id=f"{self.name}:{n}",
                pair=self.name,
                kind="monotone",
                source_lang=self.source_lang,
                target_lang=self.target_lang,
                source_text=self.source[n].replace("\n", " "),
                target_text=self.target[n].replace("\n", " "),
                source_ref=sides[0][n],
                target_ref=sides[1][n],
                scores={"probability": 1.0, "similarity": 1.0},
            )
            for n in range(len(self.source))
        ]


def _references(name: str, lines: Sequence[str]) -> list[Reference]:
    out, at, number = [], 0, 0
    for line in lines:
        spans = []
        for sentence in line.split("\n"):
            spans.append(Span(at, at + len(sentence)))
            at += len(sentence) + 1
        out.append(Reference(name, name, "2018-10-01", Span(number, number + len(spans)), tuple(spans)))
        number += len(spans)
    return out


SEED = "1"

Change = Callable[[Document, int, random.Random], Document | None]
"""A document with one line changed, or None where that line does not lend itself to it."""


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of error, the check and rules that should find it, and its harmless twins by name.

    `counts_names`: one name that agrees, not one line, is a chance for a false alarm.
    """

    name: str
    check: str
    rules: frozenset[str]
    change: Change
    twins: tuple[tuple[str, Change], ...] = ()
    counts_names: bool = False


def truncated(document: Document, n: int, rng: random.Random) -> Document | None:
    """Cut the target at a word in its second half."""
    text = document.target[n]
    if len(text) < 20 or not re.search(r"[.!?。！？][\"'”’」』)]*$", document.source[n]):
        return None
    words = text.split() if " " in text else list(text)
    if len(words) < 6:
        return None
    kept = words[: rng.randint(len(words) // 2, len(words) - 2)]
    cut = (" " if " " in text else "").join(kept)
    return None if re.search(r"[.!?。！？…][\"'”’」』)]*$", cut) else document.with_target(n, cut)


def truncated_with_stop(document: Document, n: int, rng: random.Random) -> Document | None:
    """Cut the target at a word, and close it with a full stop."""
    cut = truncated(document, n, rng)
    return cut and cut.with_target(n, cut.target[n].rstrip(",、，") + ".")


def headline(document: Document, n: int, rng: random.Random) -> Document | None:  # noqa: ARG001 - as every change
    """Take the full stop off both sides, as in a headline."""
    bare = [re.sub(r"[.。]$", "", text) for text in (document.source[n], document.target[n])]
    if bare[0] == document.source[n] or bare[1] == document.target[n]:
        return None
    return document.with_source(n, bare[0]).with_target(n, bare[1])


def half_untranslated(document: Document, n: int, rng: random.Random) -> Document | None:  # noqa: ARG001
    """Replace the second half of the target by that of the source."""
    source, target = document.source[n], document.target[n]
    if len(source) < 60 if document.source_lang == "en" else len(source) < 30:
        return None
    words = source.split()
    return document.with_target(n, target[: len(target) // 2] + " " + " ".join(words[len(words) // 2 :]))


def phrase_untranslated(document: Document, n: int, rng: random.Random) -> Document | None:
    """Put four words of the source into the middle of the target."""
    words, target = document.source[n].split(), document.target[n]
    if len(words) < 8:
        return None
    at = rng.randrange(len(words) - 4)
    middle = len(target) // 2
    return document.with_target(n, f"{target[:middle]} {' '.join(words[at : at + 4])} {target[middle:]}")


def foreign_title(document: Document, n: int, rng: random.Random) -> Document | None:
    """Put the name of a work into the target, as translators leave it."""
    title = rng.choice(
        ["Ladyfinger Falls", "The Long Way Home", "Il Pane Quotidiano", "Sky Blues", "Blue Lantern Press"]
    )
    target = document.target[n]
    if len(target) < 20:
        return None
    middle = len(target) // 2
    return document.with_target(n, f"{target[:middle]} ‘{title}’ {target[middle:]}")


def in_brackets(document: Document, n: int, rng: random.Random) -> Document | None:
    """Put four words of the source into brackets after the target's middle."""
    changed = phrase_untranslated(document, n, rng)
    if not changed or re.search(r"[()（）\[\]]", document.target[n] + document.source[n]):
        return None
    middle = len(document.target[n]) // 2
    words = document.source[n].split()[:4]
    return document.with_target(n, f"{document.target[n][:middle]}({' '.join(words)}){document.target[n][middle:]}")


def copied(document: Document, n: int, rng: random.Random) -> Document | None:  # noqa: ARG001
    """Replace the target by the source."""
    if len(document.source[n]) < 20 or not re.search(r"[^\W\d_]", document.source[n]):
        return None
    return document.with_target(n, document.source[n])


def same_name(document: Document, n: int, rng: random.Random) -> Document | None:
    """Make both sides a bare name or figure, the same in both languages."""
    text = rng.choice(["Ladyfinger Falls Tribune", "Blue Lantern Press", "F-35", "3-2", "https://example.org/a"])
    return document.with_source(n, text).with_target(n, text)


def wrong_language(document: Document, n: int, rng: random.Random) -> Document | None:  # noqa: ARG001
    """Replace the target by its translation into a third language."""
    return document.with_target(n, document.other[n]) if len(document.other[n]) >= 20 else None


def foreign_quote(document: Document, n: int, rng: random.Random) -> Document | None:
    """Put a short quotation in a third language into the target."""
    if len(document.target[n]) < 40:
        return None
    words = re.findall(r"\S+", document.other[rng.randrange(len(document.other))])
    middle = len(document.target[n]) // 2
    quote = " ".join(words[:3])[:20]
    return document.with_target(n, f"{document.target[n][:middle]} “{quote}” {document.target[n][middle:]}")


def repeated(document: Document, n: int, rng: random.Random) -> Document | None:  # noqa: ARG001
    """Say the target twice."""
    text = document.target[n]
    return document.with_target(n, f"{text}\n{text}") if len(text) >= 20 else None


def repeated_on_both_sides(document: Document, n: int, rng: random.Random) -> Document | None:
    """Say both sides twice."""
    changed = repeated(document, n, rng)
    return changed and changed.with_source(n, f"{document.source[n]}\n{document.source[n]}")


def third_cut(document: Document, n: int, rng: random.Random) -> Document | None:
    """Take a third out of the middle of the target, at words."""
    text = document.target[n]
    words = text.split() if " " in text else list(text)
    if len(document.source[n]) < 40 or len(words) < 6:
        return None
    size = round(len(words) / 3)
    at = rng.randrange(1, len(words) - size)
    return document.with_target(n, (" " if " " in text else "").join(words[:at] + words[at + size :]))


def negated(document: Document, n: int, rng: random.Random) -> Document | None:  # noqa: ARG001
    """Deny what the Korean line says."""
    text = korean(document)[n]
    for plain, denied in (
        ("했다.", "하지 않았다."),
        ("했습니다.", "하지 않았습니다."),
        ("한다.", "하지 않는다."),
        ("있다.", "없다."),
    ):
        if text.endswith(plain):
            changed = text[: -len(plain)] + denied
            return (
                document.with_source(n, changed) if document.source_lang == "ko" else document.with_target(n, changed)
            )
    return None


def korean(document: Document) -> list[str]:
    """Return the Korean lines of a document, in NFC."""
    return [composed(line)[0] for line in (document.source if document.source_lang == "ko" else document.target)]
