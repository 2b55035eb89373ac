"""`/paper/records.html`: the table of records whole, for the page that prints it.

On screen the table is a canvas, of which a printer gets the rows in view alone.
"""

from starlette.requests import Request
from starlette.responses import Response

from lib.api import html
from lib.api.query_fields import SORT
from lib.api.request import ApiRequest, Sorted
from lib.api.responses import respond
from lib.counting import ordering
from lib.counting.ordering import Order
from lib.exports import event_table
from lib.site import links

# Some twenty sheets: whoever wants more is better served by a file.
MOST = 500


def answer(request: Request, view: Sorted) -> Response:
    """The first MOST records of a filter in an order, as a table without a page around it."""
    return respond(request, view, html.MEDIA_TYPE, lambda: [_table(view)])


def _table(view: ApiRequest) -> bytes:
    keys = ordering.ids(view.events, Order(view.get(SORT)), view.index, view.lang)
    shown = list(keys[:MOST])
    context = {
        "_": view.words.gettext,
        "view": view,
        "rows": event_table.table(view, view.links).rows(shown),
        "count": view.words.number(len(shown)),
        "total": view.words.number(len(keys)),
        "left_out": len(keys) > len(shown),
        "whole": view.links.view(links.table("events", "xlsx"), view),
    }
    return html.environment().get_template("paper.html").render(context).encode()
