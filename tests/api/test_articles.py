"""Offices have articles read by the API: with a key, within limits, and nothing is kept."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from lib.inbox import desk, guard, keys
from lib.reading import read
from lib.reading.drafts import as_json
from lib.reading.take_in import MAX_BYTES
from lib.site.links import READ
from tests.api.test_submissions import CURATOR, inbox, problem
from tests.unit import strategies

__all__ = ["inbox"]

TUNED = Path(__file__).parents[1] / "reading" / "articles" / "tuned"
ARTICLE = (TUNED / "01-vinh-long-ehime.txt").read_text(encoding="utf-8")
BRIEF = "Chiều qua, tỉnh Vĩnh Long và tỉnh Ehime (Nhật Bản) ký bản ghi nhớ hợp tác về nông nghiệp."


def ask(site, headers, content=ARTICLE, type_="text/plain", query=""):
    sent = content.encode() if isinstance(content, str) else content
    return site.post(READ + query, content=sent, headers={**headers, "Content-Type": type_})


def pdf(password=""):
    made, file = PdfWriter(), BytesIO()
    made.add_blank_page(200, 200)
    if password:
        made.encrypt(password)
    made.write(file)
    return file.getvalue()


def page(text):
    body = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    return f"<!doctype html><html><body><article>{body}</article></body></html>"


def test_a_text_is_read_as_by_the_command(site, inbox):
    answer = ask(site, inbox, type_="text/plain; charset=utf-8")
    found = answer.json()
    by_command = [as_json(d) for d in read(ARTICLE.encode(), data=strategies.data()).drafts]
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    assert found["drafts"] == json.loads(json.dumps(by_command)) and len(by_command) > 1
    assert (found["lang"], found["published"]) == ("vi", "2026-01-13")
    act = next(d for d in found["drafts"] if d["date"] == "2026-01-12")
    assert (act["vn"], act["jp"], act["existing"]) == ("vn-vinh-long", "jp-ehime", "vj0395")
    words = {name: [found["text"][a:b] for a, b in act["spans"][name]] for name in ("vn", "jp")}
    assert "Vĩnh Long" in words["vn"][0] and "Ehime" in words["jp"][0]
    # Nothing is left behind in the inbox.
    assert desk.queue(desk.Asked()) == []


@pytest.mark.parametrize(
    ("content", "type_"),
    [
        (page(ARTICLE), "text/html"),
        (page(ARTICLE), "application/octet-stream"),
        (ARTICLE, "application/octet-stream"),
        (ARTICLE.encode("utf-16"), "text/plain"),
        (ARTICLE.replace("\n", "\r\n"), "TEXT/PLAIN"),
    ],
)
def test_each_form_of_an_article_tells_the_same_acts(site, inbox, content, type_):
    found = ask(site, inbox, content, type_).json()["drafts"]
    told = read(ARTICLE, data=strategies.data()).drafts
    assert {d["vn"] for d in found} == {d.vn.value for d in told}


def test_the_day_of_publication_can_be_given(site, inbox):
    without = ask(site, inbox, BRIEF).json()
    given = ask(site, inbox, BRIEF, query="?published=2026-01-13").json()
    assert (without["published"], without["drafts"][0]["date"]) == ("", "")
    assert (given["published"], given["drafts"][0]["date"]) == ("2026-01-13", "2026-01-12")


@pytest.mark.parametrize(
    "query",
    ["?published=yesterday", "?published=20260113", "?published=2026-02-30", "?published=", "?x=1"],
)
def test_a_parameter_that_is_none_is_named(site, inbox, query):
    found = problem(ask(site, inbox, BRIEF, query=query), 400, "bad-parameter")
    assert [each["parameter"] for each in found["errors"]] == [query[1:].partition("=")[0]]


@pytest.mark.parametrize(
    ("content", "type_", "status", "slug", "trouble"),
    [
        ("", "text/plain", 422, "unreadable", "empty"),
        (" \n", "text/plain", 422, "unreadable", "empty"),
        ("สวัสดีจังหวัดโออิตะ" * 20, "text/plain", 422, "unreadable", "language"),
        (pdf(), "application/pdf", 422, "unreadable", "pictures"),
        (pdf("secret"), "application/pdf", 422, "unreadable", "locked"),
        (b"%PDF-1.7 broken", "application/pdf", 422, "unreadable", "broken"),
        (ARTICLE, "application/pdf", 422, "unreadable", "broken"),
        (b"PK\x03\x04" + b"\0" * 900, "text/plain", 422, "unreadable", "format"),
        ("<html><script>1</script></html>", "text/html", 422, "unreadable", "no_article"),
        ("Vĩnh Long " * 40_000, "text/plain", 413, "too-large", "too_large"),
        ("x" * (MAX_BYTES + 1), "text/plain", 413, "too-large", None),
        (ARTICLE, "application/json", 415, "article-type", None),
        (ARTICLE, "multipart/form-data; boundary=x", 415, "article-type", None),
        (ARTICLE, "", 415, "article-type", None),
    ],
)
def test_what_cannot_be_read_is_told(site, inbox, content, type_, status, slug, trouble):
    found = problem(ask(site, inbox, content, type_), status, slug)
    assert found.get("trouble") == trouble and found["detail"]


def test_it_is_for_offices_alone(site, inbox, monkeypatch):
    problem(ask(site, {}), 401, "no-key")
    problem(ask(site, {"Authorization": "Bearer vj_" + "a" * 43}), 401, "no-key")
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        problem(ask(site, {**inbox, **headers}), 403, "cross-site")
    asked = site.options(READ, headers={"Origin": "https://evil.example"})
    other = site.get(READ)
    for answer in (asked, other, ask(site, inbox)):
        assert not [name for name in answer.headers if name.startswith("access-control")]
    assert (other.status_code, asked.status_code) == (405, 204)
    assert asked.headers["allow"] == other.headers["allow"] == "POST, OPTIONS"
    assert READ in site.get("/api/openapi.json").json()["paths"]
    monkeypatch.setenv("VJ_INBOX", "off")
    problem(ask(site, inbox), 404, "not-found")
    assert READ not in site.get("/api/openapi.json?lang=vi").json()["paths"]


def test_each_key_has_its_own_limit(site, inbox, monkeypatch):
    monkeypatch.setitem(guard.RATES, "read", "2 per hour")
    guard._rates.cache_clear()
    answers = [ask(site, inbox, BRIEF) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    problem(answers[2], 429, "too-many")
    assert 0 < int(answers[2].headers["retry-after"]) <= 3600
    other = {"Authorization": f"Bearer {keys.add('Phu Tho', CURATOR)}"}
    assert ask(site, other, BRIEF).status_code == 200
    guard._rates.cache_clear()
