"""`/map.svg`, `/chart/<name>.png`, `/view/<page>.svg`: charts, the map and whole views as pictures.

Charts and the map are also had as the data that they show: `/map.csv`. What there is to draw is
declared in `lib.pictures.drawings`; the filter is read as everywhere.
"""

from collections.abc import Callable, Iterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lib.api import problems
from lib.api.problems import Problem
from lib.api.query_fields import PRESENT, SETTING_FIELDS, SIZE, THEME
from lib.api.refusals import entry, refused
from lib.api.request import ApiRequest, takes
from lib.api.responses import respond
from lib.exports import csv_file
from lib.exports.tables import FORMATS
from lib.pictures import png
from lib.pictures.drawings import CHARTS, MAP, VIEWS, Asked, Drawing, Order, Whole
from lib.pictures.sizes import SIZES
from lib.site.identity import SLUG
from lib.site.links import CHART, VIEW
from lib.site.view import View

FORMS = {"svg": "image/svg+xml", "png": "image/png"}
_CSV = "csv"
Endpoint = Callable[..., Response]


def routes() -> Iterator[tuple[str, Endpoint]]:
    """Each address of a picture, and what answers at it."""
    pages = {"/map": (MAP, "map")}
    pages |= {f"{CHART}/{name}": (each, _page_of(each)) for name, each in CHARTS.items()}
    for path, (drawing, page) in pages.items():
        for form in FORMS:
            yield f"{path}.{form}", _picture(drawing, f"/{page}", form)
        yield f"{path}.{_CSV}", _data(drawing)
    for whole in VIEWS.values():
        for form in FORMS:
            yield f"{VIEW}/{whole.name}.{form}", _picture(whole, f"/{whole.page.path}", form)


def unknown() -> Response:
    """No such picture; raises Problem."""
    raise Problem(
        problems.NOT_FOUND,
        "There is no such picture.",
        {"available": [path for path, _endpoint in routes()]},
    )


def _page_of(drawing: Drawing) -> str:
    """The path of the page that shows a chart."""
    return next(path for path, whole in VIEWS.items() if drawing in whole.shown)


def _settings(of: Drawing | Whole, view: ApiRequest) -> dict[str, str]:
    """The settings of a page that were asked for; raises Problem if a needed one is missing."""
    given = {name: view.get(SETTING_FIELDS[name]) for name in of.settings}
    settings = {name: str(value) for name, value in given.items() if value}
    missing = [name for name in of.needed if name not in settings]
    if missing:
        raise refused([entry((name, "", "missing")) for name in missing])
    return settings


def _asked(view: ApiRequest, settings: dict[str, str]) -> Asked:
    # Without what the request is besides, so that charts are kept for all who look alike.
    return Asked(View(view.viewpoint, view.chosen, view.lang), settings)


def _picture(of: Drawing | Whole, page: str, form: str) -> Endpoint:
    query: Any = takes(*(SETTING_FIELDS[name] for name in of.settings), SIZE, THEME, PRESENT)

    def answer(request: Request, view: ApiRequest = query) -> Response:
        settings = _settings(of, view)
        size = SIZES[view.get(SIZE)]
        address = view.links.view(page, view, **settings)
        order = Order(_asked(view, settings), size, view.get(THEME), address)

        def body() -> list[bytes]:
            # Plotly is loaded with the first picture and not with the API.
            from lib.pictures import sheet

            drawn = sheet.of(of, order)
            return [_png(drawn, size.scale) if form == "png" else drawn.encode()]

        return respond(request, view, FORMS[form], body, **_named(of, view, form, "inline"))

    return answer


def _data(of: Drawing) -> Endpoint:
    query: Any = takes(*(SETTING_FIELDS[name] for name in of.settings), PRESENT)

    def answer(request: Request, view: ApiRequest = query) -> Response:
        asked = _asked(view, _settings(of, view))
        named = _named(of, view, _CSV, "attachment")
        return respond(
            request, view, FORMATS[_CSV], lambda: [csv_file.of_frame(of.table(asked))], **named
        )

    return answer


def _named(of: Drawing | Whole, view: ApiRequest, form: str, shown: str) -> dict[str, str]:
    file = f"{SLUG}-{of.name}-{view.dataset.version}-{view.lang}.{form}"
    return {"Content_Disposition": f'{shown}; filename="{file}"'}


def _png(svg: str, scale: float) -> bytes:
    try:
        return png.of(svg, scale)
    except png.Busy:
        again = {"Retry-After": "5"}
        raise Problem(problems.BUSY, "Other pictures are being made.", headers=again) from None
