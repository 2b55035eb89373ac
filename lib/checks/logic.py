"""Can the events be true together, as dated acts of units that existed?

A date known to the month or the year is given the benefit of the doubt: only what cannot be, on
any of the days that it can mean, is an error.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta

from lib.checks.registry import Cell, Check, rules
from lib.checks.tables import CellRef, Data, Row, parts, span
from lib.facts.documents import Status
from lib.facts.identifiers import order
from lib.facts.localities import SIDES
from lib.facts.vocabulary import Relation, Signatory


def _before(first: Row, second: Row) -> bool:
    """Whether the act `first` can lie before `second`; an undated act can."""
    one, other = span(first["date"]), span(second["date"])
    return one is None or other is None or one.first < other.last


def _term(cell: Cell) -> bool:
    signed, until = cell.date("date"), cell.date("valid_until")
    return bool(signed and until and until.last < signed.first)


def _too_early(cell: Cell) -> bool | str:
    unit, when = cell.refers_to("localities", cell.column), cell.date("date")
    start = span(unit["valid_from"]) if unit else None
    return bool(when and start and when.last < start.first) and str(start)


def _too_late(cell: Cell) -> bool | str:
    """Later than the last day that the unit can have existed."""
    unit, when = cell.refers_to("localities", cell.column), cell.date("date")
    succession = cell.refers_to("successions", cell.column)
    end = span(unit["valid_to"]) if unit else None
    followed = span(succession["effective_date"]) if succession else None
    ends = [end.last] if end else []
    ends += [followed.last - timedelta(days=1)] if followed else []
    return bool(when and ends and when.first > min(ends)) and str(min(ends))


def _same_pair(data: Data, earlier: Row, later: Row) -> str:
    return "" if data.pair(earlier) == data.pair(later) else "it is a document of another pair"


def _same_place(data: Data, earlier: Row, later: Row) -> str:
    """Of another pair too, if each of its ends is the same place, in it, or what became of it."""
    for side in SIDES:
        places, others = (data.places(row[f"{side}_id"]) for row in (earlier, later))
        if places.isdisjoint(others):
            return f"{earlier[f'{side}_id']} has nothing in common with {later[f'{side}_id']}"
    return ""


def _follows(column: str, pair: Callable[[Data, Row, Row], str]) -> Check:
    """A check of the documents that a later one is said to follow; `pair` judges those of both."""

    def wrong(data: Data, row: Row, key: str) -> str:
        other = data.row("events", key)
        if other is None:
            return "there is no such event"
        if other["kind"] not in data.signed_kinds:
            return "it is no signed document"
        if other["status"] == Status.ANNOUNCED:
            return "it was only announced"
        return pair(data, other, row) or ("" if _before(other, row) else "it is not earlier")

    def check(data: Data) -> Iterator[CellRef]:
        for row in data["events"]:
            for key in parts(row[column]):
                if detail := wrong(data, row, key):
                    yield data["events"].at(row, column, key, detail)

    return check


def _ended(data: Data) -> Iterator[CellRef]:
    documents = defaultdict(list)
    for row in data["events"]:
        if row["kind"] in data.signed_kinds and row["status"] != Status.ANNOUNCED:
            documents[data.pair(row)].append(row)
    for end in (row for row in data["events"] if row["kind"] == "ended"):
        if not any(_before(row, end) for row in documents[data.pair(end)]):
            yield data["events"].at(end, "kind")


def _no_end(data: Data) -> Iterator[CellRef]:
    """Documents said to have ended though no act of the pair ended one."""
    ends = defaultdict(list)
    for row in data["events"]:
        if row["kind"] == "ended":
            ends[data.pair(row)].append(row)
    for row in data["events"]:
        said = row["status"] == Status.ENDED and row["kind"] in data.signed_kinds
        if said and not any(_before(row, end) for end in ends[data.pair(row)]):
            yield data["events"].at(row, "status")


def _replaces(cell: Cell) -> bool | str:
    if not cell.value:
        return False
    if cell["kind"] not in cell.data.signed_kinds or cell["status"] == Status.ANNOUNCED:
        return "only a signed document replaces another"
    both = {*parts(cell.value)} & {*parts(cell["renews"])}
    return bool(both) and f"{min(both)} stands under renews"


def _extension(cell: Cell) -> bool | str:
    if not cell.value:
        return False
    if cell["kind"] not in cell.data.signed_kinds:
        return "only a signed document has a term of its own"
    return not cell["valid_until"] and "there is no stated term"


def _retrospective(cell: Cell) -> bool:
    event = cell.refers_to("events", "event_id")
    supports = cell["relation"] == Relation.SUPPORTS
    return cell.value == "true" and not (supports and event and event["date"])


def _duplicates(data: Data) -> Iterator[CellRef]:
    seen: dict[tuple[str, ...], str] = {}
    same = ("vn_id", "jp_id", "kind", "date", "vn_party", "jp_party", "title")
    for row in sorted(data["events"], key=lambda row: order(row["id"])):
        first = seen.setdefault(tuple(row[column].casefold() for column in same), row["id"])
        if first != row["id"]:
            yield data["events"].at(row, "id", detail=first)


def _signatory(cell: Cell) -> bool | str:
    parties, governments = [cell["vn_party"], cell["jp_party"]], cell.value == Signatory.GOVERNMENT
    if governments and all(parties):
        return "neither side is the locality's own government"
    if not governments and not any(parties):
        return "both sides are the localities' own governments"
    return False


def _ladder(cell: Cell) -> bool | str:
    fits = (cell["signed"] == "true") == (cell.value != "0")
    return not fits and "signed kinds have a level from 1, the others have 0"


RULES = rules(
    "logic",
    judges={
        "term": _term,
        "term-without-date": lambda cell: bool(cell.value) and not cell["date"],
        "before-unit": _too_early,
        "after-unit": _too_late,
        "renewal-of-nothing": lambda cell: cell["kind"] == "renewal" and not cell.value,
        "renews-without-renewal": lambda cell: cell["kind"] != "renewal" and bool(cell.value),
        "replacement": _replaces,
        "extension": _extension,
        "retrospective": _retrospective,
        "status-of-tie": lambda cell: cell["kind"] == "tie" and bool(cell.value),
        "status-of-end": lambda cell: cell["kind"] == "ended" and cell.value != Status.ENDED,
        "undated": lambda cell: not (cell.value or cell["date_note"] or cell["kind"] == "tie"),
        "dated-tie": lambda cell: cell.value == "tie" and bool(cell["date"]),
        "signatory": _signatory,
        "ladder": _ladder,
    },
    checks={
        "renews": _follows("renews", _same_pair),
        "replaces": _follows("replaces", _same_place),
        "end-of-nothing": _ended,
        "ended-without-end": _no_end,
        "duplicate-event": _duplicates,
    },
)
