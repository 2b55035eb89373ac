"""`/map.svg`, `/chart/<name>.png`, `/view/<page>.svg`: charts, the map and whole views as pictures.

What there is to draw is declared in `lib.pictures.drawings`; the filter is read as everywhere.
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
from lib.pictures import png
from lib.pictures.drawings import CHARTS, MAP, VIEWS, Asked, Drawing, Order, Whole
from lib.pictures.sizes import SIZES
from lib.site.identity import SLUG
from lib.site.links import CHART, VIEW
from lib.site.view import View

FORMS = {"svg": "image/svg+xml", "png": "image/png"}
Endpoint = Callable[..., Response]


def routes() -> Iterator[tuple[str, Endpoint]]:
    """Each address of a picture, and what answers at it."""
    for form in FORMS:
        yield f"/map.{form}", _endpoint(MAP, "/map", form)
        for name, drawing in CHARTS.items():
            yield f"{CHART}/{name}.{form}", _endpoint(drawing, f"/{_page_of(drawing)}", form)
        for whole in VIEWS.values():
            yield f"{VIEW}/{whole.name}.{form}", _endpoint(whole, f"/{whole.page.path}", form)


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


def _endpoint(of: Drawing | Whole, page: str, form: str) -> Endpoint:
    own = tuple(SETTING_FIELDS[name] for name in of.settings)
    query: Any = takes(*own, SIZE, THEME, PRESENT)

    def answer(request: Request, view: ApiRequest = query) -> Response:
        settings = {field.name: str(view.get(field)) for field in own if view.get(field)}
        missing = [name for name in of.needed if name not in settings]
        if missing:
            raise refused([entry((name, "", "missing")) for name in missing])
        size = SIZES[view.get(SIZE)]
        order = Order(
            # Without what the request is besides, so that charts are kept for all who look alike.
            Asked(View(view.viewpoint, view.chosen, view.lang), settings),
            size,
            view.get(THEME),
            view.links.view(page, view, **settings),
        )

        def body() -> list[bytes]:
            # Plotly is loaded with the first picture and not with the API.
            from lib.pictures import sheet

            drawn = sheet.of(of, order)
            return [_png(drawn, size.scale) if form == "png" else drawn.encode()]

        file = f"{SLUG}-{of.name}-{view.dataset.version}-{view.lang}.{form}"
        return respond(
            request, view, FORMS[form], body, Content_Disposition=f'inline; filename="{file}"'
        )

    return answer


def _png(svg: str, scale: float) -> bytes:
    try:
        return png.of(svg, scale)
    except png.Busy:
        again = {"Retry-After": "5"}
        raise Problem(problems.BUSY, "Other pictures are being made.", headers=again) from None
