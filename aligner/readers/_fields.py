"""From a record with named fields to a document: which field holds what, and what to say where one does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from ..dates import normalise_date
from ..errors import InputError, UsageError
from ..records import Document, Note

_SOURCES = ("url", "source", "id")


@dataclass(frozen=True, slots=True)
class Fields:
    """The name of the field for each part of a document; `source` if empty is the first of url, source and id.

    A mere id, which another file may use too, goes behind the document's place: file, line, `#`, id.
    """

    text: str = "text"
    title: str = "title"
    date: str = "date"
    lang: str = "lang"
    source: str = ""

    def __post_init__(self) -> None:
        """Raise UsageError for a name that is not a string."""
        for field in fields(self):
            if not isinstance(getattr(self, field.name), str):
                raise UsageError(f"The option {field.name!r} of a reader is the name of a field: write it in quotes.")

    def among(self, names: Sequence[str]) -> Fields:
        """Return the fields as a table's columns spell them (case and outer spaces aside).

        Raises InputError where the column of the text is missing.
        """
        spelled = {name.strip().casefold(): name for name in reversed(names)}
        source = self.source or next((name for name in _SOURCES if name in spelled), "")
        wanted = {f.name: source if f.name == "source" else getattr(self, f.name) for f in fields(self)}
        found = {part: spelled.get(name.casefold(), name) for part, name in wanted.items()}
        if found["text"] not in names:
            raise InputError(self._missing(names))
        return replace(self, **found)

    def read(self, record: Mapping[str, object], place: str) -> Iterator[Document | Note]:
        """Yield the document of a record, before it a Note on a date that cannot be read; or a Note on why there is none."""
        try:
            document = self._document(record, place)
        except InputError as error:
            yield Note(place, "unreadable", str(error))
            return
        if document.date and not normalise_date(document.date):
            yield Note(place, "date", f"The date {document.date!r} is not understood. Write it as YYYY-MM-DD.")
        yield document

    def _document(self, record: Mapping[str, object], place: str) -> Document:
        if self.text not in record:
            raise InputError(self._missing(list(record)))
        names = (self.source,) if self.source else _SOURCES
        field = next((name for name in names if record.get(name)), "")
        named = str(record[field]) if field else place
        return Document(
            text=_string(record, self.text),
            source=f"{place}#{named}" if field.casefold() == "id" else named,
            title=_string(record, self.title),
            date=_date(record, self.date),
            lang=_string(record, self.lang) or None,
        )

    def _missing(self, names: Sequence[str]) -> str:
        found = ", ".join(names[:30]) or "none"
        return (
            f"the field {self.text!r} is missing. Fields found: {found}. "
            "Name the one that holds the text in the settings: `text` in [readers.jsonl], [readers.csv] or [readers.parquet]."
        )


def _string(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(f"the field {name!r} is {type(value).__name__}, not a string. Write it in quotes.")
    return value


def _date(record: Mapping[str, object], name: str) -> str | None:
    value = record.get(name)
    if isinstance(value, date):  # a datetime too, with its time and zone
        return value.isoformat()
    return str(value) if isinstance(value, int) else _string(record, name) or None
