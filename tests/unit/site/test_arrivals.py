"""Addresses as others leave them: what is plainly meant is read, nothing is guessed or widened."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.facts.perspective import Units
from lib.filter.parameters import PARAMETERS
from lib.site import arrivals, pages, store

SIGNS = [
    *".,;:!?)]}>\"'”’»…*_",
    "。",
    "、",
    "）",
    "」",
    "』",
    "】",
    "，",
    "！",
    "%",
    "\u200b",
    "\u00a0",
]


@pytest.fixture(scope="module")
def viewpoint():
    return store.viewpoint(Units.SIGNED)


@pytest.fixture(scope="module")
def options(viewpoint):
    return arrivals.choices(viewpoint)


def read(query, options):
    return arrivals.tidied(parse_qsl(query, keep_blank_values=True), options)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "fbclid",
            "FBCLID",
            "mibextid",
            "igshid",
            "gclid",
            "wbraid",
            "_ga",
            "gad_source",
            "msclkid",
        ),
        *("utm_source", "utm_zalo", "UTM_Campaign", "twclid", "ref_src", "ttclid", "li_fat_id"),
        *("mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "_kx", "yclid", "ldtag_cl", "zarsrc"),
        *("openExternalBrowser", "liff.state", "mtm_campaign", "pk_source", "vero_id", "s_kwcid"),
    ],
)
def test_what_networks_and_mail_tools_add_is_known(name, options):
    assert arrivals.is_tracking(name)
    assert read(f"{name}=1&vn=vn-hue", options) == [("vn", "vn-hue")]


def test_no_parameter_of_ours_is_taken_for_one_of_theirs(options):
    ours = {*options, *PARAMETERS, *pages.SETTINGS, "limit", "cursor", "part", "geometry", "v"}
    assert not {name for name in ours if arrivals.is_tracking(name)}


@pytest.mark.parametrize(
    "name", ["colour", "utm", "fb", "ref", "source", "id2", "token", "session"]
)
def test_an_unknown_name_is_not_passed_over(name, options):
    assert not arrivals.is_tracking(name)
    assert read(f"{name}=1", options) == [(name, "1")]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    ("name", "value"),
    [("vn", "vn-hai-phong"), ("jp", "jp-osaka.izumiotsu"), ("kind", "mou"), ("record", "vj0141")],
)
def test_signs_of_the_sentence_are_no_part_of_a_value(name, value, sign, options):
    for written in (value + sign, sign + value, f"({value}){sign}", value + sign * 3):
        assert arrivals.tidied([(name, written)], options) == [(name, value)]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("vn=VN-Hai-Phong", [("vn", "vn-hai-phong")]),
        ("VN=vn-hue", [("vn", "vn-hue")]),
        ("vn=hai-phong", [("vn", "vn-hai-phong")]),
        ("vn=vn_hai_phong", [("vn", "vn-hai-phong")]),
        ("kind=MOU", [("kind", "mou")]),
        ("kind=sister-city", [("kind", "sister_city")]),
        ("kind=Sister%20City", [("kind", "sister_city")]),
        ("grade=a", [("grade", "A")]),
        ("units=Today", [("units", "today")]),
        ("only=SIGNED", [("only", "signed")]),
        ("record=VJ0141", [("record", "vj0141")]),
        ("id=JP-Nagasaki", [("id", "jp-nagasaki")]),
        ("vn=vn-hue&amp;jp=jp-kagawa", [("vn", "vn-hue"), ("jp", "jp-kagawa")]),
        ("vn=vn-hue&amp;amp;jp=jp-kagawa", [("vn", "vn-hue"), ("jp", "jp-kagawa")]),
        ("vn%3Dvn-hue", [("vn", "vn-hue")]),
        ("vn=vn-hue?fbclid=1", [("vn", "vn-hue")]),
        ("vn=vn-hue%23top", [("vn", "vn-hue")]),
        ("vn=vn-hue,vn-hai-phong", [("vn", "vn-hue"), ("vn", "vn-hai-phong")]),
        ("vn=vn-hue;vn-hai-phong", [("vn", "vn-hue"), ("vn", "vn-hai-phong")]),
        ("vn=vn-hue、vn-hai-phong", [("vn", "vn-hue"), ("vn", "vn-hai-phong")]),
        ("vn=vn-hue+vn-hai-phong", [("vn", "vn-hue"), ("vn", "vn-hai-phong")]),
        ("vn=(VN-Hue,%20Hai-Phong)", [("vn", "vn-hue"), ("vn", "vn-hai-phong")]),
        ("vn=vn-hue|atlantis", [("vn", "vn-hue"), ("vn", "atlantis")]),
        ("jp=ｊｐ－ｋａｇａｗａ", [("jp", "jp-kagawa")]),
        ("id=jp-nagasaki」をご覧ください", [("id", "jp-nagasaki")]),
        ("from=2014.", [("from", "2014")]),
        ("from=2014/4/1", [("from", "2014-04-01")]),
        ("from=2014年4月", [("from", "2014-04")]),
        ("to=２０２０", [("to", "2020")]),
    ],
)
def test_the_value_that_is_meant_is_read(query, meant, options):
    assert read(query, options) == meant


@pytest.mark.parametrize(
    ("value", "lang"),
    [
        *(("jp", "ja"), ("JP", "ja"), ("jpn", "ja"), ("ja-JP", "ja"), ("ja_JP.UTF-8", "ja")),
        *(("vn", "vi"), ("vi-VN", "vi"), ("VI", "vi"), ("vie", "vi"), ("Tiếng Việt", "vi")),
        *(
            ("en-US", "en"),
            ("en_GB", "en"),
            ("eng", "en"),
            ("us", "en"),
            ("日本語", "ja"),
            ("ja.", "ja"),
        ),
    ],
)
def test_a_language_is_known_by_its_other_names(value, lang, options):
    assert arrivals.tidied([("lang", value)], options) == [("lang", lang)]


@pytest.mark.parametrize(
    "query",
    [
        *("vn=vn-atlantis", "vn=jp-kagawa", "lang=fr", "lang=x", "grade=D", "formality=4.0"),
        *("from=14/4/2014", "from=2014-13", "from=20145", "only=signed,clair", "vn=", "q="),
        *("kind=mou%20and%20so%20on", "record=vj9999", "units=signedtoday", "colour=red"),
    ],
)
def test_what_is_not_plain_stays_to_be_named(query, options):
    assert read(query, options) == parse_qsl(query, keep_blank_values=True)


@pytest.mark.parametrize("text", ["port).", "(water)", "A,B", "Đà Nẵng!", "fbclid", "vn-hue"])
def test_free_text_is_left_as_it_was_written(text, options):
    assert arrivals.tidied([("q", text)], options) == [("q", text)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["vn", "jp", "lang", "from", "q", "record", "amp;kind", "utm_x", "a"]),
            st.text(max_size=12)
            | st.sampled_from(["vn-hue)", "JP-Kagawa", "vn-hue,vn-hanoi", "ja-JP", "2014/1/2"]),
        ),
        max_size=5,
    )
)
def test_what_was_read_is_read_as_itself(pairs):
    """Else a redirect would lead to another, and on."""
    known = arrivals.choices(store.viewpoint(Units.SIGNED))
    once = arrivals.tidied(pairs, known)
    assert arrivals.tidied(once, known) == once


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/records/vj0141", ("/records", {"record": "vj0141"})),
        ("/record/VJ0141。", ("/records", {"record": "vj0141"})),
        ("/r/vj0141.", ("/r/vj0141", {})),
        ("/r/VJ0141)", ("/r/vj0141", {})),
        ("/r/vj0141/", ("/r/vj0141", {})),
        ("/r/vj0141をご覧ください", ("/r/vj0141", {})),
        ("/r/jp-kagawa~vn-hai-phong", ("/r/vn-hai-phong~jp-kagawa", {})),
        ("/r/vn-hai-phong~jp-kagawa,", ("/r/vn-hai-phong~jp-kagawa", {})),
        ("/vj0141", ("/r/vj0141", {})),
        ("/locality/jp-nagasaki", ("/locality", {"id": "jp-nagasaki"})),
        ("/jp-nagasaki", ("/locality", {"id": "jp-nagasaki"})),
        ("/map/vn-hue", ("/map", {"vn": "vn-hue"})),
        ("/records/", ("/records", {})),
        ("/Records", ("/records", {})),
        ("/map).", ("/map", {})),
        ("//", ("/", {})),
        ("/index.html", ("/", {})),
        ("/ja", ("/", {"lang": "ja"})),
        ("/jp/map", ("/map", {"lang": "ja"})),
        ("/vi-VN/records/vj0141", ("/records", {"record": "vj0141", "lang": "vi"})),
        ("/rss.xml", ("/feed.xml", {})),
        ("/feed", ("/feed.xml", {})),
        ("/atom.xml", ("/feed.xml", {})),
        ("/feed.xml/", ("/feed.xml", {})),
        ("/calendar", ("/calendar.ics", {})),
        ("/security.txt", ("/.well-known/security.txt", {})),
        ("/openapi.json", ("/api/openapi.json", {})),
        ("/docs", ("/api/docs", {})),
    ],
)
def test_a_path_that_is_none_leads_where_it_means(path, place, viewpoint):
    assert arrivals.meant(path, viewpoint) == place


@pytest.mark.parametrize(
    "path",
    [
        *("/nothing", "/wp-login.php", "/.env", "/records/vj9999", "/records/vj0141/x", "/a/b/c"),
        *("/r/vj9999", "/r/%00", "/r/a/b", "/r/vn-hue~x", "/r/\n", "/\n", "/static", "/fr/map"),
        *("/r/vn-hue~vn-hanoi", "/feed.xml/vj0141x", "/favicon.gif", "/../etc/passwd"),
    ],
)
def test_a_path_that_means_nothing_leads_nowhere(path, viewpoint):
    assert arrivals.meant(path, viewpoint) is None
