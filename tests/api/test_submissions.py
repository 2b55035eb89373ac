"""Offices send by the API: once each, with a key, at their fields, and nobody else's page."""

import json

import httpx
import pytest

from lib.api import submissions
from lib.inbox import desk, guard, keys, store
from lib.inbox.states import Act
from lib.site.links import API, SUBMISSIONS
from tests import stores
from tests.unit.inbox.conftest import NEW

CURATOR = "an@example.org"
GONE = "postgresql://vj:geheim@127.0.0.1:1/none"
SENT = {**NEW, "client_id": "oita-1"}


@pytest.fixture
def inbox(tmp_path, monkeypatch):
    """A store, and the headers of an office that may send."""
    monkeypatch.setenv("VJ_DATABASE", stores.sqlite(tmp_path / "inbox.db"))
    store.close()
    guard.forget()
    yield {"Authorization": f"Bearer {keys.add('Oita', CURATOR)}"}
    store.close()
    guard.forget()


def send(site: httpx.Client, headers: dict[str, str], **changed: object) -> httpx.Response:
    return site.post(SUBMISSIONS, json={**SENT, **changed}, headers=headers)


def problem(answer: httpx.Response, status: int, slug: str) -> dict:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    found: dict = answer.json()
    assert found["type"].endswith(f"#problem-{slug}") and found["status"] == status
    assert "geheim" not in answer.text and "Traceback" not in answer.text
    return found


def test_a_submission_is_taken_once_and_read_again(site, inbox):
    first, again = send(site, inbox), send(site, inbox)
    assert (first.status_code, again.status_code) == (201, 200)
    sent = first.json()
    assert sent["state"] == "waiting" and sent["client_id"] == "oita-1"
    assert again.json()["number"] == sent["number"]
    assert first.headers["location"].endswith(f"{SUBMISSIONS}/{sent['number']}")
    one = site.get(first.headers["location"], headers=inbox)
    assert one.json() == {**sent, "warnings": []}
    assert site.get(SUBMISSIONS, headers=inbox).json() == {"data": [one.json()], "next": None}
    full = desk.item(sent["number"])
    assert full.office == "Oita" and full.contact == NEW["contact"]
    assert "contact" not in json.dumps({k: v for k, v in sent.items() if k != "proposal"})
    assert sent["proposal"]["contact"] == ""
    problem(send(site, inbox, note="other"), 409, "conflict")
    assert len(desk.queue(desk.Asked())) == 1


def test_what_became_of_it_is_told(site, inbox):
    number = send(site, inbox).json()["number"]
    desk.ask(number, 1, "Which page?", CURATOR)
    told = site.get(f"{SUBMISSIONS}/{number}", headers=inbox).json()
    assert told["state"] == "asked"
    assert [(m["by"], m["text"]) for m in told["messages"]] == [("curator", "Which page?")]
    desk.reject(number, 2, "No source", CURATOR)
    told = site.get(f"{SUBMISSIONS}/{number}", headers=inbox).json()
    assert (told["state"], told["reason"]) == ("rejected", "No source")


def test_what_is_odd_is_told_and_taken(site, inbox):
    cells = {**NEW["event"], "date": "2013-01"}  # type: ignore[dict-item]
    answer = send(site, inbox, event=cells)
    assert answer.status_code == 201
    assert {each["parameter"] for each in answer.json()["warnings"]} == {"sources.0.published"}


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"event": {}}, {"event.vn_id", "event.jp_id", "event.kind", "event.title"}),
        ({"event": {**NEW["event"], "kind": "treaty"}}, {"event.kind"}),  # type: ignore[dict-item]
        ({"event": {**NEW["event"], "title": "=1+1"}}, {"event.title"}),  # type: ignore[dict-item]
        ({"event": {**NEW["event"], "summary": "<b>x</b>"}}, {"event.summary"}),  # type: ignore[dict-item]
        ({"sources": [{"url": "javascript:1"}]}, {"sources.0.url"}),
        ({"note": "a\u202eb"}, {"note"}),
        ({"note": "x" * 5000}, {"note"}),
        ({"trap": "x"}, {"trap"}),
        ({"client_id": ""}, {"client_id"}),
        ({"client_id": "two words"}, {"client_id"}),
        ({"client_id": "x" * 101}, {"client_id"}),
        ({"client_id": 5}, {"client_id"}),
    ],
)
def test_it_is_refused_at_its_field(site, inbox, changed, fields):
    found = problem(send(site, inbox, **changed), 422, "refused")
    assert {each["parameter"] for each in found["errors"]} == fields
    assert all(each["detail"] for each in found["errors"])
    assert desk.queue(desk.Asked()) == []


@pytest.mark.parametrize(
    ("content", "type_", "status", "slug"),
    [
        (b"{}", "text/plain", 415, "media-type"),
        (b"wish=new", "application/x-www-form-urlencoded", 415, "media-type"),
        (b"", "application/json", 400, "bad-body"),
        (b"{", "application/json", 400, "bad-body"),
        (b"[]", "application/json", 400, "bad-body"),
        (b"\xff\xfe", "application/json", 400, "bad-body"),
        (b'{"a":' * 20_000, "application/json; charset=utf-8", 400, "bad-body"),
        (b'{"wish": "new", "wish": "none"}', "application/json", 400, "bad-body"),
        (b" " * (submissions.MAX_BODY + 1), "application/json", 413, "too-large"),
    ],
)
def test_a_body_that_is_none_is_refused(site, inbox, content, type_, status, slug):
    headers = {**inbox, "Content-Type": type_}
    problem(site.post(SUBMISSIONS, content=content, headers=headers), status, slug)

    def pieces():
        yield content

    problem(site.post(SUBMISSIONS, content=pieces(), headers=headers), status, slug)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer vj_" + "a" * 43},
        {"Authorization": "Basic dmo6dmo="},
        {"Authorization": "' OR 1=1 --"},
    ],
)
def test_a_key_is_needed(site, inbox, headers):
    for answer in (
        send(site, headers),
        site.get(SUBMISSIONS, headers=headers),
        site.get(f"{SUBMISSIONS}/c0001", headers=headers),
    ):
        problem(answer, 401, "no-key")
        assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_key_that_was_withdrawn_opens_nothing(site, inbox):
    assert send(site, inbox).status_code == 201
    keys.withdraw("Oita", CURATOR)
    problem(send(site, inbox), 401, "no-key")


def test_an_office_reads_its_own_alone(site, inbox):
    number = send(site, inbox).json()["number"]
    other = {"Authorization": f"Bearer {keys.add('Phu Tho', CURATOR)}"}
    assert site.get(SUBMISSIONS, headers=other).json()["data"] == []
    problem(site.get(f"{SUBMISSIONS}/{number}", headers=other), 404, "not-found")
    for wrong in ("c9999", "x", "c0001%00", "..%2f..%2fevents.json"):
        problem(site.get(f"{SUBMISSIONS}/{wrong}", headers=inbox), 404, "not-found")
    # The same id of another office is another thing.
    assert send(site, other).status_code == 201


def test_the_list_comes_in_pages(site, inbox, monkeypatch):
    monkeypatch.setattr(submissions, "PAGE", 2)
    numbers = [send(site, inbox, client_id=str(n)).json()["number"] for n in range(5)]
    found, address = [], SUBMISSIONS
    while address:
        page = site.get(address, headers=inbox).json()
        found += [each["number"] for each in page["data"]]
        address = page["next"]
    assert found == numbers[::-1]
    problem(site.get(f"{SUBMISSIONS}?limit=1", headers=inbox), 400, "bad-parameter")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_pages_of_other_sites_may_not_ask(site, inbox, headers):
    problem(send(site, {**inbox, **headers}), 403, "cross-site")
    problem(site.get(SUBMISSIONS, headers={**inbox, **headers}), 403, "cross-site")
    assert desk.queue(desk.Asked()) == []


def test_no_browser_is_told_that_it_may(site, inbox):
    origin = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    asked = site.options(SUBMISSIONS, headers=origin)
    for answer in (asked, send(site, inbox), site.get(SUBMISSIONS), site.put(SUBMISSIONS)):
        assert not [name for name in answer.headers if name.startswith("access-control")]
    assert asked.headers["allow"] == "GET, POST, OPTIONS"
    # What is open to all stays so.
    assert site.get(f"{API}/events.json?limit=1").headers["access-control-allow-origin"] == "*"


def test_too_many_are_told_when_to_come_again(site, inbox, monkeypatch):
    monkeypatch.setitem(guard.RATES, "key", "2 per hour")
    monkeypatch.setitem(guard.RATES, "bad key", "3 per hour")
    guard._rates.cache_clear()
    answers = [send(site, inbox, client_id=str(n)) for n in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    problem(answers[2], 429, "too-many")
    assert 0 < int(answers[2].headers["retry-after"]) <= 3600
    # The same sent again is no more of it.
    assert send(site, inbox, client_id="0").status_code == 200
    wrong = {"Authorization": "Bearer vj_" + "a" * 43}
    assert [send(site, wrong).status_code for _ in range(4)] == [401] * 3 + [429]
    guard._rates.cache_clear()


def test_without_an_inbox_there_is_nothing(site, inbox, monkeypatch):
    assert SUBMISSIONS in site.get("/api/openapi.json?lang=ja").json()["paths"]
    monkeypatch.setenv("VJ_INBOX", "off")
    problem(send(site, inbox), 404, "not-found")
    problem(site.get(SUBMISSIONS, headers=inbox), 404, "not-found")
    paths = site.get("/api/openapi.json?lang=vi").json()["paths"]
    assert not [path for path in paths if path.startswith(SUBMISSIONS)]


READ = ("/api/v1/events.json?limit=1", "/r/vj0141", "/feed.xml", "/healthz", "/api/openapi.json")


def test_a_store_that_is_gone_concerns_nobody_who_reads(site, inbox, monkeypatch):
    monkeypatch.setenv("VJ_DATABASE", GONE)
    for answer in (send(site, inbox), site.get(SUBMISSIONS, headers=inbox)):
        problem(answer, 503, "no-inbox")
        assert answer.headers["retry-after"]
    assert [site.get(path).status_code for path in READ] == [200] * len(READ)


def test_nothing_that_is_read_loads_the_store(site, monkeypatch):
    def fails(*_: object) -> None:
        raise AssertionError("the store was asked")

    monkeypatch.setattr(store, "database", fails)
    assert [site.get(path).status_code for path in READ] == [200] * len(READ)


def test_what_is_done_stands_in_the_log(site, inbox):
    number = send(site, inbox).json()["number"]
    entry = desk.item(number).log[0]
    assert entry.act is Act.SENT and entry.actor.startswith("key:")
