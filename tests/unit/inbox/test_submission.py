"""What can be sent in is read into plain text, or refused with a message at its field."""

import json
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from lib.inbox import submission
from lib.inbox.problem import Problem
from lib.inbox.submission import EVENT, LIMITS, TEXTS, Proposal, Refused, Wish, read
from lib.language.i18n import LANGUAGES, words
from tests.unit.inbox.conftest import NEW
from tests.unit.strategies import data

EVENT_CELLS: dict[str, str] = NEW["event"]  # type: ignore[assignment]
SOURCE: dict[str, str] = NEW["sources"][0]  # type: ignore[index]
FIX = {"wish": "correction", "lang": "en", "record": "vj0141"}


def refused(raw: dict) -> list[Problem]:
    with pytest.raises(Refused) as error:
        read(raw)
    return error.value.problems


def event(**cells: object) -> dict:
    return {**NEW, "event": {**EVENT_CELLS, **cells}}


def source(**changed: object) -> dict:
    return {**NEW, "sources": [SOURCE, {**SOURCE, **changed}]}


# Each a submission, and the fields at which it is refused.
BAD: dict[str, tuple[dict[Any, Any], set[str] | None]] = {
    "nothing": ({}, {"wish", "lang"}),
    "wish": ({**NEW, "wish": "delete"}, {"wish"}),
    "language": ({**NEW, "lang": "fr"}, {"lang"}),
    "unknown field": ({**NEW, "contract": "x"}, {"contract"}),
    "half a letter as a field": ({**NEW, "\ud800": 1}, {""}),
    "half a letter as a cell": ({**NEW, "event": {"\ud800": [1]}}, {""}),
    "half a letter in a cell's name": (event(**{"title\ud800": "x"}), {""}),
    "half a letter as a language": ({**NEW, "translations": {"\ud800": {}}}, None),
    "half a letter as a translation": ({**NEW, "translations": {"en": {"\ud800": "x"}}}, {""}),
    "half a letter in a source": ({**NEW, "sources": [{**SOURCE, "\ud800": 1}]}, {"sources.0"}),
    "half a letter as a text": (event(title="\ud800"), {"event.title"}),
    "unknown cell": (event(id="vj0001"), {"event.id"}),
    "no text": (event(title=5), {"event.title"}),
    "no list": ({**NEW, "sources": SOURCE}, {"sources"}),
    "no object": ({**NEW, "event": [1, 2]}, {"event"}),
    "bytes": ({**NEW, "note": b"\xff\xfe"}, {"note"}),
    "no such day": (event(date="2014-02-30"), {"event.date"}),
    "no date": (
        event(date="yesterday", valid_until="31.12.2014"),
        {"event.date", "event.valid_until"},
    ),
    "no year of ours": (
        event(date="9999-12-31", valid_until="0001"),
        {"event.date", "event.valid_until"},
    ),
    "digits of others": (event(date="２０１４"), {"event.date"}),
    "published": (source(published="2014-13"), {"sources.1.published"}),
    "script": (source(url="javascript:alert(1)"), {"sources.1.url"}),
    "file": (source(url="file:///etc/passwd"), {"sources.1.url"}),
    "no host": (source(url="https://localhost/x"), {"sources.1.url"}),
    "password": (source(url="https://a:b@example.org/"), {"sources.1.url"}),
    "no address": (source(url=""), {"sources.1.url"}),
    "relation": (source(relation="proves"), {"sources.1.relation"}),
    "override": (event(summary="a\u202eb"), {"event.summary"}),
    "NUL": ({**NEW, "note": "a\x00b"}, {"note"}),
    "half a sign": (event(title="\ud83d"), {"event.title"}),
    "long": (event(title="x" * 251), {"event.title"}),
    "long text": ({**NEW, "note": "x" * 4001}, {"note"}),
    "much": ({**NEW, "note": "x" * 1_000_000}, {""}),
    "many fields": (event(**{str(n): "" for n in range(10_000)}), None),
    "many sources": ({**NEW, "sources": [SOURCE] * 11}, {"sources"}),
    "record": ({**FIX, "record": "vj1", "note": "x"}, {"record"}),
    "record of other digits": ({**FIX, "record": "vj０１４１", "note": "x"}, {"record"}),
    "place": (event(vn_id="Hà Nội"), {"event.vn_id"}),
    "new place": ({**NEW, "places": [{"id": "vn-ha-noi"}]}, {"places.0.id"}),
    "translation": (
        {**NEW, "translations": {"fr": {}, "ja": {"id": "x"}}},
        {"translations.fr", "translations.ja.id"},
    ),
    "of no source": (
        {**NEW, "translations": {"ja": {"sources.x.supports": "x"}}},
        {"translations.ja.sources.x.supports"},
    ),
    "no source": ({**NEW, "sources": []}, {"sources"}),
    "nothing new": (
        {**NEW, "event": {}},
        {"event.vn_id", "event.jp_id", "event.kind", "event.title"},
    ),
    "no record": ({"wish": "source", "lang": "en", "sources": [SOURCE]}, {"record"}),
    "no change": (FIX, {"note"}),
    "no place": ({"wish": "none", "lang": "en"}, {"event.vn_id"}),
    "end of what": ({"wish": "ended", "lang": "en", "sources": [SOURCE]}, {"record"}),
}


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_with_a_message_at_its_field(case):
    raw, fields = BAD[case]
    found = refused(raw)
    if fields is not None:
        assert {each.field for each in found} == fields
    assert 0 < len(found) <= 50
    for each in found:
        assert each.severity == "error" and len(each.value) <= 81
        for lang in LANGUAGES:
            said = each.message(lang)
            assert said and "{" not in said


def test_each_message_is_in_each_language():
    found = [each for raw, _ in BAD.values() for each in refused(raw)]
    texts = {each.text for each in found}
    for text in texts:
        assert len({words(lang).gettext(text) for lang in LANGUAGES}) == len(LANGUAGES), text


@pytest.mark.parametrize(
    "raw",
    [
        NEW,
        {**FIX, "event": {"title": ""}},
        {**FIX, "note": "The date is wrong"},
        {**FIX, "translations": {"ja": {"title": "姉妹都市提携"}}},
        {"wish": "source", "lang": "ja", "record": "vj0141", "sources": [SOURCE]},
        {"wish": "none", "lang": "vi", "event": {"vn_id": "vn-hue"}},
        {"wish": "ended", "lang": "en", "record": "vj0141", "sources": [SOURCE]},
        event(title="=1+1", summary="<b>x</b> '; DROP TABLE events --"),
        {**NEW, "sources": [SOURCE] * 10},
        event(date="2014", valid_until=""),
    ],
)
def test_what_is_read_stays_as_it_is(raw):
    proposal = read(raw)
    again = read(json.loads(proposal.model_dump_json()))
    assert again == proposal == read(proposal.model_dump(exclude_defaults=True))
    jsonschema.validate(
        json.loads(proposal.model_dump_json(exclude_defaults=True)), Proposal.model_json_schema()
    )


def test_texts_become_plain():
    proposal = read({**event(title=" Ký\tkết\u200b "), "note": "a\r\n\r\n\r\n\r\nb "})
    assert proposal.event["title"] == "Ký kết" and proposal.note == "a\n\nb"
    assert submission.text("message", " a\r\nb ") == "a\nb"


def test_every_column_of_an_event_can_be_proposed_but_its_id_and_the_day_of_checking():
    columns = data().package.tables["events"].columns
    assert {*EVENT} == {*columns} - {"id", "checked"}
    assert {*TEXTS} == {*data().package.texts("events")}


def test_no_text_of_the_data_is_longer_than_what_can_be_sent():
    for row in data().events.to_dict("records"):
        for column, most in EVENT.items():
            cell = row.get(column, row.get(f"{column}_en", ""))
            given = [cell] if isinstance(cell, str) else [";".join(cell)]
            given += [row[f"{column}_{lang}"] for lang in LANGUAGES if column in TEXTS]
            assert all(len(str(each)) <= most for each in given), column
    for column in ("url", "publisher", "title", "via"):
        assert data().sources[column].map(len).max() <= LIMITS[f"sources.{column}"]


def test_the_limits_stand_in_the_description():
    schema = Proposal.model_json_schema()
    for name, most in EVENT.items():
        assert schema["properties"]["event"]["properties"][name]["maxLength"] == most
    assert schema["properties"]["sources"]["maxItems"] == LIMITS["sources"]
    assert (
        schema["$defs"]["ProposedSource"]["properties"]["url"]["maxLength"] == LIMITS["sources.url"]
    )
    assert set(schema["$defs"]["Wish"]["enum"]) == {*Wish}
