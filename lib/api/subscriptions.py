"""The calendar, the feed and the data package of a filter, as answers."""

from starlette.requests import Request
from starlette.responses import Response

from lib.api import large_files
from lib.api.request import Filtered
from lib.api.responses import respond
from lib.exports import atom, change_feed, feed, package
from lib.site.identity import SLUG


def calendar_answer(request: Request, view: Filtered) -> Response:
    """Anniversaries of the signed documents, and the ends of their terms."""
    # Its library is loaded with the first calendar and not with the API.
    from lib.exports import calendar

    return respond(
        request,
        view,
        calendar.MEDIA_TYPE,
        lambda: large_files.made(
            request, lambda: calendar.stream(view, view.links), len(view.events)
        ),
        Content_Disposition=f'inline; filename="{SLUG}-partnerships.ics"',
    )


def feed_answer(request: Request, view: Filtered) -> Response:
    """The documents that were added or changed last come first."""
    return respond(request, view, atom.MEDIA_TYPE, lambda: [feed.document(view, view.links)])


def changes_answer(request: Request, view: Filtered) -> Response:
    """What the versions of the data changed of the records of a filter, the newest first."""
    return respond(request, view, atom.MEDIA_TYPE, lambda: [change_feed.document(view, view.links)])


def package_answer(request: Request, view: Filtered) -> Response:
    """A Frictionless Data Package of the records that the filter keeps and all they refer to."""
    name = f"{SLUG}-package-{view.dataset.version}.zip"
    return respond(
        request,
        view,
        "application/zip",
        lambda: large_files.made(
            request, lambda: package.stream(view, view.links), len(view.events)
        ),
        Content_Disposition=f'attachment; filename="{name}"',
    )
