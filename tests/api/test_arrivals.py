"""Addresses as people come by them: the known value, else a page with the nearest offer."""

import re

import pytest

from lib.language.i18n import LANGUAGES

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TRACKING = ["fbclid=1", "utm_source=zalo&utm_medium=x", "gclid=a", "mc_cid=1", "amp;fbclid=1"]
DOCUMENTS = ["/r/vj0141", "/api/docs", "/feed.xml", "/calendar.ics", "/sitemap.xml", "/card.png"]
API = ["/api/v1/events.json", "/api/v1/events.csv", "/api/v1/package.zip"]


@pytest.mark.parametrize("query", TRACKING)
@pytest.mark.parametrize("path", DOCUMENTS)
def test_what_others_add_is_passed_over_on_documents(site, path, query):
    plain = site.get(path)
    for given in (f"{path}?{query}", f"{path}?lang=en&{query}"):
        answer = site.get(given)
        assert answer.status_code == 200
        assert answer.headers["etag"] == plain.headers["etag"]


@pytest.mark.parametrize("query", TRACKING)
@pytest.mark.parametrize("path", API)
def test_the_api_passes_it_over_for_people_alone(site, path, query):
    assert site.get(f"{path}?{query}").status_code == 400
    assert site.get(f"{path}?{query}", headers=BROWSER).status_code == 200


@pytest.mark.parametrize("path", [*DOCUMENTS, *API])
def test_every_other_unknown_name_is_refused_everywhere(site, path):
    for headers in ({}, BROWSER):
        assert site.get(f"{path}?colour=red&fbclid=1", headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("/r/vj0141.", "/r/vj0141"),
        ("/r/VJ0141", "/r/vj0141"),
        ("/r/vj0141)?lang=ja", "/r/vj0141?lang=ja"),
        ("/r/vj0141/", "/r/vj0141"),
        ("/r/vj0141、", "/r/vj0141"),
        ("/r/jp-kagawa~vn-hai-phong", "/r/vn-hai-phong~jp-kagawa"),
        ("/r/vj0141?lang=jp", "/r/vj0141?lang=ja"),
        ("/r/vj0141?lang=vi-VN", "/r/vj0141?lang=vi"),
        ("/r/vj0141?Lang=JA", "/r/vj0141?lang=ja"),
        ("/api/docs?lang=ja.", "/api/docs?lang=ja"),
    ],
)
def test_permanent_pages_lead_to_what_is_meant(site, given, meant):
    """For any client: those that make previews name no type."""
    for headers in ({}, BROWSER):
        answer = site.get(given, headers=headers)
        assert answer.status_code == 307
        assert not answer.headers["location"].startswith(("/", "http"))
        assert answer.next_request.url.raw_path.decode() == meant
        assert site.get(meant).status_code == 200


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("vn=vn-hai-phong)", "vn=vn-hai-phong"),
        ("vn=VN-Hue", "vn=vn-hue"),
        ("vn=vn-hue&amp;jp=jp-kagawa", "vn=vn-hue&jp=jp-kagawa"),
        ("vn=vn-hue,vn-hai-phong", "vn=vn-hue&vn=vn-hai-phong"),
        ("kind=MOU&lang=jp", "kind=mou&lang=ja"),
        ("from=2014/4&vn%5B%5D=vn-hue", "from=2014-04&vn=vn-hue"),
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/events.csv", "/feed.xml", "/calendar.ics"])
def test_files_lead_people_to_what_is_meant_and_stay_strict_for_programs(site, path, query, meant):
    answer = site.get(f"{path}?{query}", headers=BROWSER)
    assert answer.status_code == 307
    assert str(answer.next_request.url).endswith(f"{path}?{meant}")
    strict = site.get(f"{path}?{query}")
    assert strict.status_code == 400
    assert strict.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "status", "offers"),
    [
        ("/r/vj141", 404, ["../r/vj0141"]),
        ("/r/vj9999x", 404, []),
        ("/r/vn-hai-fong", 404, ["../locality?id=vn-hai-phong"]),
        ("/api/v1/event.csv", 404, ["../../api/v1/events.csv"]),
        ("/api/v1/events.CVS", 404, ["../../api/v1/events.csv"]),
        ("/api/v1/events.csv?vn=vn-hai-fong", 400, ["../../api/v1/events.csv?vn=vn-hai-phong"]),
        (
            "/api/v1/events.csv?jp=kagwa&kind=mou",
            400,
            ["../../api/v1/events.csv?jp=jp-kagawa&kind=mou"],
        ),
        ("/feed.xml?kinds=mou", 400, ["./feed.xml?kind=mou"]),
        ("/calendar.ics?grade=Z", 400, []),
    ],
)
def test_people_get_a_page_with_the_nearest_offer(site, path, status, offers):
    answer = site.get(path, headers={**BROWSER, "Accept-Language": "vi-VN,vi;q=0.9,en;q=0.5"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    # The reader's language first, and all others.
    assert re.findall(r'<section lang="(\w+)"', answer.text)[0] == "vi"
    assert set(re.findall(r'<section lang="(\w+)"', answer.text)) == set(LANGUAGES)
    hrefs = [
        href.replace("&amp;", "&") for href in re.findall(r'<li><a href="([^"]+)"', answer.text)
    ]
    assert set(offers) <= set(hrefs)
    assert bool(offers) or not hrefs
    # The pages themselves are not behind this server.
    for href in (href for href in offers if "locality?" not in href):
        assert site.get(str(answer.url.join(href))).status_code == 200


@pytest.mark.parametrize(
    "accept", ["*/*", "application/json", "application/json, text/html;q=0.5", "text/html;q=0", ""]
)
def test_programs_get_problem_details(site, accept):
    answer = site.get("/r/vj9999", headers={"Accept": accept})
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_was_typed_cannot_become_markup(site):
    path = "/api/v1/events.csv?vn=%3Cscript%3Ealert(1)%3C/script%3E&%3Cb%3E=1"
    answer = site.get(path, headers=BROWSER)
    assert answer.status_code == 400
    assert "<script>" not in answer.text and "<b>" not in answer.text
    assert "&lt;script&gt;" in answer.text
