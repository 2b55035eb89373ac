"""Can the events be true together, as dated acts of units that existed?

A date known to the month or the year is given the benefit of the doubt: only what cannot be, on
any of the days that it can mean, is an error.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from lib.checks.registry import rule
from lib.checks.tables import Data, Place, Row, parts, span
from lib.language import edtf


def _before(first: Row, second: Row) -> bool:
    """Whether the act `first` can lie before `second`; an undated act can."""
    one, other = span(first["date"]), span(second["date"])
    return one is None or other is None or one.first < other.last


@rule("term", "events.csv:valid_until", "error", "is an end of term before the date")
def _term(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        signed, until = span(row["date"]), span(row["valid_until"])
        if signed and until and until.last < signed.first:
            yield data["events"].at(row, "valid_until")


@rule("term-without-date", "events.csv:valid_until", "error", "is an end of term of an undated act")
def _undated_term(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        if row["valid_until"] and not row["date"]:
            yield data["events"].at(row, "valid_until")


def _lives(data: Data, unit: str) -> tuple[edtf.PartialDate | None, date | None]:
    """A unit's first day as it is known, and the last day that it can have existed."""
    row = data.localities.get(unit)
    start, end = (span(row[column]) if row else None for column in ("valid_from", "valid_to"))
    succession = data.successions.get(unit)
    followed = span(succession["effective_date"]) if succession else None
    ends = [end.last] if end else []
    ends += [followed.last - timedelta(days=1)] if followed else []
    return start, min(ends, default=None)


@rule(
    "before-unit",
    "events.csv:vn_id events.csv:jp_id",
    "error",
    "did not exist yet on the day of the act: it began on {}",
)
def _too_early(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        when = span(row["date"])
        for column in ("vn_id", "jp_id"):
            start, _ = _lives(data, row[column])
            if when and start and when.last < start.first:
                yield data["events"].at(row, column, detail=str(start))


@rule(
    "after-unit",
    "events.csv:vn_id events.csv:jp_id",
    "error",
    "did not exist any more on the day of the act: it ended on {}; name its successor",
)
def _too_late(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        when = span(row["date"])
        for column in ("vn_id", "jp_id"):
            _, end = _lives(data, row[column])
            if when and end and when.first > end:
                yield data["events"].at(row, column, detail=str(end))


@rule("renewal-of-nothing", "events.csv:renews", "error", "is empty: which document is renewed?")
def _renewal(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        if row["kind"] == "renewal" and not row["renews"]:
            yield data["events"].at(row, "renews")


@rule("renews-without-renewal", "events.csv:renews", "error", "is for events of kind renewal only")
def _no_renewal(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        if row["kind"] != "renewal" and row["renews"]:
            yield data["events"].at(row, "renews")


@rule("renews", "events.csv:renews", "error", "cannot be renewed by this: {}")
def _renews(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        for key in parts(row["renews"]):
            other = data.events.get(key)
            if other is None:
                detail = "there is no such event"
            elif other["kind"] not in data.signed_kinds:
                detail = "it is no signed document"
            elif other["status"] == "announced":
                detail = "it was only announced"
            elif data.pair(other) != data.pair(row):
                detail = "it is a document of another pair"
            elif not _before(other, row):
                detail = "it is not earlier"
            else:
                continue
            yield data["events"].at(row, "renews", key, detail)


@rule("end-of-nothing", "events.csv:kind", "error", "names no earlier document of the pair to end")
def _ended(data: Data) -> Iterator[Place]:
    documents = defaultdict(list)
    for row in data["events"]:
        if row["kind"] in data.signed_kinds and row["status"] != "announced":
            documents[data.pair(row)].append(row)
    for row in data["events"]:
        if row["kind"] == "ended":
            earlier = [other for other in documents[data.pair(row)] if _before(other, row)]
            if not earlier:
                yield data["events"].at(row, "kind")


@rule("duplicate-event", "events.csv:id", "error", "is the same act as {}")
def _duplicates(data: Data) -> Iterator[Place]:
    seen: dict[tuple[str, ...], str] = {}
    same = ("vn_id", "jp_id", "kind", "date", "vn_party", "jp_party", "title")
    for row in sorted(data["events"], key=lambda row: row["id"]):
        first = seen.setdefault(tuple(row[column].casefold() for column in same), row["id"])
        if first != row["id"]:
            yield data["events"].at(row, "id", detail=first)


@rule("status-of-tie", "events.csv:status", "error", "is a status, but a tie has none")
def _tie(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        if row["kind"] == "tie" and row["status"]:
            yield data["events"].at(row, "status")


@rule("status-of-end", "events.csv:status", "error", "must be ended for an event of kind ended")
def _status_of_end(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        if row["kind"] == "ended" and row["status"] != "ended":
            yield data["events"].at(row, "status")


@rule("undated", "events.csv:date", "error", "is empty, and date_note does not say why")
def _undated(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        if not row["date"] and row["kind"] != "tie" and not row["date_note"]:
            yield data["events"].at(row, "date")


@rule("dated-tie", "events.csv:kind", "error", "has a date: a tie is what is known without an act")
def _dated_tie(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        if row["kind"] == "tie" and row["date"]:
            yield data["events"].at(row, "kind")


@rule("signatory", "events.csv:signatory", "error", "does not fit the parties: {}")
def _signatory(data: Data) -> Iterator[Place]:
    for row in data["events"]:
        parties = [row["vn_party"], row["jp_party"]]
        if row["signatory"] == "government" and all(parties):
            detail = "neither side is the locality's own government"
        elif row["signatory"] != "government" and not any(parties):
            detail = "both sides are the localities' own governments"
        else:
            continue
        yield data["events"].at(row, "signatory", detail=detail)


@rule("ladder", "kinds.csv:formality", "error", "does not fit: {}")
def _ladder(data: Data) -> Iterator[Place]:
    for row in data["kinds"]:
        if (row["signed"] == "true") != (row["formality"] != "0"):
            detail = "signed kinds have a level from 1, the others have 0"
            yield data["kinds"].at(row, "formality", detail=detail)
