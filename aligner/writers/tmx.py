"""TMX 1.4b, the translation memory exchange format (LISA OSCAR, 26 April 2005)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, TextIO
from xml.sax.saxutils import escape, quoteattr

from ..records import Bitext, Reference
from ._files import one_line, text_output

# Characters XML 1.0 does not allow (production 2, "Char").
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class TmxWriter:
    """Writes one translation unit a bitext, with its scores, true bead shape and source documents as properties.

    Null alignments have no unit in a translation memory and are left out. Control characters are stripped.
    """

    suffixes: ClassVar[tuple[str, ...]] = (".tmx",)

    def write(self, bitexts: Iterable[Bitext], path: Path) -> None:
        """Write the memory."""
        with text_output(path) as file:
            file.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n')
            source_lang = None
            for b in bitexts:
                if source_lang is None:
                    source_lang = b.source_lang
                    _header(file, source_lang)
                if b.source_text and b.target_text:
                    _unit(file, b)
            if source_lang is None:
                _header(file, "*all*")
            file.write("  </body>\n</tmx>\n")


def _header(file: TextIO, source_lang: str) -> None:
    file.write(
        f'  <header creationtool="aligner" creationtoolversion={_quoted(_version())} segtype="block" o-tmf="aligner"'
        f' adminlang="en" srclang={_quoted(source_lang)} datatype="plaintext"/>\n  <body>\n'
    )


def _unit(file: TextIO, b: Bitext) -> None:
    shape = f"{len(b.source_ref.sentences)}:{len(b.target_ref.sentences)}"
    file.write(f"    <tu tuid={_quoted(b.id)} srclang={_quoted(b.source_lang)}>\n")
    properties = {"type": shape, "x-kind": b.kind, **{f"x-score-{name}": f"{v:g}" for name, v in b.scores.items()}}
    for name, value in properties.items():
        file.write(f"      <prop type={_quoted(name)}>{_text(value)}</prop>\n")
    _variant(file, b.source_lang, b.source_text, b.source_ref)
    _variant(file, b.target_lang, b.target_text, b.target_ref)
    file.write("    </tu>\n")


def _variant(file: TextIO, lang: str, text: str, reference: Reference) -> None:
    offsets = " ".join(f"{span.start}-{span.stop}" for span in reference.spans)
    file.write(f"      <tuv xml:lang={_quoted(lang)}>\n")
    properties = {"source-document": reference.document, "x-date": reference.date or "", "x-offsets": offsets}
    for name, value in properties.items():
        if value:
            file.write(f"        <prop type={_quoted(name)}>{_text(value)}</prop>\n")
    file.write(f"        <seg>{_text(one_line(text))}</seg>\n      </tuv>\n")


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", text))


def _version() -> str:
    from importlib.metadata import version

    return version("aligner")
