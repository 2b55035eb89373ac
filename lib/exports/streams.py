"""A table as JSON, GeoJSON and Parquet, a batch at a time; CSV and Excel have modules of their own.

`meta` is what the file says of itself.
"""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lib.exports.columns import Table, unrolled

Meta = dict[str, Any]


class Sink(io.RawIOBase):
    """A file to be written to from one end and read from the other."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        part = bytes(data)
        self._parts.append(part)
        self._size += len(part)
        return len(part)

    def tell(self) -> int:
        return self._size

    def drain(self) -> bytes:
        """What was written since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def to_json(rows: Iterable[dict[str, Any]], meta: Meta) -> bytes:
    """One page of a table with what it says of itself."""
    return _json({"meta": meta, "data": list(rows)}).encode()


def to_parquet(table: Table, meta: Meta) -> Iterator[bytes]:
    """Lists as lists, whole days as date32, citations as structs; `meta` in the file's metadata."""
    schema = pa.schema(
        [pa.field(c.name, c.arrow, metadata={"description": c.about}) for c in table.columns],
        metadata={key: v if isinstance(v, str) else json.dumps(v) for key, v in meta.items()},
    )
    sink = Sink()
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd") as writer:
        for batch in table.batches():
            writer.write_table(pa.Table.from_pydict(batch, schema=schema))
            yield sink.drain()
    yield sink.drain()


def to_geojson(table: Table, meta: Meta, added: Sequence[dict[str, Any]] = ()) -> Iterator[bytes]:
    """A FeatureCollection; properties are the columns that fit into cells.

    `added` are features that an installation adds; they come last.
    """
    geometry = table.geometry
    assert geometry is not None
    head = {"type": "FeatureCollection", "name": table.name, "meta": meta}
    yield _json(head)[:-1].encode() + b',"features":['
    comma = ""
    for batch in table.batches():
        features = (
            {"type": "Feature", "id": row["id"], "geometry": geometry(row), "properties": row}
            for row in unrolled(batch, table.flat)
        )
        yield (comma + ",\n".join(map(_json, features))).encode()
        comma = ",\n"
    if added:
        yield (comma * bool(table.keys) + ",\n".join(map(_json, added))).encode()
    yield b"]}\n"


def _json(value: Any) -> str:
    # Whole days are all that JSON does not know.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
