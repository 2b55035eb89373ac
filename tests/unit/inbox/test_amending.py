"""What curators see of a proposal is all of it, and what they leave alone stays as it was."""

import pytest

from lib.inbox import amending, submission
from lib.inbox.batch import Submission, draw_up
from tests.unit import strategies
from tests.unit.inbox.test_publish import CORRECTION, NEW, PLACE

DATA = strategies.data()
ENDED = {**CORRECTION, "wish": "ended", "event": {"date": "2026-05"}, "translations": {}}
SOURCE = {**CORRECTION, "wish": "source", "event": {}, "translations": {}}
NONE = {"wish": "none", "lang": "ja", "event": {"jp_id": "jp-aichi"}, "note": "担当課に確認"}


@pytest.mark.parametrize("raw", [NEW, CORRECTION, PLACE, ENDED, SOURCE, NONE])
def test_a_proposal_that_nobody_changes_stays_the_same(raw):
    proposal = submission.read(raw)
    given = amending.fields(proposal, DATA)
    again = submission.read(amending.raw(given, proposal, DATA))
    assert again.model_copy(update={"places": ()}) == proposal.model_copy(update={"places": ()})
    # Places gain what the reference knows of them.
    assert {p.id for p in proposal.places} <= {p.id for p in again.places}


@pytest.mark.parametrize(
    ("raw", "changed", "field", "value"),
    [
        (NEW, {"event.date": "2026-10"}, "event", "2026-10"),
        (NEW, {"texts.en.title": "Memo"}, "translations", "Memo"),
        (NEW, {"sources.0.ja.supports": "調印"}, "translations", "調印"),
        (NEW, {"sources.1.url": "https://example.org/2"}, "sources", "https://example.org/2"),
        (CORRECTION, {"event.kind": "mou"}, "event", "mou"),
        (PLACE, {"places.0.name_ja": "ホアルー"}, "places", "ホアルー"),
    ],
)
def test_what_is_changed_goes_where_it_belongs(raw, changed, field, value):
    proposal = submission.read(raw)
    again = submission.read(amending.raw(changed, proposal, DATA))
    assert value in str(getattr(again, field))
    others = {name: v for name, v in again if name not in (field, "places")}
    assert others == {name: v for name, v in proposal if name not in (field, "places")}


def test_a_source_without_an_address_goes_with_its_texts_and_the_next_takes_its_place():
    two = {**NEW, "sources": [*NEW["sources"], {"url": "https://example.org/2"}]}
    two["translations"] = {"en": {"sources.0.supports": "first", "sources.1.supports": "second"}}
    proposal = submission.read(two)
    again = submission.read(amending.raw({"sources.0.url": ""}, proposal, DATA))
    assert [source.url for source in again.sources] == ["https://example.org/2"]
    assert again.translations == {"en": {"sources.0.supports": "second"}}


def test_a_cell_that_is_set_back_to_the_records_is_no_correction_any_more():
    proposal = submission.read({**CORRECTION, "note": "see there"})
    before = amending.present(DATA, "vj0141")
    again = submission.read(
        amending.raw({p: before[p] for p in before if p.endswith(".title")}, proposal, DATA)
    )
    assert again.event == {}


def test_a_publisher_that_one_submission_names_is_known_to_those_behind_it():
    urls = ("https://www.new-paper.example/1", "https://new-paper.example/2")
    first, second = (
        submission.read({**NEW, "translations": {}, "sources": [{"url": url, "publisher": name}]})
        for url, name in zip(urls, ("New Paper", ""), strict=True)
    )
    drawn = draw_up(DATA, [Submission("c0001", 1, first), Submission("c0002", 1, second)])
    made = drawn.news.rows["sources"]
    assert [row["publisher"] for row in made] == ["New Paper"] * 2


@pytest.mark.parametrize(
    ("raw", "missing"),
    [
        (NEW, set()),
        (
            {**NEW, "translations": {}},
            {
                f"{start}.{lang}.{name}"
                for lang in ("en", "ja")
                for start, names in (
                    ("texts", ("title", "summary")),
                    ("sources.0", ("publisher", "supports")),
                )
                for name in names
            },
        ),
        (CORRECTION, set()),
        # Of a host that others are cited from, the publisher is known.
        (SOURCE, {"sources.0.vi.supports", "sources.0.ja.supports"}),
        ({**PLACE, "places": []}, {"places.0.name_ja"}),
        (NONE, set()),
    ],
)
def test_the_texts_that_are_missing_are_named_by_their_paths(raw, missing):
    drawn = draw_up(DATA, [Submission("c0001", 1, submission.read(raw))])
    found = {each.field for each in drawn.missing}
    assert found == missing
