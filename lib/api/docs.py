"""`/api/docs`: the documentation of the open data, from the same declarations as the API itself."""

from collections.abc import Iterator
from html import escape

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lib.api import json_ld, problems
from lib.api.html import MEDIA_TYPE, heading, link, page, paragraph, table
from lib.api.request import ALWAYS, MAX_LIMIT, PAGING, ApiRequest, read
from lib.api.responses import respond
from lib.api.tables import PREFIX
from lib.exports.about import COUNTING
from lib.exports.tables import TABLES, Declared
from lib.filter.parameter import Choice, Parameter
from lib.filter.parameters import PARAMETERS

_LISTED = 40


def answer(request: Request) -> Response:
    """The page."""
    asked = read(request, filtered=False)
    return respond(request, asked, MEDIA_TYPE, lambda: [_page(asked)])


def redirect(request: Request) -> Response:
    """`/api` leads to the page."""
    asked = read(request, filtered=False)
    return RedirectResponse(asked.links.page("/api/docs", asked.lang))


def _page(asked: ApiRequest) -> bytes:
    _ = asked.words.gettext
    title = _("Open data")
    summary = _("The facts of all pages for scripts, spreadsheets, maps and calendars.")
    description = f"{asked.links.base}/api/openapi.json"
    body = [
        paragraph(summary),
        paragraph(_("CC BY 4.0; please name the data version.")),
        "<ul>",
        f"<li>{link(description, 'OpenAPI')}</li>",
        *(f"<li>{_example(asked, path)} – {escape(text)}</li>" for path, text in _others(asked)),
        "</ul>",
        heading(_("Tables")),
        table((_("Address"), _("What it holds"), _("How it is counted")), _tables(asked)),
        paragraph(_paging(asked)),
        heading(_("Parameters"), "parameters"),
        paragraph(_parameters_note(asked)),
        table((_("Parameter"), _("Meaning"), _("Values")), _parameters(asked)),
        heading(_("Columns")),
        *(_columns(declared, asked) for declared in TABLES.values()),
        heading(_("Problems")),
        paragraph(_("What is not answered says why as problem details (RFC 9457).")),
        table((_("Code"), _("Problem")), _problems()),
    ]
    return page(asked, "/api/docs", title, summary, "\n".join(body), json_ld.dataset(asked))


def _others(asked: ApiRequest) -> Iterator[tuple[str, str]]:
    _ = asked.words.gettext
    yield f"{PREFIX}/package.zip", _("the data package cut to the filter (Frictionless)")
    yield "/calendar.ics", _("anniversaries and ends of term, to subscribe to")
    yield "/feed.xml", _("the documents signed last, as an Atom feed")
    yield "/sitemap.xml", _("all permanent pages")


def _example(asked: ApiRequest, path: str) -> str:
    return link(f"{asked.links.base}{path}", path)


def _tables(asked: ApiRequest) -> Iterator[tuple[str, ...]]:
    _ = asked.words.gettext
    for declared in TABLES.values():
        files = "<br>".join(
            _example(asked, f"{PREFIX}/{declared.name}.{form}") for form in declared.formats
        )
        yield files, escape(_(declared.title)), escape(_(COUNTING[declared.name]))


def _paging(asked: ApiRequest) -> str:
    return asked.words.gettext(
        "JSON comes in pages of at most {limit} rows; meta.next is the address of the next page, "
        "or null. All other files are whole."
    ).format(limit=asked.words.number(MAX_LIMIT))


def _parameters_note(asked: ApiRequest) -> str:
    return asked.words.gettext(
        "They are those of the pages: what stands behind the question mark of a page’s address can "
        "be asked here too. What is not understood is refused, never left out."
    )


def _parameters(asked: ApiRequest) -> Iterator[tuple[str, ...]]:
    _ = asked.words.gettext
    for parameter in PARAMETERS.values():
        yield (
            _code(parameter.name),
            escape(_(parameter.label)),
            _values(parameter, asked),
        )
    for extra in (*ALWAYS, *PAGING):
        allowed = extra.schema.get("enum")
        told = ", ".join(_code(str(value)) for value in allowed or ())
        yield _code(extra.name), escape(_(extra.label)), told


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _values(parameter: Parameter, asked: ApiRequest) -> str:
    _ = asked.words.gettext
    if not isinstance(parameter, Choice):
        return ", ".join(map(_code, ("2014", "2014-12", "2014-12-25"))) * (parameter.name != "q")
    options = list(asked.index.columns[parameter.name])
    if len(options) > _LISTED:
        return link(
            f"{asked.links.base}{PREFIX}/localities.json", _("an id of the table of localities")
        )
    return "<br>".join(
        f"{_code(option)} {escape(parameter.value_label(option, asked.index, asked.words))}"
        for option in options
    )


def _columns(declared: Declared, asked: ApiRequest) -> str:
    _ = asked.words.gettext
    lines = (
        (_code(c.name), c.type.value, escape(_(c.about)), escape(_shown(c.example)))
        for c in declared.columns
    )
    titles = (_("Column"), _("Type"), _("Meaning"), _("Example"))
    return f'<h3 id="{declared.name}">{declared.name}</h3>{table(titles, lines)}'


def _shown(example: object) -> str:
    if isinstance(example, list):
        return "; ".join(map(str, example))
    return str(example).lower() if isinstance(example, bool) else str(example)


def _problems() -> Iterator[tuple[str, ...]]:
    for kind in problems.KINDS:
        yield f'<span id="problem-{kind.slug}">{kind.status}</span>', escape(kind.title)
