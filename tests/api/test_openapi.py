"""The description is true: each answer fits it, and what it generates is answered as it says."""

import re
from urllib.parse import parse_qsl

import anyio
import httpx
import jsonschema  # type: ignore[import-untyped]
import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from schemathesis.checks import load_all_checks
from schemathesis.core.result import Ok

from lib.api.app import app
from lib.api.query_fields import ALWAYS, FOUND, GEOMETRY, PAGING
from lib.exports.tables import TABLES
from lib.filter.parameters import PARAMETERS
from lib.language import edtf
from lib.site.links import API, READ, SUBMISSIONS
from tests.api.conftest import same_server
from tests.unit.strategies import data

load_all_checks()
EXAMPLES = 6


@pytest.fixture(scope="module")
def described(site):
    return site.get("/api/openapi.json").json()


@pytest.fixture(scope="module")
def generated(described, base):
    return schemathesis.openapi.from_dict(described)


def test_it_has_every_table_in_every_format(described):
    files = {f"{API}/{t.name}.{form}" for t in TABLES.values() for form in t.formats}
    others = {f"{API}/package.zip", f"{API}/versions/{{version}}/package.zip"}
    others |= {"/calendar.ics", "/feed.xml", "/changes.xml", "/r/{key}"}
    others |= {"/brief/{key}", "/brief/{key}.pdf", "/brief/{key}.docx"}
    others |= {SUBMISSIONS, f"{SUBMISSIONS}/{{number}}", READ}
    assert set(described["paths"]) == files | others


def test_it_has_every_parameter(described):
    names = [*PARAMETERS, *(extra.name for extra in (*ALWAYS, *PAGING, GEOMETRY, FOUND))]
    # A permanent page takes earlier versions too, the others the present one alone.
    names += ["v", "v_permanent_page"]
    assert sorted(described["components"]["parameters"]) == sorted(names)
    for path, operation in described["paths"].items():
        if path.startswith((SUBMISSIONS, READ)):
            continue
        given = {p.get("$ref", "").rsplit("/", 1)[-1] for p in operation["get"]["parameters"]}
        if path.startswith(API) and "/versions/" not in path:
            assert set(PARAMETERS) <= given


def test_each_reference_leads_somewhere(described):
    for ref in re.findall(r'"\$ref": ?"#/([^"]+)"', httpx.Response(200, json=described).text):
        found = described
        for step in ref.split("/"):
            found = found[step]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("query", ["", "units=today&lang=ja", "lang=vi&q=xyzzy"])
def test_answers_fit_their_schema(site, described, table, query):
    page = site.get(f"{API}/{table}.json?{query}&limit=1000").json()
    schema = {
        "$ref": f"#/components/schemas/{table}_page",
        "components": described["components"],
    }
    jsonschema.validate(page, schema, cls=jsonschema.Draft202012Validator)


# Filled only where known, and not yet for any page.
UNKNOWN = {
    "sources": {"title", "read", "archived_url", "link_status", "link_checked", "last_seen"},
}


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_each_column_is_filled_somewhere(site, table):
    rows = site.get(f"{API}/{table.name}.json?units=today&limit=1000").json()["data"]
    for column in table.columns(data().package):
        values = [row[column.name] for row in rows]
        filled = any(value not in (None, []) for value in values)
        assert filled or column.name in UNKNOWN.get(table.name, ()), column.name
        assert column.optional or None not in values, column.name


def test_examples_of_parameters_are_good(site, described):
    for parameter in described["components"]["parameters"].values():
        for example in parameter["schema"].get("examples", ()):
            query = {parameter["name"]: example}
            assert site.get(f"{API}/events.json", params=query).status_code == 200, query
    examples = {
        name: parameter["schema"].get("examples")
        for name, parameter in described["components"]["parameters"].items()
    }
    assert all(examples[name] for name in PARAMETERS)


def backwards(query) -> bool:
    """Whether a period ends before it begins, which is refused and no schema can say."""
    start, end = (str(query.get(name) or "") for name in ("from", "to"))
    return bool(start and end) and edtf.parse(start).first > edtf.parse(end).last


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_what_the_description_generates_is_answered_as_it_says(described, base, mode):
    """Schemathesis: no 5xx, no undescribed status, type or body; bad input is refused."""
    schema = schemathesis.openapi.from_dict(described)
    schema.config.update(base_url=base)
    make = getattr(schemathesis.GenerationMode, mode.upper())
    refused: set[int] = set()

    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        cases = operation.as_strategy(generation_mode=make)

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(cases)
        def check(case):
            assume(mode == "negative" or not backwards(case.query))
            if mode == "positive":
                # Which rows there are under a filter, no schema can say.
                case.query.pop("cursor", None)
            answer = case.call()
            refused.add(answer.status_code)
            if answer.status_code == 307:
                # Where people come, what cannot be meant is left out of the address.
                assert mode == "negative" and case.path.startswith(("/r/", "/brief/"))
                assert answer.headers["location"][0].startswith(".")
                return
            case.validate_response(answer)

        check()
    assert 200 in refused if mode == "positive" else {400, 404} & refused


@settings(same_server, max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda t: t.encode("utf-8", "replace")))
def test_any_bytes_as_a_query_are_answered(base, query):
    """Past what a client library would send: the query string as raw bytes, in the process."""
    sent = []

    async def call():
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": f"{API}/events.json",
            "raw_path": f"{API}/events.json".encode(),
            "root_path": "",
            "query_string": query,
            "headers": [(b"host", b"localhost")],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            sent.append(message)

        await app(scope, receive, send)

    anyio.run(call)
    status = sent[0]["status"]
    pairs = parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True)
    known = {*PARAMETERS, *(extra.name for extra in (*ALWAYS, *PAGING))}
    # Whatever asks for something is either understood or refused.
    assert status in (200, 400)
    assert status == 400 or all(name in known for name, _ in pairs)
