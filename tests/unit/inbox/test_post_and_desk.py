"""From being sent to being decided: each step once, none lost, none over another's."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text

from lib.inbox import desk, guard, journal, keys, post, records, store
from lib.inbox.desk import Asked
from lib.inbox.states import (
    OPEN,
    Act,
    By,
    Closed,
    Conflict,
    Overtaken,
    State,
    TooMany,
    Unknown,
)
from lib.inbox.submission import Refused, Wish
from tests.unit import strategies
from tests.unit.inbox.conftest import CURATOR, NEW, OTHER, proposal, sent

pytestmark = pytest.mark.usefixtures("address")


def seen(number: str) -> int:
    return desk.item(number).item.version


def test_what_is_sent_stands_there_for_its_sender_and_for_curators():
    receipt = sent()
    mine = post.standing(receipt.token)
    assert (mine.number, mine.state, mine.records) == (receipt.number, State.WAITING, ())
    assert mine.proposal == proposal(contact="")
    full = desk.item(receipt.number)
    assert full.contact == NEW["contact"]
    assert full.proposal.contact == full.current.contact == ""
    assert full.item.pair == ("vn-thua-thien-hue", "jp-kyoto")
    assert (full.item.wish, full.item.kind, full.item.lang) == (Wish.NEW, "mou", "vi")
    assert [entry.act for entry in full.log] == [Act.SENT]
    assert abs(datetime.now(UTC) - full.item.sent_at) < timedelta(minutes=1)


def test_a_click_that_comes_again_is_taken_once_and_gets_the_same_link():
    draft = post.draft_id()
    first, again = sent(draft), sent(draft)
    assert (first.number, first.token) == (again.number, again.token)
    assert again.repeated and not first.repeated
    with pytest.raises(Conflict, match=first.number):
        sent(draft, note="something else")
    assert len(desk.queue(Asked())) == 1
    assert sent().number != first.number


def test_clicks_at_the_same_moment_are_taken_once():
    draft, receipts = post.draft_id(), []
    threads = [threading.Thread(target=lambda: receipts.append(sent(draft))) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len({(each.number, each.token) for each in receipts}) == 1
    assert len(receipts) == 6 and len(desk.queue(Asked())) == 1


def test_a_draft_needs_a_name_that_nobody_guesses():
    with pytest.raises(ValueError, match="draft_id"):
        sent("my draft")


@pytest.mark.parametrize("token", ["", "x", "'; DROP TABLE submissions --", "%", "\x00", "ế" * 500])
def test_a_link_that_was_never_given_leads_nowhere(token):
    sent()
    for asked in (post.standing, post.withdraw, lambda t: post.add(t, "text")):
        with pytest.raises(Unknown):
            asked(token)


def test_the_store_has_no_link_and_no_address():
    draft = post.draft_id()
    receipt = sent(draft, address="198.51.100.77")
    with store.reading() as connection:
        kept = [
            str(row)
            for table in ("submissions", "log", "messages", "keys")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    for secret in (draft, receipt.token, "198.51.100.77"):
        assert not any(secret in row for row in kept)


@pytest.mark.parametrize(
    "number", ["c9999", "c1", "0001", "c0001 ", "c0001'--", "c" + "9" * 40, ""]
)
def test_a_number_that_was_never_given_is_unknown(number):
    sent()
    for asked in (
        desk.item,
        lambda n: desk.accept(n, 1, CURATOR),
        lambda n: desk.claim(n, CURATOR),
    ):
        with pytest.raises(Unknown):
            asked(number)


# Each step of a curator, with what it leads to and from where it can be taken.
STEPS = {
    "edit": (lambda n, v: desk.edit(n, v, proposal(note="edited"), CURATOR), None, Act.EDITED),
    "accept": (lambda n, v: desk.accept(n, v, CURATOR), State.ACCEPTED, Act.ACCEPTED),
    "ask": (lambda n, v: desk.ask(n, v, "When?", CURATOR), State.ASKED, Act.ASKED),
    "reject": (lambda n, v: desk.reject(n, v, "No source", CURATOR), State.REJECTED, Act.REJECTED),
    "reopen": (lambda n, v: desk.reopen(n, v, CURATOR), State.WAITING, Act.REOPENED),
}
POSSIBLE = {
    State.WAITING: {"edit", "accept", "ask", "reject"},
    State.ASKED: {"edit", "accept", "ask", "reject"},
    State.ACCEPTED: {"edit", "reject", "reopen"},
    State.REJECTED: {"reopen"},
    State.WITHDRAWN: set(),
    State.PUBLISHED: set(),
}


def publication(*receipts: post.Receipt) -> journal.Entry:
    """One that makes these submissions the record of its version."""
    made = {receipt.number: ["vj0499"] for receipt in receipts}
    return journal.Entry(f"of {'-'.join(made)}", CURATOR, "0.4.0", made, [])


def brought_to(state: State) -> post.Receipt:
    """A submission in a state."""
    receipt = sent()
    if state is State.WITHDRAWN:
        post.withdraw(receipt.token)
    elif state is State.PUBLISHED:
        desk.accept(receipt.number, 1, CURATOR)
        entry = publication(receipt)
        journal.begin(entry, {receipt.number: 2})
        journal.done(entry, "")
    elif state is not State.WAITING:
        name = next(n for n, (_, to, _) in STEPS.items() if to is state)
        STEPS[name][0](receipt.number, 1)
    return receipt


@pytest.mark.parametrize("state", State)
def test_each_step_is_taken_where_it_can_be_and_nowhere_else(state):
    for name, (step, to, act) in STEPS.items():
        receipt = brought_to(state)
        before = desk.item(receipt.number)
        assert before.item.state is state
        if name in POSSIBLE[state]:
            assert step(receipt.number, before.item.version) == before.item.version + 1
            after = desk.item(receipt.number)
            assert after.item.state is (to or state)
            assert after.log[-1].act is act and after.log[-1].actor == CURATOR
            assert after.log[:-1] == before.log
        else:
            with pytest.raises(Closed) as closed:
                step(receipt.number, before.item.version)
            assert closed.value.state is state
            assert desk.item(receipt.number) == before


@pytest.mark.parametrize("name", STEPS)
def test_of_two_curators_the_second_is_told_and_nothing_is_overwritten(name):
    receipt = sent()
    version = seen(receipt.number)
    desk.edit(receipt.number, version, proposal(note="first"), OTHER)
    with pytest.raises(Overtaken) as overtaken:
        STEPS[name][0](receipt.number, version)
    assert (overtaken.value.by, overtaken.value.what) == (OTHER, Act.EDITED)
    full = desk.item(receipt.number)
    assert full.current.note == "first" and full.proposal.note == ""
    assert full.item.state is State.WAITING


def test_two_curators_at_the_same_moment_decide_once():
    receipt = sent()
    told: list[object] = []

    def decide(name: str) -> None:
        try:
            told.append(STEPS[name][0](receipt.number, 1))
        except Overtaken as overtaken:
            told.append(overtaken.what)

    threads = [threading.Thread(target=decide, args=(name,)) for name in ("accept", "reject") * 3]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    decided = {State.ACCEPTED: Act.ACCEPTED, State.REJECTED: Act.REJECTED}
    final = desk.item(receipt.number)
    assert sorted(map(str, told)) == sorted(["2", *[str(decided[final.item.state])] * 5])
    assert len(final.log) == 2


def test_what_the_sender_does_overtakes_a_curator_too():
    receipt = sent()
    post.add(receipt.token, "I forgot something")
    with pytest.raises(Overtaken) as overtaken:
        desk.accept(receipt.number, 1, CURATOR)
    assert (overtaken.value.by, overtaken.value.what) == ("form", Act.ADDED)


def test_a_question_and_its_answer():
    receipt = sent()
    desk.ask(receipt.number, 1, "  Which\u200b page?\r\nSay it. ", CURATOR)
    mine = post.standing(receipt.token)
    assert mine.state is State.ASKED
    assert [(m.by, m.text) for m in mine.messages] == [(By.CURATOR, "Which page?\nSay it.")]
    after = post.add(receipt.token, "This one", proposal(note="page 2", contact="new@example.vn"))
    assert after.state is State.WAITING and after.proposal.note == "page 2"
    assert [m.by for m in after.messages] == [By.CURATOR, By.SENDER]
    assert desk.item(receipt.number).contact == "new@example.vn"


def test_what_a_curator_made_of_it_gives_way_to_what_is_sent_anew_and_stays_in_the_log():
    receipt = sent()
    desk.edit(receipt.number, 1, proposal(note="as edited"), CURATOR)
    post.add(receipt.token, proposal=proposal(note="as sent anew"))
    assert desk.item(receipt.number).current.note == "as sent anew"
    with store.reading() as connection:
        kept = connection.execute(text("SELECT act, proposal FROM log ORDER BY id")).all()
    assert [row.act for row in kept] == ["sent", "edited", "added"]
    assert "as edited" in str(kept[1].proposal) and "as sent anew" in str(kept[2].proposal)
    assert not any("lan@example.vn" in str(row.proposal) for row in kept)


@pytest.mark.parametrize("state", [state for state in State if state not in OPEN])
def test_nothing_is_added_to_what_is_decided(state):
    receipt = brought_to(state)
    with pytest.raises(Closed):
        post.add(receipt.token, "one more thing")


@pytest.mark.parametrize("state", State)
def test_it_is_withdrawn_while_nothing_came_of_it(state):
    receipt = brought_to(state)
    if state in (*OPEN, State.ACCEPTED):
        assert post.withdraw(receipt.token).state is State.WITHDRAWN
        assert desk.item(receipt.number).contact == ""
    else:
        with pytest.raises(Closed):
            post.withdraw(receipt.token)


@pytest.mark.parametrize("text_", ["", " \n ", "\u202e", "x" * 4001, "\x00"])
def test_a_question_and_a_reason_are_texts(text_):
    receipt = sent()
    for step in (desk.ask, desk.reject):
        with pytest.raises(Refused):
            step(receipt.number, 1, text_, CURATOR)
    assert seen(receipt.number) == 1


def test_the_sender_reads_the_reason_and_what_was_published():
    receipt = brought_to(State.REJECTED)
    assert post.standing(receipt.token).reason == "No source"
    receipt = brought_to(State.PUBLISHED)
    mine = post.standing(receipt.token)
    assert (mine.records, mine.version) == (("vj0499",), "0.4.0")


def test_a_publication_of_what_was_changed_since_changes_nothing():
    receipts = [sent(), sent()]
    for receipt in receipts:
        desk.accept(receipt.number, 1, CURATOR)
    assert [each.number for each in desk.accepted()] == [r.number for r in receipts]
    desk.edit(receipts[1].number, 2, proposal(note="later"), OTHER)
    with pytest.raises(Overtaken):
        journal.begin(publication(*receipts), {receipt.number: 2 for receipt in receipts})
    assert {desk.item(r.number).item.state for r in receipts} == {State.ACCEPTED}


def test_who_claims_it_is_shown_to_others(monkeypatch):
    receipt = sent()
    assert desk.claim(receipt.number, CURATOR) == 1 == desk.claim(receipt.number, CURATOR)
    with pytest.raises(Overtaken) as overtaken:
        desk.claim(receipt.number, OTHER)
    assert (overtaken.value.by, overtaken.value.what) == (CURATOR, Act.CLAIMED)
    desk.release(receipt.number, OTHER)
    assert desk.item(receipt.number).item.claimed_by == CURATOR
    later = records.now() + desk.CLAIM + timedelta(seconds=1)
    monkeypatch.setattr(records, "now", lambda: later)
    desk.claim(receipt.number, OTHER)
    assert desk.item(receipt.number).item.claimed_by == OTHER
    desk.release(receipt.number, OTHER)
    assert desk.item(receipt.number).item.claimed_by == ""
    # Nobody is kept from deciding by it.
    desk.accept(receipt.number, 1, CURATOR)


def test_the_queue_is_asked_for_by_place_kind_wish_language_and_age():
    first = sent().number
    event = {**NEW["event"], "jp_id": "jp-kyoto.kyoto", "kind": "visit"}  # type: ignore[dict-item]
    second = sent(event=event, lang="ja").number
    third = sent(wish="none", event={"vn_id": "vn-hue"}, sources=[]).number
    asked = {
        Asked(): [first, second, third],
        Asked(places=("jp-kyoto",)): [first, second],
        Asked(places=("jp-kyoto.kyoto",)): [second],
        Asked(places=("jp-ky%",)): [],
        Asked(places=("vn-hue", "jp-kyoto.kyoto")): [second, third],
        Asked(kinds=("visit",)): [second],
        Asked(wishes=(Wish.NONE,)): [third],
        Asked(langs=("ja",)): [second],
        Asked(langs=("ja", "vi"), kinds=("mou",)): [first],
        Asked(states=(State.ACCEPTED,)): [],
        Asked(sent_before=desk.item(second).item.sent_at): [first],
        Asked(most=2): [first, second],
    }
    for each, numbers in asked.items():
        assert [item.number for item in desk.queue(each)] == numbers, each
    desk.accept(second, 1, CURATOR)
    assert desk.counts() | {State.WAITING: 2, State.ACCEPTED: 1} == desk.counts()


def test_others_on_the_same_record_or_pair_are_named(monkeypatch):
    data = strategies.data()
    monkeypatch.setattr(post, "dataset", lambda edition: data)
    event = data.event("vj0141")
    pair = {**NEW["event"], "vn_id": event.vn_id, "jp_id": event.jp_id}  # type: ignore[dict-item]
    fix: dict[str, Any] = {"wish": "correction", "record": "vj0141", "event": {"date": "2024"}}
    numbers = [sent(event=pair).number, sent(**fix).number, sent(**fix).number, sent().number]
    first = desk.item(numbers[1])
    assert first.item.pair == (event.vn_id, event.jp_id)
    assert first.item.title == event.title_vi and first.item.kind == event.kind
    assert first.others == (numbers[0], numbers[2])
    assert desk.item(numbers[3]).others == ()
    desk.reject(numbers[2], 1, "twice", CURATOR)
    assert desk.item(numbers[1]).others == (numbers[0],)


def test_an_office_sees_its_own_alone():
    secrets = [keys.add(name, CURATOR) for name in ("Oita", "Phu Tho")]
    found = [keys.find(secret) for secret in secrets]
    ids = [key.id for key in found if key]
    numbers = [
        [post.send(proposal(), post.Sender("", key, f"{n}"), edition="").number for n in range(3)]
        for key in ids
    ]
    for key, own in zip(ids, numbers, strict=True):
        assert [each.number for each in post.of_key(key)] == own[::-1]
        assert [each.client_id for each in post.of_key(key)] == ["2", "1", "0"]
        assert [each.number for each in post.of_key(key, own[1])] == own[:1]
        assert post.one_of_key(key, own[0]).number == own[0]
    with pytest.raises(Unknown):
        post.one_of_key(ids[0], numbers[1][0])
    again = post.send(proposal(), post.Sender("", ids[0], "0"), edition="")
    assert again == post.Receipt(numbers[0][0], "", repeated=True)
    with pytest.raises(Conflict):
        post.send(proposal(note="x"), post.Sender("", ids[0], "0"), edition="")
    assert desk.item(numbers[1][0]).office == "Phu Tho"


def test_too_much_from_one_address_is_refused_and_from_others_not(monkeypatch):
    monkeypatch.setitem(guard.RATES, "form", "2 per hour")
    guard._rates.cache_clear()
    draft = post.draft_id()
    sent(draft), sent()
    with pytest.raises(TooMany) as refused:
        sent()
    assert 0 < refused.value.seconds <= 3600
    # What comes again was counted once.
    assert sent(draft).repeated
    sent(address="203.0.113.10")
    assert len(desk.queue(Asked())) == 3
    guard._rates.cache_clear()


def test_what_comes_in_is_counted_by_its_outcome(monkeypatch):
    def counted(outcome: str) -> float:
        labels = {"way": "form", "outcome": outcome}
        return REGISTRY.get_sample_value("vj_submissions_total", labels) or 0.0

    before = {outcome: counted(outcome) for outcome in ("taken", "repeated", "unavailable")}
    sender = post.Sender("203.0.113.9", None, post.draft_id())
    for _ in range(2):
        post.send(proposal(), sender, edition="e")

    def gone() -> None:
        raise store.Unavailable

    monkeypatch.setattr(store, "reading", gone)
    with pytest.raises(store.Unavailable):
        post.send(proposal(), sender, edition="e")
    assert {outcome: counted(outcome) - was for outcome, was in before.items()} == {
        **{"taken": 1, "repeated": 1},
        "unavailable": 1,
    }
