"""A data set that changes under a running server is never served half old, half new."""

import importlib
import inspect
import io
import json
import pkgutil
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import lib
from lib.exports import package
from lib.facts import notes
from lib.facts.dataset import DATA_FOLDER, Dataset
from lib.facts.perspective import Units
from lib.filter.filters import Filter
from lib.filter.index import FilterIndex
from lib.map import geometry
from lib.site import store
from lib.site.links import Links
from lib.site.store import BrokenData, Viewpoint
from lib.site.view import View

# In each file a text that is there once or more, and what it becomes in the new edition.
CHANGES = {
    "events.csv": ("Exchange agreement", "Exchange agreement NEW"),
    "localities.csv": (",Kagawa,", ",Kagawa NEW,"),
    "sources.csv": (",official,", ",press,"),
    "evidence.csv": (",supports,,The ", ",supports,,NEW The "),
    "kinds.csv": (",Visit,", ",Visit NEW,"),
    "fields.csv": (",Water", ",Water NEW"),
    "successions.csv": ("Resolution", "NEW Resolution"),
    "regions/regions.csv": ("Red River Delta", "Red River Delta NEW"),
    "versions.csv": ("\n0.3.0,", "\n0.3.1,"),
    "changes.csv": ("\n0.3.0,", "\n0.3.1,"),
    "CHANGES.md": ("# Changes to the data", "# Changes to the data NEW"),
    "datapackage.json": ('"version": "0.3.0"', '"version": "0.3.1"'),
}
BOUNDARY = "boundaries/jp-47.geojson"
OLD_ORDER = [
    feature["properties"]["id"]
    for feature in json.loads((DATA_FOLDER / BOUNDARY).read_text(encoding="utf-8"))["features"]
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder of the server, in use."""
    copy = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, copy, ignore=shutil.ignore_patterns("build"))
    monkeypatch.setenv("VJ_DATA", str(copy))
    monkeypatch.setenv("VJ_TODAY", "2026-11-22")
    assert store.load() is not None
    yield copy
    monkeypatch.undo()
    store.load()


def change(folder: Path) -> None:
    """Every kind of file becomes another one."""
    for name, (old, new) in CHANGES.items():
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text, name
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    shapes = json.loads((folder / BOUNDARY).read_text(encoding="utf-8"))
    shapes["features"] = shapes["features"][::-1]
    (folder / BOUNDARY).write_text(json.dumps(shapes), encoding="utf-8")


def a_view(units: Units = Units.SIGNED) -> View:
    return View(store.viewpoint(units), Filter(), "en")


def zipped(view: View) -> dict[str, str]:
    """The files of package.zip."""
    content = io.BytesIO(b"".join(package.stream(view, Links("https://example.org"))))
    with zipfile.ZipFile(content) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def new_parts(view: View) -> dict[str, bool]:
    """What the view shows of each file: whether it is that of the new edition."""
    dataset, files = view.dataset, zipped(view)
    return {
        "events": "NEW" in str(dataset.events.at["vj0141", "title_en"]),
        "selected": "NEW" in str(view.events.at["vj0141", "title_en"]),
        "names": "NEW" in dataset.full_name("jp-kagawa", "en"),
        "sources": not (dataset.sources["kind"] == "official").any(),
        "grades": "A" not in set(view.events["grade"]),
        "evidence": "NEW" in "".join(dataset.evidence["supports_en"]),
        "kinds": "NEW" in dataset.label("kinds", "visit", "en"),
        "fields": "NEW" in dataset.label("fields", "water", "en"),
        "successions": "NEW" in "".join(dataset.successions["legal_basis_en"]),
        "regions": "NEW" in dataset.regions.name("red-river-delta", "en"),
        "notes": "NEW" in notes.notes(dataset)[0],
        "version": dataset.version == "0.3.1",
        "boundaries": drawn(view) != OLD_ORDER,
        **{
            f"zip: {name}": new in files[name]
            for name, (_, new) in CHANGES.items()
            if name in files and name != "sources.csv"
        },
    }


def drawn(view: View) -> list[str]:
    """The prefectures in the order in which their polygons are drawn."""
    ids = geometry.features(view.viewpoint, "wide").index
    return [key for key in ids if key.startswith("jp-")]


def shown(view: View) -> set[bool]:
    return set(map(bool, new_parts(view).values()))


def test_a_change_is_served_whole_once_it_is_read_anew_and_not_before(folder: Path) -> None:
    before = a_view()
    change(folder)
    for view in (before, a_view(), a_view(Units.TODAY)):
        assert shown(view) == {False}, new_parts(view)
    assert store.load() is store.dataset(before.viewpoint.edition)

    store.reload()
    after = a_view()
    assert after.viewpoint.edition != before.viewpoint.edition
    for view in (after, a_view(Units.TODAY)):
        assert shown(view) == {True}, new_parts(view)
    # Who began with the old edition is served from it to the end.
    assert shown(before) == {False}, new_parts(before)
    assert store.release(before.viewpoint.edition) != store.release(after.viewpoint.edition)


def test_a_folder_that_is_broken_leaves_the_edition_in_use(folder: Path) -> None:
    before = a_view()
    change(folder)
    with (folder / "events.csv").open("a", encoding="utf-8") as file:
        file.write("nonsense\n")
    store.reload()
    assert a_view() == before
    assert shown(a_view()) == {False}


def test_an_edition_that_is_out_of_use_for_long_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lib.checks.check", lambda folder, today: [])
    first = a_view()
    for n in range(2):
        with (folder / "CHANGES.md").open("a", encoding="utf-8") as file:
            file.write(f"\n{n}\n")
        store.reload()
    with pytest.raises(BrokenData):
        store.dataset(first.viewpoint.edition)


def test_a_broken_folder_at_the_start_is_no_data_at_all(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    (other / "events.csv").write_text("nonsense\n")
    monkeypatch.setenv("VJ_DATA", str(other))
    assert store.load() is None
    with pytest.raises(BrokenData):
        store.viewpoint(Units.SIGNED)
    monkeypatch.setenv("VJ_DATA", str(folder))
    assert a_view().events.shape[0] > 400


# --- Caches ---------------------------------------------------------------------------------------

# Cached, but of nothing that is in the data.
WITHOUT_DATA = {
    "lib.api.html.environment",
    "lib.api.static_files.compressed",
    "lib.api.static_files.needed",
    "lib.checks.plausibility._polygon",
    "lib.exports.scratch._made",
    # By datapackage.json itself, by its whole text, and by the names of columns.
    "lib.checks.structure._inline",
    "lib.checks.structure._judged",
    "lib.facts.rows._made_of",
    "lib.language.edtf.parse",
    "lib.language.folding.fold",
    "lib.language.folding.plain",
    "lib.language.i18n._decimal",
    "lib.language.i18n.words",
    "lib.checks.cells._is_origin",
    "lib.checks.plausibility._gathering",
    "lib.checks.plausibility._gathering_in",
    "lib.checks.signs.unfit",
    "lib.facts.identifiers.order",
    "lib.language.spelling.keys",
    "lib.ui.builtin.texts",
    # By nothing, by texts and by sizes.
    "lib.map.code.code",
    "lib.map.code.frame",
    "lib.pictures.png._converter",
    "lib.style.type.font",
    "lib.style.type.fitted",
    # By the reference and the word lists, which are no data of an edition.
    "lib.facts.place_finder._index",
    "lib.facts.reference._named",
    "lib.facts.reference.communes",
    "lib.facts.reference.places",
    "lib.language.typed_date._months",
    "lib.reading.communes._by_name",
    "lib.reading.dates.content",
    "lib.reading.dates.rules",
    "lib.reading.heard._sounds_of_name",
    "lib.reading.layout.marks",
    "lib.reading.likely.models",
    "lib.reading.terms._rules",
    "lib.reading.terms.content",
    "lib.reading.words.finder",
    "lib.reading.words.lists",
    # By what is declared in the code.
    "lib.api.offices._limiter",
    "lib.api.request.takes",
    "lib.inbox.guard._limiter",
    "lib.inbox.guard._rates",
    "lib.inbox.migrate.newest",
    "lib.inbox.submission._type",
    # By the overlay or the chart itself, which are compared by identity.
    "lib.ui.chart_cache.on_screen",
    "lib.map.overlay.drawn",
    "lib.site.config._parsed",
    "lib.site.kept.scripts",
    "lib.style.sheets.css",
    "lib.style.text._may_end",
    "lib.style.text._pieces",
    "lib.style.text._share",
    "lib.style.text._wrapped",
    "lib.style.text.width",
    "lib.style.type._length",
    "lib.ui.shell._page",
}
# Data sets, perspectives and their index are told apart by identity: each belongs to one edition.
OF_AN_EDITION = (Viewpoint, View, Dataset, FilterIndex)


RUN_BY_THEMSELVES = ("lib.app", "lib.inbox.migrations.")


def cached() -> dict[str, inspect.Signature]:
    found = {}
    for info in pkgutil.walk_packages(lib.__path__, "lib."):
        # What runs by itself: commands, the script, and what Alembic runs.
        if info.name.endswith("__main__") or info.name.startswith(RUN_BY_THEMSELVES):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            if hasattr(value, "cache_info") and value.__module__ == info.name:
                found[f"{info.name}.{name}"] = inspect.signature(value, eval_str=True)
    return found


def is_keyed(signature: inspect.Signature) -> bool:
    for parameter in signature.parameters.values():
        kind = parameter.annotation
        if parameter.name == "edition" or (
            isinstance(kind, type)
            and (
                issubclass(kind, OF_AN_EDITION)
                or any(hint is View for hint in getattr(kind, "__annotations__", {}).values())
            )
        ):
            return True
    return False


def test_all_that_is_kept_of_the_data_is_kept_by_edition() -> None:
    functions = cached()
    assert len(functions) > 20
    assert set(functions) >= WITHOUT_DATA
    loose = {name for name, signature in functions.items() if not is_keyed(signature)}
    assert loose == WITHOUT_DATA


def test_viewpoints_of_two_days_or_units_or_editions_are_not_one() -> None:
    one = Viewpoint("a", Units.SIGNED, date(2026, 1, 1))
    others = [
        Viewpoint("b", Units.SIGNED, date(2026, 1, 1)),
        Viewpoint("a", Units.TODAY, date(2026, 1, 1)),
        Viewpoint("a", Units.SIGNED, date(2026, 1, 2)),
    ]
    assert len({View(each, Filter(), "en") for each in (one, *others)}) == 4


def test_frames_are_kept_by_their_rows(folder: Path) -> None:
    viewpoint = store.viewpoint(Units.SIGNED)
    store.selected.cache_clear()
    all_of_it = store.selected(viewpoint, Filter())
    some = store.selected(viewpoint, Filter.of({"vn": ["vn-hai-phong"]}))
    assert store.selected(viewpoint, Filter()) is all_of_it
    # One without rows takes room too, or those of words that nothing has would never end.
    none = store.selected(viewpoint, Filter.of({"q": ["xyzzy"]}))
    size = len(all_of_it) + len(some) + 3 * store._FRAME
    assert store.selected.cache_info().currsize == size
    assert len(none) == 0 < len(some) < len(all_of_it) < store.ROWS_KEPT
