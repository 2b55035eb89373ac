"""Status, formality, evidence grade and CLAIR's conditions, against the rules of the data model."""

from collections import defaultdict
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.facts import documents, evidence
from lib.facts.documents import STATUS_RULES, Status
from lib.facts.perspective import Units
from lib.facts.rows import row, rows
from lib.language import edtf
from tests.unit import strategies

TODAY = date(2026, 11, 22)
DATA = strategies.data()
EVENTS = strategies.seen(Units.SIGNED, TODAY).events
BY_KEY = {event.Index: event for event in rows(EVENTS)}
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))

# In time a document goes down this ladder and never up; what a source says of it comes first.
_LATER = {
    Status.PRESUMED: 0,
    Status.IN_FORCE: 0,
    Status.EXTENDED: 1,
    Status.TERM_OVER: 1,
    Status.SUPERSEDED: 2,
}


def made(**cells: object) -> pd.DataFrame:
    """One signed document with some cells changed."""
    event = {
        "kind": "mou",
        "signed": True,
        "stated_status": "",
        "extension": "",
        "renews": (),
        "replaces": (),
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
        ({"valid_until": "2025", "extension": "tacit"}, Status.EXTENDED),
        ({"valid_until": "2026", "extension": "tacit"}, Status.IN_FORCE),
        (
            {"valid_until": "2025", "extension": "tacit", "stated_status": "in_force"},
            Status.EXTENDED,
        ),
        ({"stated_status": "ended"}, Status.ENDED),
        ({"stated_status": "ended", "valid_until": "2027"}, Status.ENDED),
        (
            {"stated_status": "ended", "valid_until": "2025", "extension": "tacit"},
            Status.ENDED,
        ),
        ({"date": "", "first": pd.NaT, "last": pd.NaT}, Status.PRESUMED),
        ({"stated_status": "announced", "signed": False}, Status.ANNOUNCED),
        ({"kind": "visit", "signed": False}, ""),
    ],
)
def test_status_of_a_document(cells, expected):
    assert list(documents.status(made(**cells), TODAY)) == [expected]


@pytest.mark.parametrize("column", ["renews", "replaces"])
@pytest.mark.parametrize("kind", ["renewal", "sister_city"])
def test_a_document_supersedes_what_it_names_from_its_own_day_on(column, kind):
    named = {column: ("vj0001",), "kind": kind}
    old, new = made(), made(**named, first=pd.Timestamp("2020-05-01"))
    both = pd.concat([old, new.rename(index={"vj0001": "vj0002"})])
    before, after = (
        documents.status(both, day).to_list() for day in (date(2020, 4, 30), date(2020, 5, 1))
    )
    assert before == [Status.PRESUMED, Status.PRESUMED]
    assert after == [Status.SUPERSEDED, Status.PRESUMED]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, Status.SUPERSEDED),
        ({"valid_until": "2025"}, Status.SUPERSEDED),
        ({"valid_until": "2025", "extension": "tacit"}, Status.SUPERSEDED),
        ({"valid_until": "2027"}, Status.SUPERSEDED),
        ({"stated_status": "in_force"}, Status.IN_FORCE),
        ({"stated_status": "in_force", "valid_until": "2025"}, Status.SUPERSEDED),
        ({"stated_status": "ended"}, Status.ENDED),
    ],
)
def test_which_rule_goes_before_that_of_a_later_document(cells, expected):
    # The later one is of unknown date: it has been signed all the same.
    later = made(replaces=("vj0001",), date="", first=pd.NaT, last=pd.NaT)
    both = pd.concat([made(**cells), later.rename(index={"vj0001": "vj0002"})])
    assert documents.status(both, TODAY)["vj0001"] == expected


def naive_status(key: str, day: date) -> str:
    """The status by the rules as they are written, one after the other, from the file's cells."""
    event = BY_KEY[key]
    signed = DATA.kinds.at[event.kind, "signed"]
    if event.stated_status == "announced":
        return "announced"
    if not signed:
        return ""
    if event.stated_status == "ended":
        return "ended"
    over = bool(event.valid_until) and edtf.parse(event.valid_until).last < day
    if event.stated_status == "in_force" and not over:
        return "in_force"
    for other in BY_KEY.values():
        names = other.signed and (key in other.renews or key in other.replaces)
        if names and (not other.date or edtf.parse(other.date).first <= day):
            return "superseded"
    if over:
        return "extended" if event.extension == "tacit" else "term_over"
    return "in_force" if event.valid_until else "presumed"


@pytest.mark.parametrize("day", [date(2014, 6, 1), date(2020, 1, 1), TODAY, date(2040, 1, 1)])
def test_each_row_of_the_data_has_the_status_of_the_first_rule_that_holds(day):
    found = documents.status(EVENTS, day).to_dict()
    assert found == {str(key): naive_status(str(key), day) for key in EVENTS.index}


def test_every_status_but_one_of_announcements_is_given_by_a_rule():
    assert {rule.status for rule in STATUS_RULES} == {"", *Status}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        # Ended by agreement of both sides; the terms of these others ran out, as their twins'.
        ("vj0037", Status.ENDED),
        ("vj0373", Status.TERM_OVER),
        ("vj0210", Status.TERM_OVER),
        ("vj0377", Status.TERM_OVER),
        ("vj0064", Status.TERM_OVER),
        # Replaced by one of another kind, by one of another pair, and renewed.
        ("vj0128", Status.SUPERSEDED),
        ("vj0018", Status.SUPERSEDED),
        ("vj0405", Status.SUPERSEDED),
        ("vj0159", Status.SUPERSEDED),
        ("vj0334", Status.EXTENDED),
        ("vj0415", Status.EXTENDED),
        # Signed, year unknown.
        ("vj0241", Status.PRESUMED),
        ("vj0490", Status.PRESUMED),
    ],
)
def test_documents_whose_status_misled(key, expected):
    assert EVENTS.at[key, "signed"]
    assert EVENTS.at[key, "status"] == expected


def test_only_a_document_with_an_act_that_ended_it_has_ended():
    ended = EVENTS[EVENTS["signed"] & (EVENTS["status"] == Status.ENDED)]
    acts = EVENTS[EVENTS["kind"] == "ended"]
    for event in rows(ended):
        assert ((acts["vn_id"] == event.vn_id) & (acts["jp_id"] == event.jp_id)).any()


def test_what_renews_or_replaces_a_document_is_told():
    followers = documents.followers(EVENTS)
    assert followers["vj0155"] == ["vj0156", "vj0159"]
    assert followers["vj0018"] == ["vj0395"]
    assert "vj0395" not in followers


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
    assert len(announced) == 10
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


SOURCES = {source.Index: source for source in rows(DATA.sources)}
CITED: dict[str, list] = defaultdict(list)
for each in rows(DATA.evidence):
    CITED[each.event_id].append(each)


def naive_grade(key: str) -> str:
    """The grade by the rule as it is written, one citation at a time."""
    publishers, official = set(), False
    for cited in CITED[key]:
        if cited.relation != "supports":
            continue
        source = SOURCES[cited.source_id]
        official = official or source.kind == "official"
        if source.kind != "other":
            publishers.add(source.publisher_id)
    if official and len(publishers) >= 2:
        return "A"
    return "B" if official or len(publishers) >= 2 else "C"


def test_grades_follow_the_rule():
    assert {key: naive_grade(str(key)) for key in EVENTS.index} == EVENTS["grade"].to_dict()
    assert set(EVENTS["grade"]) == {"A", "B", "C"}


def test_context_and_contradiction_do_not_count():
    index = pd.Index(["vj0001"])
    sources = pd.DataFrame(
        {"publisher_id": ["one", "two"], "kind": ["official", "press"], "side": ["vn", "jp"]},
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


@pytest.mark.parametrize(
    ("houses", "kinds", "expected"),
    [
        (("one", "two"), ("press", "press"), ("B", 2, "both")),
        (("one", "one"), ("press", "press"), ("C", 1, "both")),
        (("one", "one"), ("press", "official"), ("B", 1, "both")),
        # Blogs and copies are no publishers and speak for no side.
        (("one", "two"), ("press", "other"), ("C", 1, "vn")),
        (("one", "two"), ("other", "press"), ("C", 1, "jp")),
        (("one", "two"), ("other", "other"), ("C", 0, "other")),
    ],
)
def test_a_house_counts_once_and_copies_speak_for_no_side(houses, kinds, expected):
    sources = pd.DataFrame(
        {"publisher_id": houses, "kind": kinds, "side": ["vn", "jp"]}, index=["s1", "s2"]
    )
    cited = pd.DataFrame({"event_id": "vj0001", "source_id": ["s1", "s2"], "relation": "supports"})
    found = row(evidence.assess(pd.Index(["vj0001"]), cited, sources), "vj0001")
    assert (found.grade, found.publishers, found.sides) == expected


@pytest.mark.parametrize(
    "publishers",
    [
        (
            "VietnamPlus (VNA)",
            "Viet Nam News (VNS)",
            "Le Courrier du Vietnam (newspaper of Vietnam in French)",
            "Bao Tin Tuc (VNA)",
        ),
        ("Bao Da Nang", "Da Nang Today (Bao Da Nang)"),
        ("Hai Phong City", "Hai Phong Department of Foreign Affairs"),
        ("Ministry of Foreign Affairs of Japan", "Embassy of Japan in Vietnam"),
        ("Osaka City", "Osaka City (port authority pages)"),
    ],
)
def test_outlets_of_one_house_are_one_publisher(publishers):
    sources = DATA.sources[DATA.sources["publisher"].isin(publishers)]
    assert set(sources["publisher"]) == set(publishers)
    assert sources["publisher_id"].nunique() == 1


def test_two_outlets_of_one_news_agency_make_no_grade_b():
    for key in ("vj0053", "vj0211"):
        assert (EVENTS.at[key, "grade"], EVENTS.at[key, "publishers"]) == ("C", 1)


def test_comparable_with_clair():
    kept = EVENTS[EVENTS["clair"]]
    assert len(kept) > 0
    for event in rows(kept):
        assert event.signed and event.formality >= 3
        assert event.signatory == "government" and len(event.fields) != 1
    assert EVENTS.at["vj0155", "clair"]
    # A sister-port affiliation of two port authorities is none.
    assert not EVENTS.at["vj0219", "clair"]


def test_a_document_runs_by_its_status_or_by_one_that_follows_it():
    events = pd.concat(
        [
            made(renews=(), valid_until="2015-01-01"),
            made(renews=("e0",), valid_until="2018-01-01"),
            made(renews=("e1",)),
            made(valid_until="2018-01-01"),
            made(replaces=("e3",), valid_until="2019-01-01"),
            made(stated_status="ended"),
            made(signed=False),
        ]
    )
    events.index = pd.Index([f"e{n}" for n in range(len(events))])
    statuses = documents.status(events, TODAY)
    assert list(statuses) == [
        *("superseded", "superseded", "presumed", "superseded", "term_over", "ended", ""),
    ]
    running = documents.running(events, statuses)
    assert [key for key in events.index if running[key]] == ["e0", "e1", "e2"]


def test_no_term_that_is_over_runs_and_nothing_that_is_no_document():
    over = EVENTS["status"].isin([Status.TERM_OVER, Status.ENDED, Status.ANNOUNCED, ""])
    assert not EVENTS.loc[over, "running"].any()
    assert EVENTS.loc[EVENTS["status"].isin(documents.RUNNING), "running"].all()
    # Quang Ninh and Shiga: over since October 2019.
    assert not EVENTS.loc["vj0344", "running"]
