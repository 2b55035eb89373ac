"""What datapackage.json declares is what the program takes; a data set needs its folder once."""

import json
import shutil
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.facts import dataset, evidence, notes, perspective, vocabulary
from lib.facts.dataset import DATA_FOLDER, REQUIRED_TABLES, Dataset, load_dataset
from lib.facts.documents import FORMALITY, Extension, Formality, Status
from lib.facts.localities import COUNTRIES, PROVINCE_LEVELS, SIDES, Level
from lib.facts.package import NOTES, Package
from lib.facts.perspective import Units
from lib.facts.rows import rows
from lib.facts.successions import Reason
from lib.language.labels import definitions, labels
from lib.map import projection
from tests.unit import strategies

DATA = strategies.data()
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    copy = tmp_path_factory.mktemp("package") / "data"
    shutil.copytree(DATA_FOLDER, copy, ignore=shutil.ignore_patterns("build"))
    return copy


# --- What is declared -----------------------------------------------------------------------------


def test_every_file_of_the_folder_is_described():
    described = {resource.path for resource in DATA.package.resources}
    found = {
        path.relative_to(DATA_FOLDER).as_posix()
        for kind in ("*.csv", "*.geojson")
        for path in DATA_FOLDER.rglob(kind)
        if "build" not in path.parts
    }
    # The reference for who enters facts is a package of its own.
    assert found == described | {"reference/places.csv", "reference/communes.csv"}
    assert set(REQUIRED_TABLES) <= set(DATA.package.tables)


def test_the_columns_are_those_of_the_files():
    for table in DATA.package.tables.values():
        first = DATA.files[table.path].split(b"\n")[0].decode()
        assert tuple(first.split(",")) == table.columns
        assert set(table.key) | set(table.dates) | set(table.of_type("list")) <= set(table.columns)


def test_dates_and_translations():
    tables = DATA.package.tables
    assert tables["events"].dates == ("date", "valid_until", "checked")
    assert tables["localities"].dates == ("valid_from", "valid_to")
    assert sum(len(table.dates) for table in tables.values()) == 12
    assert DATA.package.languages == ("en", "vi", "ja")
    assert DATA.package.texts("evidence") == ("supports",)
    assert DATA.package.texts("kinds") == ()


@pytest.mark.parametrize(
    ("units", "names"), [("signed", ["vn-63", "jp-47"]), ("today", ["vn-34", "jp-47"])]
)
def test_each_country_has_one_boundary_file_in_each_unit_system(units, names):
    assert DATA.package.boundaries_of(units) == names
    assert [DATA.package.boundaries[name].country for name in names] == list(COUNTRIES)
    assert {*Units} == {u for r in DATA.package.boundaries.values() for u in r.units}


@pytest.mark.parametrize(
    ("table", "column", "codes"),
    [
        ("localities", "country", COUNTRIES),
        ("localities", "level", Level),
        ("successions", "reason", Reason),
        ("events", "signatory", vocabulary.Signatory),
        ("events", "confidence", vocabulary.Confidence),
        ("events", "extension", Extension),
        ("sources", "kind", vocabulary.SourceKind),
        ("sources", "side", [*SIDES, "other"]),
        ("evidence", "relation", vocabulary.Relation),
        ("regions", "country", COUNTRIES),
    ],
)
def test_codes_are_those_of_the_schema(table, column, codes):
    [field] = [f for f in DATA.package.tables[table].fields if f["name"] == column]
    assert field["constraints"]["enum"] == [str(code) for code in codes]


def test_codes_carry_label_and_definition():
    assert labels(Status)["in_force"] == Status.IN_FORCE.label == "In force"
    assert labels(Status)[Status.ENDED] == "Ended by the parties"
    assert all(definitions(Status).values()) and all(definitions(evidence.Grade).values())
    assert [type(code) for code in labels(vocabulary.Relation)] == [str] * 3
    assert Status("ended") is Status.ENDED
    assert FORMALITY[Formality.SISTER] == Formality.SISTER.label
    with pytest.raises(ValueError):
        Status("unheard-of")


def test_each_level_belongs_to_one_country():
    levels = [level for side in SIDES.values() for level in side.levels]
    assert sorted(levels) == sorted(Level)
    assert set(PROVINCE_LEVELS) == {"province", "municipality", "prefecture", "region"}


def test_every_locality_lies_in_a_frame_of_its_country():
    for place in rows(DATA.localities):
        frames = COUNTRIES[place.country].frames.values()
        x, y = place.longitude, place.latitude
        assert any(w <= x <= e and s <= y <= n for w, s, e, n in frames), place.Index


@given(st.sampled_from(list(SIDES.values())), st.data())
def test_what_passes_the_check_of_coordinates_is_drawn(side, draw):
    west, south, east, north = draw.draw(st.sampled_from(list(side.frames.values())))
    x, y = draw.draw(st.floats(west, east)), draw.draw(st.floats(south, north))
    for scene in projection.SCENES.values():
        scene.project(x, y)


def test_key_may_be_a_single_name():
    schema = {"fields": [{"name": "id"}], "primaryKey": "id"}
    package = Package({"resources": [{"name": "a", "path": "x/a.csv", "schema": schema}]})
    assert package.tables["a"].key == ("id",)


# --- Edition, and independence of the folder ------------------------------------------------------

FILES = sorted(path for path in DATA.files if path != "datapackage.json")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*FILES, "datapackage.json"]), st.data())
def test_the_edition_changes_with_any_byte_of_any_file(folder, name, draw):
    file = folder / name
    content = file.read_bytes()
    # Bytes that leave the file readable: the line end of a table, a blank behind JSON.
    changed = content + draw.draw(st.sampled_from([b"\n", b" \n", b"\n\n"]))
    try:
        file.write_bytes(changed)
        assert load_dataset(folder).edition != DATA.edition
    finally:
        file.write_bytes(content)
    assert load_dataset(folder).edition == DATA.edition


@given(st.sampled_from([*FILES, "datapackage.json"]), st.data())
def test_a_single_byte_is_enough(name, draw):
    content = bytearray(DATA.files[name])
    content[draw.draw(st.integers(0, len(content) - 1))] ^= draw.draw(st.integers(1, 255))
    assert dataset._digest({**DATA.files, name: bytes(content)}) != DATA.edition
    assert dataset._digest(dict(reversed([*DATA.files.items()]))) == DATA.edition


def test_the_notes_are_part_of_the_edition_and_may_be_missing(tmp_path, folder):
    shutil.copytree(folder, tmp_path / "data")
    for name in NOTES:
        (tmp_path / "data" / name).unlink()
    bare = load_dataset(tmp_path / "data")
    assert bare.edition != DATA.edition
    assert notes.notes(bare) == []


def everything(data: Dataset) -> str:
    """All that a data set and its perspectives say, as text."""
    seen = [perspective.see(data, units, TODAY) for units in Units]
    parts = [
        *(view.events.to_csv() for view in seen),
        *(str(view.top) for view in seen),
        *(getattr(data, name).to_csv() for name in ("localities", "sources", "evidence")),
        data.regions.table.to_csv(),
        json.dumps(data.boundaries),
        data.event_text.to_csv(),
        *(data.full_name(key, lang) for key in data.localities.index for lang in data.languages),
        *(data.label("kinds", code, "ja") for code in data.kinds.index),
        *(data.definition("fields", code, "vi") for code in data.fields.index),
        *notes.notes(data),
        str(data.gazetteer.terms("da nang")),
        data.package.created.isoformat(),
    ]
    return "\n".join(parts)


def test_nothing_is_read_from_the_folder_after_loading(tmp_path, folder):
    copy = tmp_path / "data"
    shutil.copytree(folder, copy)
    loaded = load_dataset(copy)
    shutil.rmtree(copy)
    assert everything(loaded) == everything(DATA)
