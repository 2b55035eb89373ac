"""The articles to score a reader on are sound: their ids, codes and dates can all be right."""

import csv
import datetime
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ARTICLES = Path(__file__).parent / "articles"
DATA = Path(__file__).parents[2] / "data"
HALVES = ("tuned", "held")
LANGUAGES = ("vi", "ja", "en")
KEYS = {"vn", "jp", "kind", "date", "status", "signatory", "fields", "existing"}
ALSO = {f"{key}_also" for key in ("vn", "jp", "kind", "date", "status", "signatory")} | {
    "fields_optional",
    "optional",
}


def _table(name: str, key: str) -> dict[str, dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


LOCALITIES = _table("localities", "id")
# Places that localities.csv lacks, with the ids that they would get.
PLACES = _table("reference/places", "id")
EVENTS = _table("events", "id")
KINDS = _table("kinds", "code")
FIELDS = _table("fields", "code")
SIGNATORIES = {row["signatory"] for row in EVENTS.values()}
EXPECTED: dict[str, list[dict[str, Any]]] = {
    half: json.loads((ARTICLES / half / "expected.json").read_text("utf-8")) for half in HALVES
}
# What was held becomes tuned when new articles take its place; until they do, none is held.
WRITTEN = [half for half in HALVES if EXPECTED[half]]
ALL = [
    pytest.param(article, id=f"{half}/{article['file']}")
    for half in HALVES
    for article in EXPECTED[half]
]


def _days(date: str) -> tuple[datetime.date, datetime.date]:
    """First and last day of a date in one of the three forms of events; ValueError for another."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date):
        raise ValueError(date)
    year, month, day = (int(part) for part in [*date.split("-"), "0", "0"][:3])
    if day:
        return (datetime.date(year, month, day),) * 2
    after = datetime.date(year + 1, 1, 1) if month in (0, 12) else datetime.date(year, month + 1, 1)
    return datetime.date(year, month or 1, 1), after - datetime.timedelta(days=1)


def _named(item: dict[str, Any], key: str) -> list[str]:
    """The right values of one key: the first one and those that are also right."""
    return [item[key], *item.get(f"{key}_also", [])]


def _warned(warning: dict[str, Any], item: dict[str, Any]) -> bool:
    """Whether the warning is of this very item."""
    return all(
        item[key] in (value if isinstance(value, list) else [value])
        for key, value in warning.items()
        if key != "reason"
    )


@pytest.mark.parametrize("half", HALVES)
def test_every_text_has_its_entry(half: str) -> None:
    texts = sorted(path.name for path in (ARTICLES / half).glob("*.txt"))
    assert texts == [article["file"] for article in EXPECTED[half]]
    for article in EXPECTED[half]:
        assert set(article) == {"file", "lang", "published", "facts", "expected", "not_expected"}
        assert article["facts"] in ("data set", "invented")
        text = (ARTICLES / half / article["file"]).read_text("utf-8")
        size = len(re.sub(r"\s", "", text)) / 2.4 if article["lang"] == "ja" else len(text.split())
        assert 100 <= size <= 550, (article["file"], size)
        if article["published"]:
            shown = re.findall(r"\d+", unicodedata.normalize("NFKC", text))
            day = datetime.date.fromisoformat(article["published"])
            assert {day.day, day.month} & {int(number) for number in shown}, article["file"]


def test_the_reader_is_tuned_on_articles() -> None:
    assert len(EXPECTED["tuned"]) >= 44


@pytest.mark.parametrize("half", WRITTEN)
def test_halves_are_written_alike(half: str) -> None:
    count = Counter(article["lang"] for article in EXPECTED[half])
    size = sum(count.values())
    assert size >= 22
    assert all(size * 5 // 22 <= count[lang] <= size * 10 // 22 for lang in LANGUAGES), count
    assert count.keys() - set(LANGUAGES), count
    assert sum(not article["expected"] for article in EXPECTED[half]) * 10 >= size
    assert {
        item["signatory"] for article in EXPECTED[half] for item in article["expected"]
    } == SIGNATORIES
    texts = [(ARTICLES / half / article["file"]).read_text("utf-8") for article in EXPECTED[half]]
    assert any(text != unicodedata.normalize("NFC", text) for text in texts)
    assert any(re.search("[０-９]", text) for text in texts)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_kinds_and_fields_occur_in_each_language(lang: str) -> None:
    items = [
        item
        for half in HALVES
        for article in EXPECTED[half]
        if article["lang"] == lang
        for item in article["expected"]
    ]
    assert KINDS.keys() - {item["kind"] for item in items} == set()
    assert FIELDS.keys() - {field for item in items for field in item["fields"]} == set()


def _codes_are_known(article: dict[str, Any], item: dict[str, Any]) -> None:
    assert item.keys() >= KEYS
    assert item.keys() <= KEYS | ALSO
    assert set(_named(item, "kind")) <= KINDS.keys()
    assert set(_named(item, "signatory")) <= SIGNATORIES
    assert set(_named(item, "status")) <= {"", "announced", "ended"}
    fields = item["fields"] + item.get("fields_optional", [])
    assert set(fields) <= FIELDS.keys()
    assert len(fields) == len(set(fields))
    assert not any(_warned(warning, item) for warning in article["not_expected"])


def _localities_are_those_of_the_day(article: dict[str, Any], item: dict[str, Any]) -> None:
    day = item["date"] or article["published"]
    if not day:
        # A page that shows no year.
        return
    first, last = _days(day)
    for side in ("vn", "jp"):
        for code in _named(item, side):
            unit = LOCALITIES.get(code) or PLACES[code]
            assert code.startswith(side)
            valid_to = unit["valid_to"]
            # The end of an old document may be told of after its parties are gone.
            if item["kind"] != "ended" and item["status"] != "announced":
                assert not valid_to or first.isoformat() <= valid_to, (code, item["date"])
            assert last.isoformat() >= unit["valid_from"], (code, item["date"])


def _dates_are_dates(article: dict[str, Any], item: dict[str, Any]) -> None:
    dated = item["date"] or item["kind"] == "tie" or item.get("optional")
    # The record itself has none.
    dated = dated or (item["existing"] and not EVENTS[item["existing"]]["date"])
    assert dated, "an act without a date may be left out"
    assert all(_days(date) for date in _named(item, "date") if date)
    if article["published"] and item["date"]:
        first, last = _days(item["date"])
        published = datetime.date.fromisoformat(article["published"])
        assert first <= published or "announced" in _named(item, "status"), (
            "in the future, yet not announced"
        )
        assert last >= published or item["status"] != "announced", "announced, yet in the past"


def _existing_is_the_same_act(article: dict[str, Any], item: dict[str, Any]) -> None:
    if not item["existing"]:
        return
    event = EVENTS[item["existing"]]
    assert article["facts"] == "data set"
    assert (event["vn_id"], event["jp_id"]) == (item["vn"], item["jp"])
    assert event["kind"] in _named(item, "kind")
    assert event["date"].startswith(item["date"]) or item["date"].startswith(event["date"])


# A test for each of them is longer begun and reported than judged.
@pytest.mark.parametrize("article", ALL)
def test_what_is_expected_can_all_be_right(article: dict[str, Any]) -> None:
    for item in article["expected"]:
        _codes_are_known(article, item)
        _localities_are_those_of_the_day(article, item)
        _dates_are_dates(article, item)
        _existing_is_the_same_act(article, item)


def test_nothing_is_expected_twice() -> None:
    for half in HALVES:
        for article in EXPECTED[half]:
            acts = [
                tuple(item[key] for key in ("vn", "jp", "kind", "date"))
                for item in article["expected"]
            ]
            assert len(acts) == len(set(acts)), article["file"]
    every = [
        unicodedata.normalize("NFC", (ARTICLES / half / article["file"]).read_text("utf-8"))
        for half in HALVES
        for article in EXPECTED[half]
    ]
    assert len(every) == len(set(every))
