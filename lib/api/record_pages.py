"""`/r/<id>`: the permanent page of a record or partnership, as light HTML with JSON-LD."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lib.api import json_ld, problems
from lib.api.html import MEDIA_TYPE, facts, heading, link, page, paragraph, table
from lib.api.problems import Problem
from lib.api.request import UNITS, ApiRequest, read
from lib.api.responses import respond
from lib.exports import citations, event_table, partnership_table
from lib.exports.about import cited
from lib.facts.documents import STATUS_DEFINITIONS, Status
from lib.facts.evidence import GRADE_DEFINITIONS
from lib.facts.perspective import Units
from lib.facts.vocabulary import RELATIONS, SOURCE_KINDS
from lib.site import store

Facts = Iterator[tuple[str, str]]


def answer(request: Request) -> Response:
    """`/r/<id of a record>` and `/r/<vn>~<jp>`."""
    asked = read(request, UNITS, filtered=False)
    key = str(request.path_params["key"])
    if key in asked.dataset.events.index:
        # A record is the same in both perspectives; it stands with those who signed.
        signed = replace(asked, viewpoint=store.viewpoint(Units.SIGNED))
        return respond(request, signed, MEDIA_TYPE, lambda: [_record(key, signed)])
    # A pair of today alone is found without `units` too.
    for units in dict.fromkeys((asked.viewpoint.units, Units.TODAY)):
        told = replace(asked, viewpoint=store.viewpoint(units))
        found = partnership_table.table(told, told.links)
        if key in found.keys:
            body = partial(_partnership, found.rows([key])[0], told)
            return respond(request, told, MEDIA_TYPE, body)
    raise Problem(
        problems.NOT_FOUND,
        "No record and no partnership has this identifier.",
        {
            "lookup": [
                f"{asked.links.base}/api/v1/{name}.json" for name in ("events", "partnerships")
            ]
        },
    )


def _record(key: str, asked: ApiRequest) -> bytes:
    words = asked.words
    _ = words.gettext
    row = event_table.table(asked, asked.links).rows([key])[0]
    pair = f"{row['vn']} – {row['jp']}"
    day = words.date(row["date"]) if row["date"] else _("date not known")
    body = [
        paragraph(row["summary"] or ""),
        facts(_record_facts(row, asked)),
        heading(_("Sources")),
        table(
            (_("Publisher"), _("What the source says"), _("Kind of source"), _("Published")),
            (_source(source, asked) for source in row["sources"]),
        ),
        _ways_on(
            asked,
            [(asked.links.page("/records", asked.lang, record=key), _("Open in the dashboard"))],
        ),
        _cite(row["title"], row["link"], asked),
    ]
    data = json_ld.about(
        asked, key, row["title"], row["summary"] or "", row["date"], (row["vn_id"], row["jp_id"])
    )
    data["citation"] = [
        {"@type": "CreativeWork", "url": s["url"], "publisher": s["publisher"]}
        for s in row["sources"]
    ]
    summary = " · ".join((pair, day, row["kind_label"]))
    return page(asked, f"/r/{key}", row["title"], summary, "\n".join(body), data)


def _record_facts(row: dict[str, Any], asked: ApiRequest) -> Facts:
    words = asked.words
    _ = words.gettext
    own = _("its own government")
    yield _("Record"), escape(row["id"])
    yield _("Vietnamese locality"), escape(row["vn"])
    yield _("Japanese locality"), escape(row["jp"])
    yield _("Date"), escape(words.date(row["date"]) if row["date"] else _("Not known"))
    yield _("Note on the date"), escape(row["date_note"] or "")
    yield (
        _("Kind"),
        _defined(row["kind_label"], asked.dataset.definition("kinds", row["kind"], asked.lang)),
    )
    yield _("Vietnamese party"), escape(row["vn_party"] or own)
    yield _("Japanese party"), escape(row["jp_party"] or own)
    yield _("Signed or led by"), escape(row["signatory_label"])
    yield _("Fields of cooperation"), escape(words.list(row["field_labels"]) or _("No field named"))
    if not row["signed"]:
        yield _("Signed document"), escape(_("No; not counted as a partnership"))
    if row["status"]:
        definition = _(STATUS_DEFINITIONS[Status(row["status"])])
        yield _("Status of the document"), _defined(row["status_label"], definition)
    yield _("Formality of the document"), escape(row["formality_label"] or "")
    yield (
        _("Stated end of term"),
        escape(words.date(row["valid_until"]) if row["valid_until"] else ""),
    )
    yield _("Note on the status"), escape(row["status_note"] or "")
    grade = row["grade"]
    yield _("Grade of evidence"), _defined(grade, _(GRADE_DEFINITIONS[grade]))
    for column in event_table.added(asked.dataset.package):
        value = column.readable(row[column.name], words)
        yield column.heading(words), escape("" if value is None else str(value))


def _source(source: dict[str, Any], asked: ApiRequest) -> tuple[str, ...]:
    words = asked.words
    relation, kind = RELATIONS[source["relation"]], SOURCE_KINDS[source["kind"]]
    said = words.gettext("{relation}: {text}").format(
        relation=words.gettext(relation), text=source["supports"] or ""
    )
    return (
        link(source["url"], source["publisher"], rel="external", hreflang=source["lang"]),
        escape(said),
        escape(words.gettext(kind)),
        escape(words.date(source["published"]) if source["published"] else ""),
    )


def _partnership(row: dict[str, Any], asked: ApiRequest) -> list[bytes]:
    words = asked.words
    _ = words.gettext
    title = f"{row['vn']} – {row['jp']}"
    kept = asked.dataset.events
    own = kept[(kept["vn_id"] == row["vn_id"]) & (kept["jp_id"] == row["jp_id"])]
    own = own.sort_values(["first", "date"], ascending=False, kind="stable")
    rows = event_table.table(asked, asked.links).rows(list(own.index))
    counts = [
        words.ngettext("{count} signed document", "{count} signed documents", row["documents"]),
        words.ngettext("{count} record", "{count} records", row["records"]),
    ]
    summary = " · ".join([row["formality_label"], *counts])
    told = [
        (_("Formality of the pair"), escape(row["formality_label"])),
        (_("Status of the document that stands best"), escape(row["status_label"])),
        (
            _("Earliest signing"),
            escape(words.date(row["first_signed"]) if row["first_signed"] else ""),
        ),
        (
            _("Latest signing"),
            escape(words.date(row["latest_signed"]) if row["latest_signed"] else ""),
        ),
        (_("Counted"), escape(" · ".join(counts))),
        (_("Fields of cooperation"), escape(words.list(row["field_labels"]))),
        (_("Grade of evidence"), escape(row["grade"])),
        (_("Signed as"), escape(words.clauses(row["signed_as"]))),
    ]
    titles = (_("Date"), _("Kind"), _("Title"), _("Status"), _("Grade of evidence"))
    query = {"vn": row["vn_id"], "jp": row["jp_id"]}
    more = {"units": "today"} if asked.viewpoint.units is Units.TODAY else {}
    body = [
        facts(told),
        heading(_("Signed documents")),
        table(titles, (_line(event, asked) for event in rows if event["signed"])),
    ]
    if row["records"] > row["documents"]:
        body.append(heading(_("Other records")))
        body.append(table(titles, (_line(event, asked) for event in rows if not event["signed"])))
    body.append(
        _ways_on(
            asked,
            [
                (
                    asked.links.page("/records", asked.lang, **query, **more),
                    _("Open in the dashboard"),
                )
            ],
        )
    )
    body.append(_cite(title, row["link"], asked))
    sides = (row["vn_id"], row["jp_id"])
    data = json_ld.about(asked, row["id"], title, summary, _span(row), sides)
    data["hasPart"] = [
        {"@type": "CreativeWork", "@id": f"{asked.links.base}/r/{k}"} for k in own.index
    ]
    return [page(asked, f"/r/{row['id']}", title, summary, "\n".join(body), data, **more)]


def _line(event: dict[str, Any], asked: ApiRequest) -> tuple[str, ...]:
    day = (
        asked.words.date(event["date"]) if event["date"] else asked.words.gettext("date not known")
    )
    return (
        escape(day),
        escape(event["kind_label"]),
        link(event["link"], event["title"]),
        escape(event["status_label"] or ""),
        escape(event["grade"]),
    )


def _span(row: dict[str, Any]) -> str:
    first, latest = row["first_signed"], row["latest_signed"]
    return f"{first}/{latest}" if first and first != latest else first or ""


def _defined(value: str, definition: str) -> str:
    return f"{escape(value)}<br><small>{escape(definition)}</small>"


def _ways_on(asked: ApiRequest, ways: list[tuple[str, str]]) -> str:
    ways = [*ways, (asked.links.page("/api/docs", asked.lang), asked.words.gettext("Open data"))]
    return f"<nav>{''.join(link(url, text) for url, text in ways)}</nav>"


def _cite(subject: str, url: str, asked: ApiRequest) -> str:
    """How to cite it, in three forms."""
    _ = asked.words.gettext
    told = replace(cited(asked, asked.links), subject=subject.rstrip("."), link=url)
    forms = (("BibTeX", citations.bibtex(told)), ("CSL-JSON", citations.csl_json(told)))
    more = "".join(
        f"<details><summary>{name}</summary><pre>{escape(text)}</pre></details>"
        for name, text in forms
    )
    return heading(_("How to cite")) + paragraph(citations.plain(told, asked.words)) + more
