"""What goes wrong around the program, one thing after the other, and what visitors see of it.

Each fault is a server of its own, beside one that nothing happens to: the same answers are asked of
both. File systems that are full or cannot be written are real ones, in a mount namespace of the
server's own, which takes root; where that is not to be had the row says so.
"""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from websockets.exceptions import InvalidStatus

from bench.changes import QUERIES
from bench.client import visitor
from bench.enlarge import enlarge
from bench.server import ROOT, Running, serve

# What is read of each server: every kind of page and file.
PATHS = (
    *("/api/v1/events.csv", "/api/v1/events.json?limit=50&lang=vi", "/api/v1/localities.geojson"),
    *("/api/v1/events.xlsx", "/calendar.ics?lang=ja", "/feed.xml", "/changes.xml", "/r/vj0141"),
    *("/brief/jp-kagawa?lang=vi", "/brief/jp-kagawa.pdf", "/map.svg", "/map.png", "/sitemap.xml"),
    *("/view/map.png?size=16x9", "/contribute", "/map?lang=ja"),
)
# Of these the bytes hold the moment at which they were made.
_DATED = (".xlsx", ".pdf")
# The day is that of the readers and not of the machine, so that it is not set here.
PLAIN = {"VJ_TODAY": "", "VJ_LIMITS": "off", "VJ_BASE_URL": "https://site.example"}
MACHINES: dict[str, dict[str, str]] = {
    "LANG and LC_ALL not set": {"LANG": "", "LC_ALL": "", "LC_CTYPE": ""},
    "locale C, no UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "time zone 14 hours ahead": {"TZ": "Pacific/Kiritimati"},
    "time zone 12 hours behind": {"TZ": "Etc/GMT+12"},
    "time zone that is none": {"TZ": "Nowhere/At_All"},
}
# Said by `sh` in the server's own mount namespace, before it becomes the server.
_FULL = "mount -t tmpfs -o size=64k tmpfs {0} && dd if=/dev/zero of={0}/full bs=1k 2>/dev/null;"
MOUNTS = {
    "the whole program cannot be written": (
        f"mount --bind {ROOT} {ROOT} && mount -o remount,ro,bind {ROOT}; "
        "mount -t tmpfs -o ro tmpfs /tmp;"
    ),
    "disk full, for temporary files too": _FULL.format("{var}") + _FULL.format("/tmp"),
    "type of the pictures missing": f"mount -t tmpfs tmpfs {ROOT}/lib/style/fonts;",
}


@dataclass(frozen=True)
class Row:
    """A fault, and what was seen of it."""

    what: str
    seen: str


def answers(server: Running) -> dict[str, tuple[int, bytes]]:
    """Status and bytes of each path; no bytes where they hold a moment."""
    found = {}
    for path in PATHS:
        # Each over a connection of its own: after a failure the server closes it.
        answer = httpx.get(f"{server.url}{path}", timeout=60)
        found[path] = answer.status_code, b"" if path.endswith(_DATED) else answer.content
    return found


def runs(server: Running) -> int:
    """How many of some changes of the filter failed."""

    async def change() -> int:
        async with visitor(server.port) as one:
            return sum([(await one.visit("map", query)).failed for query in QUERIES])

    return asyncio.run(change())


def _compared(server: Running, sound: Mapping[str, tuple[int, bytes]]) -> str:
    seen = answers(server)
    other = [path for path in PATHS if seen[path] != sound[path]]
    failed = [path for path in PATHS if seen[path][0] >= 500]
    told = f"{len(PATHS) - len(other)} of {len(PATHS)} answers as ever, {runs(server)} runs failed"
    if other:
        told += f"; other: {', '.join(other)}"
    if failed:
        told += f"; failed: {', '.join(failed)}"
    return told


def _sent(server: Running) -> str:
    """What the store says of a key that it has never seen: 401 while it can be asked."""
    sent = {"Authorization": f"Bearer vj_{'a' * 43}"}
    answer = httpx.get(f"{server.url}/api/v1/submissions", headers=sent, timeout=60)
    return f"submissions: {answer.status_code}, Retry-After {answer.headers.get('retry-after')}"


def machines(sound: Mapping[str, tuple[int, bytes]]) -> Iterator[Row]:
    """Languages and time zones of the machine."""
    for what, settings in MACHINES.items():
        with serve("dashboard.py", settings={**PLAIN, **settings}) as server:
            yield Row(what, _compared(server, sound))


def mounts(sound: Mapping[str, tuple[int, bytes]]) -> Iterator[Row]:
    """File systems that are full, read-only, or lack something."""
    with TemporaryDirectory(dir=ROOT.parent) as folder:
        var = Path(folder) / "var"
        var.mkdir()
        if not _mounts():
            yield Row(", ".join(MOUNTS), "NOT TRIED: mounting takes root")
            return
        for what, said in MOUNTS.items():
            wrapped = ["unshare", "--mount", "sh", "-c", f'{said.format(var=var)} exec "$@"', "sh"]
            settings = {**PLAIN, "PYTHONDONTWRITEBYTECODE": "1", "HOME": "/nowhere"}
            if "{var}" in said:
                settings["VJ_DATABASE"] = f"sqlite:///{var}/inbox.db"
            with serve("dashboard.py", settings=settings, wrapped=wrapped) as server:
                yield Row(what, f"{_compared(server, sound)}; {_sent(server)}")


def _mounts() -> bool:
    tried = ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def killed() -> Iterator[Row]:
    """SIGKILL while a file is made or sent, and while a new edition is read."""
    with TemporaryDirectory() as temporary:
        # So many rows that it takes a while.
        enlarge(ROOT / "data", folder := Path(temporary) / "data", 12)
        for form in ("csv", "xlsx"):
            own = Path(temporary) / form
            own.mkdir()
            yield Row(f"SIGKILL in the middle of a file ({form})", _in_a_file(form, folder, own))
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "data"
        shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("build"))
        with serve("dashboard.py", data=folder, settings=PLAIN) as server:
            _edit(folder)
            # It has seen the change, and reads.
            time.sleep(2.5)
            os.kill(server.pid, signal.SIGKILL)
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        with serve("dashboard.py", data=folder, settings=PLAIN) as server:
            title = httpx.get(f"{server.url}/api/v1/package.zip", timeout=60).status_code
            same = all(path.read_bytes() == content for path, content in before.items())
            yield Row(
                "SIGKILL while a new edition is read",
                f"starts with the new edition ({title}); the folder is "
                + ("untouched" if same else "CHANGED"),
            )


def _in_a_file(form: str, data: Path, temporary: Path) -> str:
    """What the client sees whose file it is, what it gets afterwards, and what is left of it."""
    settings = {**PLAIN, "TMPDIR": str(temporary)}
    path = f"/api/v1/events.{form}?lang=vi"
    with serve("dashboard.py", data=data, settings=settings) as server:
        whole = httpx.get(f"{server.url}{path}", timeout=300).content
        before = {each for each in temporary.rglob("*") if each.is_file()}
        threading.Thread(target=_kill_at_rows, args=(server, temporary, before)).start()
        lost, had = "nothing: it had all of it before", 0
        try:
            with httpx.stream("GET", f"{server.url}{path}&units=signed", timeout=300) as answer:
                for piece in answer.iter_raw(4096):
                    had += len(piece)
                    os.kill(server.pid, signal.SIGKILL)
        except httpx.HTTPError as error:
            lost = f"a lost connection after {had:,} bytes ({type(error).__name__})"
        rests = len(list(temporary.glob("*/*"))) - 1
    with serve("dashboard.py", data=data, settings=settings) as server:
        again = httpx.get(f"{server.url}{path}", timeout=300)
        same = again.status_code == 200 and again.content == whole
        # The folder of the process that runs, with its lock.
        left = [each for each in temporary.rglob("*") if each.is_file()]
    gone = not list(temporary.iterdir())
    return (
        f"the client sees {lost}; asked again, it gets the same {len(whole):,} bytes: {same}; "
        f"temporary files: {max(0, rests)} after it, {max(0, len(left) - 1)} once another has made "
        f"one, none in the end: {gone}"
    )


def _kill_at_rows(server: Running, temporary: Path, before: set[Path]) -> None:
    """Kill a server once rows stand in a temporary file of its own that was not there before.

    Text tables have none with a name: of these the first piece is what is waited for.
    """
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and Path(f"/proc/{server.pid}/fd").exists():
        for each in {*temporary.rglob("*")} - before:
            with suppress(FileNotFoundError):
                if each.is_file() and each.stat().st_size:
                    os.kill(server.pid, signal.SIGKILL)
                    return
        time.sleep(0.005)


def _edit(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["title"] = f"{package['title']} (new)"
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


async def _crowded(server: Running, count: int) -> str:
    """So many visitors who open the map and never close it; then they go."""
    before = server.memory()
    async with AsyncExitStack() as stack:
        for number in range(count):
            one = await stack.enter_async_context(visitor(server.port))
            assert not (await one.visit("map", QUERIES[number % len(QUERIES)])).failed
        full = server.memory()
        async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
            page = await client.get("/map", headers={"Accept": "text/html"})
            data = await client.get("/api/v1/events.csv")
        try:
            async with visitor(server.port):
                further = "taken"
        except InvalidStatus as refused:
            further = str(refused.response.status_code)
        again = await one.visit("map", QUERIES[0])
    async with visitor(server.port) as new:
        fresh = await new.visit("map", QUERIES[0])
    return (
        f"{(full - before) / count:.2f} MB each; page for the next one {page.status_code} "
        f"(Retry-After {page.headers.get('retry-after')}), socket {further}, open data "
        f"{data.status_code}; who is here goes on: {not again.failed}; once they have left, the "
        f"next one is served: {not fresh.failed}"
    )


def sessions(count: int) -> Iterator[Row]:
    """Sessions that never close."""
    with serve("dashboard.py", settings={**PLAIN, "VJ_SESSIONS": str(count)}) as server:
        yield Row(f"{count} sessions that stay open", asyncio.run(_crowded(server, count)))


def results(quick: bool) -> Iterator[Row]:
    """Row after row."""
    with serve("dashboard.py", settings=PLAIN) as server:
        sound = answers(server)
        yield Row("nothing", f"{len(PATHS)} answers, {runs(server)} runs failed")
    yield from machines(sound)
    yield from mounts(sound)
    yield from killed()
    yield from sessions(50 if quick else 500)


def main(arguments: Sequence[str] = ()) -> None:
    """Print the rows; "--quick" opens fewer sessions."""
    for row in results("--quick" in arguments):
        print(f"| {row.what} | {row.seen} |", flush=True)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
