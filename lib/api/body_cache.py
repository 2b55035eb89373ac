"""Answers kept for a while, by ETag: for the next who asks the same, and for parts of a file.

GDAL (and with it QGIS) and DuckDB read a file over HTTP in ranges; without this each range would
make the whole file anew.
"""

import re
from collections import OrderedDict
from threading import Lock

BYTES = 64 << 20
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


class Kept:
    """The bodies used last, up to a total size. An ETag names what it stands for completely."""

    def __init__(self, most: int = BYTES) -> None:
        self._most = most
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
            if len(body) > self._most or tag in self._bodies:
                return
            self._bodies[tag] = body
            self._size += len(body)
            while self._size > self._most:
                self._size -= len(self._bodies.popitem(last=False)[1])


class Unsatisfiable(ValueError):
    """The range begins behind the end."""


def span(header: str, size: int) -> tuple[int, int] | None:
    """First byte and end of the one range asked for; None for what is to be ignored (RFC 9110)."""
    match = _RANGE.fullmatch(header.replace(" ", ""))
    if match is None:
        return None
    first, last = match.groups()
    if not first and not last:
        return None
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
