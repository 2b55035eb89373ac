"""The rows of the data package that a proposal would become, as they would stand in its files.

Each is whole: the cells of the record that it changes, or empty ones, with those of the proposal
put in, and a few that follow from others.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from lib.facts import reference, successions
from lib.facts.dataset import Dataset, of_files
from lib.facts.documents import Status
from lib.facts.vocabulary import Confidence, Signatory
from lib.inbox import houses
from lib.inbox.files import Ids, Row, Rows, applied, next_ids, table
from lib.inbox.submission import EVENT, TEXTS, Proposal, ProposedPlace, ProposedSource, Wish
from lib.language.i18n import SOURCE

_PARTIES = ("vn_party", "jp_party")


def subject(data: Dataset | None, proposal: Proposal) -> dict[str, str]:
    """What a proposal is about: vn_id, jp_id, kind and title, as it says or as its record has it.

    "" where neither says. The title is in the proposal's language.
    """
    event = proposal.event
    told = {name: event.get(name, "") for name in ("vn_id", "jp_id", "kind", "title")}
    if data is not None and proposal.record in data.events.index:
        record = data.event(proposal.record)
        own = {name: str(getattr(record, name)) for name in ("vn_id", "jp_id", "kind")}
        own["title"] = str(getattr(record, f"title_{proposal.lang}"))
        told = {name: value or own[name] for name, value in told.items()}
    return told


def rows(data: Dataset, proposal: Proposal, ids: Ids | None = None, *, fill: bool = False) -> Rows:
    """Table name -> rows that are added or, under a key that is there, changed.

    With `fill`, a text that is missing in a language stands there in the proposal's own, for what
    is only looked at. A proposal that a place has none becomes no rows.
    """
    making = _Making(data, proposal, ids or next_ids(data), fill)
    if proposal.wish is not Wish.NONE:
        making.all()
    return {name: made for name, made in making.made.items() if made}


def event_id(data: Dataset, proposal: Proposal, ids: Ids | None = None) -> str:
    """The id of the record that a proposal makes or changes; "" if none."""
    if proposal.wish in (Wish.NEW, Wish.ENDED):
        return f"vj{(ids or next_ids(data)).event:04d}"
    return proposal.record


def preview(data: Dataset, proposal: Proposal) -> tuple[Dataset, str]:
    """The package in memory with the rows of a proposal, and the id of the record to draw.

    For a proposal in which `judge.problems` finds no error.
    """
    changed = rows(data, proposal, fill=True)
    files = {**data.files, **applied(data, changed)}
    return of_files(files, data.archives), event_id(data, proposal)


# "Name in Japanese not entered yet".
_NO_NAME = {"ja": "日本語名未入力"}


@dataclass
class _Making:
    """The rows of one proposal as they are made."""

    data: Dataset
    proposal: Proposal
    ids: Ids
    fill: bool
    made: Rows = field(default_factory=dict)

    def all(self) -> None:
        wish = self.proposal.wish
        key = event_id(self.data, self.proposal, self.ids)
        if wish is not Wish.SOURCE:
            self._places()
        if wish in (Wish.NEW, Wish.CORRECTION, Wish.ENDED):
            self._event(key)
        if wish is Wish.ENDED:
            self._ended()
        self._sources(key)

    def _put(self, name: str, row: Row) -> None:
        """A row in its table, in the place of one with its key."""
        resource = self.data.package.tables[name]
        whole = {column: row.get(column, "") for column in resource.columns}
        key = tuple(whole[column] for column in resource.key)
        others = [
            other
            for other in self.made.get(name, [])
            if tuple(other[column] for column in resource.key) != key
        ]
        self.made[name] = [*others, whole]

    def _known(self, name: str, *key: str) -> Row:
        return dict(table(self.data, name).get(key, {}))

    # --- the event -------------------------------------------------------------------------------

    def _event(self, key: str) -> None:
        for lang in self.data.languages:
            name = "events" if lang == SOURCE else f"events.{lang}"
            row = {**self._known(name, key), "id": key}
            if lang == SOURCE:
                row |= self._cells()
            row |= {c: text for c in TEXTS if (text := self._text(c, lang, row)) is not None}
            self._put(name, row)

    def _cells(self) -> Row:
        """The cells that are no texts, and of a new record those that follow from others."""
        given = {c: v for c, v in self.proposal.event.items() if c not in TEXTS}
        for column in ("fields", "renews", "replaces"):
            if column in given:
                each = (part.strip() for part in given[column].split(";"))
                given[column] = ";".join(dict.fromkeys(filter(None, each)))
        if self.proposal.wish is Wish.CORRECTION:
            return given
        return {**self._usual(), **{c: v for c, v in given.items() if v}}

    def _usual(self) -> Row:
        event, record = self.proposal.event, self._known("events", self.proposal.record)
        if self.proposal.wish is Wish.ENDED:
            same = ("vn_id", "jp_id", "vn_party", "jp_party", "signatory", "fields")
            ended = {"kind": "ended", "status": Status.ENDED.value, "confidence": Confidence.HIGH}
            return {**{column: record.get(column, "") for column in same}, **ended}
        parties = event.get("vn_party") or event.get("jp_party")
        sure = event.get("date") and event.get("status") != Status.ANNOUNCED
        return {
            "signatory": "" if parties else str(Signatory.GOVERNMENT),
            "confidence": str(Confidence.HIGH if sure else Confidence.MEDIUM),
        }

    def _text(self, column: str, lang: str, row: Mapping[str, str]) -> str | None:
        """A text of the event in a language; None where it stays as it is."""
        proposal = self.proposal
        own = proposal.event.get(column)
        translated = proposal.translations.get(lang, {}).get(column)
        if lang == proposal.lang and own is not None:
            return own
        if translated is not None:
            return translated
        if own == "":
            # Empty in one language, a text is empty in all.
            return ""
        of_record = (*_PARTIES, "title") if self.fill else _PARTIES
        if proposal.wish is Wish.ENDED and column in of_record and own is None:
            name = "events" if lang == SOURCE else f"events.{lang}"
            return self._known(name, proposal.record).get(column, "")
        return own if self.fill and own and not row.get(column) else None

    def _ended(self) -> None:
        """The document that has ended says so itself."""
        record = self._known("events", self.proposal.record)
        kinds = self.data.kinds
        if record and record["kind"] in kinds.index and kinds["signed"][record["kind"]]:
            self._put("events", {**record, "status": str(Status.ENDED)})

    # --- sources ---------------------------------------------------------------------------------

    def _sources(self, key: str) -> None:
        next_number = self.ids.source
        given: dict[str, str] = {}
        for position, source in enumerate(self.proposal.sources):
            address = houses.same_address(source.url)
            known = houses.source_id(self.data, source.url) or given.get(address)
            if not known:
                known = f"s{next_number:04d}"
                next_number += 1
                self._put("sources", houses.row(self.data, self.proposal, position, known))
            given[address] = known
            self._evidence(key, known, position, source)

    def _evidence(self, key: str, source_id: str, position: int, source: ProposedSource) -> None:
        for lang in self.data.languages:
            name = "evidence" if lang == SOURCE else f"evidence.{lang}"
            row = {**self._known(name, key, source_id), "event_id": key, "source_id": source_id}
            if lang == SOURCE:
                row["relation"] = source.relation
            own = source.supports if lang == self.proposal.lang else ""
            other = self.proposal.translations.get(lang, {})
            said = own or other.get(f"sources.{position}.supports", "") or row.get("supports", "")
            if self.fill and not said:
                # A title that stands in no row of its own is judged by no rule.
                event = {} if self.proposal.wish is Wish.SOURCE else self.proposal.event
                said = source.supports or event.get("title", "") or source.url
            self._put(name, {**row, "supports": said})

    # --- places ----------------------------------------------------------------------------------

    def _places(self) -> None:
        given = {place.id: place for place in self.proposal.places}
        for column in ("vn_id", "jp_id"):
            key = self.proposal.event.get(column, "")
            new = key and key not in self.data.localities.index
            if new and (row := _place(self.data, key, given.get(key))):
                if self.fill:
                    row = self._named(row)
                self._put("localities", row)
                if succession := _succession(self.data, row):
                    self._put("successions", succession)

    def _named(self, row: Row) -> Row:
        """A place with a name in each language: where none is known, that of another one.

        Few senders know them all; curators are asked for what is missing before it is published.
        In Japanese the name of no other language can stand: there the preview says so.
        """
        names = {lang: row.get(f"name_{lang}", "") for lang in self.data.languages}
        known = next(filter(None, names.values()), "")
        filled = {lang: name or _NO_NAME.get(lang, known) for lang, name in names.items()}
        return {**row, **{f"name_{lang}": name for lang, name in filled.items()}}


def _place(data: Dataset, key: str, given: ProposedPlace | None) -> Row:
    """The row of a place that the data set lacks; {} where nobody knows it."""
    row = _from_reference(key)
    if given is not None:
        told = {column: value for column, value in given.model_dump().items() if value}
        row = {**told, **row} if row else told
    if not row:
        return {}
    parent = key.partition(".")[0]
    row.setdefault("parent_id", parent)
    row.setdefault("country", key.partition("-")[0].upper())
    for column in ("latitude", "longitude"):
        # Until somebody enters where it is: where its province or prefecture is.
        if not row.get(column) and parent in data.localities.index:
            row[column] = table(data, "localities")[parent,][column]
    return row


def _succession(data: Dataset, place: Row) -> Row:
    """What became of a place that is no more, as of others that ended on that day; {} if unknown.

    What lay in a province is where the province is now.
    """
    if not place.get("valid_to"):
        return {}
    effective = (date.fromisoformat(place["valid_to"]) + timedelta(days=1)).isoformat()
    alike = (
        row
        for row in table(data, "successions").values()
        if row["effective_date"] == effective
        and row["predecessor_id"].startswith(place["country"].lower())
        and "." in row["predecessor_id"]
    )
    known = next(alike, None)
    if known is None:
        return {}
    units = successions.current_units(data.successions, date.fromisoformat(effective))
    parent = place["parent_id"]
    return {**known, "predecessor_id": place["id"], "successor_id": units.get(parent, parent)}


def _from_reference(key: str) -> Row:
    place = reference.place(key)
    return {name: cell for name, cell in reference.row(place).items() if cell} if place else {}


def changes(data: Dataset, proposal: Proposal) -> Iterator[tuple[str, str, str, str]]:
    """What a proposal changes of its record: language, column, the cell as it is and as proposed.

    Texts in each language that is given, all else once, in English.
    """
    key, changed = proposal.record, rows(data, proposal)
    for lang in data.languages:
        name = "events" if lang == SOURCE else f"events.{lang}"
        before: Mapping[str, str] = table(data, name).get((key,), {})
        for row in changed.get(name, []):
            if row["id"] == key:
                for column in EVENT:
                    if column in row and row[column] != before.get(column, ""):
                        yield lang, column, before.get(column, ""), row[column]
