"""What Atom feeds (RFC 4287) of the site have in common."""

import uuid
from datetime import date
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from lib.site.identity import AUTHOR, LICENCE, LICENCE_URL, NAMESPACE
from lib.site.links import Links
from lib.site.view import View

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:{NAMESPACE}")
_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(path: str, title: str, updated: date, view: View, links: Links) -> ET.Element:
    """A feed of a view without entries; `path` is its own address, and part of its identity."""
    ET.register_namespace("", _ATOM)
    made = ET.Element(f"{{{_ATOM}}}feed", {_XML_LANG: view.lang})
    name = path.rpartition("/")[2].partition(".")[0]
    add(made, "id", urn(f"{name}?{urlencode(view.params, doseq=True)}"))
    add(made, "title", title)
    add(made, "subtitle", view.sentence)
    add(made, "updated", f"{updated:%Y-%m-%dT%H:%M:%SZ}")
    add(made, "link", rel="self", type="application/atom+xml", href=links.view(path, view))
    add(made, "link", rel="alternate", type="text/html", href=links.view("/records", view))
    add(made, "rights", f"{LICENCE}, {LICENCE_URL}")
    add(add(made, "author"), "name", AUTHOR)
    return made


def add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    """A new element at the end of `parent`."""
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element


def urn(name: str) -> str:
    """A lasting identifier for what has this name within the site."""
    return uuid.uuid5(_NAMESPACE, name).urn


def written(made: ET.Element) -> bytes:
    """The feed as a file."""
    data: bytes = ET.tostring(made, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
