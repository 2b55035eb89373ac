"""The HTML of ours on a page under test: what it says, and where its links lead."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block


def bodies(test: AppTest) -> list[Element]:
    """What `lib.ui.markup` has put on the page, in its order; it is well-formed XML too."""
    said = [each.proto.body for each in test.get("html")]
    ours = [body for body in said if 'class="vj-' in body]
    return [ElementTree.fromstring(f"<div>{body}</div>") for body in ours]


def charts(test: AppTest) -> list[dict[str, Any]]:
    """The charts as a browser gets them, see `lib.pictures.screen`."""
    sent = (each.proto for each in test.get("bidi_component"))
    return [json.loads(each.bytes) for each in sent if each.component_name == "chart"]


def places(block: Block, above: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    """Where the components on a page stand: the number of each block within the one above it."""
    found: list[tuple[int, ...]] = []
    for number, child in block.children.items():
        if isinstance(child, Block):
            found += places(child, (*above, number))
        elif child.type == "bidi_component":
            found.append((*above, number))
    return found


def alts(test: AppTest) -> list[str]:
    """What the charts say of themselves."""
    return [ElementTree.fromstring(each["svg"]).get("aria-label", "") for each in charts(test)]


def text(test: AppTest) -> str:
    """All that it says; where its lines may end is left out."""
    said = "\n".join(" ".join(body.itertext()) for body in bodies(test))
    return said.replace("\N{NO-BREAK SPACE}", " ").replace("\N{ZERO WIDTH SPACE}", "")


def having(test: AppTest, class_: str) -> list[Element]:
    """The elements of a class."""
    return [
        each
        for body in bodies(test)
        for each in body.iter()
        if class_ in each.get("class", "").split()
    ]


def quoted(test: AppTest) -> list[str]:
    """The texts that are there to be taken along."""
    found = (code for each in having(test, "vj-quotable") for code in each.iter("code"))
    return ["".join(code.itertext()) for code in found]


def rows(table: Element) -> list[list[str]]:
    """The cells of each row of a table, without its headings."""
    return [["".join(cell.itertext()) for cell in line] for line in table.findall("tbody/tr")]


def links(test: AppTest) -> Iterator[Element]:
    """All links."""
    return (link for body in bodies(test) for link in body.iter("a"))


def find(test: AppTest, *, id_: str = "", label: str = "") -> Element:
    """The first link with this id, or with this label."""
    return next(
        link
        for link in links(test)
        if (link.get("id") == id_ if id_ else "".join(link.itertext()) == label)
    )


def chips(test: AppTest) -> set[str | None]:
    """The ids of the links that take filters off."""
    return {link.get("id") for link in links(test)} - {None}


def follow(test: AppTest, link: Element) -> AppTest:
    """The page after a click on a link that leads to the same page."""
    test.query_params.clear()
    for name, values in parse_qs(urlsplit(link.get("href", "")).query).items():
        test.query_params[name] = values
    return test.run()
