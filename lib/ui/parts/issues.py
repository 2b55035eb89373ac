"""Records on a list of what is least sure, each with why it stands there."""

from markupsafe import Markup

from lib.site.view import View
from lib.ui import address, chart_cache, corrections, markup, records

PER_PAGE = 20


def listing(view: View, code: str, page: int) -> None:
    """A page of the records on a list, counted from 1, and for each the way to correct it."""
    start = (page - 1) * PER_PAGE
    keys = chart_cache.gap(view, code)[start : start + PER_PAGE]
    records.listing(_entries(view, code, keys))


@address.kept
def _entries(view: View, code: str, keys: tuple[str, ...]) -> list[Markup]:
    return [
        records.in_brief(
            event,
            view,
            [
                markup.tag(
                    "span", chart_cache.why_listed(view.viewpoint, view.lang, code, event.Index)
                ),
                corrections.link(event, view),
            ],
        )
        for event in map(view.dataset.event, keys)
    ]
