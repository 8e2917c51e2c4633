"""Files of every format that readers read, with articles in them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

SEEKING = frozenset({".parquet", ".pq"})
"""Formats that are read from their end, so that they cannot be compressed as a whole."""


def zstd(data: bytes) -> bytes:
    """Return data compressed with zstd."""
    import pyarrow

    sink = pyarrow.BufferOutputStream()
    with pyarrow.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    return sink.getvalue().to_pybytes()


def write_article(path: Path, text: str) -> None:
    """Write one article in the format that the path's suffix names."""
    if path.suffix in (".jsonl", ".csv", ".parquet"):
        write_records(path, [{"text": text}])
    elif path.suffix == ".html":
        path.write_text(page(text), "utf-8")
    elif path.suffix == ".warc":
        path.write_bytes(warc({"https://example.com/1": page(text)}))
    elif path.suffix == ".rss":
        path.write_text(feed(f"<item><description>{escape(text)}</description></item>"), "utf-8")
    else:
        path.write_text(text, "utf-8")


def write_records(path: Path, records: Sequence[Mapping[str, object]]) -> None:
    """Write records as JSON Lines, CSV or Parquet by the path's suffix."""
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    elif path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(records[0]))
            writer.writeheader()
            writer.writerows(records)
    else:
        path.write_bytes(parquet(records))


def parquet(records: Sequence[Mapping[str, object]]) -> bytes:
    """Return records as a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(records)), buffer)
    return buffer.getvalue()


def page(text: str, head: str = "") -> str:
    """Return a web page with one paragraph."""
    return f"<!DOCTYPE html><html><head>{head}</head><body><article><p>{escape(text)}</p></article></body></html>"


def feed(items: str) -> str:
    """Return an RSS feed."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def warc(pages: Mapping[str, str], kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """Return a web archive with one response for each address."""
    return b"".join(_response(address, text.encode(), kind, status) for address, text in pages.items())


def _response(address: str, body: bytes, kind: str, status: str) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-09-18T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"
