"""`/r/<id>`: the permanent page of a record or partnership, as light HTML with JSON-LD."""

from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import Path
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lib.api import html, json_ld, problems
from lib.api.problems import Problem
from lib.api.query_fields import VERSION
from lib.api.request import ApiRequest, InUnits
from lib.api.responses import respond
from lib.counting import signings
from lib.exports import citations, event_table, partnership_table, since
from lib.exports.about import cited, cited_record
from lib.exports.citations import Cited
from lib.facts.documents import EXTENSIONS, STATUS_DEFINITIONS
from lib.facts.evidence import GRADE_DEFINITIONS
from lib.facts.localities import SIDES
from lib.facts.perspective import Units
from lib.facts.vocabulary import DOUBTS, RELATIONS, SOURCE_KINDS
from lib.site import arrivals, config, links

Key = Annotated[
    str,
    Path(
        description="A record’s id, or both localities of a partnership joined by ~.",
        # Described only: what has another form is not found, which is no fault of a parameter.
        json_schema_extra={"pattern": "^[a-z0-9.~-]+$"},
    ),
]
Row = dict[str, Any]


def answer(request: Request, key: Key, view: InUnits) -> Response:
    """The page, in the language asked for, with its sources and how to cite it."""
    if key in view.dataset.events.index:
        # A record is the same in both perspectives; it stands with those who signed.
        signed = replace(view, viewpoint=replace(view.viewpoint, units=Units.SIGNED))
        return respond(request, signed, html.MEDIA_TYPE, lambda: [_record(key, signed, view)])
    known = arrivals.record_or_pair(key, view.viewpoint)
    if known is not None and known != key:
        return RedirectResponse(view.near.to(f"/r/{known}", parse_qs(request.url.query)))
    row, seen = _find(key, view)
    return respond(request, seen, html.MEDIA_TYPE, lambda: [_partnership(row, seen)])


def _find(key: str, view: ApiRequest) -> tuple[Row, ApiRequest]:
    """A partnership and the view that has it, whatever `units` say: a pair of former units has
    its page for good.

    Raises Problem.
    """
    for units in dict.fromkeys((view.viewpoint.units, *Units)):
        seen = replace(view, viewpoint=replace(view.viewpoint, units=units))
        found = partnership_table.table(seen, seen.links)
        if key in found.keys:
            return found.rows([key])[0], seen
    raise Problem(
        problems.NOT_FOUND,
        "No record and no partnership has this identifier.",
        {"lookup": [view.links.to(links.table(t, "json")) for t in ("events", "partnerships")]},
    )


def _record(key: str, view: ApiRequest, asked: ApiRequest) -> bytes:
    """The page as `view` sees the record; its way into the dashboard is in the units `asked`."""
    words = view.words
    row = event_table.table(view, view.links).rows([key])[0]
    event = view.dataset.event(key)
    facts = (signings.when(event, words), row["kind_label"], *signings.marks(event, words))
    data = json_ld.work(view, row, row["title"], row["summary"] or "", row["date"])
    data["citation"] = [
        {"@type": "CreativeWork", "url": s["url"], "publisher": s["publisher"]}
        for s in row["sources"]
    ]
    page = {
        "title": row["title"],
        "summary": " · ".join((f"{row['vn']} – {row['jp']}", *facts)),
        "picture": key,
        "data": data,
        "row": row,
        "when": signings.when(event, words),
        "history": _history(key, view),
        "followers": view.dataset.followers.get(key, []),
        "titles": view.dataset.events[f"title_{view.lang}"],
        "held_today": _held_today(row, view),
        "added": event_table.added_facts(key, view.dataset, words),
        "dashboard": view.near.page("/records", view.lang, record=key, **links.units(asked)),
        "contribute": _contribute(view, view.words.gettext("Suggest a correction"), record=key),
        "citation": _citation(cited_record(key, view, view.links), view),
        "DOUBTS": DOUBTS,
        "EXTENSIONS": EXTENSIONS,
        "STATUS_DEFINITIONS": STATUS_DEFINITIONS,
        "GRADE_DEFINITIONS": GRADE_DEFINITIONS,
        "RELATIONS": RELATIONS,
        "SOURCE_KINDS": SOURCE_KINDS,
    }
    return html.render("record.html", view, f"/r/{key}", page)


def _history(key: str, view: ApiRequest) -> Row | None:
    """What changed since the version that the link is of; None where it is of the present one."""
    version = view.get(VERSION)
    if version in (None, view.dataset.version):
        return None
    told = since.of_record(key, view, version)
    return {
        "version": version,
        "whole": view.links.to(links.version(version)),
        "changes": [
            (number, since.in_words(changed, view.words), view.words.sentences(changed.reasons))
            for number, changed in told
        ],
    }


def _partnership(row: Row, view: ApiRequest) -> bytes:
    words = view.words
    events = view.dataset.events
    own = events[(events["vn_id"] == row["vn_id"]) & (events["jp_id"] == row["jp_id"])]
    own = own.sort_values(["first", "date"], ascending=False, kind="stable")
    counts = [
        words.ngettext("{count} signed document", "{count} signed documents", row["documents"]),
        words.ngettext("{count} record", "{count} records", row["records"]),
    ]
    title = f"{row['vn']} – {row['jp']}"
    summary = " · ".join([row["formality_label"], *counts])
    units = links.other_units(view)
    data = json_ld.work(view, row, title, summary, _span(row))
    data["hasPart"] = [
        {"@type": "CreativeWork", "@id": view.links.to(f"/r/{k}")} for k in own.index
    ]
    whole = cited(view, view.links)
    page = {
        "title": title,
        "summary": summary,
        "picture": row["id"],
        "data": data,
        "row": row,
        "counts": counts,
        "held_today": _held_today(row, view),
        "events": event_table.table(view, view.near).rows(list(own.index)),
        "dashboard": view.near.page(
            "/records", view.lang, vn=row["vn_id"], jp=row["jp_id"], **links.units(view)
        ),
        "contribute": _contribute(view, words.gettext("Add what is missing"), pair=row["id"]),
        "sheets": {
            form: view.near.page(links.brief(row["id"], form), view.lang, **units)
            for form in ("", "pdf", "docx")
        },
        "citation": _citation(replace(whole, subject=title, link=row["link"]), view),
    }
    return html.render("partnership.html", view, f"/r/{row['id']}", page, units)


def _contribute(
    view: ApiRequest, label: str, record: str = "", pair: str = ""
) -> list[tuple[str, str]]:
    """Address and label of the form, filled in; none where nothing is taken in here."""
    if not config.in_use().inbox:
        return []
    wish = "correction" if record else ""
    return [(view.near.contribute(view.lang, record=record, wish=wish, pair=pair), label)]


def _held_today(row: Row, view: ApiRequest) -> list[tuple[str, str]]:
    """Address and name of each unit that holds today what a former one of the row signed."""
    current = view.dataset.current
    moved = [current[key] for side in SIDES if current[key := row[f"{side}_id"]] != key]
    today = replace(view, viewpoint=replace(view.viewpoint, units=Units.TODAY))
    return [
        (view.near.locality(key, today), view.dataset.full_name(key, view.lang)) for key in moved
    ]


def _span(row: Row) -> str:
    first, latest = row["first_signed"], row["latest_signed"]
    return f"{first}/{latest}" if first and first != latest else first or ""


def _citation(work: Cited, view: ApiRequest) -> dict[str, Any]:
    """How to cite it, in three forms."""
    return {
        "plain": citations.plain(work, view.words),
        "forms": {"BibTeX": citations.bibtex(work), "CSL-JSON": citations.csl_json(work)},
    }
