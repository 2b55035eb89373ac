"""A PostgreSQL server of the tests' own: in a folder and on a socket of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

# It refuses to run as root.
_USERS = ("postgres", "nobody")
# What a server that lasts for one run of tests need not do.
_SETTINGS = (
    *("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=40"),
    # It would visit each of the many databases again and again, which takes most of its time.
    *("autovacuum=off", "checkpoint_timeout=1h", "bgwriter_lru_maxpages=0"),
    *("wal_level=minimal", "max_wal_senders=0"),
)


@dataclass
class Server:
    """A server; `address` is that of one of its databases, for VJ_DATABASE."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def address(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def new(self) -> str:
        """The address of a database that is empty."""
        name = f"t{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.address(name)

    def run(self, statement: str) -> None:
        """Run a statement on the server itself."""
        import psycopg

        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version)
    alone = shutil.which("postgres")
    return found[-1].parent if found else Path(alone).resolve().parent if alone else None


def _version(program: Path) -> int:
    return int(program.parts[-3])


def _who() -> dict[str, int]:
    """As whom it runs: whoever runs the tests, unless that is root."""
    if os.getuid() != 0:
        return {}
    known = {each.pw_name: each for each in pwd.getpwall()}
    user = next(known[name] for name in _USERS if name in known)
    return {"user": user.pw_uid, "group": user.pw_gid}


@contextmanager
def serve(bin_: Path) -> Iterator[Server]:
    """A server that runs, and is gone with all that it kept at the end."""
    who = _who()
    # A socket's path has at most 107 signs.
    folder = Path(tempfile.mkdtemp(prefix="vjpg"))
    if who:
        os.chown(folder, who["user"], who["group"])
    data = folder / "data"
    here: dict[str, Any] = {"cwd": folder, "extra_groups": [] if who else None, **who}
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    command = [str(bin_ / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*command, "--locale=C", "--no-sync"], check=True, **quiet, **here)
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", *_SETTINGS]
    options = [part for each in settings for part in ("-c", each)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [bin_ / "postgres", "-D", data, *options],
            stdout=log,
            stderr=log,
            **here,
        )
    try:
        _await(bin_, folder, process)
        yield Server(folder)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _await(bin_: Path, folder: Path, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        asked = [str(bin_ / "pg_isready"), "-q", "-h", str(folder), "-t", "1"]
        if subprocess.run(asked).returncode == 0:
            return
        if process.poll() is not None:
            break
        # Until it has its socket it cannot be asked to wait.
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
    raise RuntimeError((folder / "log").read_text(errors="replace"))
