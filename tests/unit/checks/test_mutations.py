"""Each column of each table is broken in several ways; what is not noticed is listed, with why.

Many cells are broken at once, each column's in a row of its own, since a check of all tables takes
longer than finding out which of the broken cells it names.
"""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.checks import LAYERS, check_data, errors, files
from lib.checks.cells import RULES as CELL_RULES
from lib.checks.registry import run
from lib.checks.tables import Row
from tests.unit import strategies
from tests.unit.checks.package import read_extract
from tests.unit.strategies import dates

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 22)
# Columns that not every row fills yet, and what could stand in the others.
NOT_YET = {("events", "checked"): "2026-11-20"}


def filled(data):
    """The data with the columns of NOT_YET filled in each row."""
    tables = dict(data.tables)
    for (name, column), value in NOT_YET.items():
        rows = [Row(row.line, {**row, column: row[column] or value}) for row in tables[name].rows]
        assert not all(row[column] for row in tables[name].rows), "nothing to fill any more"
        tables[name] = replace(tables[name], rows=rows)
    return replace(data, tables=tables)


EXTRACT, UNREADABLE = read_extract(TODAY)
SOUND = filled(EXTRACT)
PACKAGE = strategies.data().package
# Each column that the package declares, whether the checks have read its table or not.
COLUMNS = [(name, column) for name, table in PACKAGE.tables.items() for column in table.columns]

# What a cell must not be even where its meaning cannot be judged: noticed in every column.
HYGIENE = {
    "formula": lambda value: "=" + value,
    "full-width formula": lambda value: "＝" + value,
    "zero-width": lambda value: value + "\u200b",
    "line break": lambda value: value + "\nx",
    "blank": lambda value: value + " ",
    "no-break": lambda value: value + "\u00a0x",
    "markup": lambda value: value + "<br>",
    "decomposed": lambda value: value + "e\u0301",
}

# What means nothing, or something else: noticed except where listed here.
MEANING = {
    "empty": lambda rows, column, row: "",
    "garbage": lambda rows, column, row: "garbage",
    "of another row": lambda rows, column, row: next(
        (r[column] for r in rows if r[column] not in ("", row[column])), None
    ),
}
# Empty where not known (of a date, date_note has to say so); nothing else tells whether it is.
OPTIONAL = {
    ("events", "date"),
    ("localities", "geonames_id"),
    ("events", "valid_until"),
    ("events", "fields"),
    ("events", "status"),
    ("events", "extension"),
    ("events", "replaces"),
    ("events", "checked"),
    ("sources", "via"),
    ("sources", "published"),
    *(("sources", column) for column in ("title", "read", "archived_url")),
    *(("links", column) for column in ("code", "redirect", "last_seen")),
    *(("changes", f"reason_{lang}") for lang in ("en", "vi", "ja")),
}
# Free text in Roman letters: no rule can tell a wrong one from a right one.
FREE_TEXT = {
    *((table, f"{side}_party") for table in ("events", "events.vi") for side in ("vn", "jp")),
    *(
        (table, column)
        for table in ("events", "events.vi")
        for column in ("title", "summary", "date_note", "status_note")
    ),
    *(
        (table, f"{column}_{lang}")
        for table in ("kinds", "fields")
        for column in ("label", "definition")
        for lang in ("en", "vi")
    ),
    *((table, f"name_{lang}") for table in ("localities", "regions") for lang in ("en", "vi")),
    *(("successions", f"legal_basis_{lang}") for lang in ("en", "vi", "ja")),
    ("names", "name"),
    ("sources", "publisher"),
    # Names and a short name of our own; only the other rows of a publisher tell what is wrong.
    ("sources", "publisher_id"),
    ("sources", "publisher_ja"),
    ("sources", "via"),
    ("sources", "title"),
    *(
        (t, f"{c}_{lang}")
        for t, c in (("versions", "summary"), ("changes", "reason"))
        for lang in ("en", "vi")
    ),
    ("evidence", "supports"),
    ("evidence.vi", "supports"),
}
# Where another row's value stands, it must be noticed: keys, codes, addresses, places.
OWN = {
    *((name, key) for name in ("localities", "events", "events.vi", "sources") for key in ("id",)),
    *((name, "source_id") for name in ("evidence", "evidence.vi", "evidence.ja")),
    *((name, f"label_{lang}") for name in ("kinds", "fields") for lang in ("en", "vi", "ja")),
    ("localities", "country"),
    ("localities", "level"),
    ("localities", "parent_id"),
    ("localities", "iso_3166_2"),
    ("localities", "wikidata_id"),
    ("localities", "geonames_id"),
    ("localities", "latitude"),
    ("localities", "longitude"),
    ("localities", "valid_from"),
    ("localities", "valid_to"),
    ("successions", "predecessor_id"),
    ("successions", "effective_date"),
    ("successions", "reason"),
    ("sources", "url"),
    ("kinds", "code"),
    ("kinds", "signed"),
    ("fields", "code"),
    ("regions", "code"),
    ("regions", "country"),
    ("regions", "rank"),
    ("region_members", "locality_id"),
}


@pytest.fixture(scope="module")
def baseline():
    return set(check_data(SOUND, UNREADABLE))


def broken(cells):
    """The data with other values in some cells, given as (table, index of the row, column)."""
    tables = dict(SOUND.tables)
    for (name, position, column), value in cells.items():
        rows = list(tables[name].rows)
        rows[position] = Row(rows[position].line, {**rows[position], column: value})
        tables[name] = replace(tables[name], rows=rows)
    return replace(SOUND, tables=tables)


def one_cell_per_column(change):
    """For each column a filled cell, each in a row of its own, and what `change` makes of it."""
    cells = {}
    for name in PACKAGE.tables:
        rows, taken = SOUND.tables[name].rows, set()
        columns = SOUND.tables[name].columns
        for index, column in enumerate(columns):
            start = index * len(rows) // len(columns)
            for position in [*range(start, len(rows)), *range(start)]:
                row = rows[position]
                value = change(rows, column, row) if row[column] else None
                # The versions are fewer than their columns.
                free = position not in taken or len(rows) < len(columns)
                if free and value not in (None, row[column]):
                    taken.add(position)
                    cells[name, position, column] = value
                    break
    # A column in which all rows say the same has no other row's value.
    tables = {name: SOUND.tables[name].rows for name in PACKAGE.tables}
    assert all(any(row[column] for row in tables[name]) for name, column in COLUMNS)
    assert {(name, column) for name, _, column in cells} == {
        (name, column)
        for name, column in COLUMNS
        if any(
            row[column] and change(tables[name], column, row) not in (None, row[column])
            for row in tables[name]
        )
    }
    return cells


def unnoticed(cells, baseline, *, elsewhere=True, allowed=frozenset()):
    """The columns whose broken cell is not named, nor (`elsewhere`) leads to another finding.

    Whether there is another finding is not asked for columns of which neither is wanted
    (`allowed`).
    """
    found = set(check_data(broken(cells), UNREADABLE)) - baseline
    named = {(f.file, f.line, column) for f in found for column in f.column.split(",")}
    tables = SOUND.tables
    missed = {
        (name, position, column): value
        for (name, position, column), value in cells.items()
        if (tables[name].file, tables[name].rows[position].line, column) not in named
    }
    if elsewhere:
        missed = {key: value for key, value in missed.items() if (key[0], key[2]) not in allowed}
        missed = quiet(missed, baseline)
    return {(name, column) for name, _, column in missed}


def quiet(cells, baseline):
    """Those of the broken cells that lead to no finding anywhere, found by halving."""
    if not cells or not set(check_data(broken(cells), UNREADABLE)) - baseline:
        return cells
    if len(cells) == 1:
        return {}
    items, middle = list(cells.items()), len(cells) // 2
    return quiet(dict(items[:middle]), baseline) | quiet(dict(items[middle:]), baseline)


@pytest.mark.parametrize("way", HYGIENE)
def test_no_column_takes_what_no_cell_may_hold(way, baseline):
    cells = one_cell_per_column(lambda rows, column, row: HYGIENE[way](row[column]))
    assert unnoticed(cells, baseline, elsewhere=False) == set()


@pytest.mark.parametrize(("way", "allowed"), [("empty", OPTIONAL), ("garbage", FREE_TEXT)])
def test_what_means_nothing_is_noticed(way, allowed, baseline):
    assert unnoticed(one_cell_per_column(MEANING[way]), baseline, allowed=allowed) == set()


def test_what_belongs_to_another_row_is_noticed(baseline):
    cells = one_cell_per_column(MEANING["of another row"])
    own = {cell: value for cell, value in cells.items() if (cell[0], cell[2]) in OWN}
    assert len(own) == len(OWN)
    assert unnoticed(own, baseline) == set()


def test_each_column_but_few_is_guarded_by_its_meaning():
    """The host of a repost, a page's title and a reason are both optional and free."""
    free = {
        ("sources", "via"),
        ("sources", "title"),
        *(("changes", f"reason_{x}") for x in ("en", "vi")),
    }
    assert free == OPTIONAL & FREE_TEXT - OWN


def findings_on(text):
    """What the rules for cells say of a date cell that holds `text`."""
    table = replace(SOUND.tables["sources"], rows=[Row(2, {"published": text})])
    found = run(CELL_RULES, replace(SOUND, tables={"sources": table}))
    return {finding.name for finding in found if finding.column == "published"}


@given(dates())
def test_any_date_passes(text):
    assert findings_on(text) == set()


@given(dates(), st.text(min_size=1, max_size=4).filter(lambda text: not text.startswith("-")))
def test_a_date_with_anything_after_it_is_none(text, more):
    assert "date" in findings_on(text + more)


@settings(max_examples=5, deadline=None)
@given(st.integers())
def test_the_order_of_rows_changes_nothing(seed):
    order = random.Random(seed)
    cells = one_cell_per_column(MEANING["garbage"])
    data = broken(cells)
    tables = {}
    for name, table in data.tables.items():
        rows = list(table.rows)
        order.shuffle(rows)
        tables[name] = replace(table, rows=rows)
    shuffled = replace(data, tables=tables)
    for layer in LAYERS:
        assert sorted(run(layer, shuffled)) == sorted(run(layer, data))


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_cell_is_too_odd_to_be_judged(draw):
    """Whatever stands in the cells, no rule raises."""
    cells = {}
    for name, column in draw.draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=8)):
        position = draw.draw(st.integers(0, len(SOUND.tables[name].rows) - 1))
        odd = st.text(max_size=5) | st.sampled_from(
            ["9999-99", "", "nan", ";", "vn-hue", "9" * 400]
        )
        cells[name, position, column] = draw.draw(odd)
    data = broken(cells)
    for layer in LAYERS:
        run(layer, data)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["kinds.csv", "datapackage.json", "counts.json"]))
def test_no_file_is_too_odd_to_be_read(tmp_path_factory, content, file):
    """Whatever bytes a file holds, there are errors, and nothing is raised."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / file).write_bytes(content)
    data, findings = files.read(folder, TODAY)
    assert errors(check_data(data, findings))
