"""HTML of ours on a page: links to its pages, and texts, all escaped.

Streamlit takes time for each element, and a visitor's browser too, so what belongs together is one
element here: a header, a band, a list. A link of these is an ordinary one that works without any
script; `probe.js` follows it within the page, as Back and Forward do.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup, escape

from lib.language.i18n import Localizer
from lib.site.links import Links, Params

# Addresses within the site hold under any path that a proxy puts before it.
_NEAR = Links.near("/page")
# What stands in a cell that holds nothing.
NOTHING = "–"
# What no line may begin with, and a number that would stand apart from what it counts.
_HELD = re.compile(r" (?=[·–] )|(?<=^\d) |(?<=^\d\d) |(?<=^\d\d\d) ")
# Dates with blanks within, as English and Vietnamese write them: “12 May 2017”, “tháng 8 năm 2016”.
_DATE = re.compile(
    r"\b(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}\b"
    r"|\btháng \d{1,2} năm \d{4}\b"
)


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


def joined(parts: Iterable[object], between: str = "\N{NO-BREAK SPACE}· ") -> Markup:
    """Parts in a row, of which none is broken where it should not be: see `whole`."""
    return Markup(escape(between)).join(escape(whole(part)) for part in parts)


def whole(part: object) -> object:
    """A text whose dates stay on one line, as a number at its start does with what it counts.

    A sign between two names stays with the first. Anything else as it is.
    """
    if type(part) is not str:
        return part
    dated = _DATE.sub(lambda date: date[0].replace(" ", "\N{NO-BREAK SPACE}"), part)
    return _HELD.sub("\N{NO-BREAK SPACE}", dated)


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[object]],
    label: str,
    numbers: Collection[str] = (),
) -> Markup:
    """Rows under their headings, each named by its first cell; `numbers` are columns of such.

    On a phone a row is a list of its cells with their headings, those that hold nothing left out.
    """
    head = (
        tag("th", heading, scope="col", class_="number" if heading in numbers else None)
        if heading
        else tag("td")
        for heading in headings
    )
    lines = []
    for first, *others in rows:
        cells = zip(others, headings[1:], strict=True)
        told = (_cell(cell, heading, heading in numbers, len(headings)) for cell, heading in cells)
        lines.append(tag("tr", tag("th", first, scope="row"), *told))
    inner = tag("thead", tag("tr", *head)), tag("tbody", *lines)
    # What explains terms, or counts them, is no wider than it has to be.
    narrow = len(headings) == 2 or {*headings[1:]} <= {*numbers}
    classes = f"vj-table vj-plain{' vj-terms' if narrow else ''}"
    return tag("table", *inner, class_=classes, aria_label=label)


def of_columns(
    columns: Mapping[str, Iterable[object]], label: str, numbers: Collection[str] = ()
) -> Markup:
    """The same of cells by heading, all of one length."""
    return table([*columns], zip(*columns.values(), strict=True), label, numbers)


def _cell(cell: object, heading: str, number: bool, columns: int) -> Markup:
    classes = ("number" if number else "", "vj-nothing" if cell == NOTHING else "")
    return tag(
        "td",
        whole(cell),
        class_=" ".join(filter(None, classes)) or None,
        # Where a row has one cell beside its name, it needs no heading on a phone either.
        data_label=heading if columns > 2 else None,
    )


def explained(label: str, *inner: object) -> Markup:
    """A "?" that opens an explanation: by pointer, keyboard and touch alike."""
    summary = tag("summary", "?", aria_label=label, title=label)
    return tag("details", summary, tag("div", *inner), class_="vj-help")


def quotable(text: str, words: Localizer, as_code: bool = False) -> Markup:
    """A text to take along, with a button that copies it: prose, or `as_code` as it is written.

    Streamlit's own element for that comes with a highlighter of programs, 440 kB of script.
    """
    _ = words.gettext
    copy = tag(
        "button",
        _("Copy"),
        type="button",
        class_="vj-copy",
        data_done=_("Copied"),
        aria_live="polite",
    )
    inner = tag("pre", tag("code", text))
    return tag("div", inner, copy, class_="vj-quotable as-code" if as_code else "vj-quotable")


def show(html: Markup) -> None:
    """Put it on the page."""
    st.html(html)
