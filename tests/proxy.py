"""A small real proxy: it serves a site under a path and cuts the path off, as many set up do, or
lets no WebSocket through, as those of offices do.
"""

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from enum import StrEnum

HOST = "127.0.0.1"


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    with suppress(OSError):
        writer.close()


def _length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return next((int(x.split(b":")[1]) for x in lines if x.startswith(b"content-length:")), 0)


class Sockets(StrEnum):
    """What becomes of a WebSocket: it passes, is refused, hangs, or goes on as a plain request."""

    PASSED = "passed"
    REFUSED = "refused"
    HUNG = "hung"
    STRIPPED = "stripped"


class _Proxy:
    def __init__(self, port: int, prefix: str, sockets: Sockets = Sockets.PASSED) -> None:
        self._port = port
        self._prefix = prefix.encode()
        self._sockets = sockets

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a client; whatever follows an upgrade passes as it is."""
        there, back = await asyncio.open_connection(HOST, self._port)
        answers = asyncio.ensure_future(_pipe(there, writer))
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._requests(reader, writer, back)
            back.close()
            await answers
        finally:
            for each in (writer, back):
                each.transport.abort()

    async def _requests(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, back: asyncio.StreamWriter
    ) -> None:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            method, path, rest = head.split(b" ", 2)
            if not path.startswith(self._prefix + b"/"):
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                continue
            socket = b"upgrade: websocket" in head.lower()
            if socket and self._sockets is Sockets.REFUSED:
                writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                continue
            if socket and self._sockets is Sockets.HUNG:
                await reader.read()
                return
            if socket and self._sockets is Sockets.STRIPPED:
                rest, socket = re.sub(rb"(?im)^(upgrade|connection):.*\r\n", b"", rest), False
            back.write(b" ".join((method, path.removeprefix(self._prefix), rest)))
            back.write(await reader.readexactly(_length(head)))
            await back.drain()
            if socket:
                await _pipe(reader, back)
                return


async def _stop(server: asyncio.Server) -> None:
    server.close()
    running = asyncio.all_tasks() - {asyncio.current_task()}
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    # What was aborted is closed in the loop's next turn.
    await asyncio.sleep(0)


def cutting(port: int, prefix: str) -> AbstractContextManager[str]:
    """The address of a proxy for what listens on `port`: its paths under `prefix`, cut off."""
    return _running(_Proxy(port, prefix))


def without_sockets(port: int, how: Sockets) -> AbstractContextManager[str]:
    """The address of a proxy for what listens on `port` that lets no WebSocket through."""
    return _running(_Proxy(port, "", how))


@contextmanager
def _running(proxy: _Proxy) -> Iterator[str]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    starting = asyncio.start_server(proxy.serve, HOST, 0)
    server = asyncio.run_coroutine_threadsafe(starting, loop).result(10)
    try:
        yield f"http://{HOST}:{server.sockets[0].getsockname()[1]}"
    finally:
        asyncio.run_coroutine_threadsafe(_stop(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
