"""`/card.png` and `/card/<id>.png`: the pictures for previews, drawn once and kept."""

from starlette.requests import Request
from starlette.responses import Response

from lib.api import previews, problems
from lib.api.previews import Preview
from lib.api.problems import Problem
from lib.api.request import Filtered, InUnits
from lib.api.responses import respond
from lib.map import card
from lib.site import identity

MEDIA_TYPE = "image/png"


def of_view(request: Request, view: Filtered) -> Response:
    """The map with the filter."""
    preview = previews.of_view(view)
    return respond(request, view, MEDIA_TYPE, lambda: [_drawn(preview)])


def of_key(request: Request, key: str, view: InUnits) -> Response:
    """A record, a pair of localities, or a locality."""
    preview = previews.of(view, key)
    if preview is None:
        raise Problem(problems.NOT_FOUND, "No record, pair or locality has this identifier.")
    return respond(request, view, MEDIA_TYPE, lambda: [_drawn(preview)])


def _drawn(preview: Preview) -> bytes:
    _ = preview.view.words.gettext
    version = _("Data version {version}").format(version=preview.view.dataset.version)
    foot = f"{_(identity.NAME)} · {version}"
    return card.draw(card.Card(preview.view, preview.title, preview.lines, foot))
