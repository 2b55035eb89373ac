"""The calendar, the feed and the data package of a filter, as answers."""

from starlette.requests import Request
from starlette.responses import Response

from lib.api.request import read
from lib.api.responses import respond
from lib.exports import calendar, feed, package
from lib.site.identity import SLUG


def calendar_answer(request: Request) -> Response:
    """`/calendar.ics`."""
    asked = read(request)
    return respond(
        request,
        asked,
        calendar.MEDIA_TYPE,
        lambda: calendar.stream(asked, asked.links),
        Content_Disposition=f'inline; filename="{SLUG}-partnerships.ics"',
    )


def feed_answer(request: Request) -> Response:
    """`/feed.xml`."""
    asked = read(request)
    return respond(request, asked, feed.MEDIA_TYPE, lambda: [feed.document(asked, asked.links)])


def package_answer(request: Request) -> Response:
    """`/api/v1/package.zip`: the package of the filtered events."""
    asked = read(request)
    name = f"{SLUG}-package-{asked.dataset.version}.zip"
    return respond(
        request,
        asked,
        "application/zip",
        lambda: package.stream(asked, asked.links),
        Content_Disposition=f'attachment; filename="{name}"',
    )
