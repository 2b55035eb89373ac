"""Events aggregated to pairs of localities: partnerships (with a signed document) and ties.

The formality of a pair is the highest among its documents of the events given
(see `lib.facts.documents`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import compress
from typing import Any, get_type_hints

import numpy as np
import pandas as pd

from lib.facts.documents import FORMALITY, Status
from lib.facts.localities import SIDES
from lib.facts.vocabulary import Signatory
from lib.language.i18n import Localizer

# The columns of a pair.
ENDS = [f"{side}_id" for side in SIDES]
# The status of a pair is the best of its documents: `Status` declares them from best to worst.
STATUS_RANK = {str(status): rank for rank, status in enumerate(Status)}


@dataclass(frozen=True)
class Totals:
    """What a set of events holds. Partnerships and ties are never added up.

    `documents` and `partnerships` are those of all signatories; `own_documents` are those between
    both localities' governments, `own_partnerships` the pairs that have one. Of the pairs
    `running_partnerships` have a document that still runs; of the documents `undated` are of an
    unknown year, and `contradicted` those that a source contradicts.
    """

    records: int
    documents: int
    partnerships: int
    ties: int
    own_documents: int
    own_partnerships: int
    running_partnerships: int
    undated: int
    contradicted: int


def totals(events: pd.DataFrame) -> Totals:
    """Counts over `events`; a pair is a partnership if any of these events is a signed document."""
    of_pair = list(zip(*(events[end].tolist() for end in ENDS), strict=True))
    signed, running = events["signed"].to_numpy(bool), events["running"].to_numpy(bool)
    own = signed & (events["signatory"] == Signatory.GOVERNMENT).to_numpy(bool)

    def of_these(chosen: Any) -> int:
        return len(set(compress(of_pair, chosen)))

    return Totals(
        records=len(events),
        documents=int(signed.sum()),
        partnerships=of_these(signed),
        ties=len(set(of_pair)) - of_these(signed),
        own_documents=int(own.sum()),
        own_partnerships=of_these(own),
        running_partnerships=of_these(signed & running),
        undated=int((signed & events["first"].isna().to_numpy(bool)).sum()),
        contradicted=int((signed & events["contradicted"].to_numpy(bool)).sum()),
    )


def count_in_words(counted: Totals, words: Localizer) -> list[str]:
    """The totals as phrases: records, signed documents, partnerships, ties; what is contradicted.

    Of documents and partnerships it is said how many are between governments, and of partnerships
    how many still run.
    """

    def own(phrase: str, part: int, whole: int, *more: str) -> str:
        if not whole:
            return phrase
        governments = (
            words.gettext("between governments")
            if part == whole
            else words.gettext("{own} between governments").format(own=words.number(part))
        )
        return words.gettext("{counted} ({of_them})").format(
            counted=phrase, of_them=words.clauses([governments, *more])
        )

    documents = words.ngettext(
        "{count} signed document", "{count} signed documents", counted.documents
    )
    pairs = words.ngettext("{count} partnership", "{count} partnerships", counted.partnerships)
    return [
        words.ngettext("{count} record", "{count} records", counted.records),
        own(documents, counted.own_documents, counted.documents),
        own(pairs, counted.own_partnerships, counted.partnerships, still_running(counted, words)),
        words.ngettext(
            "{count} tie without a document", "{count} ties without a document", counted.ties
        ),
        *([contradicted(counted.contradicted, words)] if counted.contradicted else []),
    ]


def still_running(counted: Totals, words: Localizer) -> str:
    """How many of the partnerships have a document that still runs."""
    return words.gettext("{count} still running").format(
        count=words.number(counted.running_partnerships)
    )


def contradicted(documents: int, words: Localizer) -> str:
    """How many documents a source contradicts."""
    return words.ngettext(
        "{count} document contradicted by a source",
        "{count} documents contradicted by a source",
        documents,
    )


def pairs(events: pd.DataFrame, top: Mapping[str, str] | None = None) -> pd.DataFrame:
    """One row per pair: vn_id, jp_id, records, documents, formality (0–4), earliest, latest,
    running (bool: a document still runs), contradicted (documents that a source contradicts).

    `earliest` and `latest` are the dates of the first and the latest signing as they are known
    (EDTF), "" without one. With `top` (locality -> province-level unit) cities are counted with
    the unit that they lie in. Sorted by documents, then formality, then records.
    """
    found: dict[tuple[str, str], _Pair] = {}
    columns = (*ENDS, "signed", "formality", "date", "running", "contradicted")
    for vn, jp, *event in zip(*(events[column].tolist() for column in columns), strict=True):
        ends = (vn, jp) if top is None else (top[vn], top[jp])
        found.setdefault(ends, _Pair(*ends)).add(*event)
    ordered = [found[ends] for ends in sorted(found)]
    ordered.sort(key=lambda pair: (-pair.documents, -pair.formality, -pair.records))
    return _frame(ordered, _Pair)


@dataclass(slots=True)
class _Pair:
    """A row of `pairs` as it is being counted: pandas' own grouping takes ten times as long."""

    vn_id: str
    jp_id: str
    records: int = 0
    documents: int = 0
    formality: int = 0
    earliest: str = ""
    latest: str = ""
    running: bool = False
    contradicted: int = 0

    def add(
        self, signed: bool, formality: int, date: str, running: bool, contradicted: bool
    ) -> None:
        self.records += 1
        self.documents += signed
        self.formality = max(self.formality, formality)
        self.running |= running
        self.contradicted += signed and contradicted
        # As text "2014" comes before "2014-12": the order of the first days.
        if signed and date:
            self.earliest = min(self.earliest or date, date)
            self.latest = max(self.latest, date)


def _frame(counted: Iterable[Any], kind: type) -> pd.DataFrame:
    """A table of what was counted, with the columns of its class also where there is no row."""
    names = [field.name for field in fields(kind)]
    types = get_type_hints(kind)
    rows = list(counted)
    return pd.DataFrame(
        {
            name: pd.Series([getattr(row, name) for row in rows], dtype=_COLUMN[types[name]])
            for name in names
        }
    )


_COLUMN = {str: "str", int: "int64", bool: "bool"}


def fields_named(
    events: pd.DataFrame, top: Mapping[str, str]
) -> dict[tuple[str, str], frozenset[str]]:
    """The fields that signed documents name, per pair of province-level units that have one."""
    found: dict[tuple[str, str], set[str]] = {}
    signed = events[events["signed"]]
    for vn, jp, codes in zip(signed["vn_id"], signed["jp_id"], signed["fields"], strict=True):
        found.setdefault((top[vn], top[jp]), set()).update(codes)
    return {pair: frozenset(codes) for pair, codes in found.items()}


def latest_documents(
    events: pd.DataFrame, top: Mapping[str, str], number: int
) -> dict[tuple[str, str], tuple[str, ...]]:
    """The latest signed documents, `number` at most, per pair of province-level units.

    By the ids of their records, from the latest on; those without a known date are last.
    """
    found: dict[tuple[str, str], list[str]] = {}
    signed = events[events["signed"]].sort_values("date", ascending=False, kind="stable")
    for key, vn, jp in zip(signed.index, signed["vn_id"], signed["jp_id"], strict=True):
        kept = found.setdefault((top[vn], top[jp]), [])
        if len(kept) < number:
            kept.append(str(key))
    return {pair: tuple(keys) for pair, keys in found.items()}


def units(linked: pd.DataFrame, side: str) -> pd.DataFrame:
    """Per unit of one side (`vn_id` or `jp_id`) of pairs as from `pairs`, index its id.

    Columns records, documents, partners (units across with a document), running (those of them
    with one that still runs), contradicted (documents), formality, latest.
    """
    found: dict[str, _Unit] = {}
    columns = (side, *(field.name for field in fields(_Pair)[2:]))
    for key, *pair in zip(*(linked[column].tolist() for column in columns), strict=True):
        found.setdefault(key, _Unit(key)).add(_Pair("", "", *pair))
    return _frame((found[key] for key in sorted(found)), _Unit).set_index("unit").rename_axis(side)


@dataclass(slots=True)
class _Unit:
    """A row of `units` as it is being counted."""

    unit: str
    records: int = 0
    documents: int = 0
    partners: int = 0
    running: int = 0
    contradicted: int = 0
    formality: int = 0
    latest: str = ""

    def add(self, pair: _Pair) -> None:
        self.records += pair.records
        self.documents += pair.documents
        self.partners += pair.documents > 0
        self.running += pair.running
        self.contradicted += pair.contradicted
        self.formality = max(self.formality, pair.formality)
        self.latest = max(self.latest, pair.latest)


def units_of_both_sides(linked: pd.DataFrame) -> pd.DataFrame:
    """Both countries' units as from `units`, by documents, then records.

    `linked` are pairs of province-level units, as from `pairs`.
    """
    table = pd.concat([units(linked, side) for side in ENDS])
    return table.iloc[np.lexsort((-table["records"], -table["documents"]))]


def latest_in_words(counted: Any, words: Localizer) -> str:
    """The latest signing of a row with `documents` and `latest`, as short as can be.

    A document of unknown date has been signed; without any it is "–".
    """
    if counted.latest:
        return words.short_date(counted.latest)
    return words.gettext("signed, year unknown") if counted.documents else "–"


def marks(counted: Any, words: Localizer) -> list[str]:
    """What a pair or unit with documents must not be counted without: that none of them still runs,
    and how many a source contradicts.
    """
    found = []
    if counted.documents and not counted.running:
        found.append(words.gettext("no longer running"))
    if counted.contradicted:
        found.append(contradicted(int(counted.contradicted), words))
    return found


def link_detail(documents: int, records: int, latest: str, formality: int, words: Localizer) -> str:
    """A link in one line: formality, documents, records and latest signing."""
    _ = words.gettext
    parts = [_(FORMALITY[formality])]
    if documents:
        parts.append(
            words.ngettext("{count} signed document", "{count} signed documents", documents)
        )
    parts.append(words.ngettext("{count} record", "{count} records", records))
    if latest:
        parts.append(_("latest signing {date}").format(date=words.date(latest)))
    elif documents:
        parts.append(_("signed, year unknown"))
    return " · ".join(parts)
