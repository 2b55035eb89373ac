"""A row that is put into a table is the only line that changes."""

import shutil

import pytest

from lib.facts.dataset import DATA_FOLDER
from lib.upkeep import rows
from lib.upkeep.rows import line_of
from tests.unit import strategies

PACKAGE = strategies.data().package


@pytest.fixture
def folder(tmp_path):
    for table in PACKAGE.tables.values():
        (tmp_path / table.path).parent.mkdir(exist_ok=True)
        shutil.copy(DATA_FOLDER / table.path, tmp_path / table.path)
    return tmp_path


def lines(folder, name):
    return (folder / PACKAGE.tables[name].path).read_bytes().decode().split("\n")


def difference(folder, name):
    """The lines that went and that came, and the last line before those that came."""
    old, new = lines(DATA_FOLDER, name), lines(folder, name)
    came = [line for line in new if line not in old]
    before = new[new.index(came[0]) - 1] if came else ""
    return [line for line in old if line not in new], came, before


@pytest.mark.parametrize(
    ("table", "row", "line", "behind"),
    [
        ("events", {"id": "vj0499", "title": "A, b"}, 'vj0499,,,,,,,,,,,,,"A, b",', "vj0498"),
        ("events.ja", {"id": "vj10000", "title": "覚書"}, "vj10000,,,覚書,", "vj0498"),
        (
            "evidence",
            {"event_id": "vj0001", "source_id": "s0718", "supports": 'say "so"'},
            'vj0001,s0718,,,"say ""so"""',
            "vj0001,s0014",
        ),
        ("sources", {"id": "s0000"}, "s0000,", "id,url"),
        ("localities", {"id": "jp-aichi.aisai"}, "jp-aichi.aisai,", "jp-aichi,"),
        ("names", {"locality": "jp-aichi", "name": "Zzz"}, "jp-aichi,Zzz,,", "jp-aichi,愛知"),
    ],
)
def test_a_new_row_stands_where_its_key_belongs(folder, table, row, line, behind):
    rows.put(folder, PACKAGE, {table: [row]})
    went, came, before = difference(folder, table)
    assert went == []
    assert len(came) == 1
    assert came[0].startswith(line)
    # Names are in the order of their signs: Latin letters come before kanji.
    if table == "names":
        assert before.startswith("jp-aichi,")
        assert before < came[0] < lines(folder, table)[lines(folder, table).index(came[0]) + 1]
    else:
        assert before.startswith(behind)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("events", {"id": "vj0001", "date": "2014-12"}),
        ("events", {"id": "vj0498", "fields": "water;tourism"}),
        ("events.vi", {"id": "vj0200", "summary": "Một, hai"}),
        ("sources", {"id": "s0717", "title": ""}),
        ("evidence.ja", {"event_id": "vj0001", "source_id": "s0013", "supports": "別の文"}),
    ],
)
def test_of_a_row_that_is_there_only_the_given_cells_change(folder, table, row):
    rows.put(folder, PACKAGE, {table: [row]})
    went, came, _ = difference(folder, table)
    assert len(went) == len(came) == 1
    columns = PACKAGE.tables[table].columns
    old, new = (dict(zip(columns, rows._cells(x[0]), strict=True)) for x in (went, came))
    assert new == {**old, **row}
    assert new != old


@pytest.mark.parametrize("name", PACKAGE.tables)
def test_every_line_of_the_tables_is_quoted_as_it_would_be_written(name):
    for line in lines(DATA_FOLDER, name)[:-1]:
        assert line_of(rows._cells(line)) == line


def test_a_column_that_a_table_lacks_is_named(folder):
    with pytest.raises(KeyError, match="events has no column colour"):
        rows.put(folder, PACKAGE, {"events": [{"id": "vj0499", "colour": "red"}]})
    assert difference(folder, "events")[1] == []
