"""What has changed in a view since an earlier version of the data, for who comes by an old link."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from lib.exports import event_table
from lib.exports.event_columns import RELATION, SUPPORTS
from lib.facts import history
from lib.facts.dataset import Dataset
from lib.facts.history import KINDS, Kind
from lib.language.i18n import Localizer
from lib.site.view import View


@dataclass(frozen=True)
class Changed:
    """A record that changed: what became of it, which columns, and why, in words.

    `own` says whether the reasons are its own, and not what the version says of all its changes.
    """

    record: str
    kind: str
    columns: tuple[str, ...]
    reasons: tuple[str, ...]
    own: bool


@dataclass(frozen=True)
class Since:
    """Of the records of a view, those that were added and corrected since; `elsewhere` counts the
    corrected ones outside it, one of which a correction may have taken out of it; `withdrawn` are
    those of the whole data set. `summaries` are what the versions say of all their changes.
    """

    added: tuple[Changed, ...]
    corrected: tuple[Changed, ...]
    withdrawn: tuple[Changed, ...]
    elsewhere: int
    summaries: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.corrected or self.withdrawn or self.elsewhere)


@lru_cache(maxsize=64)
def since(view: View, version: str) -> Since:
    """What changed in a view after a version; raises KeyError for one that never was."""
    dataset = view.dataset
    found = history.since(dataset, version)
    found = found[found["record"] != ""]
    new = set(found["id"][history.came(found)])
    gone = set(found["id"][(found["table"] == "events") & (found["change"] == Kind.WITHDRAWN)])
    gone -= set(dataset.events.index)
    corrected = set(found["record"]) - new - gone
    here = set(view.events.index)
    by_record = dict(iter(found.groupby("record")))
    headings = _headings(dataset, view.words)

    def told(keys: Iterable[str], kind: Kind) -> tuple[Changed, ...]:
        return tuple(_changed(key, kind, by_record[key], view, headings) for key in sorted(keys))

    return Since(
        told(new & here, Kind.ADDED),
        told(corrected & here, Kind.CORRECTED),
        told(gone, Kind.WITHDRAWN),
        len(corrected - here),
        tuple(dataset.versions[f"summary_{view.lang}"][list(dict.fromkeys(found["version"]))]),
    )


def of_record(key: str, view: View, version: str = "") -> list[tuple[str, Changed]]:
    """What each version changed of a record, the newest first, with the version; `version` is one
    after which to begin, "" for all.
    """
    dataset = view.dataset
    found = history.since(dataset, version) if version else history.with_records(dataset.changes)
    found = found[found["record"] == key]
    headings = _headings(dataset, view.words)
    told = []
    for number in reversed(dataset.versions.index):
        own = found[found["version"] == number]
        if len(own):
            kind = Kind.ADDED if history.came(own).any() else Kind.CORRECTED
            told.append((str(number), _changed(key, kind, own, view, headings)))
    return told


def _changed(
    key: str, kind: Kind, changes: pd.DataFrame, view: View, headings: Mapping[str, str]
) -> Changed:
    dataset, words = view.dataset, view.words
    # A cell that was corrected in three languages is corrected once for its reader.
    named = (headings.get(name, name) for name in changes["column"] if name)
    cited = (changes["table"] != "events") & (changes["column"] == "")
    sources = [words.gettext("Sources")] if cited.any() else []
    return Changed(
        key,
        words.gettext(KINDS[kind]),
        tuple(dict.fromkeys([*named, *sources])) if kind == Kind.CORRECTED else (),
        history.reasons(changes, dataset, view.lang),
        bool((changes[f"reason_{view.lang}"] != "").any()),
    )


def _headings(dataset: Dataset, words: Localizer) -> dict[str, str]:
    columns = (*event_table.columns(dataset.package), SUPPORTS, RELATION)
    found = {column.name: column.heading(words) for column in columns}
    # Of codes what their labels are called.
    return {
        name: found.get(f"{name}_label") or found.get(f"{name[:-1]}_labels") or heading
        for name, heading in found.items()
    }


def in_words(changed: Changed, words: Localizer) -> str:
    """What became of it, and of which columns: "Corrected: Title and Date"."""
    if not changed.columns:
        return changed.kind
    named = words.list(changed.columns)
    return words.gettext("{name}: {value}").format(name=changed.kind, value=named)
