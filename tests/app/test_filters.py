"""The sidebar is built from the declared parameters alone."""

import re

import pytest

from lib.facts.perspective import Units
from lib.filter import parameters
from lib.filter.filters import Filter
from lib.filter.parameter import Choice, Group
from lib.filter.parameters import CHOICES, PARAMETERS, widgets
from lib.site import store
from tests.app import choices, html
from tests.app.test_pages import day, open_page, texts  # noqa: F401 - the day is a fixture

# In the order on screen.
MAIN = ["q", "vn", "jp", "field", "only", "from", "to"]
MORE = [
    *("kind", "status", "formality", "signatory", "grade", "signed_by", "vn_region", "jp_region"),
    *("contradicted", "not_vn", "not_jp", "not_field"),
]


def keys(test) -> list[str]:
    """The keys of the widgets in the sidebar, from the top."""
    found: list[str] = []

    def walk(block) -> None:
        for child in block.children.values():
            if getattr(child, "key", None):
                found.append(child.key)
            elif child.type == "bidi_component":
                found.append(choices.key(child.proto.id))
            if hasattr(child, "children"):
                walk(child)

    walk(test.sidebar)
    names = (re.fullmatch(r"w_([a-z_]+)(-\d+)?", key) for key in found)
    return [name[1] for name in names if name]


def test_every_parameter_has_its_place_in_the_sidebar() -> None:
    assert [p.name for p in widgets(Group.MAIN)] == MAIN
    assert [p.name for p in widgets(Group.MORE)] == MORE
    assert {*MAIN, *MORE} == set(PARAMETERS)


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_the_sidebar_shows_them_in_that_order(lang: str) -> None:
    # What is rarely needed is folded up until one of it is chosen.
    assert keys(open_page("records", {"lang": lang})) == ["units", *MAIN]
    assert keys(open_page("records", {"lang": lang, "grade": "A"})) == ["units", *MAIN, *MORE]


@pytest.fixture
def another(monkeypatch: pytest.MonkeyPatch):
    """A further parameter, declared and nothing else."""
    confidence = Choice(
        "confidence",
        "Confidence",
        options=lambda _: ["high", "medium", "low"],
        values_of=lambda dataset: [(value,) for value in dataset.events["confidence"]],
        label_of=lambda _, code, words: code.upper(),
    )
    monkeypatch.setitem(PARAMETERS, "confidence", confidence)
    monkeypatch.setitem(CHOICES, "confidence", confidence)
    clear()
    yield confidence
    monkeypatch.undo()
    clear()


def clear() -> None:
    for cache in (store.index, store.selected, store.option_counts):
        cache.cache_clear()


@pytest.mark.usefixtures("another")
def test_a_parameter_that_is_added_appears_everywhere() -> None:
    test = open_page("records", {"lang": "en"})
    assert keys(test) == ["units", *MAIN, "confidence"]
    options = choices.labels(test, "confidence")
    counts = store.option_counts(store.viewpoint(Units.SIGNED), Filter())["confidence"]
    assert options == [f"{code.upper()} ({count})" for code, count in counts.items()]
    assert sum(counts.values()) == 498

    choices.choose(test, "confidence", "low")
    assert test.query_params["confidence"] in ("low", ["low"])
    chip = html.find(test, id_="chip_confidence_low")
    assert "Confidence: LOW" in "".join(chip.itertext())
    assert f"{counts['low']} records" in texts(test)
    assert parameters.CHOICES["confidence"].multiple
    html.follow(test, chip)
    assert "confidence" not in test.query_params


def scope(test):
    """The choice above a page of whose records are counted: its links by label."""
    (found,) = [
        nav for nav in html.having(test, "vj-switch") if nav.get("aria-label") == "Counted here"
    ]
    return list(found.iter("a"))


def here(test):
    return [link.text for link in scope(test) if link.get("aria-current")]


@pytest.mark.parametrize("path", ["", "map", "records"])
def test_one_click_leaves_what_is_between_governments_and_one_brings_all_back(path: str) -> None:
    test = open_page(path, {"lang": "en"})
    assert here(test) == ["All signatories (498)"]
    assert "174 signed documents (101 between governments)" in texts(test)

    html.follow(test, scope(test)[1])
    assert test.query_params["signatory"] in ("government", ["government"])
    assert "101 signed documents (between governments)" in texts(test)
    chip = "".join(html.find(test, id_="chip_signatory_government").itertext())
    assert "Signed or led by: Both localities’ own governments" in chip

    html.follow(test, scope(test)[0])
    assert "signatory" not in test.query_params
    assert "174 signed documents" in texts(test)


@pytest.mark.parametrize("chosen", [["agency"], ["government", "agency"], ["organisation"]])
def test_another_choice_of_signatories_is_neither_all_nor_governments(chosen: list[str]) -> None:
    assert here(open_page("", {"lang": "en", "signatory": chosen})) == []


@pytest.mark.parametrize("path", ["", "timeline"])
def test_charts_by_year_say_how_many_documents_stand_in_no_year(path: str) -> None:
    said = "4 signed documents have no known date and stand in no year."
    assert said in texts(open_page(path, {"lang": "en"}))
    assert said not in texts(open_page(path, {"lang": "en", "vn": "vn-hanoi"}))
