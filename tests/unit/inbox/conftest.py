"""A store of each kind for each test, and a sender and a curator who use it."""

from collections.abc import Iterator

import pytest

from lib.inbox import guard, post, store
from lib.inbox.submission import Proposal, read
from tests import stores

SQLITE, POSTGRESQL = "sqlite", "postgresql"
CURATOR, OTHER = "an@example.org", "sato@example.org"
NEW = {
    "wish": "new",
    "lang": "vi",
    "event": {
        "vn_id": "vn-thua-thien-hue",
        "jp_id": "jp-kyoto",
        "kind": "mou",
        "title": "Ký kết biên bản ghi nhớ",
        "summary": "Hai bên ký biên bản ghi nhớ về giao lưu thương mại.",
        "date": "2014-12",
        "fields": "trade",
    },
    "sources": [
        {
            "url": "https://example.gov.vn/tin/1",
            "publisher": "Cổng thông tin điện tử",
            "published": "2014-12-20",
            "supports": "Hai bên ký biên bản ghi nhớ",
        }
    ],
    "contact": "lan@example.vn",
}


def proposal(**changed: object) -> Proposal:
    """A sound proposal of a new record, with other fields."""
    return read({**NEW, **changed})


def sent(draft: str | None = None, address: str = "203.0.113.9", **changed: object) -> post.Receipt:
    """The receipt of a proposal that was sent from the form."""
    sender = post.Sender(address, None, draft or post.draft_id())
    return post.send(proposal(**changed), sender, edition="of no data set")


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def kind(request) -> str:
    """Which database the store is."""
    return str(request.param)


@pytest.fixture(scope="session")
def database(postgresql) -> str:
    """The database that most tests use, one after the other."""
    return str(postgresql.new())


def _in_use(address: str) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VJ_DATABASE", address)
        store.close()
        guard.forget()
        yield address
        store.close()
        guard.forget()


@pytest.fixture
def unmade(kind, tmp_path, request) -> Iterator[str]:
    """A store that VJ_DATABASE names, and that nobody has asked for yet."""
    file = tmp_path / "var" / "inbox.db"
    own = kind == SQLITE
    yield from _in_use(f"sqlite:///{file}" if own else request.getfixturevalue("postgresql").new())


@pytest.fixture
def address(kind, tmp_path, request) -> Iterator[str]:
    """An empty store, which VJ_DATABASE names."""
    file = tmp_path / "var" / "inbox.db"
    own = kind == SQLITE
    yield from _in_use(
        stores.sqlite(file) if own else stores.emptied(request.getfixturevalue("database"))
    )
