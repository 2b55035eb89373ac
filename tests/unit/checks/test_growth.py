"""Checks that grow with the data, and find the same in more of it."""

import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.enlarge import enlarge
from lib.checks import check, errors, files, logic, plausibility
from lib.checks.cells import is_address
from lib.checks.tables import Data, Row
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


def test_documents_that_ended_are_looked_up_by_their_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many that are said to have ended as acts that end one: each event's pair is asked once."""
    asked = 0

    def pair(_: Data, event: Row) -> tuple[str, str]:
        nonlocal asked
        asked += 1
        return event["vn_id"], event["jp_id"]

    monkeypatch.setattr(Data, "pair", pair)
    events = DATA["events"]
    first = next(row for row in events if row["kind"] in DATA.signed_kinds and row["date"])
    cells = {**first, "status": "ended"}
    many = [
        Row(n, {**cells, "jp_id": f"jp-{n // 2}", "kind": "ended" if n % 2 else first["kind"]})
        for n in range(2000)
    ]
    data = replace(DATA, tables={**DATA.tables, "events": replace(events, rows=many)})
    for rule in ("ended-without-end", "end-of-nothing"):
        list(logic.RULES[rule].broken(data))
    assert asked <= 2 * len(many)


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ([b"a,b", b'c,"d,""e"'], [["a", "b"], ["c", 'd,"e']]),
        ([b"", b" ", b"a"], [[], [" "], ["a"]]),
        # A quotation mark that is left open in one line and closed in another.
        ([b'a,"b', b'c",d'], None),
        ([b"a,b", b'c,"d'], None),
        ([b'a,"b"c', b"d,e"], None),
        ([b"a,b\rc"], None),
        ([b"a,\xe9"], None),
        ([], []),
    ],
)
def test_lines_are_read_together_where_each_is_a_row(
    lines: list[bytes], rows: list[list[str]] | None
) -> None:
    assert files._cells(lines) == rows


def whole(text: str) -> bool:
    """Whether a text is an address of a page, all of it looked at."""
    try:
        address = urlsplit(text)
        host, _ = address.hostname or "", address.port
    except ValueError:
        return False
    plain = address.scheme in ("http", "https") and not address.username
    return plain and bool(re.fullmatch(r"([\w-]+\.)+[\w-]{2,}", host))


PIECES = st.sampled_from(
    (
        *("http", "https:", "//", "/", "?", "#", "@", "[", "]", "::1", ":80", ":x", "\\", " "),
        *("a.vn", "www.b-c.go.jp", "例.jp", ".", "%", "\u2100", "\n", "\t", "u:p@"),
    )
)


@given(st.lists(PIECES, max_size=6), st.sampled_from(["", "http://", "https://a.vn"]))
def test_an_address_is_known_by_its_beginning(pieces: list[str], begin: str) -> None:
    text = begin + "".join(pieces)
    assert is_address(text) is whole(text)


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
