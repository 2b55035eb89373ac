"""A change of the filter in the server: what was asked for before, by one visitor."""

import asyncio
from collections.abc import Iterator

from bench.client import Rerun, Visitor, visitor
from bench.figures import Figure, figure
from bench.server import serve
from lib.site.pages import PAGES

# Changes as people make them: a place, a field, a period, documents only, and back to all.
QUERIES = (
    "jp=jp-kanagawa",
    "jp=jp-kanagawa&only=signed",
    "vn=vn-hanoi",
    "field=water",
    "from=2015&to=2020",
    "q=da+nang",
    "vn=vn-hue&units=today",
    "",
)


async def in_turn(
    floor: Visitor, one: Visitor, page: str, rounds: int
) -> tuple[list[Rerun], list[Rerun], list[Rerun]]:
    """Changes of an empty page and of a page in turn, and before them the page's new ones."""
    new = [await one.visit(page, query) for query in QUERIES]
    empty, full = [], []
    for _ in range(rounds):
        empty += [await floor.visit("", query) for query in QUERIES]
        full += [await one.visit(page, query) for query in QUERIES]
    return empty, full, new


async def measure(floor_port: int, port: int, quick: bool) -> list[Figure]:
    found = []
    for page in PAGES:
        async with visitor(floor_port) as floor, visitor(port) as one:
            first = await one.visit(page.path, "")
            empty, full, new = await in_turn(floor, one, page.path, 1 if quick else 6)
        assert not any(each.failed for each in [first, *full, *new]), page.path
        floors = [each.seconds * 1000 for each in empty]
        name, kilobytes = f"/{page.path}", [each.wire / 1000 for each in full]
        known = [each.seconds * 1000 for each in full]
        found += [
            figure("change, server", name, "ms", known, floors),
            figure("change, server", f"{name}, new", "ms", [r.seconds * 1000 for r in new], floors),
            figure("change, server", f"{name}, sent", "kB", kilobytes),
            figure("change, server", f"{name}, first view sent", "kB", [first.wire / 1000]),
        ]
    return found


def figures(quick: bool) -> Iterator[Figure]:
    """Per page: a change, a new one, and what is sent; the empty page in turn with it."""
    with serve("bench/floor_app.py") as floor, serve("dashboard.py") as server:
        yield from asyncio.run(measure(floor.port, server.port, quick))
