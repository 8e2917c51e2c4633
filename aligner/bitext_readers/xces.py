"""XCES alignments (cesAlign), our own and those of OPUS: links between the `<s>` of documents that lie beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar
from xml.etree.ElementTree import Element

from ..errors import InputError
from ..interchange.properties import SCORE, Place, Side, to_bitext
from ..languages import get
from ..readers._files import refuse_missing
from ..records import Bitext
from ._input import BaseReader
from ._xml import elements

_OWN = frozenset(("id", "xtargets", "kind", "keep", "pair"))


@dataclass(frozen=True, slots=True)
class _Document:
    """The language and attributes of a document, and its sentences by id with the attributes of each."""

    lang: str
    said: dict[str, str]
    sentences: dict[str, tuple[str, dict[str, str]]]


class XcesBitextReader(BaseReader):
    """Reads a file of links, or every one in a folder; `fromDoc` and `toDoc` are looked for beside it, `.gz` or not."""

    suffixes: ClassVar[tuple[str, ...]] = ()

    def read(self, path: Path) -> Iterator[Bitext]:
        """Yield a bitext a link; raises InputError, naming the line, for what is broken or not there."""
        refuse_missing(path)
        files = sorted(path.glob("*.xml")) if path.is_dir() else [path]
        if not files:
            raise InputError(f"{path}: there is no file of links (.xml) in this folder.")
        for file in files:
            yield from self._links(file)

    def _links(self, path: Path) -> Iterator[Bitext]:
        document = lru_cache(maxsize=8)(lambda name: _document(_beside(path, name)))
        group, number = Element("linkGrp"), 0
        for event, element, line in elements(path, "cesAlign", frozenset(("linkGrp",)), frozenset(("link",))):
            if element.tag == "linkGrp":
                group = element if event == "start" else group
                continue
            place = Place(str(path), number, f"{path}, line {line}")
            number += 1
            sides = [document(group.get(name, "")) for name in ("fromDoc", "toDoc")]
            pair = self.languages(sides[0].lang, sides[1].lang, path)
            if self.is_wanted(*pair):
                yield self._bitext(element, sides, place)

    def _bitext(self, link: Element, documents: list[_Document], place: Place) -> Bitext:
        ids = link.get("xtargets", "").split(";")
        if len(ids) != 2:
            raise InputError(
                f"{place.words}: xtargets is {link.get('xtargets')!r}, not two lists with a semicolon between."
            )
        sides = [_side(document, side.split(), place) for document, side in zip(documents, ids, strict=True)]
        is_own = "pair" in link.attrib
        unit = {f"x-{name}": link.attrib[name] for name in ("kind", "keep", "pair") if is_own and name in link.attrib}
        for name, value in link.attrib.items():
            if name == "certainty":
                unit[f"{SCORE}{'probability' if is_own else name}"] = value
            elif name not in _OWN:
                unit[name if name.startswith("score-") else f"{SCORE}{name}"] = value
        return to_bitext(link.get("id", "") if is_own else "", unit, sides[0], sides[1], place, self.left_out)


def _side(document: _Document, ids: list[str], place: Place) -> Side:
    missing = [name for name in ids if name not in document.sentences]
    if missing:
        raise InputError(f"{place.words}: the sentence {missing[0]!r} is not in its document. Are they of one version?")
    found = [document.sentences[name] for name in ids]
    joiner = document.said.get("joiner", get(document.lang).joiner)
    said = {"x-joiner": joiner}
    said |= {key: document.said[name] for name, key in _NAMES.items() if document.said.get(name)}
    if "article" in document.said and found:
        numbers = [int(name.removeprefix("s")) for name in ids]
        said["x-sentences"] = f"{numbers[0]}-{numbers[-1] + 1}"
        said["x-offsets"] = " ".join(f"{attributes['start']}-{attributes['stop']}" for _, attributes in found)
    return Side(document.lang, joiner.join(text for text, _ in found), said)


_NAMES = {"article": "x-article", "document": "source-document", "date": "x-date"}


def _document(path: Path) -> _Document:
    """Return a document; sentences cut into words, as in OPUS, get a space between these."""
    root: dict[str, str] = {}
    sentences = {}
    for event, element, _ in elements(path, "", frozenset(("text", "document", "cesDoc")), frozenset(("s",))):
        if element.tag == "s":
            words = [word.text or "" for word in element.iter("w")]
            text = " ".join(words) if words else "".join(element.itertext()).strip()
            sentences[element.get("id", "")] = text, dict(element.attrib)
        elif event == "start":
            root = dict(element.attrib)
    return _Document(root.get("lang") or path.parent.name, {"document": str(path), **root}, sentences)


def _beside(links: Path, name: str) -> Path:
    """Return a document's file below the folder of the links; raises InputError where it is elsewhere or missing."""
    folder = links.parent.resolve()
    for candidate in (name, name.removesuffix(".gz"), f"{name}.gz"):
        file = (folder / candidate).resolve()
        if not file.is_relative_to(folder):
            raise InputError(f"{links}: the document {name!r} is outside the folder of the links. Put it beside them.")
        if candidate and file.is_file():
            return links.parent / candidate
    raise InputError(f"{links}: the document {name!r} is not beside it. Fetch the documents too.")
