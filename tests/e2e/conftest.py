"""Real servers and a real browser for the tests in this folder.

`server` is one server for all tests; `start_server()` starts further ones, with other data or
settings, or for what only the first visitor of a fresh server sees. `new_page()` opens a page in
a browser context of its own and returns a `Tab`. A request to any host but the server's fails,
is written down, and fails the test that caused it when the test is over.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    WebError,
    WebSocket,
    expect,
    sync_playwright,
)
from playwright.sync_api import Error as PlaywrightError
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests import browsers
from tests.e2e import fonts

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "test-results"
HOST = "127.0.0.1"
START_SECONDS = 60.0
STOP_SECONDS = 10.0
READY_SECONDS = 60.0
# A page that is drawn without a graphics card on two busy cores takes its time.
expect.set_options(timeout=30_000)
PORT_TRIES = 3

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # The scripts of a page fill the smallest heap again and again while it opens: with room from
    # the start a fifth of the processor's time is saved. No page is open for so long that it pays
    # to compile its scripts a third time, for speed.
    "--js-flags=--min-semi-space-size=64 --no-opt",
    # What a process has compiled for one page of a context, it has for the next.
    "--process-per-site",
    # Every name and every address but our own leads nowhere, also for what no event tells of
    # (preconnects, sockets of workers). Interception by Playwright would switch off the browser's
    # cache, which the map relies on.
    "--no-proxy-server",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as e2e."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


# --- Servers --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, and what it has printed so far."""

    url: str
    process: subprocess.Popen[bytes]
    log_file: Path
    base: str = ""
    """The path that it was told to serve everything under."""

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in lower case) and body of a GET, past any proxy."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, answer.read()
        finally:
            connection.close()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class StartServer(Protocol):
    def __call__(
        self, data_dir: Path | None = None, env: Mapping[str, str] | None = None
    ) -> Server: ...


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _healthy(server: Server) -> bool:
    try:
        return server.get(f"{server.base}/_stcore/health")[0] == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False


def _wait_until_up(server: Server) -> bool:
    """Whether the server answers; False when its process has ended instead."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            server.process.wait(0.05)
        except subprocess.TimeoutExpired:
            if _healthy(server):
                return True
        else:
            return False
    server.stop()
    pytest.fail(f"The server did not answer within {START_SECONDS:.0f} s. It said:\n{server.log()}")


def _launch(folder: Path, data_dir: Path | None, env: Mapping[str, str] | None) -> Server:
    # A home of its own: no settings of the developer's, no files left there.
    # All tests come from one address, and faster than a person does.
    own = {"HOME": str(folder), "PYTHONUNBUFFERED": "1", "VJ_LIMITS": "off"}
    own["VJ_DATABASE"] = f"sqlite:///{folder / 'inbox.db'}"
    variables = {**os.environ, **own, **(env or {})}
    if data_dir is not None:
        variables["VJ_DATA"] = str(data_dir)
    # Another process can take the free port before the server does.
    for attempt in range(PORT_TRIES):
        port = _free_port()
        log_file = folder / f"server-{attempt}.log"
        with log_file.open("wb") as log:
            command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
            options = {"port": str(port), "address": HOST, "headless": "true"}
            for name, value in options.items():
                command += [f"--server.{name}", value]
            process = subprocess.Popen(
                command, cwd=ROOT, env=variables, stdout=log, stderr=subprocess.STDOUT
            )
        under = variables.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
        base = f"/{under}" if under else ""
        server = Server(f"http://{HOST}:{port}", process, log_file, base)
        try:
            if _wait_until_up(server):
                return server
        except BaseException:
            server.stop()
            raise
        if "not available" not in server.log() and "in use" not in server.log():
            break
    pytest.fail(f"The server ended with code {process.returncode}. It said:\n{server.log()}")


@contextmanager
def served(
    folder: Path, env: Mapping[str, str] | None = None, data_dir: Path | None = None
) -> Generator[Server]:
    """A server with `folder` as its home until the block ends; with the data of the repository,
    unless others are given.
    """
    running = _launch(folder, data_dir, env)
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that most tests share."""
    with served(tmp_path_factory.mktemp("server")) as running:
        yield running
    assert "No translation" not in running.log()


@pytest.fixture
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """Start a fresh server that nobody has visited; it ends with the test.

    A server that does not come up fails the test; its output is in the message of the
    `pytest.fail.Exception`, for the tests in which it must not come up.
    """
    running: list[Server] = []

    def start(data_dir: Path | None = None, env: Mapping[str, str] | None = None) -> Server:
        running.append(_launch(tmp_path_factory.mktemp("server"), data_dir, env))
        return running[-1]

    try:
        yield start
    finally:
        for each in running:
            each.stop()


# --- Browser --------------------------------------------------------------------------------------


def _chromium() -> str:
    if path := browsers.executable(browsers.WINDOWLESS):
        return path
    asked = os.environ.get("CHROMIUM")
    wanted = f"CHROMIUM={asked}" if asked else f"one of {', '.join(browsers.WINDOWLESS)} on PATH"
    pytest.fail(f"The browser tests need {wanted}, and there is none: sh tests/install_browser.sh")


# Ends with the last test of this folder: Playwright keeps an event loop running in the main thread,
# which tests elsewhere in the same process must not find there.
@pytest.fixture(scope="package")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    executable = _chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=executable,
            headless=True,
            args=CHROMIUM_ARGS,
            env=fonts.environment(tmp_path_factory.mktemp("fonts")),
        )
        try:
            yield running
        finally:
            running.close()


_SCRIPT_IDLE = """
() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testConnectionState === "CONNECTED"
        && app.dataset.testScriptState === "notRunning"
        && !document.querySelector('[data-testid="stSkeleton"]');
}
"""
# What has come over the socket by now is on the screen two frames from now.
_TWO_FRAMES = """
() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))
"""
# A page tells its width once it is there, and is drawn for it in a second run, which must not be
# taken for that of the first click: idle for so many frames on end, it has had that run.
_SETTLED = f"""
() => new Promise(done => {{
    let idle = 0
    const look = () => {{
        idle = ({_SCRIPT_IDLE})() ? idle + 1 : 0
        if (idle > 15) done(true)
        else requestAnimationFrame(look)
    }}
    look()
}})
"""
# What the page's own links do.
_FOLLOW = """
path => { history.pushState(null, "", path); dispatchEvent(new PopStateEvent("popstate")) }
"""
# Below a page's path Streamlit looks for its server first, and finds it a folder higher.
_EXPECTED_ERROR = re.compile(r" 404 .*/_stcore/(health|host-config)\)$")


def wait_for_app(page: Page, seconds: float = READY_SECONDS) -> None:
    """Wait until the page is connected, its script has run, and nothing is a placeholder.

    After a click or a change use `Tab.rerun()`: until the server hears of the click, the app is
    as idle as before.
    """
    page.wait_for_function(_SCRIPT_IDLE, timeout=seconds * 1000)
    page.wait_for_function(_TWO_FRAMES, timeout=seconds * 1000)
    page.wait_for_function(_SCRIPT_IDLE, timeout=seconds * 1000)


def _is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname == HOST


def _ends_a_run(payload: str | bytes) -> bool:
    if isinstance(payload, str):
        return False
    message = ForwardMsg.FromString(payload)
    return (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )


@dataclass
class Tab:
    """A page, and what was noticed about it since it was opened."""

    page: Page
    context: BrowserContext
    server: Server
    idle: list[BrowserContext]
    """Where its context goes when the test is over."""
    outside: list[str] = field(default_factory=list)
    """Each URL on another host that the page asked for. Must be empty when the test is over."""
    console_errors: list[str] = field(default_factory=list)
    """Errors on the console, exceptions in the page, and crashes of it."""
    requests: list[Request] = field(default_factory=list)
    runs: int = 0
    """How often a run of the script has ended."""
    bytes_received: int = 0
    """What came over the WebSocket."""

    def goto(self, path: str = "/", seconds: float = READY_SECONDS) -> None:
        """Open a path of the server, such as `/map?lang=ja`, and wait until it is there."""
        self.page.goto(self.server.url + path, wait_until="commit")
        wait_for_app(self.page, seconds)
        self.page.wait_for_function(_SETTLED, timeout=seconds * 1000)

    def follow(self, path: str, seconds: float = READY_SECONDS) -> None:
        """Go on to a path as the page's own links do: in the same session, nothing loaded anew.

        A fifth of what `goto` costs, for tests that ask what stands on a page and not how one comes
        to it.
        """
        with self.rerun(seconds):
            self.page.evaluate(_FOLLOW, path)
        self.page.wait_for_function(_SETTLED, timeout=seconds * 1000)

    def appear(self, color_scheme: Literal["light", "dark"]) -> None:
        """Switch the colours that the system asks for, and wait until the page has followed."""
        with self.rerun():
            self.page.emulate_media(color_scheme=color_scheme)
        self.page.wait_for_function(_SETTLED)

    def resize(self, width: int, height: int) -> None:
        """Give the window another width, and wait until the page is laid out for it."""
        with self.rerun():
            self.page.set_viewport_size(ViewportSize(width=width, height=height))
        self.page.wait_for_function(_SETTLED)

    @contextmanager
    def rerun(self, seconds: float = READY_SECONDS) -> Generator[None]:
        """Wait, at the end of the block, for the run that the block's clicks have caused."""
        before = self.runs
        yield
        deadline = time.monotonic() + seconds
        while self.runs == before:
            left = deadline - time.monotonic()
            if left <= 0:
                pytest.fail(f"No run of the script ended within {seconds:.0f} s.")
            # Lets Playwright hand over what came in on the socket.
            self.page.wait_for_function(_TWO_FRAMES, timeout=left * 1000)
        wait_for_app(self.page, seconds)

    def __post_init__(self) -> None:
        for event, listener in self._listeners():
            self.context.on(event, listener)
        self._on_page(self.page)

    def close(self) -> None:
        """Close its pages and leave the context as it was, but for its cache."""
        for event, listener in self._listeners():
            self.context.remove_listener(event, listener)
        try:
            session = self.context.new_cdp_session(self.page)
            origin = {"origin": self.server.url, "storageTypes": "cookies,local_storage"}
            session.send("Storage.clearDataForOrigin", origin)
            _, *own = self.context.pages
            for page in own:
                page.close()
        except PlaywrightError:
            # The page has crashed, or the test has closed it.
            self.context.close()
        else:
            self.idle.append(self.context)

    def _listeners(self) -> list[tuple[Any, Any]]:
        return [
            ("request", self._on_request),
            ("console", self._on_console),
            ("weberror", self._on_error),
            ("page", self._on_page),
        ]

    def _on_error(self, error: WebError) -> None:
        self.console_errors.append(str(error.error))

    def _on_page(self, page: Page) -> None:
        page.on("websocket", self._on_websocket)
        page.on("crash", lambda _: self.console_errors.append(f"The page crashed: {page.url}"))

    def _on_request(self, request: Request) -> None:
        self.requests.append(request)
        if not _is_local(request.url):
            self.outside.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        text = f"{message.text} ({message.location.get('url', '')})"
        if message.type == "error" and not _EXPECTED_ERROR.search(text):
            self.console_errors.append(text)

    def _on_websocket(self, socket: WebSocket) -> None:
        if not _is_local(socket.url):
            self.outside.append(socket.url)
            return
        socket.on("framereceived", self._on_frame)

    def _on_frame(self, payload: str | bytes) -> None:
        self.bytes_received += len(payload)
        self.runs += _ends_a_run(payload)


class NewPage(Protocol):
    def __call__(
        self,
        server: Server | None = None,
        *,
        viewport: tuple[int, int] = (1280, 800),
        locale: str = "en-GB",
        color_scheme: Literal["light", "dark"] = "light",
        reduced_motion: Literal["reduce", "no-preference"] = "reduce",
        forced_colors: Literal["active", "none"] = "none",
        touch: bool = False,
    ) -> Tab: ...


_TABS = pytest.StashKey[list[Tab]]()
ContextPool = dict[tuple[str, str, str, str, bool], list[BrowserContext]]


@pytest.fixture(scope="package")
def idle_contexts(browser: Browser) -> ContextPool:
    """Contexts that no test has at the moment, by their locale, colours, motion and touch.

    A context keeps the scripts that it has fetched, and a page that stays open keeps the process
    that has compiled them: together most of a page's time.
    """
    return defaultdict(list)


def _new_context(browser: Browser, server: Server, **options: Any) -> BrowserContext:
    """A context of its own, with the page that keeps its process, which no test sees."""
    context = browser.new_context(timezone_id="Asia/Tokyo", service_workers="block", **options)
    context.new_page().goto(f"{server.url}{server.base}/healthz")
    return context


@pytest.fixture
def new_page(
    request: pytest.FixtureRequest, browser: Browser, idle_contexts: ContextPool
) -> Iterator[NewPage]:
    """Open pages, each in a context of its own: as many visitors as there are calls.

    A context has been used by earlier tests; nothing but its cache is left of them. Without a
    server given, the shared one. When the test is over, no page may have asked any other host for
    anything.
    """
    tabs: list[Tab] = []

    def open_tab(
        server: Server | None = None,
        *,
        viewport: tuple[int, int] = (1280, 800),
        locale: str = "en-GB",
        color_scheme: Literal["light", "dark"] = "light",
        reduced_motion: Literal["reduce", "no-preference"] = "reduce",
        forced_colors: Literal["active", "none"] = "none",
        touch: bool = False,
    ) -> Tab:
        used = request.getfixturevalue("server") if server is None else server
        idle = idle_contexts[locale, color_scheme, reduced_motion, forced_colors, touch]
        context = (
            idle.pop()
            if idle
            else _new_context(
                browser,
                used,
                locale=locale,
                color_scheme=color_scheme,
                reduced_motion=reduced_motion,
                forced_colors=forced_colors,
                has_touch=touch,
                is_mobile=touch,
            )
        )
        page = context.new_page()
        page.set_viewport_size(ViewportSize(width=viewport[0], height=viewport[1]))
        tabs.append(Tab(page, context, used, idle))
        return tabs[-1]

    request.node.stash[_TABS] = tabs
    try:
        yield open_tab
    finally:
        for tab in tabs:
            tab.close()
    outside = [url for tab in tabs for url in tab.outside]
    assert not outside, f"Requests to other hosts: {outside}"


# --- What a failed test leaves --------------------------------------------------------------------


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say last of all, where a failure is looked into, that other fonts were drawn with."""
    if said := fonts.complaint():
        terminalreporter.write_line(said, yellow=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add what the pages and the servers said to a failure, and keep a picture of each page."""
    report = yield
    if report.when == "call" and report.failed:
        tabs = item.stash.get(_TABS, [])
        for number, tab in enumerate(tabs):
            picture = (
                RESULTS / f"{re.sub(r'[^A-Za-z0-9]+', '-', item.name).strip('-')}-{number}.png"
            )
            try:
                tab.page.screenshot(path=picture, timeout=5000)
                said = [f"{tab.page.url} (picture: {picture.relative_to(ROOT)})"]
            except PlaywrightError as error:
                said = [f"{tab.page.url} (no picture: {error})"]
            report.sections.append((f"page {number}", "\n".join(said + tab.console_errors)))
        for server in {id(tab.server): tab.server for tab in tabs}.values():
            report.sections.append((f"server {server.url}", server.log()[-4000:]))
    return report
