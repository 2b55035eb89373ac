"""The ways in, each with what it is given and what must hold whatever that is.

A check raises AssertionError where it does not hold; any other exception is a failure too.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import quote, urlencode

import httpx
from hypothesis import strategies as st
from starlette.applications import Starlette

from lib import checks
from lib.api.routes import ROUTES
from lib.checks import cells
from lib.checks.registry import run
from lib.checks.tables import Data, Row
from lib.facts.dataset import DATA_FOLDER
from lib.filter import filters
from lib.language.i18n import LANGUAGES
from lib.site import arrivals, overlay
from tests.fuzz import documents, sockets
from tests.fuzz.texts import BARBED, PAIRS, PATHS, WORDS
from tests.unit.strategies import TODAY, index


@dataclass(frozen=True)
class Way:
    """A way in: what it is given, what must hold, and its share of a campaign."""

    name: str
    given: st.SearchStrategy[Any]
    holds: Callable[[Any], None]
    share: float


def address(pairs: list[tuple[str, str]]) -> None:
    """A filter is read from any address, and what is left out is named."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    chosen, problems = filters.parse(given, index())
    again, none = filters.parse(chosen.params(), index())
    assert again == chosen and not none
    for problem in problems:
        assert problem.value in ("", *given[problem.param])


def arrival(pairs: list[tuple[str, str]]) -> None:
    """An address in its plain form is in its plain form, and nothing that is known is lost."""
    known = {"vn": ("vn-hue",), "jp": ("jp-kanagawa",)}
    once = arrivals.tidied(pairs, known)
    assert arrivals.tidied(once, known) == once


@cache
def _site() -> Starlette:
    return Starlette(routes=ROUTES)


async def _answers(path: str, pairs: list[tuple[str, str]]) -> None:
    transport = httpx.ASGITransport(_site(), raise_app_exceptions=True)
    target = quote(path.encode("utf-8", "surrogatepass"), safe="/")
    query = urlencode([(_bytes(n), _bytes(v)) for n, v in pairs])
    async with httpx.AsyncClient(transport=transport, base_url="http://site.test") as client:
        answer = await client.get(f"{target}?{query}" if query else target)
    assert answer.status_code < 500
    kind = answer.headers.get("content-type", "")
    if kind == "application/problem+json":
        assert json.loads(answer.text)["status"] == answer.status_code
    if kind.startswith("text/html"):
        assert "<script>alert" not in answer.text
    for text in ("Traceback", "/lib/", "site-packages"):
        assert text not in answer.text or text in path


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def request(given: tuple[str, list[tuple[str, str]]]) -> None:
    """Any request is answered, never by a failure, and never with what a browser would run."""
    path, pairs = given
    # A client cannot write a longer one.
    if len(path) + sum(len(n) + len(v) for n, v in pairs) > 4_000:
        return
    asyncio.run(_answers(path, pairs))


@cache
def _data() -> Data:
    return checks.files.read(DATA_FOLDER, TODAY)[0]


def cell(given: tuple[str, int, int, str]) -> None:
    """Any cell is judged, and what is wrong is named by file, line and column."""
    name, row, column, text = given
    table = _data()[name]
    changed = table.rows[row % len(table.rows)]
    which = table.columns[column % len(table.columns)]
    mended = Row(changed.line, {**changed, which: text}, changed.whole)
    # A few rows around it: what is judged is the cell.
    near = [mended if r is changed else r for r in table.rows if abs(r.line - changed.line) <= 2]
    data = replace(_data(), tables={**_data().tables, name: replace(table, rows=near)})
    for finding in run(cells.RULES, data):
        assert finding.file and str(finding)
        if finding.file == table.resource.path and finding.line == changed.line:
            assert finding.column


GEOMETRY = st.recursive(
    st.one_of(st.floats(allow_nan=True), st.integers(), WORDS, st.none(), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                ["type", "features", "geometry", "coordinates", "properties", "name", "geometries"]
            ),
            st.one_of(inner, st.sampled_from(["FeatureCollection", "Feature", "Point", "Polygon"])),
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@st.composite
def layers(draw: st.DrawFn) -> Any:
    """An overlay as it should be, with something in it replaced."""
    names = {f"name_{lang}": "Name" for lang in LANGUAGES}
    geometry = {"type": "Point", "coordinates": [108.0, 16.0]}
    feature = {"type": "Feature", "properties": names, "geometry": geometry}
    collection = {"type": "FeatureCollection", "licence": "CC0", "features": [feature]}
    part: Any = draw(st.sampled_from([names, geometry, feature, collection]))
    part[draw(st.sampled_from([*part, "draw", "type"]))] = draw(GEOMETRY)
    return collection


def layer(tree: Any) -> None:
    """An overlay is read, or refused with a reason."""
    with NamedTemporaryFile("w", suffix=".geojson", encoding="utf-8") as file:
        file.write(json.dumps(tree))
        file.flush()
        try:
            overlay.read(file.name)
        except ValueError as error:
            assert str(error) and "Traceback" not in str(error)


WAYS = (
    Way("addresses", PAIRS, address, 0.37),
    Way("arrivals", PAIRS, arrival, 0.2),
    Way("requests", st.tuples(PATHS, PAIRS), request, 0.08),
    Way(
        "cells",
        st.tuples(
            st.sampled_from(["events", "sources", "evidence", "localities", "successions"]),
            st.integers(0, 10_000),
            st.integers(0, 40),
            st.one_of(WORDS, st.sampled_from(BARBED)),
        ),
        cell,
        0.02,
    ),
    Way("overlays", layers(), layer, 0.24),
    Way("packages", documents.PACKAGES, documents.package, 0.005),
    Way("articles", documents.READ, documents.article, 0.02),
    Way("lists", documents.LISTS, documents.listed, 0.055),
    Way("messages", sockets.MESSAGES, sockets.holds, 0.01),
)
