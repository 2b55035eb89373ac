"""A visitor without a browser: the WebSocket protocol of the pinned Streamlit version."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

TIMEOUT = 60.0


@dataclass(frozen=True)
class Rerun:
    """One rerun as the visitor saw it: seconds, bytes on the wire, and whether it failed.

    `size` is what the bytes were before compression, which browsers ask for.
    """

    seconds: float
    wire: int
    size: int
    failed: bool


class Counted(ClientConnection):
    """A connection that counts what comes in over it."""

    wire = 0

    def data_received(self, data: bytes) -> None:
        self.wire += len(data)
        super().data_received(data)


@dataclass
class Visitor:
    """An open session; each `visit` is a change of the address, as by a filter or by Back."""

    socket: Counted

    async def visit(self, page: str, query: str) -> Rerun:
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        # Without it the first run has no locale; with it the session is like a browser's.
        message.rerun_script.context_info.locale = "en-GB"
        start, wire = time.perf_counter(), self.socket.wire
        await self.socket.send(message.SerializeToString())
        size, failed = 0, False
        async with asyncio.timeout(TIMEOUT):
            while True:
                raw = await self.socket.recv()
                assert isinstance(raw, bytes)
                size += len(raw)
                answer = ForwardMsg()
                answer.ParseFromString(raw)
                failed |= answer.delta.new_element.HasField("exception")
                if answer.WhichOneof("type") == "script_finished":
                    if answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                        continue
                    failed |= answer.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
                    seconds = time.perf_counter() - start
                    return Rerun(seconds, self.socket.wire - wire, size, failed)


@asynccontextmanager
async def visitor(port: int, cookie: str = "") -> AsyncIterator[Visitor]:
    """A session with the server on this port of 127.0.0.1; `cookie` as a browser sends it back."""
    async with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
        additional_headers={"Cookie": cookie} if cookie else {},
        max_size=None,
        create_connection=Counted,
    ) as socket:
        assert isinstance(socket, Counted)
        yield Visitor(socket)
