"""Rows of Arrow as plain values: what pyarrow's own `to_pylist` gives, a column at a time and so several times as fast."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow


def rows_of(batch: pyarrow.RecordBatch) -> list[dict[str, Any]]:
    """Return a dict for each row; structs and maps are dicts, lists are lists."""
    return values_of(batch.to_struct_array())


def values_of(array: Any) -> list[Any]:  # noqa: ANN401 - an array of pyarrow
    """Return the values of an array, None where there is none."""
    import pyarrow.types as kinds

    kind = array.type
    found: list[Any]
    if kinds.is_struct(kind):
        names = [field.name for field in kind]
        columns = [values_of(array.field(n)) for n in range(len(names))]
        found = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    elif kinds.is_list(kind) or kinds.is_map(kind):
        offsets = array.offsets.to_numpy().tolist()
        first = offsets[0]
        items = array.values.slice(first, offsets[-1] - first)
        places = [(start - first, stop - first) for start, stop in pairwise(offsets)]
        if kinds.is_map(kind):
            keys, values = values_of(items.field(0)), values_of(items.field(1))
            found = [dict(zip(keys[start:stop], values[start:stop], strict=True)) for start, stop in places]
        else:
            values = values_of(items)
            found = [values[start:stop] for start, stop in places]
    elif kinds.is_string(kind) or kinds.is_binary(kind) or (_is_plain(kind) and not array.null_count):
        return array.to_numpy(zero_copy_only=False).tolist()  # type: ignore[no-any-return]
    else:
        return array.to_pylist()  # type: ignore[no-any-return]
    if array.null_count:
        return [value if there else None for value, there in zip(found, array.is_valid().to_pylist(), strict=True)]
    return found


def _is_plain(kind: pyarrow.DataType) -> bool:
    import pyarrow.types as kinds

    return any(is_kind(kind) for is_kind in (kinds.is_integer, kinds.is_floating, kinds.is_boolean))
