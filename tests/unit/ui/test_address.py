"""A look at the address serves a whole run, and what is kept is kept by it."""

from types import SimpleNamespace

import pytest

from lib.ui import address


class Params(dict):
    """Stands for Streamlit's parameters, and counts the looks at them."""

    looks = 0

    def __iter__(self):
        self.looks += 1
        return super().__iter__()

    def get_all(self, name):
        return list(self[name])


@pytest.fixture
def params(monkeypatch):
    given = Params(jp=["jp-kagawa", "jp-nara"], lang=["ja"])
    monkeypatch.setattr(address, "st", SimpleNamespace(query_params=given))
    return given


def test_a_run_looks_once_and_before_it_each_question_looks_anew(params):
    assert (address.given("lang"), address.given("jp"), address.given("vn")) == (
        *("ja", "jp-nara"),
        None,
    )
    assert params.looks == 3
    with address.held():
        for _ in range(5):
            assert address.language() == "ja" and address.given("jp") == "jp-nara"
        assert params.looks == 4
    params["lang"] = ["vi"]
    assert address.language() == "vi"


def test_what_a_run_writes_is_looked_at_anew(params):
    with address.held():
        address.set_parameter("lang", None)
        assert address.given("lang") is None


def test_a_run_that_fails_leaves_no_look_behind(params):
    with pytest.raises(ZeroDivisionError), address.held():
        _ = 1 / 0
    params["lang"] = ["en"]
    assert address.given("lang") == "en"


def test_what_is_kept_is_kept_by_address_and_arguments(params):
    made = []

    @address.kept
    def make(path):
        made.append(path)
        return path, address.given("jp")

    assert make("map") == make("map") == ("map", "jp-nara")
    assert make("records") == ("records", "jp-nara")
    params["jp"] = ["jp-kagawa"]
    assert make("map") == ("map", "jp-kagawa")
    assert made == ["map", "records", "map"]
    # Longer than people make it: anybody could fill the memory with such.
    params["q"] = ["x" * 1000]
    assert make("map") == make("map")
    assert made == ["map", "records", "map", "map", "map"]
