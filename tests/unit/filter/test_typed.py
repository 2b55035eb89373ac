"""What is typed into a list of options finds what the search finds."""

import pytest

from lib.facts.perspective import Units
from lib.filter.typed import held_today, options_named, places_named
from tests.unit import strategies


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("jp", "jp-kagawa", ["jp-kagawa"]),
        ("jp", "kagawa", ["jp-kagawa"]),
        ("jp", "Kagawa Prefecture", ["jp-kagawa"]),
        ("jp", "香川", ["jp-kagawa"]),
        ("jp", "香川県 (36)", ["jp-kagawa"]),
        ("jp", "kaga", ["jp-kagawa"]),
        ("vn", "Da Nang", ["vn-da-nang"]),
        ("vn", "ĐÀ NẴNG", ["vn-da-nang"]),
        ("vn", "ダナン", ["vn-da-nang"]),
        ("vn", "Hai Phong (1,234)", ["vn-hai-phong"]),
        # A prefecture takes in its city of the same name.
        ("jp", "Fukuoka", ["jp-fukuoka"]),
        ("field", "water and sewerage", ["water"]),
        ("vn", "kagawa", []),
        ("jp", "zzzq", []),
        ("jp", "・", []),
        ("jp", "", []),
    ],
)
def test_a_text_names_an_option(name: str, typed: str, meant: list[str]) -> None:
    assert options_named(name, typed, strategies.index()) == meant


def test_what_can_be_several_is_told_as_several() -> None:
    found = options_named("jp", "Fuku", strategies.index())
    assert {"jp-fukui", "jp-fukuoka", "jp-fukushima"} <= set(found)


@pytest.mark.parametrize("lang", ["en", "vi", "ja"])
def test_every_locality_is_found_by_its_label(lang: str) -> None:
    index = strategies.index()
    for key in index.columns["jp"]:
        assert key in options_named("jp", index.dataset.full_name(key, lang), index), key


def test_places_are_looked_for_in_both_countries() -> None:
    index = strategies.index()
    assert places_named("kagawa", index) == ["jp-kagawa"]
    assert places_named("Hải Phòng", index) == ["vn-hai-phong"]


# Former units of each kind: merged, of another rank, abolished with its level, renamed.
@pytest.mark.parametrize(
    ("name", "typed", "holder"),
    [
        ("vn", "Vĩnh Phúc", "vn-phu-tho"),
        ("vn", "hoa binh", "vn-phu-tho"),
        ("vn", "ビンズオン省", "vn-ho-chi-minh-city"),
        ("vn", "Thừa Thiên Huế", "vn-hue"),
        ("vn", "Hội An", "vn-da-nang"),
        ("jp", "篠山市", "jp-hyogo.tambasasayama"),
        ("compare", "Quảng Nam", "vn-da-nang"),
        ("locality", "Yen Bai", "vn-lao-cai"),
    ],
)
def test_a_former_unit_is_taken_as_the_one_that_holds_its_ties(
    name: str, typed: str, holder: str
) -> None:
    before, today = (strategies.index(units) for units in Units)
    for index in (before, today):
        of_one = name in ("vn", "jp")
        known = options_named(name, typed, index) if of_one else places_named(typed, index)
        assert known
        meant = held_today(name, known, index)
        assert meant == ([holder] if index is today else known)


def test_what_a_former_unit_signed_is_asked_for_by_its_own_name() -> None:
    index = strategies.index(Units.TODAY)
    known = options_named("signed_by", "Vĩnh Phúc", index)
    assert held_today("signed_by", known, index) == known == ["vn-vinh-phuc"]
