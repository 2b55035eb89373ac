"""A web of its own on 127.0.0.1: hosts by name, pages by their address, and what misbehaves."""

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass
class Reply:
    """An answer: what is sent of it instead if `raw`; one byte at a time, and slowly, if `drip`."""

    body: str | bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    raw: bytes | None = None
    drip: bytes = b""


@dataclass
class Asked:
    """A request that came: host/path, and its headers by name in lower case."""

    page: str
    headers: dict[str, str]


class Web:
    """Answers for every host ending in .test; others are found by nobody.

    `pages` has replies by host and path, `hosts` other network addresses of a host. What was asked
    for stands in `asked`.
    """

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.hosts: dict[str, list[str]] = {}
        self.asked: list[Asked] = []
        self.stop = threading.Event()
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                # Who asked may have gone.
                with suppress(OSError):
                    web.answer(self)

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self.stop.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def url(self, page: str) -> str:
        host, _, path = page.partition("/")
        return f"http://{host}:{self.port}/{path}"

    def resolve(self, host: str, port: int) -> list[str]:
        if host in self.hosts:
            return self.hosts[host]
        if host == "nowhere.test":
            raise socket.gaierror("no such host")
        return ["127.0.0.1"] if host.endswith(".test") else [host]

    def allowed(self, address: str) -> bool:
        return address == "127.0.0.1"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers: Message = handler.headers
        host = str(headers["Host"]).partition(":")[0]
        page = f"{host}{handler.path}"
        told = {name.lower(): value for name, value in headers.items()}
        self.asked.append(Asked(page, told))
        reply = self.pages.get(page) or Reply(status=404)
        handler.close_connection = True
        if reply.drip:
            for byte in reply.drip:
                if self.stop.wait(0.05):
                    return
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
        elif reply.raw is not None:
            handler.wfile.write(reply.raw)
        else:
            self._send(handler, reply, told)

    @staticmethod
    def _send(handler: BaseHTTPRequestHandler, reply: Reply, told: dict[str, str]) -> None:
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        etag = reply.headers.get("ETag")
        unchanged = etag is not None and told.get("if-none-match") == etag
        handler.send_response(304 if unchanged else reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(0 if unchanged else len(body)))
        handler.end_headers()
        if not unchanged:
            handler.wfile.write(body)
