"""Handshakes of WebSockets, as large as other requests may be, and never left without an answer."""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets import http11

# So many bytes of a line, and lines, that `sizes` says first what is too much.
_MOST = 1 << 30


def install() -> None:
    """Let handshakes come as far as our own limits, and end those that cannot be read.

    What the library refuses by itself, uvicorn would neither answer nor close.
    """
    http11.MAX_LINE_LENGTH = http11.MAX_NUM_HEADERS = _MOST
    WebSocketsSansIOProtocol.data_received = _received  # type: ignore[method-assign]


_as_before = WebSocketsSansIOProtocol.data_received


def _received(self: WebSocketsSansIOProtocol, data: bytes) -> None:
    _as_before(self, data)
    if self.conn.handshake_exc is not None and not self.handshake_initiated:
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.transport.close()
