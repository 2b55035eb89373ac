"""The data package in memory: its tables, joined and typed once, never changed.

`load_dataset` reads `data/` (or another folder of the same shape) once and whole, so that a folder
that changes later changes nothing of it. Whether the tables are sound is for `lib.checks` to say;
what is loaded here has passed it.
"""

import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from lib.facts import documents, evidence, regions
from lib.facts.documents import Status
from lib.facts.gazetteer import Gazetteer
from lib.facts.identifiers import in_order
from lib.facts.localities import PROVINCE_LEVELS
from lib.facts.package import DESCRIPTOR, NOTES, Package, version_key
from lib.facts.regions import Regions
from lib.facts.rows import rows
from lib.facts.vocabulary import Relation
from lib.language import edtf
from lib.language.folding import fold, plain
from lib.language.i18n import LANGUAGES, SOURCE, words

# Texts as Python has them: of tables of this size, parts, rows and cells are had in a third of the
# time that Arrow's columns take.
pd.options.mode.string_storage = "python"

DATA_FOLDER = Path(__file__).parents[2] / "data"
# Without these there is no data set; what else the package describes is carried along.
REQUIRED_TABLES = (
    "localities",
    "names",
    "successions",
    "events",
    "sources",
    "evidence",
    "kinds",
    "fields",
    "regions",
    "region_members",
)

# Tables that a package can be without, as the first versions were, with their columns.
_OPTIONAL_TABLES = {
    "names": ("locality", "name", "language", "kind"),
    "versions": ("version", "date", *(f"summary_{lang}" for lang in LANGUAGES)),
    "changes": (
        *("version", "date", "table", "id", "column", "change"),
        *(f"reason_{lang}" for lang in LANGUAGES),
    ),
    "links": ("source_id", "checked", "status", "code", "last_seen", "redirect"),
}
# So many events are made named tuples at once.
_TOGETHER = 256
_OF_SOURCES = ("title", "read", "archived_url")
# Where the ZIP files of earlier versions lie.
ARCHIVES = "versions"


@dataclass(frozen=True, eq=False)
class Dataset:
    """The tables of the data package, as signed. Cells are text, "" where empty, unless said so.

    edition: SHA-256 over the names and bytes of all files.
    events: index `id`, in their order; the columns of events.csv, with lists as tuples, each
    translated text once per language (`title_en`, `title_vi`, …) and the `status` of the file as
    `stated_status`; besides, `signed` (bool: a kind of signed document that was not announced
    only), `first` and `last` (datetime64, the days that the date can mean; NaT where undated) and
    `sources` (int, how many support it).
    localities: index `id`, in the file's order; `latitude`, `longitude` are float (WGS 84).
    kinds, fields: index `code`, in order of display; of kinds `signed` is bool, `formality` int.
    names: as in the file: further names of localities.
    sources: index `id`; `publisher_id` is the house of a publisher, and `publisher_en`,
    `publisher_vi`, … the publisher's name; `link_status`, `link_checked` and
    `last_seen` from links.
    evidence: event_id, source_id, relation, and `supports_en`, `supports_vi`, …
    successions: as in the file.
    versions: index `version`, in their order; `date` and `summary_en`, `summary_vi`, ….
    changes: as in the file: what each version changed of the one before (`lib.facts.history`).
    links: index `source_id`; when each page was last asked for and how it answered.
    files: path within the package -> content, of all that is described, and the notes.
    archives: version -> the ZIP file of that earlier version.
    """

    package: Package
    edition: str
    events: pd.DataFrame
    localities: pd.DataFrame
    names: pd.DataFrame
    sources: pd.DataFrame
    evidence: pd.DataFrame
    kinds: pd.DataFrame
    fields: pd.DataFrame
    successions: pd.DataFrame
    versions: pd.DataFrame
    changes: pd.DataFrame
    links: pd.DataFrame
    regions: Regions
    files: Mapping[str, bytes]
    archives: Mapping[str, bytes]

    @property
    def version(self) -> str:
        """The data version, which exports and citations show."""
        return self.package.version

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which every text stands."""
        return self.package.languages

    @cached_property
    def boundaries(self) -> dict[str, list[dict[str, Any]]]:
        """Name of a file of shapes ("vn-63") -> its GeoJSON features, WGS 84.

        Read when first asked for: most who load a data set ask for none.
        """
        return {
            name: json.loads(self.files[resource.path])["features"]
            for name, resource in self.package.boundaries.items()
        }

    @cached_property
    def ancestors(self) -> dict[str, tuple[str, ...]]:
        """Each locality's id -> itself, its parent, and so on up to the province-level unit."""
        parents = {str(key): str(parent) for key, parent in self.localities["parent_id"].items()}
        chains: dict[str, tuple[str, ...]] = {}
        for key in parents:
            chain = [key]
            while parents[chain[-1]]:
                chain.append(parents[chain[-1]])
            chains[key] = tuple(chain)
        return chains

    @cached_property
    def provinces(self) -> dict[str, str]:
        """Each locality's id -> the province-level unit that it is or lies in, former ones too."""
        levels = self.localities["level"]
        return {
            key: next(k for k in chain if levels[k] in PROVINCE_LEVELS)
            for key, chain in self.ancestors.items()
        }

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Every locality under its names in all languages, and its other names."""
        labels = {
            key: {lang: self.name(key, lang) for lang in self.languages}
            for key in self.localities.index
        }
        return Gazetteer(labels, self.other_names, self.ancestors)

    @cached_property
    def other_names(self) -> dict[str, list[str]]:
        """Each locality's id -> its further names, of those that have any."""
        others: dict[str, list[str]] = {}
        for key, name in zip(self.names["locality"], self.names["name"], strict=True):
            others.setdefault(key, []).append(name)
        return others

    @cached_property
    def event_text(self) -> pd.DataFrame:
        """Per event what free text is searched in: columns `folded` and `plain`."""
        columns = [
            f"{column}_{lang}"
            for column in ("title", "summary", "vn_party", "jp_party")
            for lang in self.languages
        ]
        rows = zip(*(self.events[column].tolist() for column in columns), strict=True)
        joined = list(map(" | ".join, rows))
        # Not kept by `folding` too: these are the longest texts of all.
        ways = {"folded": fold.__wrapped__, "plain": plain.__wrapped__}
        found = {name: pd.Series(map(way, joined), dtype=str) for name, way in ways.items()}
        return pd.DataFrame(found).set_index(self.events.index)

    # Names and labels are looked up hundreds of times in a run, which is too often for a frame.
    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        columns = {lang: self.localities[f"name_{lang}"].map(str) for lang in self.languages}
        return {lang: dict(zip(names.index, names, strict=True)) for lang, names in columns.items()}

    @cached_property
    def _full_names(self) -> dict[str, dict[str, str]]:
        return {
            lang: {
                key: words(lang).place([self._names[lang][k] for k in chain])
                for key, chain in self.ancestors.items()
            }
            for lang in self.languages
        }

    @cached_property
    def _texts(self) -> dict[tuple[str, str], dict[str, str]]:
        return {
            (table, column): dict(zip(frame.index, frame[column].map(str), strict=True))
            for table, frame in (("kinds", self.kinds), ("fields", self.fields))
            for column in frame.columns
            if column.startswith(("label_", "definition_"))
        }

    @cached_property
    def citing(self) -> dict[str, list[int]]:
        """Per event the places of what it cites in `evidence`, for its `iloc`."""
        found: dict[str, list[int]] = {}
        for place, key in enumerate(self.evidence["event_id"]):
            found.setdefault(key, []).append(place)
        return found

    @cached_property
    def assessed(self) -> pd.DataFrame:
        """How sure each event is, from every side and on any day: see `evidence.assess`."""
        return evidence.assess(self.events.index, self.evidence, self.sources)

    @cached_property
    def followers(self) -> dict[str, list[str]]:
        """Per document those that renew it or take its place, the earliest first."""
        return documents.followers(self.events)

    @cached_property
    def _rows(self) -> dict[str, Any]:
        return {}

    def name(self, locality: str, lang: str) -> str:
        """The locality's own name: "Yokohama", 横浜市."""
        return self._names[lang][locality]

    def full_name(self, locality: str, lang: str) -> str:
        """The name with the unit that it lies in: "Yokohama, Kanagawa", 神奈川県横浜市."""
        return self._full_names[lang][locality]

    def pair_name(self, vn: str, jp: str, lang: str) -> str:
        """Both full names: "Hai Phong – Kagawa"."""
        return f"{self.full_name(vn, lang)} – {self.full_name(jp, lang)}"

    def event(self, key: str) -> Any:
        """The event as a named tuple, for code that shows it; raises KeyError."""
        # To make one of a frame takes longer than to show it, and some hundred no longer than one.
        if key not in self._rows:
            place = self.events.index.get_loc(key)
            assert isinstance(place, int), key
            self._keep(self.events.iloc[place - place % _TOGETHER :][:_TOGETHER])
        return self._rows[key]

    def events_of(self, keys: Iterable[str]) -> list[Any]:
        """The events as of `event`, for code that shows many; raises KeyError."""
        keys = [*keys]
        if missing := [*dict.fromkeys(key for key in keys if key not in self._rows)]:
            self._keep(self.events.loc[missing])
        return [self._rows[key] for key in keys]

    def _keep(self, events: pd.DataFrame) -> None:
        self._rows.update((each.Index, each) for each in rows(events))

    def label(self, table: str, code: str, lang: str) -> str:
        """The label of a code of `kinds` or `fields`."""
        return self._texts[table, f"label_{lang}"][code]

    def definition(self, table: str, code: str, lang: str) -> str:
        """What a code of `kinds` or `fields` means."""
        return self._texts[table, f"definition_{lang}"][code]


def load_dataset(folder: Path = DATA_FOLDER) -> Dataset:
    """The data package in `folder`; raises OSError, KeyError or ValueError if unreadable."""
    zipped = sorted((folder / ARCHIVES).glob("*.zip"))
    return of_files(read_files(folder), {path.stem: path.read_bytes() for path in zipped})


def read_files(folder: Path) -> dict[str, bytes]:
    """The files of the data package in `folder`, as a Dataset has them."""
    descriptor = (folder / DESCRIPTOR).read_bytes()
    names = [resource.path for resource in Package(json.loads(descriptor)).resources]
    names += [name for name in NOTES if (folder / name).exists()]
    return {DESCRIPTOR: descriptor, **{name: (folder / name).read_bytes() for name in names}}


def of_files(files: Mapping[str, bytes], archives: Mapping[str, bytes]) -> Dataset:
    """The data package in files and archives as a Dataset has them; raises KeyError, ValueError."""
    package = Package(json.loads(files[DESCRIPTOR]))
    tables = {name: _table(files[table.path]) for name, table in package.tables.items()}
    kinds = tables["kinds"].set_index("code")
    kinds = kinds.assign(signed=kinds["signed"] == "true", formality=kinds["formality"].astype(int))
    localities = tables["localities"].set_index("id")
    return Dataset(
        package=package,
        edition=_digest(files),
        events=_events(package, tables, kinds),
        localities=localities.astype({"latitude": float, "longitude": float}),
        names=_if_there("names", tables),
        sources=_sources(tables),
        evidence=_translated("evidence", package, tables),
        kinds=kinds,
        fields=tables["fields"].set_index("code"),
        successions=tables["successions"],
        versions=_if_there("versions", tables)
        .set_index("version")
        .sort_index(key=lambda versions: versions.map(version_key)),
        changes=_if_there("changes", tables),
        links=_if_there("links", tables).set_index("source_id"),
        regions=regions.of(tables["regions"], tables["region_members"]),
        files=files,
        archives=archives,
    )


def _table(content: bytes) -> pd.DataFrame:
    """A table as it stands in the file: every cell text, an empty one ""."""
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


def _if_there(name: str, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """An optional table; one without rows where the package has none."""
    return tables.get(name, pd.DataFrame(columns=_OPTIONAL_TABLES[name], dtype=str))


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return digest.hexdigest()


def _translated(name: str, package: Package, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """A table with each of its translated columns once per language: `title_en`, `title_vi`, …"""
    texts = package.texts(name)
    table = tables[name].rename(columns={column: f"{column}_{SOURCE}" for column in texts})
    for lang, resource in package.translations[name].items():
        renamed = {column: f"{column}_{lang}" for column in texts}
        translated = tables[resource.name].rename(columns=renamed)
        table = table.merge(translated, on=list(resource.key), how="left", validate="one_to_one")
    return table


def _sources(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The sources with how each was reached last; "" where nothing is known, as in all columns."""
    sources = tables["sources"].set_index("id")
    # The first versions had none of these.
    new = {column: "" for column in _OF_SOURCES if column not in sources}
    sources = sources.assign(**new, **{f"publisher_{SOURCE}": sources["publisher"]})
    links = _if_there("links", tables).set_index("source_id")
    reached = links[["status", "checked", "last_seen"]].reindex(sources.index, fill_value="")
    return sources.join(
        reached.rename(columns={"status": "link_status", "checked": "link_checked"})
    )


def _events(
    package: Package, tables: Mapping[str, pd.DataFrame], kinds: pd.DataFrame
) -> pd.DataFrame:
    events = _translated("events", package, tables).set_index("id")
    events = events.loc[in_order(events.index)]
    events = events.rename(columns={"status": "stated_status"})
    dates = events["date"].map(lambda text: edtf.parse(text) if text else None)
    evidence = tables["evidence"]
    supporting = evidence["event_id"][evidence["relation"] == Relation.SUPPORTS].value_counts()
    lists = package.tables["events"].of_type("list")
    return events.assign(
        **{column: events[column].map(_parts) for column in lists},
        signed=events["kind"].map(kinds["signed"]).astype(bool)
        & (events["stated_status"] != Status.ANNOUNCED),
        first=pd.to_datetime(dates.map(lambda value: value and value.first)),
        last=pd.to_datetime(dates.map(lambda value: value and value.last)),
        sources=supporting.reindex(events.index, fill_value=0),
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()
