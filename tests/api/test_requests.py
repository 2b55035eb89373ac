"""Bad input is refused and says why; validators, CORS, HEAD and gzip do as HTTP wants."""

import gzip
import shutil

import pytest

from lib import checks
from lib.api import problems, responses
from lib.api.body_cache import BodyCache
from lib.exports.tables import TABLES
from lib.facts.dataset import DATA_FOLDER
from lib.filter.parameters import PARAMETERS
from lib.language.i18n import words
from lib.site.links import API

FILES = [f"{API}/{t.name}.{form}" for t in TABLES.values() for form in t.formats]
FILTERED = [*FILES, f"{API}/package.zip", "/calendar.ics", "/feed.xml"]
OTHERS = ["/api/openapi.json", "/api/docs", "/sitemap.xml", "/robots.txt", "/r/vj0127"]

BAD = {
    "colour=red": "colour",
    "vn=vn-atlantis": "vn",
    "vn=jp-kagawa": "vn",
    "vn=vn-hai-phong&vn=x": "vn",
    "jp=": "jp",
    "q=": "q",
    "q=%20": "q",
    "q=-": "q",
    "q=%CC%81": "q",
    "q=%00": "q",
    "q=port%0Aport": "q",
    "q=%1F": "q",
    "q=a%EE%80%80b": "q",
    "%00=1": "\ufffd",
    "q=" + "a" * 201: "q",
    "kind=MOU": "kind",
    "formality=5": "formality",
    "formality=4.0": "formality",
    "from=2014-13": "from",
    "from=2014-02-30": "from",
    "from=0000": "from",
    "from=١٩٩٩": "from",
    "to=yesterday": "to",
    "from=2014&from=2015": "from",
    "from=2020&to=2019": "from",
    "only=all": "only",
    "only=signed&only=clair": "only",
    "units=both": "units",
    "units=signed&units=today": "units",
    "lang=": "lang",
    "lang=fr": "lang",
    "limit[]=1": "limit[]",
}


@pytest.mark.parametrize("query", BAD)
@pytest.mark.parametrize("path", [f"{API}/events.json", f"{API}/localities.csv", "/feed.xml"])
def test_what_is_not_understood_is_refused(site, path, query):
    answer = site.get(f"{path}?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == 400
    assert BAD[query] in [error["parameter"] for error in problem["errors"]]


@pytest.mark.parametrize("path", FILTERED)
def test_every_file_refuses_an_unknown_parameter(site, path):
    assert site.get(f"{path}?colour=red").status_code == 400


@pytest.mark.parametrize("value", ["0", "-1", "1001", "1e2", "1.0", "١", "", "9" * 20])
def test_a_limit_out_of_range_is_refused(site, value):
    answer = site.get(f"{API}/events.json", params={"limit": value})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["allowed"] == {"minimum": 1, "maximum": 1000}


@pytest.mark.parametrize("value", ["", "../x", "A", "x" * 200])
def test_a_bad_cursor_is_refused(site, value):
    assert site.get(f"{API}/events.json", params={"cursor": value}).status_code == 400


def test_files_are_whole(site):
    errors = site.get(f"{API}/events.csv?limit=5").json()["errors"]
    assert errors[0]["allowed"] == [*PARAMETERS, "lang", "units", "v"]


def test_a_problem_lists_what_is_allowed_or_where_to_look(site):
    answer = site.get(f"{API}/events.json?grade=D&vn=nowhere").json()
    errors = {error["parameter"]: error for error in answer["errors"]}
    assert errors["grade"]["allowed"] == ["A", "B", "C"]
    assert errors["vn"]["lookup"].endswith("/api/v1/localities.json")
    assert len(str(answer)) < 1000


def test_all_mistakes_are_told_at_once(site):
    errors = site.get(f"{API}/events.json?a=1&kind=b&from=c&limit=d").json()["errors"]
    assert {error["parameter"] for error in errors} == {"a", "kind", "from", "limit"}


def test_mistakes_come_in_the_order_of_the_query(site):
    query = "a=1&kind=b&from=2020&to=2019&limit=d&lang=xx&kind=c&q=-"
    errors = site.get(f"{API}/events.json?{query}").json()["errors"]
    assert [(error["parameter"], error["value"]) for error in errors] == [
        ("limit", "d"),
        ("lang", "xx"),
        ("a", ""),
        ("kind", "b"),
        ("kind", "c"),
        ("from", "2020–2019"),
        ("q", "-"),
    ]


@pytest.mark.parametrize("name", ["lang", "units", "limit", "cursor", "from", "to", "q", "only"])
def test_of_two_different_values_none_is_taken_and_of_two_alike_one(site, name):
    values = {
        "lang": ("ja", "vi"),
        "units": ("today", "signed"),
        "limit": ("5", "6"),
        "cursor": ("vj0100", "vj0200"),
        "from": ("2014", "2015"),
        "to": ("2020", "2021"),
        "q": ("port", "water"),
        "only": ("signed", "clair"),
    }
    one, other = values[name]
    answer = site.get(f"{API}/events.json?{name}={one}&{name}={other}")
    (error,) = answer.json()["errors"]
    assert (error["parameter"], error["value"]) == (name, other)
    assert error["detail"] == "Takes one value."
    assert site.get(f"{API}/events.json?{name}={one}&{name}={one}").status_code == 200


def test_a_broken_package_is_answered_as_one(site, monkeypatch, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("build"))
    (folder / "events.csv").write_text("id\n")
    monkeypatch.setenv("VJ_DATA", str(folder))
    for path in (*FILTERED, *OTHERS):
        answer = site.get(path)
        assert answer.status_code == 503, path
        assert answer.json()["type"] == "/api/docs#problem-no-data"
    monkeypatch.undo()
    assert site.get(f"{API}/events.json").status_code == 200


def test_options_are_those_of_the_data_in_use(site, monkeypatch, tmp_path):
    """Another package, another description: nothing of the data is fixed at the start."""
    described = site.get("/api/openapi.json").json()["components"]["schemas"]["Field"]
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("build"))
    fields = folder / "fields.csv"
    header, *rows = fields.read_text(encoding="utf-8").splitlines()
    added = ",".join(["fisheries", *rows[0].split(",")[1:]])
    fields.write_text("\n".join([header, *rows, added, ""]), encoding="utf-8")
    # Two fields with the same label: not what this is about.
    monkeypatch.setattr(checks, "check", lambda *_: [])
    monkeypatch.setenv("VJ_DATA", str(folder))
    assert site.get(f"{API}/events.json?field=fisheries").status_code == 200
    now = site.get("/api/openapi.json").json()["components"]
    assert now["parameters"]["field"]["schema"]["items"]["$ref"] == "#/components/schemas/Field"
    options = now["schemas"]["Field"]["enum"]
    assert [o for o in options if o != "fisheries"] == described["enum"]
    assert "fisheries" in options
    monkeypatch.undo()
    assert site.get(f"{API}/events.json?field=fisheries").status_code == 400


def test_what_is_repeated_in_an_answer_is_cut_and_readable(site):
    answer = site.get(f"{API}/events.json", params={"vn": "\u202e" + "x" * 500})
    assert len(answer.json()["errors"][0]["value"]) < 100
    assert "\u202e" not in answer.text


@pytest.mark.parametrize("path", [*FILTERED, *OTHERS])
def test_a_very_long_query_is_refused(site, path):
    answer = site.get(f"{path}?q={'a' * 10_000}")
    assert answer.status_code == 414
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_query_that_is_no_utf_8_is_refused(site):
    assert site.get(f"{API}/events.json?q=%FF%FE").status_code == 400


@pytest.mark.parametrize(
    "path",
    ["events.xml", "events", "events.", ".json", "people.json", "sources.geojson", "events.JSON"],
)
def test_an_unknown_table_or_format_is_not_found(site, path):
    answer = site.get(f"{API}/{path}")
    assert answer.status_code == 404
    assert f"{API}/events.json" in answer.json()["available"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v2/events.json",
        "/api/nothing",
        "/r/vj9999",
        "/r/%00",
        "/r/a/b",
        "/r/vn-hue~x",
        "/r/%0A",
        "/api/%0A",
    ],
)
def test_what_is_not_there_is_a_problem_document(site, path):
    answer = site.get(path)
    assert answer.status_code == 404
    assert answer.json()["type"] == "/api/docs#problem-not-found"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", [f"{API}/events.json", "/calendar.ics", "/r/vj0127"])
def test_only_reading_is_possible(site, path, method):
    answer = site.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["status"] == 405


@pytest.mark.parametrize("host", ["a b", 'x"><script>', "a/b", "user@host", ""])
def test_a_host_that_is_none_gives_no_links(site, host):
    assert site.get(f"{API}/events.json", headers={"Host": host}).status_code == 400


def test_a_configured_address_is_used_for_all_links(site, monkeypatch):
    monkeypatch.setenv("VJ_BASE_URL", "https://ties.example.org/")
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    answer = site.get(f"{API}/events.json?limit=1", headers=headers).json()
    assert answer["meta"]["next"].startswith("https://ties.example.org/api/v1/events.json?")
    assert answer["data"][0]["link"] == "https://ties.example.org/r/vj0001"


@pytest.mark.parametrize("path", [*FILTERED, *OTHERS])
def test_an_answer_that_is_known_is_not_sent_again(site, path):
    first = site.head(path)
    assert first.status_code == 200
    known = first.headers["etag"]
    for given in (known, known.removeprefix("W/"), f'"x", {known}', "*"):
        again = site.get(path, headers={"If-None-Match": given})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == known
    changed = first.headers["last-modified"]
    assert site.get(path, headers={"If-Modified-Since": changed}).status_code == 304
    stale = {"If-None-Match": '"other"', "If-Modified-Since": changed}
    assert site.head(path, headers=stale).status_code == 200
    for nonsense in ("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Sun, 1 Nov 2026 08:49:37"):
        assert site.head(path, headers={"If-Modified-Since": nonsense}).status_code == 200


def test_what_changes_an_answer_changes_its_tag(site, monkeypatch):
    path = f"{API}/events.json"
    queries = ["", "units=signed", "lang=ja", "grade=A", "limit=5", "cursor=vj0100"]
    tags = {site.head(f"{path}?{query}").headers["etag"] for query in queries}
    assert len(tags) == len(queries)
    monkeypatch.setenv("VJ_TODAY", "2027-01-01")
    assert site.head(path).headers["etag"] not in tags


def test_the_same_question_in_other_words_has_the_same_tag(site):
    path = f"{API}/events.json"
    one, other = (
        site.head(f"{path}?{query}").headers["etag"]
        for query in ("grade=A&units=today&from=2014", "from=2014&lang=en&grade=A")
    )
    assert one == other


@pytest.mark.parametrize("path", [*FILTERED, *OTHERS])
def test_head_is_get_without_a_body(site, path):
    got, head = site.get(path), site.head(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "last-modified", "content-type", "content-disposition"):
        assert head.headers.get(name) == got.headers.get(name)


@pytest.mark.parametrize("path", [*FILTERED, *OTHERS, "/api/nothing"])
def test_any_site_may_read(site, path):
    assert site.get(path).headers["access-control-allow-origin"] == "*"
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    answer = site.options(path, headers=asked)
    assert answer.status_code == 204
    assert "GET" in answer.headers["access-control-allow-methods"]


def test_text_is_sent_with_gzip_once(site, base):
    with site.stream("GET", f"{API}/events.csv") as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert gzip.decompress(raw).startswith(b"\xef\xbb\xbfid,")
    plain = site.get(f"{API}/events.csv", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == gzip.decompress(raw)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        *(("gzip;q=0", None), ("gzip;q=0.0, deflate", None), ("*;q=0", None), ("identity", None)),
        *(("deflate", None), ("br", None), ("", None), ("gzip", "gzip"), ("GZIP;q=0.5", "gzip")),
        *(("*", "gzip"), ("br, gzip;q=0.1", "gzip"), ("identity;q=0.5, *;q=0", None)),
    ],
)
def test_a_coding_that_is_refused_is_not_sent(site, accepted, coding):
    for path in (f"{API}/events.csv", "/api/docs", "/r/vj0127", "/sitemap.xml"):
        answer = site.get(path, headers={"Accept-Encoding": accepted})
        assert answer.headers.get("content-encoding") == coding, path
        assert answer.headers["vary"].lower().count("accept-encoding") == 1


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip;q=0", None), ("*;q=0", None), ("br, gzip;q=0", None), ("gzip", "gzip"), ("*", "gzip")],
)
def test_the_files_of_the_map_are_sent_plain_to_who_refuses_gzip(site, accepted, coding):
    for path in ("/geo/signed/wide.en.json", "/geo/map.js", "/script/choices.js"):
        answer = site.get(path, headers={"Accept-Encoding": accepted})
        assert answer.headers.get("content-encoding") == coding
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["cache-control"] == "no-cache"
        # Under the address that names its content a browser keeps it.
        tag = answer.headers["etag"].strip('"').partition("-")[0]
        assert "immutable" in site.get(path, params={"v": tag}).headers["cache-control"]
        assert answer.headers["content-type"].partition(";")[0] == TYPES[path.rpartition(".")[2]]
        assert len(answer.text) > 10_000


TYPES = {"json": "application/json", "js": "text/javascript"}


GEOMETRIES = {
    "": {"Point", "Polygon", "MultiPolygon"},
    "geometry=points": {"Point"},
    "geometry=areas": {"Polygon", "MultiPolygon"},
}


@pytest.mark.parametrize(
    "query", ["", "units=today", "vn=vn-hai-phong", "lang=ja&jp=jp-kagawa", "q=xyzzy"]
)
def test_localities_are_points_or_areas_or_as_they_are(site, query):
    layers = {
        geometry: site.get(f"{API}/localities.geojson?{query}&{geometry}").json()["features"]
        for geometry in GEOMETRIES
    }
    for geometry, features in layers.items():
        assert {f["geometry"]["type"] for f in features} <= GEOMETRIES[geometry]
    everything, points, areas = ([f["id"] for f in features] for features in layers.values())
    assert points == everything
    assert areas == [f["id"] for f in layers[""] if f["geometry"]["type"] != "Point"]
    # Whatever the geometry, a locality has the same facts.
    facts = {f["id"]: f["properties"] for f in layers[""]}
    assert all(f["properties"] == facts[f["id"]] for f in layers["geometry=areas"])


@pytest.mark.parametrize("value", ["point", "Areas", "polygon", "", "points&geometry=areas"])
def test_no_other_geometry_can_be_asked_for(site, value):
    answer = site.get(f"{API}/localities.geojson?geometry={value}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["allowed"] == ["points", "areas"]
    assert site.get(f"{API}/events.geojson?geometry=points").status_code == 400


def test_the_pages_security_headers_are_there_too(site):
    assert "default-src 'self'" in site.get("/api/docs").headers["content-security-policy"]


def test_equal_questions_have_equal_answers(site, monkeypatch):
    monkeypatch.setattr(responses, "_CACHE", BodyCache(max_bytes=0))
    for path in FILTERED:
        one, other = (site.get(path, params={"vn": "vn-hai-phong"}).content for _ in range(2))
        assert one == other, path


RANGES = {
    "bytes=0-9": (0, 10),
    "bytes=5-": (5, None),
    "bytes=-7": (-7, None),
    "bytes=3-99999999": (3, None),
}


@pytest.mark.parametrize("asked", RANGES)
@pytest.mark.parametrize("form", ["csv", "parquet", "geojson"])
def test_a_part_of_a_file_can_be_had(site, form, asked):
    path = f"{API}/partnerships.{form}"
    whole = site.get(path, headers={"Accept-Encoding": "identity"})
    assert whole.headers["accept-ranges"] == "bytes"
    part = site.get(path, headers={"Range": asked})
    start, end = RANGES[asked]
    assert part.status_code == 206
    assert part.content == whole.content[start:end]
    assert part.headers["content-range"].endswith(f"/{len(whole.content)}")
    assert site.head(path).headers["content-length"] == str(len(whole.content))


@pytest.mark.parametrize(
    "asked", ["bytes=9-5", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", ""]
)
def test_a_range_that_is_none_is_ignored(site, asked):
    path = f"{API}/partnerships.csv"
    answer = site.get(path, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, site.get(path).content)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(site, asked):
    answer = site.get(f"{API}/partnerships.csv", headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"].startswith("bytes */")


def test_answers_are_kept_up_to_a_size():
    cache = BodyCache(max_bytes=10)
    cache.put("a", b"12345")
    cache.put("b", b"12345")
    assert cache.get("a") == b"12345"
    cache.put("c", b"1")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"12345", None, b"1")
    cache.put("d", b"x" * 11)
    assert cache.get("d") is None


@pytest.mark.parametrize(
    ("table", "query"),
    [
        ("events", "cursor=vj99999"),
        ("events", "cursor=vn-hai-phong~jp-kagawa"),
        ("partnerships", "cursor=vj0001"),
        ("localities", "cursor=a"),
        ("events", "vn=vn-hue&cursor=vj0141"),
        ("ties", "cursor=vn-hai-phong~jp-kagawa"),
    ],
)
def test_a_cursor_that_names_no_row_is_refused(site, table, query):
    answer = site.get(f"{API}/{table}.json?{query}")
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["parameter"] == "cursor" and error["value"] == query.rpartition("=")[2]


@pytest.mark.parametrize(
    ("path", "accepted", "lang"),
    [
        ("/api/v1/events.json?grade=D&lang=ja", "", "ja"),
        ("/api/v1/events.json?grade=D&lang=vi", "ja", "vi"),
        ("/api/v1/events.json?grade=D", "vi-VN,vi;q=0.9,en;q=0.5", "vi"),
        ("/api/v1/nothing.json", "ja", "ja"),
        ("/brief/nowhere", "ja", "ja"),
        ("/api/v1/events.json?grade=D", "fr", "en"),
        ("/api/v1/events.json?grade=D", "", "en"),
    ],
)
def test_the_title_of_a_problem_is_in_the_visitors_language(site, path, accepted, lang):
    told = site.get(path, headers={"Accept-Language": accepted}).json()
    kind = next(kind for kind in problems.KINDS if told["type"].endswith(kind.slug))
    assert told["title"] == words(lang).gettext(kind.title)


@pytest.mark.parametrize("query", ["", "jp=jp-kagawa", "field=water", "from=2024", "units=today"])
def test_the_figures_are_those_of_the_tables(site, query):
    def page(table: str) -> dict:
        return site.get(f"{API}/{table}.json?{query}&limit=1000").json()

    counts = page("events")["meta"]["counts"]
    rows = page("events")["data"]
    assert counts["records"] == len(rows)
    assert counts["documents"] == sum(row["signed"] for row in rows)
    assert counts["partnerships"] == page("partnerships")["meta"]["total"]
    assert counts["ties"] == page("ties")["meta"]["total"]
    signed = {(row["vn_id"], row["jp_id"]) for row in rows if row["signed"]}
    others = [row["id"] for row in rows if (row["vn_id"], row["jp_id"]) not in signed]
    assert sorted(key for tie in page("ties")["data"] for key in tie["record_ids"]) == sorted(
        others
    )
