"""The table of records for paper: what it holds, in which order, and what is left out of it."""

import re

import pytest

from lib.api import paper
from lib.counting import ordering
from lib.counting.ordering import Order
from lib.filter import filters
from lib.language.i18n import LANGUAGES
from lib.site.links import PAPER
from tests.unit import strategies


def ids(text: str) -> list[str]:
    return re.findall(r"<td>(vj\d{4})</td>", text)


@pytest.mark.parametrize("order", [*Order])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_has_each_record_of_the_filter_in_the_order_asked_for(site, order, lang):
    answer = site.get(PAPER, params={"jp": "jp-kanagawa", "sort": order, "lang": lang})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/html")
    index = strategies.index()
    chosen, _ = filters.parse({"jp": ["jp-kanagawa"]}, index)
    events = filters.select(chosen, index)
    assert ids(answer.text) == list(ordering.ids(events, order, index, lang))
    assert len(events) > 20
    assert "All of them" not in answer.text


def test_what_is_too_much_for_paper_is_counted_and_has_an_address(site, monkeypatch):
    monkeypatch.setattr(paper, "MOST", 7)
    text = site.get(PAPER, params={"vn": "vn-da-nang", "lang": "en", "sort": "oldest"}).text
    assert len(ids(text)) == 7
    told = re.search(r"The first 7 of (\d+) records\. All of them: (\S+)</p>", text)
    assert told is not None and int(told[1]) > 7
    assert site.get(told[2].replace("&amp;", "&")).headers["content-type"].endswith("sheet")


@pytest.mark.parametrize("query", ["sort=random", "sort=", "sort=newest&sort=oldest", "order=vn"])
def test_what_is_no_order_is_refused(site, query):
    assert site.get(f"{PAPER}?{query}").status_code == 400
