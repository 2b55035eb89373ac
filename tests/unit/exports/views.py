"""Views of data sets that are not those in use, and a data set with columns of its own."""

import csv
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from lib.facts.dataset import DATA_FOLDER
from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter.filters import Filter
from lib.filter.index import FilterIndex
from lib.site import store
from lib.site.links import Links
from lib.site.view import View
from tests.unit import strategies

LINKS = Links("https://example.org")


@dataclass(frozen=True)
class GivenView(View):
    """A view of the data set of `given`."""

    given: FilterIndex

    @property
    def index(self) -> FilterIndex:
        return self.given

    @property
    def events(self) -> pd.DataFrame:
        return filters.select(self.chosen, self.given)


def view(chosen: Filter | None = None, lang: str = "en", index: FilterIndex | None = None) -> View:
    """A view of `index`, without it of the data set of the repository."""
    viewpoint = replace(store.viewpoint(Units.SIGNED), day=strategies.TODAY)
    return GivenView(viewpoint, chosen or Filter(), lang, index or strategies.index())


# Columns that no code knows, as datapackage.json would describe them.
ADDED: dict[str, dict[str, Any]] = {
    "budget": {"type": "integer", "title": "Budget in yen", "description": "What it may cost."},
    "share": {"type": "number", "description": "Part that the prefecture pays."},
    "public": {"type": "boolean", "title": "Text is public"},
    "ratified": {"type": "date", "title": "Ratified on", "description": "Day of ratification."},
    "languages": {"type": "list", "delimiter": ";", "itemType": "string", "title": "Languages"},
    "motto": {"type": "string", "title": "Motto", "description": "What stands above it."},
    "archive": {"type": "string", "constraints": {"required": True}},
}
TRANSLATED = "motto"
CELLS = {
    "budget": "1200000",
    "share": "0.25",
    "public": "true",
    "ratified": "2024-08-29",
    "languages": "ja;vi",
    "motto": "Together",
    "archive": "A 1",
}
MOTTOS = {"en": "Together", "vi": "Cùng nhau", "ja": "共に"}
FILLED = "vj0141"


def folder_with_added_columns(target: Path) -> Path:
    """A copy of the data with the columns of ADDED, filled in the record FILLED."""
    shutil.copytree(DATA_FOLDER, target, ignore=shutil.ignore_patterns("build"))
    file = target / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["name"] == "events":
            resource["schema"]["fields"] += [{"name": k, **v} for k, v in ADDED.items()]
            _append(target / resource["path"], CELLS)
        elif resource["name"] in ("events.vi", "events.ja"):
            resource["schema"]["fields"].append({"name": TRANSLATED, **ADDED[TRANSLATED]})
            _append(target / resource["path"], {TRANSLATED: MOTTOS[resource["name"][-2:]]})
    file.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return target


def _append(file: Path, cells: Mapping[str, str]) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row in rows:
        empty = {name: "none" if "required" in str(ADDED[name]) else "" for name in cells}
        row.update(cells if row["id"] == FILLED else empty)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
