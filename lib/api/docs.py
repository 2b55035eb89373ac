"""`/api/docs`: the documentation of the open data, from the same declarations as the API itself."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lib.api import html, json_ld, problems
from lib.api.query_fields import ALWAYS, GEOMETRY, MAX_LIMIT, PAGING, SIZE, THEME, QueryParameter
from lib.api.refusals import LISTED
from lib.api.request import ApiRequest, Localized
from lib.api.responses import respond
from lib.exports.about import COUNTING
from lib.exports.tables import TABLES
from lib.facts.documents import STATUS_RULES
from lib.filter.parameter import Bound, Choice, Parameter
from lib.filter.parameters import PARAMETERS
from lib.pictures.drawings import CHARTS, VIEWS
from lib.site import links
from lib.site.links import CHART, DOCS, VIEW

_DATES = ("2014", "2014-12", "2014-12-25")


def answer(request: Request, view: Localized) -> Response:
    """The page."""
    return respond(request, view, html.MEDIA_TYPE, lambda: [_page(view)])


def redirect(view: Localized) -> Response:
    """`/api` leads to the page."""
    return RedirectResponse(view.near.page(DOCS, view.lang))


def _page(view: ApiRequest) -> bytes:
    _ = view.words.gettext
    declared: list[Parameter | QueryParameter] = [
        *PARAMETERS.values(),
        *ALWAYS,
        *PAGING,
        GEOMETRY,
        SIZE,
        THEME,
    ]
    page = {
        "title": _("Open data"),
        "summary": _("The facts of all pages for scripts, spreadsheets, maps and calendars."),
        "data": json_ld.dataset(view),
        "parameters": [(each, _values(each, view)) for each in declared],
        "LISTED": LISTED,
        "example": _example,
        "table_path": links.table,
        "TABLES": TABLES,
        "COUNTING": COUNTING,
        "CHART": CHART,
        "CHARTS": [name for name, drawing in CHARTS.items() if not drawing.needed],
        "VIEW": VIEW,
        "VIEWS": [whole.name for whole in VIEWS.values() if not whole.needed],
        "MAX_LIMIT": MAX_LIMIT,
        "KINDS": problems.KINDS,
        "STATUS_RULES": STATUS_RULES,
    }
    return html.render("docs.html", view, DOCS, page)


def _values(parameter: Parameter | QueryParameter, view: ApiRequest) -> dict[str, str]:
    """What a parameter can be, or examples of it, each with its label if it has one."""
    if isinstance(parameter, Choice):
        options = view.index.columns[parameter.name]
        return {option: parameter.value_label(option, view.index, view.words) for option in options}
    if isinstance(parameter, QueryParameter):
        return dict.fromkeys(parameter.schema.get("enum", ()), "")
    return dict.fromkeys(_DATES, "") if isinstance(parameter, Bound) else {}


def _example(example: object) -> str:
    if isinstance(example, list):
        return "; ".join(map(str, example))
    return str(example).lower() if isinstance(example, bool) else str(example)
