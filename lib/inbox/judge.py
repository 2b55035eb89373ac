"""What the rules of the data package say to a proposal, each at its field.

They are those of `make check-data`, asked of the rows that the proposal would become, among the
rows that these have to do with. What they say of these alone is not the proposal's.
"""

from collections.abc import Iterator
from datetime import date

from lib.checks import Finding, check_rows
from lib.checks.tables import Data
from lib.facts.dataset import Dataset
from lib.facts.localities import SIDES
from lib.inbox import houses
from lib.inbox.around import around
from lib.inbox.files import Rows, next_ids, table
from lib.inbox.problem import Problem, problem
from lib.inbox.rows import event_id, rows
from lib.inbox.rule_words import in_words
from lib.inbox.submission import EVENT, TEXTS, Proposal, Wish
from lib.language.i18n import N_, SOURCE
from lib.site import config

_NO_RECORD = N_("There is no record of this number.")
_NO_PLACE = N_("This place is not known here.")
_CITED = N_("The record cites this page already.")
_TWICE = N_("This page is named twice.")
_SAME = N_("The record says this already.")


def problems(data: Dataset, proposal: Proposal, today: date | None = None) -> list[Problem]:
    """What would be wrong or odd with the rows that it would become, errors first.

    `today` is the day for which dates to come and terms that are over are told.
    """
    own = [*_own(data, proposal)]
    if own or proposal.wish is Wish.NONE:
        return own
    proposed = rows(data, proposal, fill=True)
    near = around(data, today or config.today(SOURCE), proposed)
    said = [each for each in check_rows(near.data, proposed, ()) if each.name not in _LATER]
    # What is said of the others alone is looked for where anything is said, which is seldom.
    new = sorted({*said} - near.before) if said else []
    place = _Place(data, proposal, near.data, proposed)
    found = [_told(where, each) for each in new if (where := place.field(each)) is not None]
    return sorted(dict.fromkeys(found), key=lambda each: each.severity != "error")


def _own(data: Dataset, proposal: Proposal) -> Iterator[Problem]:
    """What no rule of the package says, since it asks whether there is anything to add."""
    record, event = proposal.record, proposal.event
    if record and record not in data.events.index:
        yield problem("record", record, _NO_RECORD)
        return
    seen: set[str] = set()
    cited = _cited(data, record) if proposal.wish is Wish.SOURCE else frozenset()
    for position, source in enumerate(proposal.sources):
        address = houses.same_address(source.url)
        if address in seen:
            yield problem(f"sources.{position}.url", source.url, _TWICE)
        elif houses.source_id(data, source.url) in cited:
            yield problem(f"sources.{position}.url", source.url, _CITED)
        seen.add(address)
    if proposal.wish is Wish.NONE:
        for side in SIDES:
            place = event.get(f"{side}_id", "")
            if place and place not in data.localities.index:
                yield problem(f"event.{side}_id", place, _NO_PLACE)
    if proposal.wish is Wish.CORRECTION and (event or proposal.translations):
        changed = rows(data, proposal)
        if all(
            table(data, name).get(_key(data, name, row)) == row
            for name, made in changed.items()
            for row in made
        ):
            yield problem("event", "", _SAME)


def _cited(data: Dataset, record: str) -> frozenset[str]:
    """The sources of a record."""
    evidence = data.evidence["source_id"]
    return frozenset(str(evidence.iloc[place]) for place in data.citing.get(record, ()))


def _key(data: Dataset, name: str, row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in data.package.tables[name].key)


# These are for whoever publishes.
_LATER = frozenset(
    {
        *("untranslated-event", "untranslated-evidence", "unnamed-unit", "unused-unit"),
        *("missing-language", "no-counts", "fewer", "no-boundary", "coordinate", "outside"),
    }
)
# What a new date of a record brings about with the pages that it cites.
_OF_A_DATE = ("early-source", "late-source")


class _Place:
    """Which field of a proposal a cell of its rows comes from."""

    def __init__(self, data: Dataset, proposal: Proposal, around: Data, proposed: Rows) -> None:
        self.proposal, self.around, self.proposed = proposal, around, proposed
        self.key = event_id(data, proposal, next_ids(data))
        self.sources: dict[str, int] = {}
        new = {houses.same_address(r["url"]): r["id"] for r in proposed.get("sources", [])}
        for position, source in enumerate(proposal.sources):
            known = houses.source_id(data, source.url)
            key = known or new[houses.same_address(source.url)]
            self.sources.setdefault(key, position)

    def field(self, finding: Finding) -> str | None:
        """The field; "" for the whole, None where it was filled in for the look of it."""
        name = next((n for n, t in self.around.tables.items() if t.file == finding.file), "")
        row = self._row(name, finding.line)
        if row is None:
            return "event.date" if finding.name in _OF_A_DATE else ""
        column = finding.column.partition(",")[0]
        original, _, lang = name.partition(".")
        if original == "events":
            return self._of_event(finding.name, row, column, lang or SOURCE)
        if original == "evidence":
            return self._of_evidence(row, column, lang or SOURCE)
        if original == "sources":
            return self._of_source(row["id"], column)
        if original == "localities":
            return self._of_unit(row["id"], column)
        return ""

    def _row(self, name: str, line: int) -> dict[str, str] | None:
        """The proposed row that stands in a line."""
        if name not in self.proposed:
            return None
        known = self.around[name].by(*self.around[name].resource.key)
        last = max((row.line for row in self.around[name]), default=1)
        for row in self.proposed[name]:
            key = tuple(row[column] for column in self.around[name].resource.key)
            if key in known:
                own = known[key].line
            else:
                own = last = last + 1
            if own == line:
                return row
        return None

    def _of_event(self, rule: str, row: dict[str, str], column: str, lang: str) -> str | None:
        if row["id"] != self.key:
            return ""
        if rule.startswith("event-without"):
            return "sources"
        if column in TEXTS:
            return self._of_text(column, f"event.{column}", lang, self.proposal.event.get(column))
        return f"event.{column}" if column in EVENT else ""

    def _of_text(self, key: str, own: str, lang: str, given: str | None) -> str | None:
        """The field of a text; None where it was filled in for the look of it."""
        if lang == self.proposal.lang:
            return own
        if key in self.proposal.translations.get(lang, {}):
            return f"translations.{lang}.{key}"
        # Of a text that is missing in all languages its own is told.
        return None if given or lang != SOURCE else own

    def _of_evidence(self, row: dict[str, str], column: str, lang: str) -> str | None:
        position = self.sources.get(row["source_id"])
        if position is None:
            return ""
        field = f"sources.{position}"
        if column == "supports":
            given = self.proposal.sources[position].supports
            if lang == self.proposal.lang and not given:
                return None
            return self._of_text(f"{field}.supports", f"{field}.supports", lang, given)
        return f"{field}.{'relation' if column == 'relation' else 'published'}"

    def _of_source(self, key: str, column: str) -> str:
        position = self.sources.get(key)
        if position is None:
            return ""
        named = "publisher" if column.startswith("publisher") else column
        return f"sources.{position}.{'url' if named == 'id' else named}"

    def _of_unit(self, key: str, column: str) -> str:
        for position, place in enumerate(self.proposal.places):
            if place.id == key:
                return f"places.{position}.{column}"
        sides = (side for side in SIDES if self.proposal.event.get(f"{side}_id") == key)
        return f"event.{next(sides, 'vn')}_id"


def _told(where: str, finding: Finding) -> Problem:
    text, values = in_words(finding)
    return problem(where, finding.value, text, finding.severity, **values)
