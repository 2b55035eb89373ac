"""The data package in memory: its tables, joined and typed once, never changed.

`load` reads `data/` (or another folder of the same shape). Whether the tables are sound is for
`lib.checks` to say; what is loaded here has passed it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from lib.facts.gazetteer import Gazetteer
from lib.facts.rows import row
from lib.language import edtf
from lib.language.folding import fold, plain
from lib.language.i18n import LANGUAGES

DATA = Path(__file__).parents[2] / "data"
PROVINCE_LEVELS = ("province", "municipality", "prefecture", "region")
_TEXTS = ("vn_party", "jp_party", "title", "summary", "date_note", "status_note")
_TABLES = ("localities", "successions", "sources", "evidence", "kinds", "fields")


@dataclass(frozen=True)
class Catalogue:
    """The tables of the data package.

    events: index `id`; the columns of events.csv, with `fields` as a tuple of codes, each text
    column three times (`title_en`, `title_vi`, `title_ja`), `renews` as a tuple of ids, the
    `status` of the file as `said_status`, and `signed` (bool; never what was only announced),
    `first`, `last` (datetime64, the days that the date can mean; NaT where undated), `sources`
    (number of supporting sources), sorted by id. `lib.perspective` adds what follows from them.
    localities, kinds, fields, sources: index `id` or `code`; of a source's publisher `publisher` is
    the key, and `publisher_en`, `publisher_vi`, `publisher_ja` the name. evidence: as in the file,
    `supports` in three languages. successions: as in the file.
    moves: former unit -> unit of today, where the events are seen as of today.
    """

    package: dict[str, object]
    events: pd.DataFrame
    localities: pd.DataFrame
    sources: pd.DataFrame
    evidence: pd.DataFrame
    kinds: pd.DataFrame
    fields: pd.DataFrame
    successions: pd.DataFrame
    moves: Mapping[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The data version, which exports and citations show."""
        return str(self.package["version"])

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
    def top(self) -> dict[str, str]:
        """Each locality's id -> the province-level unit that it is or lies in."""
        levels = self.localities["level"]
        tops = {
            key: next(k for k in chain if levels[k] in PROVINCE_LEVELS)
            for key, chain in self.ancestors.items()
        }
        return {key: self.moves.get(unit, unit) for key, unit in tops.items()}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        names = self.localities[[f"name_{lang}" for lang in LANGUAGES]]
        return Gazetteer(dict(zip(names.index, names.to_numpy().tolist(), strict=True)))

    @cached_property
    def event_text(self) -> pd.DataFrame:
        """Per event what free text is searched in: columns `folded` and `plain`."""
        columns = [
            f"{c}_{la}" for c in ("title", "summary", "vn_party", "jp_party") for la in LANGUAGES
        ]
        joined = self.events[columns].agg(" | ".join, axis=1)
        return pd.DataFrame({"folded": joined.map(fold), "plain": joined.map(plain)})

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        # Looked up hundreds of times in a run, which is too often for a frame.
        columns = {lang: self.localities[f"name_{lang}"] for lang in LANGUAGES}
        return {
            lang: dict(zip(names.index, names.map(str), strict=True))
            for lang, names in columns.items()
        }

    @cached_property
    def _full_names(self) -> dict[str, dict[str, str]]:
        return {
            lang: {key: self._join(chain, lang) for key, chain in self.ancestors.items()}
            for lang in LANGUAGES
        }

    @cached_property
    def _texts(self) -> dict[tuple[str, str], dict[str, str]]:
        return {
            (table, column): dict(zip(frame.index, frame[column].map(str), strict=True))
            for table, frame in (("kinds", self.kinds), ("fields", self.fields))
            for column in (f"{what}_{la}" for what in ("label", "definition") for la in LANGUAGES)
        }

    def _join(self, chain: tuple[str, ...], lang: str) -> str:
        names = [self._names[lang][key] for key in chain]
        return "".join(reversed(names)) if lang == "ja" else ", ".join(names)

    def name(self, locality: str, lang: str) -> str:
        """The locality's own name: "Yokohama", 横浜市."""
        return self._names[lang][locality]

    def full_name(self, locality: str, lang: str) -> str:
        """The name with the unit that it lies in: "Yokohama, Kanagawa", 神奈川県横浜市."""
        return self._full_names[lang][locality]

    @cached_property
    def _rows(self) -> dict[str, Any]:
        return {}

    def event(self, key: str) -> Any:
        """The event as a named tuple, for code that shows it; raises KeyError."""
        # To make one of a frame takes longer than to show it.
        if key not in self._rows:
            self._rows[key] = row(self.events, key)
        return self._rows[key]

    def label(self, table: str, code: str, lang: str) -> str:
        """The label of a code of `kinds` or `fields`."""
        return self._texts[table, f"label_{lang}"][code]

    def definition(self, table: str, code: str, lang: str) -> str:
        """What a code of `kinds` or `fields` means."""
        return self._texts[table, f"definition_{lang}"][code]


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """A table as it stands in the file: every cell text, an empty one ""."""
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def load(folder: Path = DATA) -> Catalogue:
    """The catalogue of the data package in `folder`; raises OSError or ValueError if unreadable."""
    tables = {name: read_table(folder, name) for name in _TABLES}
    tables["kinds"] = tables["kinds"].assign(
        signed=tables["kinds"]["signed"] == "true",
        formality=tables["kinds"]["formality"].astype(int),
    )
    tables["sources"]["publisher_en"] = tables["sources"]["publisher"]
    tables["localities"] = tables["localities"].astype({"latitude": float, "longitude": float})
    for name, key in {
        "localities": "id",
        "sources": "id",
        "kinds": "code",
        "fields": "code",
    }.items():
        tables[name] = tables[name].set_index(key)
    tables["evidence"] = _evidence(folder, tables["evidence"])
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return Catalogue(
        package=package,
        events=_events(folder, tables),
        localities=tables["localities"],
        sources=tables["sources"],
        evidence=tables["evidence"],
        kinds=tables["kinds"],
        fields=tables["fields"],
        successions=tables["successions"],
    )


def _events(folder: Path, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    events = read_table(folder, "events").set_index("id").sort_index()
    events = events.rename(
        columns={**{name: f"{name}_en" for name in _TEXTS}, "status": "said_status"}
    )
    for lang in LANGUAGES:
        if lang != "en":
            texts = read_table(folder, f"events.{lang}").set_index("id")
            events = events.join(texts.add_suffix(f"_{lang}"))
    dates = events["date"].map(lambda text: edtf.parse(text) if text else None)
    citations = tables["evidence"].query("relation == 'supports'")["event_id"].value_counts()
    return events.assign(
        fields=_lists(events["fields"]),
        renews=_lists(events["renews"]),
        signed=events["kind"].map(tables["kinds"]["signed"]).astype(bool)
        & (events["said_status"] != "announced"),
        first=pd.to_datetime(dates.map(lambda value: value and value.first)),
        last=pd.to_datetime(dates.map(lambda value: value and value.last)),
        sources=citations.reindex(events.index, fill_value=0),
    )


def _evidence(folder: Path, evidence: pd.DataFrame) -> pd.DataFrame:
    evidence = evidence.rename(columns={"supports": "supports_en"})
    keys = ["event_id", "source_id"]
    for lang in LANGUAGES:
        if lang != "en":
            texts = read_table(folder, f"evidence.{lang}").rename(
                columns={"supports": f"supports_{lang}"}
            )
            evidence = evidence.merge(texts, on=keys, how="left", validate="one_to_one")
    return evidence


def _lists(cells: pd.Series) -> pd.Series:
    return cells.map(lambda cell: tuple(cell.split(";")) if cell else ())
