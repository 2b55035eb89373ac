"""`/brief/<locality or pair>`: the one sheet on it, as a light page to print, PDF and Word."""

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Path
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lib.api import html, json_ld, problems
from lib.api.problems import Problem
from lib.api.request import ApiRequest, InUnits
from lib.api.responses import respond
from lib.exports.brief import content, docx_file, pdf_file, sheet
from lib.exports.brief.matter import Matter
from lib.exports.brief.sheet import Sheet
from lib.facts.localities import SEPARATOR, pair_ends
from lib.site import arrivals, links
from lib.site.identity import SLUG

Key = Annotated[
    str,
    Path(
        description="A locality’s id, or both localities of a pair joined by ~.",
        # Described only: what has another form is not found, which is no fault of a parameter.
        json_schema_extra={"pattern": "^[a-z0-9.~-]+$", "example": "jp-kagawa"},
    ),
]
# The files: what each is written by, and as what it is sent.
FILES = {
    "pdf": (pdf_file.write, pdf_file.MEDIA_TYPE),
    "docx": (docx_file.write, docx_file.MEDIA_TYPE),
}
_MEASURES = {
    name: getattr(sheet, name)
    for name in (
        *("MARGIN", "SIZE", "LEADING", "TITLE_SIZE", "HEADING_SIZE", "SMALL_SIZE", "PADDING"),
    )
}


def page(request: Request, key: Key, view: InUnits) -> Response:
    """The sheet as a page."""
    found = _found(request, key, view, "")
    if isinstance(found, Response):
        return found
    return respond(request, view, html.MEDIA_TYPE, lambda: [_page(key, content.sheet(found), view)])


def pdf(request: Request, key: Key, view: InUnits) -> Response:
    """The sheet as PDF."""
    return _file(request, key, view, "pdf")


def word(request: Request, key: Key, view: InUnits) -> Response:
    """The sheet as a Word document."""
    return _file(request, key, view, "docx")


def _file(request: Request, key: str, view: ApiRequest, form: str) -> Response:
    found = _found(request, key, view, form)
    if isinstance(found, Response):
        return found
    write, media_type = FILES[form]
    name = f"{SLUG}-{key}-{view.lang}-{view.dataset.version}.{form}"
    kind = "inline" if form == "pdf" else "attachment"
    return respond(
        request,
        view,
        media_type,
        lambda: [write([content.sheet(found)])],
        Content_Disposition=f'{kind}; filename="{name}"',
    )


def _found(request: Request, key: str, view: ApiRequest, form: str) -> Matter | Response:
    """What is known, or the way to the one that is plainly meant; raises Problem where none is."""
    found = content.find(key, view, view.links)
    if found is not None:
        return found
    meant = arrivals.place_or_pair(key, view.viewpoint)
    if meant is not None and meant != key:
        path = links.brief(meant, form)
        return RedirectResponse(view.near.to(path, parse_qs(request.url.query)))
    raise Problem(
        problems.NOT_FOUND,
        "No locality has this identifier, and no pair of localities with records.",
        {"lookup": [view.links.to(links.table(t, "json")) for t in ("localities", "partnerships")]},
    )


def _page(key: str, found: Sheet, view: ApiRequest) -> bytes:
    _ = view.words.gettext
    summary = _("On one sheet of A4: partners, latest signings, coming dates, fields and sources.")
    units = links.units(view)
    told = {
        "title": found.title,
        "summary": summary,
        "picture": key,
        "data": _in_json_ld(key, found, summary, view),
        "sheet": found,
        "files": {
            form: view.near.page(links.brief(key, form), view.lang, **units) for form in FILES
        },
        **_MEASURES,
    }
    return html.render("brief.html", view, links.brief(key), told, units)


def _in_json_ld(key: str, found: Sheet, summary: str, view: ApiRequest) -> dict[str, object]:
    if SEPARATOR not in key:
        return {"@context": json_ld.CONTEXT, **json_ld.place(view, key)}
    vn, jp = pair_ends(key)
    return json_ld.work(view, {"id": key, "vn_id": vn, "jp_id": jp}, found.title, summary, "")
