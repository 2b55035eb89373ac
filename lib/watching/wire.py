"""One request to one public address, within a time and a size; no redirect is followed.

What a list of feeds, a feed or a page leads to was written by others: an address of the own network
is never connected to, by whatever name, and an answer that is slow, huge or packed ends early.
"""

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import httpcore

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SAFE = "!#$%&'()*+,/:;=?@[]~"
_PACKED = {"gzip", "x-gzip", "deflate"}
_PORTS = {"http": 80, "https": 443}


class Trouble(Exception):
    """Why there is no answer; its text says so to who reads the report."""


@dataclass(frozen=True)
class Answer:
    """An answer: the address that was asked for, status, headers by name in lower case, body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def is_public(address: str) -> bool:
    """Whether a network address is one of the internet, and of no network of one's own."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
        if inner:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


def addresses(host: str, port: int) -> list[str]:
    """The network addresses of a host name; raises OSError for none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Wire:
    """Asks for pages. `seconds` and `most` (bytes, unpacked) are what one answer may take.

    `allowed` says of a network address whether it may be connected to.
    """

    agent: str
    seconds: float = 30.0
    most: int = 5_000_000
    allowed: Callable[[str], bool] = is_public
    resolve: Callable[[str, int], list[str]] = addresses
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to GET, a redirect too; raises Trouble."""
        sent = {
            "Host": urlsplit(url).netloc,
            "User-Agent": self.agent,
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **(headers or {}),
        }
        guard = _Guard(self, time.monotonic() + self.seconds)
        limits = dict.fromkeys(("connect", "read", "write", "pool"), self.seconds)
        try:
            with (
                httpcore.ConnectionPool(self.tls, network_backend=guard) as pool,
                pool.stream(
                    "GET",
                    plain_address(url),
                    headers=[*sent.items()],
                    extensions={"timeout": limits},
                ) as response,
            ):
                told = {
                    name.decode("latin-1").lower(): value.decode("latin-1")
                    for name, value in response.headers
                }
                return Answer(url, response.status, told, self._body(response, told))
        except httpcore.TimeoutException:
            raise Trouble(f"no whole answer within {self.seconds:g} seconds") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
            raise Trouble(f"no answer: {str(error) or type(error).__name__}") from None

    def _body(self, response: httpcore.Response, told: Mapping[str, str]) -> bytes:
        packed = told.get("content-encoding", "").strip().lower()
        if packed and packed != "identity" and packed not in _PACKED:
            raise Trouble(f"packed as {packed}, which was not asked for")
        body = bytearray()
        for piece in _unpacked(response.iter_stream(), packed, self.most):
            body += piece
            if len(body) > self.most:
                raise Trouble(f"larger than {self.most:,} bytes")
        return bytes(body)


def _unpacked(pieces: Iterable[bytes], packed: str, most: int) -> Iterator[bytes]:
    if packed not in _PACKED:
        yield from pieces
        return
    # 47: with the header of gzip or zlib, whichever stands there.
    unpacker = zlib.decompressobj(47)
    try:
        for piece in pieces:
            yield unpacker.decompress(piece, most + 1)
    except zlib.error as error:
        raise Trouble(f"cannot be unpacked: {error}") from None


def plain_address(url: str) -> str:
    """An address in ASCII, as it is sent; raises Trouble where it is none of a web page."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise Trouble("this is no address") from None
    if parts.scheme not in _PORTS or not host or parts.username or parts.password:
        raise Trouble("this is no address of a web page")
    netloc = f"[{host}]" if ":" in host else host
    if port not in (None, _PORTS[parts.scheme]):
        netloc += f":{port}"
    query = f"?{quote(parts.query, _SAFE)}" if parts.query else ""
    return f"{parts.scheme}://{netloc}{quote(parts.path or '/', _SAFE)}{query}"


@dataclass(frozen=True)
class _Guard(httpcore.NetworkBackend):
    """Connects to allowed addresses alone: the one that is looked up is the one connected to."""

    wire: Wire
    deadline: float
    inner: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = self.wire.resolve(host, port)
        if not found or not all(map(self.wire.allowed, found)):
            raise Trouble(f"{host} is no host of the internet")
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in found:
            try:
                left = _left(self.deadline, timeout)
                connected = self.inner.connect_tcp(
                    address, port, left, local_address, socket_options
                )
                return _Timed(connected, self.deadline)
            except httpcore.NetworkError as error:
                failure = error
        raise failure


@dataclass(frozen=True)
class _Timed(httpcore.NetworkStream):
    """A connection that ends with its time, however it is dripped into."""

    inner: httpcore.NetworkStream
    deadline: float

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, _left(self.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, _left(self.deadline, timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(self.deadline, timeout)
        return _Timed(self.inner.start_tls(ssl_context, server_hostname, left), self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(left, timeout)
