"""Moses pairs: `NAME.ko-en.ko` and `NAME.ko-en.en` as OPUS names them, or `NAME.ko` and `NAME.en`; each may be `.gz`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar

from ..errors import InputError, UsageError
from ..interchange.clean import one_line
from ..interchange.properties import Place, Side, to_bitext
from ..parts import PACKED
from ..records import Bitext, from_line
from ._input import BaseReader, decoded, open_input

_SUFFIX = ".moses"
_MARK = "\ufeff"


class MosesBitextReader(BaseReader):
    """Reads line by line; where our provenance lies beside the texts and its text is theirs, the full records."""

    suffixes: ClassVar[tuple[str, ...]] = (_SUFFIX,)

    def read(self, path: Path) -> Iterator[Bitext]:
        """Yield a bitext a line; raises InputError where the files are not found or differ in their number of lines."""
        if (packed := path.suffix.lower()) in PACKED:
            raise UsageError(
                f"{path} is no one file that is packed: give the name without {packed}, each text may be .gz."
            )
        name = path.with_suffix("") if path.suffix == _SUFFIX else path
        for source_lang, target_lang, source, target in self._files(name):
            if self.is_wanted(source_lang, target_lang):
                yield from self._lines(source_lang, target_lang, source, target, _provenance(source, source_lang))

    def _files(self, name: Path) -> list[tuple[str, str, Path, Path]]:
        """Return languages and files of each pair found under a name."""
        found = []
        for file in sorted(name.parent.glob(f"{_escaped(name.name)}.*-*.*")):
            ending = file.name.removeprefix(f"{name.name}.").removesuffix(".gz")
            pair, _, lang = ending.rpartition(".")
            if pair.startswith(f"{lang}-") and (other := pair.removeprefix(f"{lang}-")):
                found.append((lang, other, file, _existing(name.with_name(f"{name.name}.{pair}.{other}"))))
        if not found and self.source_lang and self.target_lang:
            source, target = (
                _existing(name.with_name(f"{name.name}.{lang}")) for lang in (self.source_lang, self.target_lang)
            )
            found = [(self.source_lang, self.target_lang, source, target)]
        if not found:
            raise UsageError(
                f"{name}: there are no files {name.name}.xx-yy.xx. Are they {name.name}.xx and {name.name}.yy? "
                "Then give --source xx and --target yy."
            )
        return found

    def _lines(
        self, source_lang: str, target_lang: str, source: Path, target: Path, provenance: Path | None
    ) -> Iterator[Bitext]:
        sides = zip_longest(_texts(source), _texts(target))
        records = _texts(provenance) if provenance else iter(())
        for number, (left, right) in enumerate(sides):
            place = Place(str(source), number, f"{source}, line {number + 1}")
            if left is None or right is None:
                shorter = source if left is None else target
                raise InputError(f"{shorter}: ends after line {number}, and the other file goes on. Are they parallel?")
            record = _record(next(records, None), left, right, f"{provenance}, line {number + 1}")
            if provenance and record is None:
                self.left_out["provenance of an edited line"] += 1
            if record:
                yield record
            else:
                yield to_bitext("", {}, Side(source_lang, left), Side(target_lang, right), place, self.left_out)


def _record(line: str | None, source: str, target: str, place: str) -> Bitext | None:
    """Return the record of a line, if it is that of these texts."""
    if line is None:
        return None
    try:
        b = from_line(Bitext, line)
    except InputError as error:
        raise InputError(f"{place}: {error}") from error
    # A text may begin with what is taken for a byte order mark where it is the file's first.
    texts = (one_line(text).removeprefix(_MARK) for text in (b.source_text, b.target_text))
    return b if tuple(texts) == (source.removeprefix(_MARK), target.removeprefix(_MARK)) else None


def _texts(path: Path) -> Iterator[str]:
    """Yield every line, empty ones too: they keep the files parallel."""
    with open_input(path) as file:
        for number, line in enumerate(file, start=1):
            yield decoded(line, path, number)


def _provenance(source: Path, lang: str) -> Path | None:
    beside = source.with_name(source.name.removesuffix(".gz").removesuffix(lang) + "provenance.jsonl")
    return beside if beside.is_file() else None


def _existing(path: Path) -> Path:
    packed = path.with_name(f"{path.name}.gz")
    if not path.exists() and not packed.exists():
        raise InputError(f"{path}: there is no such file. The two files of a pair differ only in their ending.")
    return path if path.exists() else packed


def _escaped(name: str) -> str:
    from glob import escape

    return escape(name)
