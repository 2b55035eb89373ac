"""A correction opens a filled-in message; a bad setting is refused at the start."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.facts import rows
from lib.facts.package import Package
from lib.facts.perspective import Units
from lib.language.i18n import LANGUAGES, words
from lib.site import config, corrections
from lib.site.config import BadSetting
from lib.site.correction_template import BadTemplate, check, fill
from tests.unit import strategies

SEEN = strategies.seen(Units.SIGNED, date(2026, 11, 22))
URL = "https://partnerships.example.org/records?record="
ISSUES = "https://example.org/new?labels=data&title={title}&body={body}"
GOOD = [
    "mailto:",
    "mailto:data@example.org",
    "mailto:first.last+vj@sub-domain.example.org",
    ISSUES,
    "https://example.org/new/{title}#{body}",
]
BAD = [
    "http://example.org/new?title={title}&body={body}",
    "javascript:alert('{title}{body}')",
    "data:text/html,{title}{body}",
    "https://example.org/new?title={title}",
    "https://example.org/new?body={body}",
    "https://example.org/new?title={title}&title={title}&body={body}",
    "https://example.org/new?title={title}&body={body}&who={name}",
    "https://{title}.example.org/?body={body}",
    "https:///new?title={title}&body={body}",
    "https://example.org/n ew?title={title}&body={body}",
    "https://example.org/\n?title={title}&body={body}",
    "https://example.org/é?title={title}&body={body}",
    "https://[bad/?title={title}&body={body}",
    "mailto:data@example.org?cc=other@example.org",
    "mailto:data@example.org,other@example.org",
    "mailto:not an address",
    "mailto:@",
    "data@example.org",
    "{title}{body}",
]


@pytest.fixture
def setting(monkeypatch):
    """Sets VJ_CORRECTIONS as an operator does."""
    return lambda value: monkeypatch.setenv("VJ_CORRECTIONS", value)


def event(key):
    return rows.row(SEEN.events, key)


def opened(link):
    """Subject and body as a mail program reads them."""
    parts = urlsplit(link)
    # In a mailto a plus sign is one.
    given = dict(part.split("=") for part in parts.query.split("&"))
    return parts.path, unquote(given["subject"]), unquote(given["body"])


@pytest.mark.parametrize("template", GOOD)
def test_good_templates_are_taken(template, setting):
    setting(template)
    assert check(template) == template
    assert config.current().corrections == template


@pytest.mark.parametrize("template", BAD)
def test_a_bad_template_is_refused_with_its_name_and_value(template, setting):
    with pytest.raises(BadTemplate):
        check(template)
    setting(template)
    with pytest.raises(BadSetting) as refused:
        config.current()
    assert "VJ_CORRECTIONS" in str(refused.value)
    assert repr(template) in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_without_a_setting_the_mail_program_opens_without_an_address(monkeypatch):
    monkeypatch.delenv("VJ_CORRECTIONS", raising=False)
    link = corrections.record_link(event("vj0387"), SEEN, words("en"), f"{URL}vj0387")
    address, subject, body = opened(link)
    assert urlsplit(link).scheme == "mailto"
    assert address == ""
    assert "vj0387" in subject
    assert body.count("\r\n") == body.count("\n") > 4


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", ["mailto:data@example.org", ISSUES])
def test_the_message_names_the_record(template, lang, setting):
    setting(template)
    for row in rows.rows(SEEN.events):
        key = str(row.Index)
        link = corrections.record_link(row, SEEN, words(lang), URL + key)
        assert link.isascii()
        assert len(link) <= corrections.MAX_LENGTH
        assert not set(link) & set(' "<>\\{}\r\n')
        if template == ISSUES:
            given = parse_qs(urlsplit(link).query, strict_parsing=True)
            assert set(given) == {"labels", "title", "body"}
            subject, body = given["title"][0], given["body"][0]
            assert "\r" not in body
        else:
            address, subject, body = opened(link)
            assert address == "data@example.org"
        assert key in subject
        for fact in (
            key,
            SEEN.version,
            URL + key,
            SEEN.full_name(row.vn_id, lang),
            SEEN.full_name(row.jp_id, lang),
            getattr(row, f"title_{lang}"),
        ):
            assert fact in body, (key, fact)
        assert body.endswith("\n\n") or body.endswith("\r\n\r\n")


@given(st.text(max_size=40), st.text(max_size=200))
def test_any_text_comes_out_as_it_went_in(title, body):
    # A lone surrogate is no text that UTF-8 can carry, and none that the tables can hold.
    title, body = (text.encode("utf-8", "ignore").decode() for text in (title, body))
    given_query = urlsplit(fill(ISSUES, title, body)).query
    values = parse_qs(given_query, keep_blank_values=True)
    assert values == {"labels": ["data"], "title": [title], "body": [body]}
    address, subject, text = opened(fill("mailto:a@example.org", title, body))
    assert (address, subject) == ("a@example.org", title)
    assert text == body.replace("\n", "\r\n")


def test_as_of_today_the_message_still_names_who_signed(setting):
    setting("mailto:")
    today = strategies.seen(Units.TODAY, date(2026, 11, 22))
    row = rows.row(today.events, "vj0387")
    assert row.vn_id != row.vn_signed
    links = [
        corrections.record_link(event, viewpoint, words("en"), URL)
        for event, viewpoint in ((row, today), (event("vj0387"), SEEN))
    ]
    assert links[0] == links[1]
    assert "Sasayama, Hyogo" in opened(links[0])[2]


def test_a_text_with_the_name_of_a_place_in_it_fills_no_place():
    link = fill(ISSUES, "{body}", "{title}")
    assert parse_qs(urlsplit(link).query)["title"] == ["{body}"]
    assert parse_qs(urlsplit(link).query)["body"] == ["{title}"]


def test_a_long_title_gives_way_to_the_link(setting):
    setting("mailto:")
    row = event("vj0001")._replace(title_ja="覚" * 5000)
    link = corrections.record_link(row, SEEN, words("ja"), f"{URL}vj0001")
    assert len(link) <= corrections.MAX_LENGTH
    body = opened(link)[2]
    assert f"{URL}vj0001" in body
    assert "覚…" in body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_data_set_as_a_whole_can_be_corrected_too(lang, setting):
    setting("mailto:data@example.org")
    newer = replace(SEEN, package=Package({**SEEN.package.descriptor, "version": "9.8.7"}))
    address, subject, body = opened(
        corrections.general_letter(newer, words(lang), "https://x.example/about").link
    )
    assert address == "data@example.org"
    assert subject
    assert "9.8.7" in body
    assert "https://x.example/about" in body


@pytest.mark.parametrize(
    ("template", "addressee"),
    [
        ("mailto:", ""),
        ("mailto:data@example.org", "data@example.org"),
        ("mailto:first.last+vj@sub-domain.example.org", "first.last+vj@sub-domain.example.org"),
        (ISSUES, "example.org"),
        ("https://example.org/new/{title}#{body}", "example.org"),
    ],
)
def test_to_whom_a_letter_goes(template, addressee, setting):
    setting(template)
    assert corrections.addressee() == addressee


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_letter_to_copy_says_all_that_its_link_does(lang, setting):
    setting("mailto:data@example.org")
    row = event("vj0387")
    letter = corrections.record_letter(row, SEEN, words(lang), f"{URL}vj0387")
    _, subject, body = opened(letter.link)
    assert letter.text == f"{subject}\n\n" + body.replace("\r\n", "\n")
    assert getattr(row, f"title_{lang}") in letter.text
    general = corrections.general_letter(SEEN, words(lang), URL, "Hue")
    assert "Hue" in general.text and SEEN.version in general.text
