"""HTML of ours on a page: links to its pages, and texts, all escaped.

Streamlit takes time for each element, and a visitor's browser too, so what belongs together is one
element here: a header, a band, a list. A link of these is an ordinary one that works without any
script; `probe.js` follows it within the page, as Back and Forward do.
"""

from collections.abc import Iterable, Mapping

import streamlit as st
from markupsafe import Markup, escape

from lib.site.links import Links, Params

# Addresses within the site hold under any path that a proxy puts before it.
_NEAR = Links.near("/page")


def href(path: str, params: Params) -> str:
    """The address of the page at `path` ("map") as a link within the site."""
    return _NEAR.to(f"/{path}", params)


def tag(name: str, *inner: object, **attributes: object) -> Markup:
    """An element. `class_` is its class, `aria_label` an `aria-label`; None and False are left out.

    Texts in it are escaped, Markup is taken as it is.
    """
    # Joined as strings: Markup's own `format` takes ten times as long, and a page has hundreds.
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{"" if value is True else escape(value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{name}{given}>{''.join(map(escape, inner))}</{name}>")


def link(label: object, path: str, params: Params, **attributes: object) -> Markup:
    """A link to a page of ours, followed within the page. `class_` adds to its class."""
    classes = " ".join(filter(None, ("vj-go", str(attributes.pop("class_", "")))))
    return tag("a", label, href=href(path, params), class_=classes, **attributes)


def switch(
    label: str, options: Mapping[str, str], chosen: str, addresses: Mapping[str, Params], path: str
) -> Markup:
    """Links beside each other, one of which is where one is: a choice that the address holds.

    `options` in words by value, and the parameters that each of them leads to.
    """
    links = (
        link(text, path, addresses[value], aria_current="true" if value == chosen else None)
        for value, text in options.items()
    )
    return tag("nav", *links, class_="vj-switch", aria_label=label)


def joined(parts: Iterable[object], between: str = " · ") -> Markup:
    """Parts in a row."""
    return Markup(escape(between)).join(escape(part) for part in parts)


def explained(label: str, *inner: object) -> Markup:
    """A "?" that opens an explanation: by pointer, keyboard and touch alike."""
    summary = tag("summary", "?", aria_label=label, title=label)
    return tag("details", summary, tag("div", *inner), class_="vj-help")


def show(html: Markup) -> None:
    """Put it on the page."""
    st.html(html)
