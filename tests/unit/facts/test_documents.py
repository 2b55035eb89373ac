"""Status, formality, evidence grade and CLAIR's conditions, against the rules of the data model."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.facts import documents, evidence, perspective
from lib.facts.dataset import load_dataset
from lib.facts.documents import Status
from lib.facts.perspective import Units
from lib.facts.rows import row, rows

TODAY = date(2026, 11, 22)
DATA = load_dataset()
EVENTS = perspective.see(DATA, Units.SIGNED, TODAY).events
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))

# In time a document goes down this ladder and never up; what a source says of it comes first.
_LATER = {Status.PRESUMED: 0, Status.IN_FORCE: 0, Status.SUPERSEDED: 1, Status.TERM_OVER: 1}


def made(**cells: object) -> pd.DataFrame:
    """One signed document with some cells changed."""
    event = {
        "kind": "mou",
        "signed": True,
        "stated_status": "",
        "renews": (),
        "date": "2014-12",
        "first": pd.Timestamp("2014-12-01"),
        "last": pd.Timestamp("2014-12-31"),
        "valid_until": "",
        **cells,
    }
    return pd.DataFrame([event], index=pd.Index(["vj0001"], name="id"))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, Status.PRESUMED),
        ({"stated_status": "in_force"}, Status.IN_FORCE),
        ({"valid_until": "2026"}, Status.IN_FORCE),
        ({"valid_until": "2026-11-22"}, Status.IN_FORCE),
        ({"valid_until": "2026-11-21"}, Status.TERM_OVER),
        ({"valid_until": "2025", "stated_status": "in_force"}, Status.TERM_OVER),
        ({"stated_status": "ended"}, Status.ENDED),
        ({"stated_status": "announced", "signed": False}, Status.ANNOUNCED),
        ({"kind": "visit", "signed": False}, ""),
    ],
)
def test_status_of_a_document(cells, expected):
    assert list(documents.status(made(**cells), TODAY)) == [expected]


def test_a_renewal_supersedes_what_it_names_from_its_own_day_on():
    old, new = made(), made(renews=("vj0001",), first=pd.Timestamp("2020-05-01"))
    both = pd.concat([old, new.rename(index={"vj0001": "vj0002"})])
    before, after = (
        documents.status(both, day).to_list() for day in (date(2020, 4, 30), date(2020, 5, 1))
    )
    assert before == [Status.PRESUMED, Status.PRESUMED]
    assert after == [Status.SUPERSEDED, Status.PRESUMED]


@given(DAYS, DAYS)
def test_no_document_comes_back_into_force(one, other):
    early, late = sorted((one, other))
    was, becomes = (documents.status(EVENTS, day) for day in (early, late))
    for key in EVENTS.index[EVENTS["signed"]]:
        before, after = was[key], becomes[key]
        if before in _LATER and after in _LATER:
            assert _LATER[Status(before)] <= _LATER[Status(after)], key
        else:
            assert before == after == Status.ENDED, key


def test_only_announced_is_never_signed():
    announced = EVENTS[EVENTS["stated_status"] == "announced"]
    assert len(announced) == 13
    assert not announced["signed"].any()
    assert (announced["formality"] == 0).all()
    assert not announced["clair"].any()


def test_formality_goes_by_kind_and_a_renewal_by_what_it_renews():
    levels = DATA.kinds["formality"]
    own = EVENTS["formality"].to_dict()
    for event in rows(EVENTS):
        if not event.signed:
            assert event.formality == 0
        elif event.kind != "renewal":
            assert event.formality == levels[event.kind]
        else:
            assert event.formality == max(2, *(own[other] for other in event.renews)), event.Index


def test_the_memoranda_that_renew_a_sister_tie_are_of_its_level():
    # Hanoi and Fukuoka: 2008, renewed in 2013, 2018 and 2024.
    assert list(EVENTS.loc[["vj0155", "vj0159", "vj0163", "vj0167"], "formality"]) == [4] * 4
    assert EVENTS.at["vj0155", "status"] == Status.IN_FORCE
    assert EVENTS.at["vj0163", "status"] == Status.SUPERSEDED


def naive_grade(key: str) -> str:
    """The grade by the rule as it is written, one citation at a time."""
    publishers, official = set(), False
    for cited in rows(DATA.evidence[DATA.evidence["event_id"] == key]):
        if cited.relation != "supports":
            continue
        source = row(DATA.sources, cited.source_id)
        official = official or source.kind == "official"
        if source.kind != "other":
            publishers.add(source.publisher.casefold())
    if official and len(publishers) >= 2:
        return "A"
    return "B" if official or len(publishers) >= 2 else "C"


def test_grades_follow_the_rule():
    assert {key: naive_grade(str(key)) for key in EVENTS.index} == EVENTS["grade"].to_dict()
    assert set(EVENTS["grade"]) == {"A", "B", "C"}


def test_context_and_contradiction_do_not_count():
    index = pd.Index(["vj0001"])
    sources = pd.DataFrame(
        {"publisher": ["One", "Two"], "kind": ["official", "press"], "side": ["vn", "jp"]},
        index=["s1", "s2"],
    )

    def grade(*relations: str) -> tuple[str, str]:
        cited = pd.DataFrame(
            {"event_id": "vj0001", "source_id": ["s1", "s2"], "relation": relations}
        )
        assessed = row(evidence.assess(index, cited, sources), "vj0001")
        return assessed.grade, assessed.sides

    assert grade("supports", "supports") == ("A", "both")
    assert grade("supports", "context") == ("B", "vn")
    assert grade("contradicts", "supports") == ("C", "jp")


def test_comparable_with_clair():
    kept = EVENTS[EVENTS["clair"]]
    assert len(kept) > 0
    for event in rows(kept):
        assert event.signed and event.formality >= 3
        assert event.signatory == "government" and len(event.fields) != 1
    assert EVENTS.at["vj0155", "clair"]
    # A sister-port affiliation of two port authorities is none.
    assert not EVENTS.at["vj0219", "clair"]
