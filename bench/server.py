"""A server for a measurement, on a free port of 127.0.0.1."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Running:
    """A running server: its port, its process id, and after how many seconds it answered."""

    port: int
    pid: int
    seconds: float = 0.0

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> float:
        """Resident memory in MB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise ProcessLookupError(self.pid)

    def worked(self) -> float:
        """Seconds of the processor that it has used."""
        # After the name of the command, which stands in brackets: utime and stime in ticks.
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(
    script: str,
    *options: str,
    data: Path | None = None,
    overlay: Path | None = None,
    settings: Mapping[str, str] | None = None,
    wrapped: Sequence[str] = (),
) -> Iterator[Running]:
    """Serve a script of the project until the block ends; raises TimeoutError if it is not up.

    `options` are Streamlit's, `data` is another data package than that of the project, `overlay`
    what the installation adds to its maps, `settings` further ones, `wrapped` what the command of
    the server is handed to.
    """
    own = {"VJ_DATA": data, "VJ_OVERLAY": overlay}
    port = free_port()
    command = [*wrapped, sys.executable, "-m", "streamlit", "run", script]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    begun = time.monotonic()
    process = subprocess.Popen(
        [*command, "--server.headless", "true", *options],
        cwd=ROOT,
        env={
            **os.environ,
            "VJ_TODAY": "2026-11-22",
            # All its visitors come from one address.
            "VJ_LIMITS": "off",
            **{name: str(path) for name, path in own.items() if path},
            **(settings or {}),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield Running(port, process.pid, time.monotonic() - begun)
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def _wait(port: int) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.02)
        finally:
            connection.close()
    raise TimeoutError(f"no server on port {port}")
