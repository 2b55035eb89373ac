"""Everyday tasks from the home page on: the answer is that of the tables, and within five taps.

A tap is a link that is followed, or a choice that is made.
"""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from lib.counting import coverage, partnerships, profile, signings
from lib.facts.localities import COUNTRIES
from lib.filter import filters
from lib.filter.filters import Filter
from lib.site.pages import page_at
from tests.app import choices, html
from tests.unit.strategies import TODAY, index

ROOT = Path(__file__).parents[2]
MOST_TAPS = 5


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VJ_TODAY", TODAY.isoformat())


class Visitor:
    """Somebody who begins on the home page in a language and whose taps are counted."""

    def __init__(self, lang: str) -> None:
        self.taps = 0
        self.app = AppTest.from_file(str(ROOT / "lib" / "app.py"), default_timeout=120)
        self.app.query_params["lang"] = lang
        self.app.run()

    def tap(self, **link: str) -> None:
        """Follow the first link of ours with this label or id, also to another page."""
        self.taps += 1
        href = html.find(self.app, **link).get("href", "")
        where, query = urlsplit(href).path.rpartition("/")[2], parse_qs(urlsplit(href).query)
        self.app.switch_page(str(ROOT / "pages" / page_at(where).file))
        self.app.query_params.clear()
        for name, values in query.items():
            self.app.query_params[name] = values
        self.app.run()
        assert not self.app.exception

    def choose(self, name: str, *values: str) -> None:
        """Choose in a list of the sidebar."""
        self.taps += 1
        choices.choose(self.app, name, *values)

    @property
    def lang(self) -> str:
        """The language of the page, as in its address."""
        value = self.app.query_params["lang"]
        return value if isinstance(value, str) else value[0]

    @property
    def says(self) -> str:
        """All texts of the page."""
        plain = [*self.app.markdown, *self.app.caption, *self.app.header, *self.app.subheader]
        return "\n".join([html.text(self.app), *(str(each.value) for each in plain)])

    def leads(self, part: str) -> list[str]:
        """Where the buttons of the page lead to that hold `part`."""
        return [b.proto.url for b in self.app.get("link_button") if part in b.proto.url]

    def records(self) -> list[str]:
        """The records of the table on the page, by id."""
        (table,) = html.having(self.app, "vj-table")
        rows = [link.get("href", "") for link in table.iter("a")]
        found = [parse_qs(urlsplit(url).query).get("record", [""])[0] for url in rows]
        return [key for key in found if key]


@pytest.fixture(params=["ja", "vi"])
def visitor(request: pytest.FixtureRequest):
    found = Visitor(request.param)
    yield found
    assert found.taps <= MOST_TAPS


def kept(**chosen: list[str]):
    """The events that a filter keeps, after the mergers."""
    return filters.select(Filter.of(chosen), index())


def question(visitor: Visitor, number: int) -> None:
    """Follow one of the questions of the home page."""
    (asked,) = html.having(visitor.app, "vj-questions")
    visitor.tap(label="".join(list(asked.iter("a"))[number].itertext()))


def test_who_works_with_hai_phong(visitor):
    question(visitor, 0)
    wanted = profile.partners(kept(vn=["vn-hai-phong"]), "vn")
    shown = html.rows(html.having(visitor.app, "vj-plain")[0])
    assert len(shown) == len(wanted)
    lang = visitor.lang
    name = index().dataset.full_name(str(wanted.index[0]), lang)
    assert shown[0][0] == name
    # One sheet to hand out, and the dates of this place alone in the language of the screen.
    assert {Path(urlsplit(u).path).suffix for u in visitor.leads("/brief/vn-hai-phong")} == {
        "",
        ".pdf",
        ".docx",
    }
    for url in (*visitor.leads("/calendar.ics"), *visitor.leads("/feed.xml")):
        asked = parse_qs(urlsplit(url).query)
        assert (asked["vn"], asked["lang"]) == (["vn-hai-phong"], [lang])
    assert visitor.leads("/calendar.ics") and visitor.leads("/feed.xml")


def test_what_did_kanagawa_sign(visitor):
    question(visitor, 1)
    signed = kept(jp=["jp-kanagawa"], only=["signed"])
    assert sorted(visitor.records()) == sorted(signed.index)
    # The document in full is a tap away, with each of its sources and a citation of its own.
    key = visitor.records()[0]
    visitor.tap(label="".join(next(iter(_links(visitor, key))).itertext()))
    sources = index().dataset.evidence.query("event_id == @key")["source_id"]
    assert all(source in visitor.says for source in sources)
    visitor.taps += 1
    visitor.app.session_state[f"cite_{key}"] = True
    visitor.app.run()
    cited = html.quoted(visitor.app)
    assert any(f"/r/{key}" in text and index().dataset.version in text for text in cited)


def _links(visitor: Visitor, key: str):
    return (a for a in html.links(visitor.app) if f"record={key}" in a.get("href", ""))


def test_what_ends_or_has_an_anniversary(visitor):
    question(visitor, 2)
    assert visitor.app.query_params["months"] in ("24", ["24"])
    dates = html.having(visitor.app, "vj-list")
    assert dates and all(list(each.iter("a")) for each in dates)


def test_which_fields_grow(visitor):
    question(visitor, 3)
    assert len(html.charts(visitor.app)) >= 2
    everything = kept(only=["signed"])
    assert str(len(everything)) in visitor.says


def test_what_changed_for_a_merged_province(visitor):
    question(visitor, 4)
    lang = visitor.lang
    for former in ("vn-vinh-phuc", "vn-hoa-binh"):
        assert index().dataset.name(former, lang) in visitor.says
    count = partnerships.totals(kept(vn=["vn-phu-tho"])).documents
    values = ["".join(each.itertext()) for each in html.having(visitor.app, "vj-value")]
    assert str(count) in values


def test_a_table_of_kagawa_for_excel(visitor):
    visitor.choose("jp", "jp-kagawa")
    label = {"ja": "記録", "vi": "Danh mục"}[visitor.lang]
    visitor.tap(label=label)
    assert sorted(visitor.records()) == sorted(kept(jp=["jp-kagawa"]).index)
    names = ["".join(each.itertext()) for each in html.having(visitor.app, "vj-file")]
    assert any("Excel" in name and str(len(visitor.records())) in name for name in names)


def test_how_much_hue_holds(visitor):
    visitor.choose("vn", "vn-hue")
    counted = partnerships.totals(kept(vn=["vn-hue"]))
    (counts,) = html.having(visitor.app, "vj-counts")
    told = [int(n) for n in re.findall(r"\d+", "".join(counts.itertext()))]
    assert told[:2] == [counted.records, counted.documents]


def test_a_leftover_filter_is_named_and_lifted_with_one_tap(visitor):
    visitor.choose("jp", "jp-nagasaki")
    visitor.choose("vn", "vn-hai-phong")
    offers = {str(b.key): b for b in visitor.app.button if str(b.key).startswith("loosen_")}
    assert str(len(kept(vn=["vn-hai-phong"]))) in offers["loosen_jp"].label
    visitor.taps += 1
    offers["loosen_jp"].click().run()
    assert "jp" not in visitor.app.query_params


def test_who_has_nothing_by_region(visitor):
    label = {"ja": "自治体", "vi": "Địa phương"}[visitor.lang]
    visitor.tap(label=label)
    held = {index().dataset.top[key] for key in kept()["vn_id"]}
    wanted = [
        key
        for key, level in index().dataset.localities["level"].items()
        if level in ("province", "municipality")
        and key not in held
        and key not in index().dataset.successors
    ]
    assert f"**{ {'ja': 'ベトナム', 'vi': 'Việt Nam'}[visitor.lang] }" in visitor.says
    assert all(index().dataset.name(str(key), visitor.lang) in visitor.says for key in wanted)


def test_how_many_still_stand_is_told_before_any_tap(visitor):
    counts = signings.standing_counts(kept())
    (quote,) = (text for text in html.quoted(visitor.app) if index().dataset.version in text)
    told = [int(n) for n in re.findall(r"\d+", quote)]
    assert all(count in told for count in (sum(counts.values()), *counts.values()))


def test_the_latest_signing_is_the_first_of_the_list(visitor):
    latest = signings.newest_first(signings.signings(kept())).index[0]
    shown = [a.get("href", "") for a in html.links(visitor.app) if "record=" in a.get("href", "")]
    assert f"record={latest}" in shown[0]


def test_how_many_provinces_of_how_many(visitor):
    values = ["".join(each.itertext()) for each in html.having(visitor.app, "vj-value")]
    pairs = partnerships.pairs(kept(), index().dataset.top)
    for country in COUNTRIES:
        assert str(coverage.with_document(pairs, index().dataset, country)) in values


def test_telling_of_an_error_begins_on_the_record(visitor):
    link = next(a for a in html.links(visitor.app) if "record=" in a.get("href", ""))
    key = parse_qs(urlsplit(link.get("href", "")).query)["record"][0]
    visitor.tap(label="".join(link.itertext()))
    to_form = [urlsplit(each.get("href", "")) for each in html.having(visitor.app, "vj-next")]
    asked = [parse_qs(link.query) for link in to_form if link.path.endswith("contribute")]
    assert any(each.get("record") == [key] and each["wish"] == ["correction"] for each in asked)


def test_a_neighbour_beside_ones_own(visitor):
    question(visitor, 0)
    box = next(w for w in visitor.app.multiselect if "compare" in str(w.key))
    visitor.taps += 1
    box.set_value(["vn-da-nang"]).run()
    table = html.rows(html.having(visitor.app, "vj-plain")[-1])
    assert {len(row) for row in table} == {3}
    wanted = profile.summary(kept(vn=["vn-da-nang"]), "vn").totals.documents
    assert str(wanted) in [row[2] for row in table]
