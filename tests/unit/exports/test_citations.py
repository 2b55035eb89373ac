"""Citations in three forms and the snippet to embed."""

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from lib.exports import about, citations
from lib.language.i18n import LANGUAGES, words
from lib.pictures.sizes import SIZES
from tests.unit.exports.views import LINKS, view
from tests.unit.strategies import data

TODAY = date(2026, 12, 3)


def cited(subject: str = "", link: str = "https://example.org/records") -> citations.Cited:
    return citations.of(data().package, subject, link, TODAY)


def test_plain_names_version_day_licence_and_link():
    text = citations.plain(cited("Text: “port”", "https://example.org/records?q=port"), words("en"))
    assert text == (
        "Text: “port”. Vietnam–Japan Local Partnerships, data version "
        f"{data().version}, accessed 3 December 2026, CC BY 4.0. "
        "https://example.org/records?q=port"
    )


def test_a_record_says_when_it_was_compared_with_its_sources():
    record = replace(cited("MoU", "https://example.org/r/vj0004"), checked=date(2026, 3, 1))
    assert citations.plain(record, words("en")) == (
        "MoU. Vietnam–Japan Local Partnerships, data version "
        f"{data().version}, accessed 3 December 2026, CC BY 4.0. "
        "Compared with its sources on 1 March 2026. https://example.org/r/vj0004"
    )
    said = f"Data version {data().version}, compared with its sources on 2026-03-01"
    assert said in citations.bibtex(record)
    assert json.loads(citations.csl_json(record))[0]["note"].startswith(said)
    assert "compared" not in citations.bibtex(cited())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plain_in_each_language(lang):
    text = citations.plain(cited(), words(lang))
    assert data().version in text
    assert text.endswith("https://example.org/records")


def test_bibtex_is_balanced_and_escaped():
    text = citations.bibtex(cited(r"100% of {A} & B_c #1 $x ~y ^z \end", "https://e.org/?a=1&b={}"))
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")
    assert r"100\% of \{A\} \& B\_c \#1 \$x" in text
    assert "url = {https://e.org/?a=1&b=%7B%7D}" in text
    assert "urldate = {2026-12-03}" in text
    assert re.match(r"@misc\{[A-Za-z0-9.-]+,\n", text)


def test_keys_tell_views_apart_and_stay():
    keys = {
        json.loads(citations.csl_json(cited(link=f"https://example.org/{path}")))[0]["id"]
        for path in ("", "map", "records", "records?q=a", "records?q=b", "r/vj0001")
    }
    assert len(keys) == 6
    other_host = citations.csl_json(cited(link="http://localhost:8501/records?q=a"))
    assert json.loads(other_host)[0]["id"] in keys


def test_csl_json_is_what_reference_managers_read():
    (item,) = json.loads(citations.csl_json(cited("日本")))
    assert item["type"] == "dataset"
    assert item["accessed"] == {"date-parts": [[2026, 12, 3]]}
    assert item["version"] == data().version
    assert item["title"].startswith("日本. ")


@pytest.mark.parametrize("fitting", [True, False])
def test_embedding_keeps_the_view_and_escapes_it(fitting):
    link = 'https://example.org/map?q="><b>&lang=ja&embed=false'
    html = citations.embed(link, 'A "<b>" title', fitting)
    found: list[dict[str, str | None]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.append({"tag": tag, **dict(attrs)})

    Reader().feed(html)
    *around, frame = found
    assert [each["style"] for each in around] == ["container-type:inline-size"] * fitting
    assert frame["tag"] == "iframe"
    assert ("cqw" in str(frame["style"])) == fitting
    assert frame["title"] == 'A "<b>" title'
    assert frame["src"] == "https://example.org/map?q=%22%3E%3Cb%3E&lang=ja&embed=true"


@pytest.mark.parametrize("width", [320, 390, 600, 760, 900, 1200])
def test_a_frame_is_as_high_as_the_picture_that_it_shows(width):
    html = citations.embed("https://example.org/map", "Title")
    (fitting,) = re.findall(r"height:(max\(.*?\))[;\"]", html)
    height = eval(re.sub(r"([\d.]+)cqw", rf"\1*{width / 100}", fitting).replace("px", ""))
    wide, upright = (SIZES[name].height / SIZES[name].width for name in ("16x9", "2x3"))
    # With the line below it. A frame that is higher than wide shows the upright picture.
    shown = upright if height > width else wide
    assert height >= width * wide + 44 - 1
    if width <= 390 or width >= 640:
        assert height == pytest.approx(width * shown + 44, abs=2)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", ["vj0001", "vj0127", "vj0141", "vj0241", "vj0300"])
def test_a_record_cites_itself_in_each_form(key, lang):
    seen = view(lang=lang)
    event = seen.dataset.event(key)
    cited = about.cited_record(key, seen, LINKS)
    date = words(lang).date(event.date) if event.date else words(lang).gettext("date not known")
    named = [str(getattr(event, f"title_{lang}")).rstrip("."), date, key]
    named += [seen.dataset.full_name(unit, lang) for unit in (event.vn_signed, event.jp_signed)]
    address = LINKS.page(f"/r/{key}", lang, v=data().version)
    (item,) = json.loads(citations.csl_json(cited))
    bibtex = citations.bibtex(cited)
    assert item["number"] == key and f"number = {{{key}}}" in bibtex
    assert item["URL"] == address and f"url = {{{address}}}" in bibtex
    assert item["version"] == data().version
    plain = citations.plain(cited, words(lang))
    for text in (plain, item["title"]):
        assert all(part in text for part in named)
    assert plain.endswith(address) and data().version in plain


def test_what_is_no_record_has_no_number():
    assert "number" not in json.loads(citations.csl_json(cited("All of it")))[0]
    assert "number =" not in citations.bibtex(cited())
