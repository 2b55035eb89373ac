"""Checks that grow with the data, and find the same in more of it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.enlarge import enlarge
from lib.checks import check, errors, plausibility
from lib.checks.tables import Row
from lib.facts.dataset import DATA_FOLDER, load_dataset
from tests.unit.checks.package import read_extract

TODAY = date(2026, 11, 22)
DATA, _ = read_extract(TODAY)
TEXTS = st.text("abc ", max_size=12)


def longest(text: str, other: str) -> int:
    """The longest common subsequence by the book."""
    row = [0] * (len(other) + 1)
    for sign in text:
        before = row
        row = [0]
        for place, met in enumerate(other):
            row.append(before[place] + 1 if sign == met else max(row[-1], before[place + 1]))
    return row[-1]


@given(TEXTS, TEXTS)
def test_what_two_titles_have_in_common(text: str, other: str) -> None:
    assert plausibility._common(text, other) == longest(text, other)


@pytest.mark.parametrize(
    ("title", "other", "alike"),
    [
        ("Memorandum on trade", "Memorandum on trade", True),
        ("Memorandum on trade", "Memorandum on trade.", True),
        ("協力覚書の締結について説明", "協力覚書の締結についての説明", True),
        ("Biên bản ghi nhớ hợp tác kinh tế", "Biên bản ghi nhớ về hợp tác kinh tế", True),
        ("Memorandum on trade", "Memorandum on ports", False),
        ("Memorandum", "Memorandum on trade between Hue and Nara", False),
        ("", "Memorandum", False),
    ],
)
def test_titles_that_are_nearly_the_same(title: str, other: str, alike: bool) -> None:
    assert plausibility._alike(title, other) is plausibility._alike(other, title) is alike


def test_the_work_of_comparing_titles_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one pair on one day, each with a title of its own: the worst that there can be."""
    compared = 0

    def alike(*_: str) -> bool:
        nonlocal compared
        compared += 1
        return False

    monkeypatch.setattr(plausibility, "_alike", alike)
    events = DATA["events"]
    first = next(row for row in events if len(row["date"]) == 10)
    many = [Row(n, {**first, "id": f"vj{n}", "title": str(n)}) for n in range(3000)]
    data = replace(DATA, tables={**DATA.tables, "events": replace(events, rows=many)})
    assert not list(plausibility._similar(data))
    assert compared <= len(many) * plausibility._COMPARED


@pytest.mark.slow
def test_more_data_are_as_sound_and_keep_their_order(tmp_path) -> None:
    """21 × 497 events go beyond vj9999."""
    folder = tmp_path / "data"
    enlarge(DATA_FOLDER, folder, 21)
    found = check(folder, TODAY)
    assert not errors(found)
    # What warns of the real data warns of each copy; copies are alike among themselves.
    once = [each for each in check(DATA_FOLDER, TODAY) if each.name == "only-notices"]
    assert len([each for each in found if each.name == "only-notices"]) == 21 * len(once)
    numbers = [int(key[2:]) for key in load_dataset(folder).events.index]
    assert numbers == sorted(numbers)
    assert max(numbers) > 9999
