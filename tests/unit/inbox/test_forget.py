"""Contacts are forgotten 90 days after the decision, and nothing else is."""

from datetime import timedelta
from pathlib import Path

import pytest

from lib.inbox import desk, forget, post, records
from lib.inbox.states import Act
from tests.unit.inbox.conftest import CURATOR, SQLITE, sent

SECRET = "lan.nguyen.0912345678@example.vn"


def after(days: float, monkeypatch) -> None:
    later = records.now() + timedelta(days=days)
    monkeypatch.setattr(records, "now", lambda: later)


def test_contacts_are_forgotten_90_days_after_the_decision(address, monkeypatch):
    waiting, asked, accepted, rejected, reopened = (sent(contact=SECRET).number for _ in range(5))
    desk.ask(asked, 1, "When?", CURATOR)
    desk.accept(accepted, 1, CURATOR)
    desk.reject(rejected, 1, "No source", CURATOR)
    desk.reopen(reopened, desk.accept(reopened, 1, CURATOR), CURATOR)
    after(89, monkeypatch)
    assert forget.contacts() == 0
    after(1.1, monkeypatch)
    assert forget.contacts() == 2
    assert forget.contacts() == 0
    left = {n: desk.item(n).contact for n in (waiting, asked, accepted, rejected, reopened)}
    assert left == {
        waiting: SECRET,
        asked: SECRET,
        accepted: "",
        rejected: "",
        reopened: SECRET,
    }
    assert desk.item(accepted).log[-1].act is Act.FORGOTTEN
    # What was sent stays, and so does the version that curators see.
    assert desk.item(accepted).proposal.event and desk.item(accepted).item.version == 2


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)
@pytest.mark.parametrize("way", ["forgotten", "withdrawn"])
def test_nothing_is_left_of_it_in_the_files(address, monkeypatch, way):
    receipt = sent(contact=SECRET)
    files = Path(address.removeprefix("sqlite:///")).parent.iterdir
    assert any(SECRET.encode() in path.read_bytes() for path in files())
    if way == "withdrawn":
        post.withdraw(receipt.token)
    else:
        desk.accept(receipt.number, 1, CURATOR)
        after(91, monkeypatch)
    forget.contacts()
    assert not any(SECRET.encode() in path.read_bytes() for path in files())
