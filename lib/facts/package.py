"""What datapackage.json declares: tables with their keys and columns, translations, boundaries.

Whatever needs a list of tables, of translated columns or of boundary files takes it from here, so
that a table that is described cannot be forgotten elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from lib.language.i18n import SOURCE

DESCRIPTOR = "datapackage.json"
# Written by hand, shown on the About page, and part of the package where they are there.
NOTES = ("CHANGES.md", "ERRATA.md")
# How the schema marks the columns of dates (rdfType): https://www.loc.gov/standards/datetime/
DATE_TYPE = "http://id.loc.gov/datatypes/edtf/EDTF-level0"


def version_key(version: str) -> tuple[int, ...]:
    """What versions are sorted by: 0.9.0 comes before 0.10.0."""
    return tuple(
        int(part) if part.isascii() and part.isdigit() else 0 for part in version.split(".")
    )


@dataclass(frozen=True)
class Resource:
    """A file of the package as it is described; `path` is relative to the package's folder."""

    name: str
    path: str
    description: Mapping[str, Any]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of a table's columns in their order; none of any other file."""
        return tuple(str(field["name"]) for field in self.fields)

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The columns as the schema describes them."""
        fields: list[dict[str, Any]] = self.description.get("schema", {}).get("fields", [])
        return fields

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns of the primary key."""
        key = self.description["schema"]["primaryKey"]
        return (key,) if isinstance(key, str) else tuple(key)

    @property
    def country(self) -> str | None:
        """ISO 3166-1 code of the country whose province-level units a file of shapes shows."""
        return self.description.get("country")

    @property
    def units(self) -> tuple[str, ...]:
        """The unit systems in which a file of shapes is shown: "signed", "today"."""
        return tuple(self.description.get("units", ()))

    @property
    def may_be_empty(self) -> bool:
        """Whether a table can be without rows, as one can that a command fills."""
        return bool(self.description.get("mayBeEmpty", False))

    def of_type(self, type_: str) -> tuple[str, ...]:
        """The columns of a type of the schema, "list" for one."""
        return tuple(str(f["name"]) for f in self.fields if f.get("type") == type_)

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """The columns of dates that are known to the year, the month or the day."""
        return tuple(str(f["name"]) for f in self.fields if f.get("rdfType") == DATE_TYPE)


@dataclass(frozen=True)
class Package:
    """The description of a data package. Raises KeyError or TypeError where it is none."""

    descriptor: Mapping[str, Any]

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """All files that are described."""
        return tuple(Resource(r["name"], r["path"], r) for r in self.descriptor["resources"])

    @cached_property
    def tables(self) -> dict[str, Resource]:
        """The tables by name, translations among them."""
        return {r.name: r for r in self.resources if r.path.endswith(".csv")}

    @cached_property
    def boundaries(self) -> dict[str, Resource]:
        """The files of shapes by the name of the file: "vn-63"."""
        return {Path(r.path).stem: r for r in self.resources if r.path.endswith(".geojson")}

    def boundaries_of(self, units: str) -> list[str]:
        """The names of the files of shapes that are shown in a unit system, country by country."""
        return [name for name, resource in self.boundaries.items() if units in resource.units]

    @cached_property
    def translations(self) -> dict[str, dict[str, Resource]]:
        """Each translated table -> language -> the table of its texts (`events` -> `events.vi`)."""
        found: dict[str, dict[str, Resource]] = {}
        for name, table in self.tables.items():
            original, dot, lang = name.partition(".")
            if dot and original in self.tables:
                found.setdefault(original, {})[lang] = table
        return found

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the texts: English, as the tables are written, and the translations."""
        langs = (lang for texts in self.translations.values() for lang in texts)
        return SOURCE, *dict.fromkeys(langs)

    def texts(self, table: str) -> tuple[str, ...]:
        """The columns of a table that stand in every language."""
        if table not in self.translations:
            return ()
        one = next(iter(self.translations[table].values()))
        return tuple(column for column in one.columns if column not in one.key)

    @property
    def version(self) -> str:
        """The data version, which exports and citations show."""
        return str(self.descriptor["version"])

    @property
    def created(self) -> date:
        """The day of the data version."""
        return date.fromisoformat(str(self.descriptor["created"])[:10])
