"""What whoever runs the site asks the program: is it alive, is it ready, what does it count."""

import json
import logging
from datetime import UTC, datetime

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from lib.api import problem_pages
from lib.api.observed import HEADER, Observed, kind
from lib.api.routes import ROUTES
from lib.site import departure, log

TOKEN = "a-secret-of-the-site"


async def _get(path: str, **headers: str) -> httpx.Response:
    app = Starlette(routes=ROUTES, middleware=[Middleware(Observed)])
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        # As they travel: one value cannot be written in ASCII.
        sent = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
        return await client.get(path, headers=sent)


@pytest.mark.anyio
async def test_a_program_with_sound_data_is_ready():
    answer = await _get("/readyz")
    told = answer.json()
    assert answer.status_code == 200
    assert told["ready"] and not told["leaving"] and len(told["edition"]) == 64
    assert (await _get("/healthz")).json() == {"status": "ok", "data_version": told["data_version"]}


@pytest.mark.anyio
async def test_a_clock_that_is_set_back_is_told_as_no_time(monkeypatch):
    assert (await _get("/readyz")).json()["loaded_seconds_ago"] >= 0
    monkeypatch.setattr("lib.site.config.now", lambda: datetime(2001, 1, 1, tzinfo=UTC))
    assert (await _get("/readyz")).json()["loaded_seconds_ago"] == 0


@pytest.mark.anyio
async def test_a_program_that_leaves_takes_no_new_visitors(monkeypatch):
    monkeypatch.setattr(departure, "begun", lambda: True)
    answer = await _get("/readyz")
    assert (answer.status_code, answer.json()["leaving"]) == (503, True)
    assert (await _get("/healthz")).status_code == 200


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("setting", "sent", "status"),
    [
        ("", "", 404),
        ("", f"Bearer {TOKEN}", 404),
        ("", "Bearer ", 404),
        (TOKEN, "", 404),
        (TOKEN, "Bearer ", 404),
        (TOKEN, f"Bearer {TOKEN}x", 404),
        (TOKEN, f"Basic {TOKEN}", 404),
        (TOKEN, "Bearer \u00e9", 404),
        (TOKEN, f"Bearer {TOKEN}", 200),
    ],
)
async def test_figures_are_for_who_knows_the_token(setting, sent, status, monkeypatch):
    monkeypatch.setenv("VJ_METRICS", setting)
    answer = await _get("/metrics", Authorization=sent)
    assert answer.status_code == status
    assert ("vj_request_seconds" in answer.text) is (status == 200)


@pytest.mark.anyio
async def test_a_request_is_counted_by_its_kind_and_status(monkeypatch):
    monkeypatch.setenv("VJ_METRICS", TOKEN)

    async def counted() -> float:
        text = (await _get("/metrics", Authorization=f"Bearer {TOKEN}")).text
        wanted = 'vj_answers_total{kind="api csv",status="400"} '
        return sum(float(x.removeprefix(wanted)) for x in text.splitlines() if x.startswith(wanted))

    before = await counted()
    await _get("/api/v1/events.csv?from=never")
    assert await counted() == before + 1


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("/", "page"),
        ("/map", "page"),
        ("/map/", "page"),
        ("/map/_stcore/health", "_stcore"),
        ("/_stcore/stream", "_stcore"),
        ("/map.svg", "picture"),
        ("/api/v1/events.csv", "api csv"),
        ("/api/v1/versions/0.2.0/package.zip", "api zip"),
        ("/api/docs", "api"),
        ("/api/v1/events.php", "api"),
        ("/r/vj0141", "r"),
        ("/wp-admin", "other"),
        ("/" + "x" * 500, "other"),
        ("/\u202e", "other"),
    ],
)
def test_addresses_have_few_kinds(path, named):
    assert kind(path) == named


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0123456789abcdef", True),
        ("a-b.c_d-1", True),
        ("", False),
        ("short", False),
        ("x" * 65, False),
        ('a"b\\c onclick', False),
        ("1234567\t8", False),
    ],
)
async def test_a_proxys_reference_is_taken_over_where_it_is_one(given, kept):
    answer = await _get("/healthz", **{HEADER: given})
    assert (answer.headers[HEADER] == given) is kept
    assert len(answer.headers[HEADER]) >= 8


@pytest.mark.anyio
async def test_a_failure_has_one_reference_in_answer_and_header():
    def broken(_request: Request) -> PlainTextResponse:
        raise ZeroDivisionError("a secret of the program")

    failing = Starlette(
        routes=[Route("/api/v1/events.json", broken)],
        exception_handlers={Exception: problem_pages.on_failure},
    )
    app = Observed(failing)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        answer = await client.get("/api/v1/events.json")
        page = await client.get("/api/v1/events.json", headers={"Accept": "text/html"})
    assert answer.status_code == page.status_code == 500
    assert answer.json()["reference"] == answer.headers[HEADER]
    assert page.headers[HEADER] in page.text
    assert "secret" not in answer.text + page.text


def test_a_line_names_the_request_and_nothing_of_the_visitor(monkeypatch, capsys):
    monkeypatch.setenv("VJ_LOG", "json")
    before = log.LOG.handlers[:], log.LOG.level
    try:
        log.begin()
        token = log.reference.set("abcd1234")
        logging.getLogger("dashboard").info("GET %s", "/map", extra={"status": 200})
        log.reference.reset(token)
        line = json.loads(capsys.readouterr().err)
    finally:
        log.LOG.handlers[:], log.LOG.level = before
    assert line["reference"] == "abcd1234" and line["status"] == 200
    assert line["message"] == "GET /map" and line["asctime"].endswith("Z")
