"""A local server that answers in every way that a site can; links.csv says how."""

import shutil
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import ClassVar

import httpx
import pytest

from lib.checks import check, errors
from lib.facts.dataset import DATA_FOLDER, load_dataset
from lib.facts.vocabulary import Link
from lib.upkeep import links

TODAY = date(2026, 11, 26)
ROBOTS = b"User-agent: *\nDisallow: /private\n"


class Site(BaseHTTPRequestHandler):
    """Answers by its path; what was asked stands in `asked`."""

    asked: ClassVar[list[tuple[str, str, str]]]
    stop: threading.Event

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        kind, _, target = self.path.strip("/").partition("/")
        if self.path == "/robots.txt":
            self.send(200, ROBOTS)
        elif kind == "no-head" and self.command == "HEAD":
            self.send(405)
        elif kind == "slow":
            self.stop.wait(20)
        elif kind in ("301", "302", "308"):
            self.send(int(kind), location=f"/{target}")
        elif kind == "elsewhere":
            self.send(301, location=target)
        elif kind.isdigit():
            self.send(int(kind))
        else:
            self.send(200, b"page")

    def send(self, code, body=b"", location=""):
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    class Own(Site):
        asked: ClassVar = []
        stop = threading.Event()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Own)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield SimpleNamespace(address=f"http://127.0.0.1:{server.server_port}", asked=Own.asked)
    Own.stop.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def waits():
    return []


@pytest.fixture
def asker(waits):
    with links.client() as client:
        client.timeout = httpx.Timeout(3)
        yield links.Asker(client, waits.append)


@pytest.mark.parametrize(
    ("path", "status", "code", "redirect"),
    [
        ("/page", Link.ALIVE, 200, ""),
        ("/no-head", Link.ALIVE, 200, ""),
        ("/301/page", Link.MOVED, 200, "/page"),
        ("/302/302/page", Link.MOVED, 200, "/page"),
        ("/308/", Link.FRONT_PAGE, 200, "/"),
        ("/404", Link.GONE, 404, ""),
        ("/410", Link.GONE, 410, ""),
        ("/301/404", Link.GONE, 404, "/404"),
        ("/403", Link.REFUSED, 403, ""),
        ("/429", Link.REFUSED, 429, ""),
        ("/500", Link.FAILED, 500, ""),
        ("/503", Link.FAILED, 503, ""),
        ("/slow", Link.FAILED, None, ""),
        ("/private/page", Link.REFUSED, None, ""),
        ("/301/private", Link.REFUSED, None, "/private"),
        ("/elsewhere/mailto:someone", Link.FAILED, None, ""),
        ("/" + "302/" * 20 + "page", Link.FAILED, 302, "/" + "302/" * 14 + "page"),
    ],
)
def test_each_way_to_answer_is_told(site, asker, path, status, code, redirect):
    found = asker.ask(site.address + path)
    assert (found.status, found.code) == (status, code)
    assert found.redirect == (site.address + redirect if redirect else "")


def test_a_certificate_that_cannot_be_trusted_and_a_host_that_is_none(site, asker):
    plain = site.address.replace("http://", "https://")
    assert asker.ask(f"{plain}/page").status == Link.FAILED
    assert asker.ask("http://nowhere.invalid/page").status == Link.FAILED
    assert asker.ask("http://127.0.0.1:99999/").status == Link.FAILED


def test_it_says_who_asks_waits_between_requests_and_asks_head_first(site, asker, waits):
    for path in ("/a", "/b", "/no-head"):
        asker.ask(site.address + path)
    asked = [(method, path) for method, path, _ in site.asked]
    expected = [("GET", "/robots.txt"), ("HEAD", "/a"), ("HEAD", "/b"), ("HEAD", "/no-head")]
    assert asked == [*expected, ("GET", "/no-head")]
    assert {agent for *_, agent in site.asked} == {links.AGENT}
    assert waits == [links.PAUSE] * 4


@pytest.fixture
def folder(tmp_path, site):
    """A copy of the data, three of whose sources are pages of the local server."""
    data = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, data, ignore=shutil.ignore_patterns("build"))
    lines = (data / "sources.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    for position, path in ((1, "/page"), (2, "/410"), (3, "/301/page")):
        cells = lines[position].split(",", 2)
        lines[position] = ",".join([cells[0], site.address + path, cells[2]])
    (data / "sources.csv").write_text("".join(lines), encoding="utf-8")
    return data


def test_the_result_is_kept_and_what_died_is_listed(site, asker, folder):
    keys = ["s0001", "s0002", "s0003"]
    assert len(list(links.check(folder, TODAY, asker, only=keys))) == 3
    found = load_dataset(folder).links
    assert dict(found["status"]) == {"s0001": "alive", "s0002": "gone", "s0003": "moved"}
    assert list(found["last_seen"]) == ["2026-11-26", "", "2026-11-26"]
    # The local addresses are no public ones; nothing else is wrong.
    assert {finding.name for finding in errors(check(folder, TODAY))} == {"url"}
    [line] = links.died(folder)
    assert line.startswith(f"s0002 gone: {site.address}/410 (copy: none; cited by vj")


def test_a_page_that_died_keeps_the_day_on_which_it_was_last_seen(site, asker, folder):
    text = "s0002,2026-10-01,alive,200,2026-10-01,\ns0001,2026-11-20,alive,200,2026-11-20,\n"
    with (folder / "links.csv").open("a", encoding="utf-8") as file:
        file.write(text)
    list(links.check(folder, TODAY, asker, only=["s0002"]))
    found = load_dataset(folder).links
    assert tuple(found.loc["s0002", ["checked", "status", "last_seen"]]) == (
        "2026-11-26",
        "gone",
        "2026-10-01",
    )
    assert found.at["s0001", "checked"] == "2026-11-20"


def test_what_was_asked_for_lately_is_left_out(folder):
    with (folder / "links.csv").open("a", encoding="utf-8") as file:
        file.write("s0001,2026-11-20,alive,200,2026-11-20,\ns0002,2026-10-27,gone,404,,\n")
    dataset = load_dataset(folder)
    known = {str(key): {"checked": str(day)} for key, day in dataset.links["checked"].items()}
    due = {key for key, _ in links._due(dataset, known, date(2026, 10, 27), set())}
    assert "s0001" not in due
    assert {"s0002", "s0003"} <= due
    assert len(due) == len(dataset.sources) - 1
