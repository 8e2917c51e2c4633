"""Rows of Parquet to bitexts: our typed columns, or a table of two texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..interchange.clean import json_value
from ..interchange.properties import Place
from ..readers._files import open_file, refuse_missing
from ..records import Bitext, Finding
from ._input import BaseReader
from ._records import bitext_of, full_record

_BATCH = 1000
_SCORE = "score_"


def read_parquet(reader: BaseReader, path: Path) -> Iterator[Bitext]:
    """Yield a bitext a row; raises InputError, naming file and row, for what is no Parquet file or has no two texts."""
    refuse_missing(path)
    for number, record in enumerate(_records(path)):
        place = Place(str(path), number, f"{path}, row {number + 1}")
        if "source_offsets" in record and "pair" in record:
            yield from reader.wanted(_own(record, place))
        else:
            yield from bitext_of(reader, record, place)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with open_file(path) as file:
        try:
            for batch in pq.ParquetFile(file).iter_batches(_BATCH):
                yield from batch.to_pylist()
        except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
            why = str(error).partition("\n")[0][:200] or type(error).__name__
            raise InputError(f"{path}: not a Parquet file, or a damaged one ({why}). Fetch it again.") from error


def _own(record: Mapping[str, Any], place: Place) -> Bitext:
    fields = {name: record[name] for name in ("id", "pair", "kind", "keep", "reasons") if name in record}
    for side in ("source", "target"):
        fields |= {f"{side}_{name}": record.get(f"{side}_{name}") for name in ("lang", "text")}
        reference = {
            name: record.get(f"{side}_{name}") for name in ("article", "document", "date", "sentences", "joiner")
        }
        fields[f"{side}_ref"] = reference | {"spans": record.get(f"{side}_offsets")}
    try:
        fields["findings"] = json_value(record.get("findings") or "[]", tuple[Finding, ...])
    except InputError as error:
        raise InputError(f"{place.words}: {error}") from error
    fields["scores"] = {
        name.removeprefix(_SCORE): value
        for name, value in record.items()
        if name.startswith(_SCORE) and value is not None
    }
    return full_record(fields, place)
