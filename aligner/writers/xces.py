"""XCES as OPUS has it: `ko-en.xml` with the links (cesAlign), and `ko/ARTICLE.xml` with the sentences of each article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar, TextIO

from ..errors import InputError
from ..interchange.clean import languages_in_names, writable
from ..interchange.clean import xml_line as clean
from ..records import Bitext, Reference, Span, content_id
from ._files import whole_folder
from ._xml import quoted, text

_LIST, _HEADING = "articles.tsv", "file\tarticle\tdate\tdocument"
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" "">\n'
    '<cesAlign version="1.0">\n'
)
_XML_NAME = re.compile("[A-Za-z_][A-Za-z0-9_.-]*")
Article = tuple[Reference, dict[int, tuple[Span, str]]]
"""One bitext's reference to an article, and its sentences by number."""


class XcesWriter:
    """Writes a folder with the links of each pair of languages, the sentences of each article, and a list of the articles.

    `certainty` is the probability, the other scores are `score-NAME` beside it. What a link cannot hold is left out:
    findings, reasons, and of the texts line breaks and control characters. Memory holds the text of every article.
    """

    suffixes: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        self.left_out: Counter[str] = Counter()

    def write(self, bitexts: Iterable[Bitext], path: Path) -> None:
        """Write the folder, whole or not at all."""
        articles: dict[tuple[str, str], Article] = {}
        with whole_folder(path, _LIST, _HEADING, "*.xml") as folder:
            with ExitStack() as stack:
                self._links(bitexts, folder, stack, articles)
            rows = [_HEADING]
            for (lang, name), (reference, sentences) in sorted(articles.items()):
                (folder / lang).mkdir(exist_ok=True)
                file = folder / lang / f"{name}.xml"
                file.write_text("".join(_document(lang, reference, sentences)), "utf-8", newline="\n")
                cells = f"{lang}/{name}.xml", reference.article, reference.date or "", reference.document
                rows.append("\t".join(map(clean, cells)))
            (folder / _LIST).write_text("\n".join([*rows, ""]), "utf-8", newline="\n")

    def _links(
        self, bitexts: Iterable[Bitext], folder: Path, stack: ExitStack, articles: dict[tuple[str, str], Article]
    ) -> None:
        files: dict[str, TextIO] = {}
        group: dict[str, tuple[str, str]] = {}
        for b in writable(bitexts):
            langs = languages_in_names(b)
            pair = "-".join(langs)
            if pair not in files:
                files[pair] = stack.enter_context((folder / f"{pair}.xml").open("w", encoding="utf-8", newline="\n"))
                files[pair].write(_HEAD)
                stack.callback(files[pair].write, " </linkGrp>\n</cesAlign>\n")
            documents = tuple(
                self._sentences(lang, side_text, reference, articles)
                for lang, side_text, reference in zip(
                    langs, (b.source_text, b.target_text), (b.source_ref, b.target_ref), strict=True
                )
            )
            if group.get(pair) != documents:
                closing = " </linkGrp>\n" if pair in group else ""
                group[pair] = (documents[0], documents[1])
                names = f"fromDoc={quoted(documents[0])} toDoc={quoted(documents[1])}"
                files[pair].write(f'{closing} <linkGrp targType="s" {names}>\n')
            files[pair].write(self._link(b))

    def _sentences(
        self, lang: str, side_text: str, reference: Reference, articles: dict[tuple[str, str], Article]
    ) -> str:
        """Add the sentences of a side to its article and return the article's file."""
        name = (
            reference.article
            if re.fullmatch("[A-Za-z0-9_-]{1,80}", reference.article)
            else content_id(reference.article)
        )
        _, known = articles.setdefault((lang, name), (reference, {}))
        for number, span, sentence in _cut(side_text, reference):
            self.left_out["line break or control character"] += sentence != clean(sentence)
            if known.setdefault(number, (span, sentence)) != (span, sentence):
                raise InputError(
                    f"sentence {number} of {reference.document} is {known[number][1]!r} and {sentence!r}: a document has one "
                    "text for each. Was the bitext edited, or merged from several runs?"
                )
        return f"{lang}/{name}.xml"

    def _link(self, b: Bitext) -> str:
        self.left_out["finding"] += len(b.findings)
        self.left_out["reason"] += len(b.reasons)
        targets = ";".join(
            " ".join(f"s{n}" for n in range(r.sentences.start, r.sentences.stop)) for r in (b.source_ref, b.target_ref)
        )
        scores = {("certainty" if name == "probability" else f"score-{name}"): v for name, v in b.scores.items()}
        for name in [name for name in scores if not _XML_NAME.fullmatch(name)]:
            self.left_out[f"score {name}"] += 1
            del scores[name]
        said = "".join(f' {name}="{float(value)!r}"' for name, value in scores.items())
        kept = f'kind="{b.kind}" keep="{"true" if b.keep else "false"}" pair={quoted(b.pair)}'
        return f'  <link id={quoted(b.id)} xtargets="{targets}"{said} {kept} />\n'


def _cut(side_text: str, reference: Reference) -> Iterator[tuple[int, Span, str]]:
    """Yield number, place and text of each sentence of a side; one that was edited is a single sentence."""
    at, found = 0, []
    for number, span in zip(range(reference.sentences.start, reference.sentences.stop), reference.spans, strict=False):
        found.append((number, span, side_text[at : at + len(span)]))
        at += len(span) + len(reference.joiner)
    if side_text and reference.joiner.join(sentence for _, _, sentence in found) != side_text:
        found = [(reference.sentences.start, Span(0, len(side_text)), side_text)]
    yield from found


def _document(lang: str, reference: Reference, sentences: dict[int, tuple[Span, str]]) -> Iterator[str]:
    date = f" date={quoted(reference.date)}" if reference.date is not None else ""
    names = (
        f"article={quoted(reference.article)} document={quoted(reference.document)} joiner={quoted(reference.joiner)}"
    )
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<text xml:lang={quoted(lang)} {names}{date}>\n <body>\n'
    for number, (span, sentence) in sorted(sentences.items()):
        yield f'  <s id="s{number}" start="{span.start}" stop="{span.stop}">{text(sentence)}</s>\n'
    yield " </body>\n</text>\n"
