"""Keys: shown once, kept as digests, withdrawn for good."""

import pytest
from sqlalchemy import text

from lib.inbox import keys, store
from tests.unit.inbox.conftest import CURATOR

pytestmark = pytest.mark.usefixtures("address")


def test_a_key_holds_until_it_is_withdrawn():
    secret, other = keys.add("Oita", CURATOR), keys.add("大分県国際政策課", CURATOR)
    found = keys.find(secret)
    assert found and found.name == "Oita" and found.withdrawn_at is None
    keys.withdraw("Oita", CURATOR)
    assert keys.find(secret) is None
    assert keys.find(other) is not None
    assert {key.name: key.withdrawn_at is None for key in keys.listed()} == {
        "Oita": False,
        "大分県国際政策課": True,
    }
    with pytest.raises(ValueError, match="Oita"):
        keys.withdraw("Oita", CURATOR)
    with store.reading() as connection:
        acts = connection.execute(text("SELECT act, detail FROM log ORDER BY id")).all()
    assert [tuple(row) for row in acts] == [
        ("key made", "Oita"),
        ("key made", "大分県国際政策課"),
        ("key withdrawn", "Oita"),
    ]


def test_the_store_has_no_key():
    secret = keys.add("Oita", CURATOR)
    with store.reading() as connection:
        kept = str(connection.execute(text("SELECT * FROM keys")).all())
    assert secret not in kept and secret.removeprefix(keys.PREFIX) not in kept


@pytest.mark.parametrize(
    "tried", ["", "vj_", "vj_short", "x" * 46, "' OR 1=1 --", "vj_" + "ế" * 43, "\x00", "%"]
)
def test_what_is_no_key_finds_none(tried):
    keys.add("Oita", CURATOR)
    assert keys.find(tried) is None


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 101])
def test_a_key_has_the_name_of_an_office(name):
    with pytest.raises(ValueError, match="name"):
        keys.add(name, CURATOR)


def test_a_name_is_given_once():
    keys.add("Oita", CURATOR)
    with pytest.raises(ValueError, match="Oita"):
        keys.add("Oita", CURATOR)
