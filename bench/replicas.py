"""Replicas behind nginx, as deploy/nginx has it, on this machine."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.server import ROOT, Running, free_port, serve

NGINX = ROOT / "deploy" / "nginx"
# As seen from a replica there is one proxy.
SETTINGS = {"VJ_PROXIES": "1", "VJ_DRAIN": "2"}


@dataclass(frozen=True)
class Site:
    """nginx on a port of this machine, and the replicas behind it."""

    port: int
    replicas: Sequence[Running]
    log: Path

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"


def nginx_command() -> str:
    """Where nginx is; raises FileNotFoundError with what to do."""
    found = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if found is None:
        raise FileNotFoundError("nginx is needed: sh tests/install_services.sh")
    return found


def configure(folder: Path, port: int, replicas: Sequence[int]) -> Path:
    """nginx's configuration of deploy/ in `folder`, with other ports; nothing else is changed."""
    servers = "\n".join(
        f"    server 127.0.0.1:{replica} max_fails=1 fail_timeout=3s;" for replica in replicas
    )
    kept = (NGINX / "upstreams.conf").read_text(encoding="utf-8").splitlines()
    first = next(n for n, line in enumerate(kept) if line.strip().startswith("server "))
    lines = [line for line in kept if not line.strip().startswith("server ")]
    lines.insert(first, servers)
    (folder / "upstreams.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name in ("nginx.conf", "site.conf"):
        text = (NGINX / name).read_text(encoding="utf-8")
        text = text.replace("listen 8080", f"listen 127.0.0.1:{port}")
        text = text.replace("/tmp/nginx", f"{folder}/nginx").replace("/dev/stdout", f"{folder}/log")
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "nginx.conf"


def lead(site: Site, replicas: Sequence[int]) -> None:
    """Have a running nginx lead to replicas on these ports; what it has begun goes on."""
    folder = site.log.parent
    configure(folder, site.port, replicas)
    os.kill(int((folder / "nginx.pid").read_text()), signal.SIGHUP)


@contextmanager
def nginx(port: int, replicas: Sequence[int]) -> Iterator[Path]:
    """nginx in front of replicas on these ports until the block ends; its log."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)
        configuration = configure(folder, port, replicas)
        command = [nginx_command(), "-c", str(configuration), "-g", "daemon off;"]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            _listening(port, process)
            yield folder / "log"
        finally:
            process.terminate()
            process.wait(20)


def _listening(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"nginx does not listen on port {port}")


@contextmanager
def site(
    count: int, data: Sequence[Path | None] = (), settings: Mapping[str, str] = SETTINGS
) -> Iterator[Site]:
    """So many replicas behind nginx until the block ends; `data` are their packages."""
    with ExitStack() as stack:
        folders = [*data, *[None] * count][:count]
        running = [
            stack.enter_context(serve("dashboard.py", data=folder, settings=settings))
            for folder in folders
        ]
        port = free_port()
        log = stack.enter_context(nginx(port, [replica.port for replica in running]))
        yield Site(port, running, log)
