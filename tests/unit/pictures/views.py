"""Pictures to look at: drawn by name for a view of the data set, and read back as XML."""

import re
from xml.etree import ElementTree as ET

from lib.facts.perspective import Units
from lib.filter.filters import Filter
from lib.pictures import sheet
from lib.pictures.drawings import CHARTS, MAP, VIEWS, Asked, Drawing, Order, Whole
from lib.pictures.sizes import SIZES
from lib.site import store
from lib.site.view import View

SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = "https://example.org/map"
DRAWINGS: dict[str, Drawing] = {"map": MAP, **CHARTS}
WHOLE: dict[str, Whole] = {whole.name: whole for whole in VIEWS.values()}
# What a picture that needs a locality is drawn for.
OF_LOCALITY = {"id": "jp-kanagawa"}


def view(lang: str = "en", units: Units = Units.SIGNED, **chosen: list[str]) -> View:
    return View(store.viewpoint(units, lang), Filter.of(chosen), lang)


def settings(what: Drawing | Whole, **own: str) -> dict[str, str]:
    return {**{name: OF_LOCALITY[name] for name in what.needed}, **own}


def order(
    what: Drawing | Whole,
    seen: View | None = None,
    size: str = "16x9",
    theme: str = "light",
    address: str = ADDRESS,
    **own: str,
) -> Order:
    asked = Asked(seen or view(), settings(what, **own))
    return Order(asked, SIZES[size], theme, address)


def drawn(what: Drawing | Whole, seen: View | None = None, **more: str) -> ET.Element:
    """The root of a picture."""
    return ET.fromstring(sheet.of(what, order(what, seen, **more)))


def texts(root: ET.Element) -> list[str]:
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def tips(root: ET.Element, tag: str) -> list[str]:
    """What the pointer shows of the marks of a kind."""
    return [each.findtext(f"{SVG}title") or "" for each in root.iter(f"{SVG}{tag}") if len(each)]


def numbers(found: list[str]) -> list[int]:
    return [int(text) for text in found if re.fullmatch(r"\d+", text)]
