"""`/records.xlsx`, `/evidence.csv`: the lists of pages as files, as readers read them.

The open tables (`tables`) are for programs and keep their columns; these have titles in the
reader's language, the order of the page, and say how to cite them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lib.api import large_files
from lib.api.pictures import Endpoint
from lib.api.query_fields import GAP, PRESENT, SORT
from lib.api.request import ApiRequest, takes
from lib.api.responses import respond
from lib.counting import ordering, quality
from lib.counting.ordering import Order
from lib.exports import reader_files
from lib.exports.tables import FORMATS
from lib.site.links import EVIDENCE_FILE, RECORDS_FILES


def routes() -> Iterator[tuple[str, Endpoint]]:
    """Each address of such a file, and what answers at it."""
    for form, path in RECORDS_FILES.items():
        yield path, _records(form)
    yield EVIDENCE_FILE, _gap


def _records(form: str) -> Endpoint:
    query: Any = takes(SORT, PRESENT)

    def answer(request: Request, view: ApiRequest = query) -> Response:
        keys = ordering.ids(view.events, Order(view.get(SORT)), view.index, view.lang)
        here = view.links.view("/records", view)
        made = {
            "xlsx": partial(reader_files.events_workbook, view, view.links, here, keys),
            "csv": partial(reader_files.events_csv, view, view.links, keys),
        }
        return _file(request, view, form, keys, made[form])

    return answer


_of_gap: Any = takes(GAP, PRESENT)


def _gap(request: Request, view: ApiRequest = _of_gap) -> Response:
    code = view.get(GAP)
    keys = list(quality.find(code, view.events, view.dataset.evidence).index)
    make = partial(reader_files.events_csv, view, view.links, keys)
    return _file(request, view, "csv", keys, make, f"-{code}")


def _file(
    request: Request,
    view: ApiRequest,
    form: str,
    keys: Sequence[str],
    make: Callable[[], bytes],
    of: str = "",
) -> Response:
    def body() -> Iterable[bytes]:
        return large_files.made(request, lambda: [make()], len(keys))

    named = f'attachment; filename="{reader_files.name(view)}{of}.{form}"'
    return respond(request, view, FORMATS[form], body, Content_Disposition=named)
