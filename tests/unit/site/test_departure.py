"""How the program leaves: tried on a process of its own, by signals."""

import signal
import subprocess
import sys
import time

import pytest

# A server that closes after a while, as uvicorn does on its own handler.
SERVER = """
import os, signal, threading
from lib.site import departure
departure.LIMIT = {limit}
closed = threading.Event()
def servers(*_):
    os.write(1, b"closing\\n")
    {closes}
signal.signal(signal.SIGTERM, servers)
departure.on_signal()
os.write(1, b"serving\\n")
told = False
while not closed.wait(0.02):
    if departure.begun() and not told:
        told = True
        os.write(1, b"leaving\\n")
os.write(1, b"left\\n" if departure.begun() else b"lost\\n")
"""


def left(closes: str, *, drain: str, signals: int = 1, limit: float = 10.0) -> tuple[str, float]:
    """What such a server prints on so many SIGTERMs, and the seconds that it took to end."""
    code = SERVER.format(closes=closes, limit=limit)
    environment = {"VJ_DRAIN": drain, "PATH": "", "PYTHONPATH": "."}
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "serving\n"
        begun = time.monotonic()
        said = ""
        for _ in range(signals):
            process.send_signal(signal.SIGTERM)
            # Two of a kind at once are one to a process: the next when this one has arrived.
            said += process.stdout.readline()
        return said + process.stdout.read(), time.monotonic() - begun


@pytest.mark.parametrize(("drain", "least"), [("", 0.0), ("1", 1.0)])
def test_it_goes_on_for_so_long_and_then_lets_the_server_close(drain, least):
    said, seconds = left("closed.set()", drain=drain)
    assert {*said.split()} - {"leaving"} == {"closing", "left"}
    assert seconds >= least


def test_a_second_signal_ends_the_wait():
    said, seconds = left("closed.set()", drain="60", signals=2)
    assert said.split() == ["leaving", "closing", "left"]
    assert seconds < 30


def test_a_server_that_does_not_close_is_ended():
    said, _ = left("pass", drain="", limit=0.2)
    assert {*said.split()} - {"leaving"} == {"closing"}
