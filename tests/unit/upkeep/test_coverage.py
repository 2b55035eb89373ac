"""Pairs of the data set against lists of them with made-up gaps."""

from datetime import date

import pytest

from lib.upkeep import coverage
from tests.unit import strategies

TODAY = date(2026, 11, 26)
DATA = strategies.data()
SIGNED = DATA.events[DATA.events["signed"]]
HAI_PHONG = SIGNED[(SIGNED["vn_id"] == "vn-hai-phong") & (SIGNED["jp_id"] == "jp-kagawa")]


def compared(tmp_path, text):
    path = tmp_path / "a list.csv"
    path.write_text(text, encoding="utf-8")
    return coverage.compare(DATA, path.stem, coverage.read(path), TODAY)


@pytest.mark.parametrize(
    ("vn", "jp"),
    [
        ("vn-hai-phong", "jp-kagawa"),
        ("Hai Phong", "Kagawa"),
        ("Hải Phòng", "香川県"),
        ("Thành phố Hải Phòng", "Kagawa Prefecture"),
        ("ハイフォン市", "香川"),
    ],
)
def test_a_pair_is_known_under_each_of_its_names(tmp_path, vn, jp):
    day = HAI_PHONG["date"].iloc[0]
    found = compared(tmp_path, f"vn,jp,date\n{vn},{jp},{day}\n")
    assert [len(x) for x in (found.both, found.there, found.unclear, found.dates)] == [1, 0, 0, 0]
    assert ("vn-hai-phong", "jp-kagawa") not in found.here
    assert found.here


def test_a_former_unit_and_the_one_that_follows_it_are_one(tmp_path):
    event = next(e for e in SIGNED.itertuples() if e.vn_id == "vn-binh-duong")
    for vn in ("vn-binh-duong", "Ho Chi Minh City"):
        assert compared(tmp_path, f"vn,jp\n{vn},{event.jp_id}\n").both


def test_gaps_other_dates_and_names_that_mean_nothing_are_told(tmp_path):
    text = (
        "vn,jp,date\nHai Phong,Kagawa,1901\nHa Giang,Tottori,\n"
        "Hai Phong,Atlantis,2001\nHai Phong,Fukuoka,\n,Kagawa,\n"
    )
    found = compared(tmp_path, text)
    assert [entry.line for entry, _ in found.dates] == [2]
    assert [entry.line for entry in found.there] == [3]
    assert [(entry.line, why) for entry, why in found.unclear] == [
        (4, "Atlantis: no such locality here"),
        (5, "Fukuoka: could be jp-fukuoka, jp-fukuoka.fukuoka"),
        (6, "an empty cell: no such locality here"),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"vn,date\nHue,2014\n", "there is no column jp"),
        (b"", "there is no column jp, vn"),
        ("vn,jp\nHuế,Kyoto\n".encode("utf-16"), "is not CSV in UTF-8"),
        (b"vn,jp,date\nHue,Kyoto,12.3.2014\n", "line 2: “12.3.2014” is not a date"),
        (b"vn,jp,date\nHue,Kyoto,2014-02-30\n", "line 2: “2014-02-30” is not a date"),
    ],
)
def test_a_list_that_cannot_be_read_is_named(tmp_path, content, says):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"list\.csv") as refused:
        coverage.report(DATA, [path], TODAY)
    assert says in str(refused.value)


def test_the_page_says_what_it_compares(tmp_path):
    path = tmp_path / "Twins <b>.csv"
    path.write_text("vn,jp,date\nHa Giang,Tottori,2020\n", encoding="utf-8")
    text = coverage.report(DATA, [path], TODAY)
    assert "### Only there: 1\n\n- Ha Giang – Tottori (2020)" in text
    assert f"Data version {DATA.version}" in text
    assert "<b>" not in text
