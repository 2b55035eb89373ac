"""Size-bounded LRU cache of response bodies by ETag; also serves byte ranges.

GDAL (and with it QGIS) and DuckDB read a file over HTTP in ranges; without this each range would
make the whole file anew.
"""

import re
from collections import OrderedDict
from threading import Lock

BYTES = 64 << 20
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


class BodyCache:
    """The bodies used last, up to a total size. An ETag names what it stands for completely."""

    def __init__(self, max_bytes: int = BYTES) -> None:
        self._max_bytes = max_bytes
        self._size = 0
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> bytes | None:
        with self._lock:
            if tag in self._bodies:
                self._bodies.move_to_end(tag)
            return self._bodies.get(tag)

    def put(self, tag: str, body: bytes) -> None:
        with self._lock:
            if len(body) > self._max_bytes or tag in self._bodies:
                return
            self._bodies[tag] = body
            self._size += len(body)
            while self._size > self._max_bytes:
                self._size -= len(self._bodies.popitem(last=False)[1])


class Unsatisfiable(ValueError):
    """The requested range starts past the end of the body."""


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """First byte and end of the one range of a header; None for what is to be ignored (RFC 9110).

    Raises Unsatisfiable.
    """
    match = _RANGE.fullmatch(header.replace(" ", ""))
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        if int(last) == 0:
            raise Unsatisfiable
        return max(0, size - int(last)), size
    start, end = int(first), int(last) + 1 if last else size
    if last and end <= start:
        return None
    if start >= size:
        raise Unsatisfiable
    return start, min(end, size)
