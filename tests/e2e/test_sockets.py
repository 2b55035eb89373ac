"""What the running program does with its connections, read from the sockets that it holds."""

import ctypes
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.e2e.conftest import HOST, Server

# Linux's call that copies a descriptor of another process; Python has no name for it.
_PIDFD_GETFD = 438


def copied(pid: int, descriptor: int) -> socket.socket | None:
    """A copy of a socket of another process; None if the descriptor is no socket."""
    handle = os.pidfd_open(pid)
    try:
        number = ctypes.CDLL(None, use_errno=True).syscall(_PIDFD_GETFD, handle, descriptor, 0)
        if number < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(handle)
    try:
        return socket.socket(fileno=number)
    except OSError:
        os.close(number)
        return None


@contextmanager
def accepted(server: Server) -> Iterator[socket.socket]:
    """The program's end of a kept connection to it, after a first answer."""
    with socket.create_connection((HOST, server.port), timeout=30) as ours:
        ours.sendall(f"GET /healthz HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        assert ours.recv(65536).startswith(b"HTTP/1.1 200")
        for entry in Path(f"/proc/{server.process.pid}/fd").iterdir():
            try:
                held = str(entry.readlink())
            except FileNotFoundError:  # closed meanwhile
                continue
            if held.startswith("socket:"):
                theirs = copied(server.process.pid, int(entry.name))
                if theirs is None:
                    continue
                with theirs:
                    try:
                        if theirs.getpeername() == ours.getsockname():
                            yield theirs
                            return
                    except OSError:  # a socket that listens has no peer
                        continue
    raise AssertionError("the program holds no such connection")


@pytest.mark.skipif(sys.platform != "linux", reason="reads another process's sockets as Linux lets")
def test_an_answer_waits_for_no_acknowledgement(server: Server) -> None:
    with accepted(server) as theirs:
        assert theirs.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_the_limits_of_size_stand_before_everything(server: Server) -> None:
    """Each way in has them: `tests/api/test_ways_in.py`; this is the program as it is served."""
    at = f"{HOST}:{server.port}"
    reads = {"Accept": "text/html", "Accept-Language": "vi"}
    refused = httpx.get(f"http://{at}/records?q={'a' * 9_000}", headers=reads)
    assert refused.status_code == 414 and '<html lang="vi">' in refused.text
    assert "content-security-policy" in refused.headers and "x-request-id" in refused.headers
    sent = {f"X-{n}": "a" * 7_000 for n in range(6)}
    assert httpx.get(f"http://{at}/static/nothing.js", headers=sent).status_code == 431
    with pytest.raises(InvalidStatus) as shut:
        connect(f"ws://{at}/_stcore/stream", additional_headers=sent)
    assert shut.value.response.status_code == 431
    upload = f"http://{at}/contribute/_stcore/upload_file/session/file"
    assert httpx.put(upload, content=b"a" * 11_000_001).status_code == 413


SHAKE = (
    "Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


@pytest.mark.parametrize(
    ("path", "headers", "answer"),
    [
        ("", "", b"HTTP/1.1 101 "),
        ("", f"X-Long: {'a' * 20_000}\r\n", b"HTTP/1.1 101 "),
        ("", "".join(f"X-{n}: a\r\n" for n in range(300)), b"HTTP/1.1 101 "),
        ("", f"X-Long: {'a' * 50_000}\r\n", b"HTTP/1.1 431 "),
        ("", "".join(f"X-{n}: {'a' * 100}\r\n" for n in range(400)), b"HTTP/1.1 431 "),
        (f"/{'a' * 2_500}", "", b"HTTP/1.1 414 "),
        (f"/{'a' * 9_000}", "", b"HTTP/1.1 414 "),
        ("", "X(s): a\r\n", b"HTTP/1.1 400 "),
        # With a body it is no handshake: the connection ends.
        ("", "Content-Length: 5\r\n", b""),
        ("", "Transfer-Encoding: chunked\r\n", b""),
    ],
)
def test_no_handshake_is_left_without_an_answer(
    server: Server, path: str, headers: str, answer: bytes
) -> None:
    with socket.create_connection((HOST, server.port), timeout=20) as ours:
        asked = f"GET {path}/_stcore/stream HTTP/1.1\r\n{SHAKE}{headers}\r\n"
        ours.sendall(asked.encode("latin-1"))
        got = ours.recv(65536)
        assert got.startswith(answer) and bool(got) == bool(answer)
