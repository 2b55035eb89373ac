"""`/api/v1/versions/…`: each version of the data whole, at an address that stays."""

from typing import Annotated

from fastapi import Path
from starlette.requests import Request
from starlette.responses import Response

from lib.api import problems
from lib.api.problems import Problem
from lib.api.request import Localized
from lib.api.responses import respond
from lib.exports import package
from lib.language.quoting import printable
from lib.site.identity import SLUG

Version = Annotated[
    str,
    Path(
        description="A data version.",
        # Described only: what has another form was never a version, which is no fault of its form.
        json_schema_extra={"pattern": r"^\d+\.\d+\.\d+$", "example": "0.2.0"},
    ),
]


def answer(request: Request, version: Version, view: Localized) -> Response:
    """The data package of a version as a ZIP file; raises Problem for one that never was."""
    archives = view.dataset.archives
    known = [*archives, *({view.dataset.version} - archives.keys())]
    if version not in known:
        detail = f"There is no data version “{printable(version, 40)}”."
        raise Problem(problems.NOT_FOUND, detail, {"allowed": known})
    return respond(
        request,
        view,
        "application/zip",
        lambda: [archives.get(version) or package.whole(view.dataset)],
        Content_Disposition=f'attachment; filename="{SLUG}-package-{version}.zip"',
    )
