"""The table of records: one page of it at a time, in an order that holds for all of them.

What is sent to a browser does not grow with the data: the order and the page stand in the address,
and the server cuts out the rows. A row is a link, wherever it is pressed; on phones it is a block
of lines that holds the same.
"""

from collections.abc import Set
from functools import lru_cache
from urllib.parse import parse_qs, urlencode

import streamlit as st
from markupsafe import Markup, escape

from lib.counting.ordering import Order
from lib.facts.localities import SIDES
from lib.site.links import PAPER, Links
from lib.site.pages import ROWS, page_count
from lib.site.view import View
from lib.ui import address, browser, controls, downloads, markup, records

_PAGE = controls.key("page")
# The page that a row leads to, and the parameter that names its record there.
_TO_RECORD = ("records", "record")
# What a link of the table sets itself.
_OF_TABLE = ("record", "sort", "page")
_on_paper = st.components.v2.component(
    "paper_table",
    html='<div class="printed" aria-hidden="true"></div>',
    js=browser.script("paper.js"),
    isolate_styles=False,
)
_MARKED = Markup('<span class="vj-dot" role="img" aria-label="{}">●</span>')
# What the heading of a column asks for; the second time its other way round.
_BY_HEADING = {
    "date": (Order.NEWEST, Order.OLDEST),
    **{str(order): (order,) for order in Order if order not in (Order.NEWEST, Order.OLDEST)},
}


def files(view: View) -> None:
    """Their files, in the order that the address asks for."""
    downloads.buttons(view, _order())


def show(view: View, leads: tuple[str, str] = _TO_RECORD, marked: Set[str] = frozenset()) -> None:
    """The records of the view as the address wants them; on their own page with their files.

    A row leads to the page and by the parameter of `leads` to its record, as that page stands
    otherwise, or back from it. Rows of `marked` records are told apart.
    """
    _ = view.words.gettext
    shown = records.listed(view, _order())
    number = min(_page(), page_count(len(shown)))
    start = (number - 1) * ROWS
    keys = shown[start : start + ROWS]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        orders = {order.value: _(records.ORDERS[order]) for order in Order}
        controls.select("sort", _("Sorted by"), orders, view.words, width=260, begins="page")
        if leads == _TO_RECORD:
            files(view)
        if len(shown) > ROWS:
            first, last, count = map(view.words.number, (start + 1, start + len(keys), len(shown)))
            said = _("{first}–{last} of {count}")
            with st.container(key="rows_in_view", width="content"):
                st.markdown(said.format(first=first, last=last, count=count), width="content")
    here = {name: v for name, v in address.current().items() if name not in _OF_TABLE}
    with st.container(key="records_table"):
        asked = urlencode(here, doseq=True)
        markup.show(_table(keys, view, _order(), leads, asked, frozenset(marked) & {*keys}))
    if len(shown) > ROWS:
        st.session_state[_PAGE] = number
        st.pagination(page_count(len(shown)), key=_PAGE, on_change=_turn)
    st.container(key="files_note").caption(_(downloads.CSV_IN_EXCEL))
    _on_paper(
        key="paper_table",
        data=[{"address": Links.near("/records").view(PAPER, view, sort=_order())}],
    )


def _order() -> Order:
    return Order(str(address.setting("sort")))


def _page() -> int:
    return int(str(address.setting("page")))


def _turn() -> None:
    number = st.session_state[_PAGE]
    address.set_parameter("page", str(number) if number != 1 else None)


@lru_cache(maxsize=256)
def _table(
    keys: tuple[str, ...],
    view: View,
    order: Order,
    leads: tuple[str, str],
    asked: str,
    marked: frozenset[str],
) -> Markup:
    """These records as a table. The name of a column leads to its order, a row to its record.

    `asked` are the parameters of the view in the address: they say what the visitor chose.
    """
    path, param = leads
    _ = view.words.gettext
    titles = {
        "date": _("Date"),
        **controls.countries(view),
        "kind": _("Kind"),
        "title": _("Title"),
        "status": _("Status"),
        "signed_as": _("Signed as"),
        "fields": _("Fields"),
        "grade": _("Grade"),
        "sources": _("Sources"),
    }
    table = records.table(keys, view)
    # Who signed is told where it is another than who holds the tie.
    told_apart = "signed_as" in table and table["signed_as"].any()
    columns = [n for n in titles if n in table and (n != "signed_as" or told_apart)]
    here = parse_qs(asked)
    kept = {} if order is Order.NEWEST else {"sort": [str(order)]}
    cells = {name: table[name].tolist() for name in columns}
    lines = []
    for number, key in enumerate(table.index):
        told = {name: cells[name][number] for name in columns}
        told["fields"] = view.words.names(told["fields"])
        chosen = here.get(param) == [str(key)]
        there = {**here, **kept, param: [] if chosen else [str(key)]}
        sign = _MARKED.format(_("marked")) if key in marked else ""
        told["title"] = markup.link(
            markup.joined(filter(None, [sign, escape(told["title"])]), " "),
            path,
            there,
            class_="vj-top",
            aria_current="true" if chosen else None,
        )
        row = (_cell(name, told[name], titles[name]) for name in columns)
        lines.append(markup.tag("tr", *row, class_="vj-marked" if sign else None))
    headings = (_heading(name, titles[name], order, path, here) for name in columns)
    return markup.tag(
        "table",
        markup.tag("thead", markup.tag("tr", *headings)),
        markup.tag("tbody", *lines),
        class_="vj-table",
        aria_label=_(
            "Table of the filtered records: date, localities, kind, title, fields, sources."
        ),
    )


# Cells that stand in one line on a phone, and such as need their column's name there.
_INLINE, _NAMED = ("date", *SIDES, "kind"), ("status", "signed_as", "fields", "grade", "sources")


def _cell(name: str, value: object, title: str) -> Markup:
    classes = {"date": "whole vj-inline", "signed_as": "vj-signed", "sources": "number vj-sources"}
    return markup.tag(
        "td",
        value,
        class_=classes.get(name, "vj-inline" if name in _INLINE else f"vj-{name}"),
        data_label=title if name in _NAMED else None,
    )


def _heading(name: str, title: str, order: Order, path: str, here: dict[str, list[str]]) -> Markup:
    """The name of a column; pressed, it sorts by it."""
    orders = _BY_HEADING.get(name, ())
    if not orders:
        return markup.tag("th", title, scope="col", class_=f"vj-{name}")
    after = [*orders, *orders][orders.index(order) + 1] if order in orders else orders[0]
    ascending = "descending" if order in (Order.NEWEST, Order.SOURCES) else "ascending"
    return markup.tag(
        "th",
        markup.link(title, path, {**here, "sort": [str(after)]}),
        scope="col",
        class_=f"vj-{name}",
        aria_sort=ascending if order in orders else None,
    )


def way_back(opened: str, view: View) -> None:
    """Buttons to the table, to the page that has the record, and to the records beside it."""
    _ = view.words.gettext
    shown = records.listed(view, _order())
    place = shown.index(opened) if opened in shown else None

    def close() -> None:
        address.go(view.chosen)
        if place is not None and place >= ROWS:
            address.set_parameter("page", str(place // ROWS + 1))

    # Buttons, since a link to the page that one is on leaves the address as it was.
    with st.container(horizontal=True):
        st.button(
            view.words.ngettext("Back to {count} record", "Back to {count} records", len(shown)),
            key="record_close",
            icon=":material/arrow_back:",
            on_click=close,
        )
        if place is None:
            return
        for label, step, icon in (
            (_("Previous record"), place - 1, ":material/chevron_left:"),
            (_("Next record"), place + 1, ":material/chevron_right:"),
        ):
            if 0 <= step < len(shown):
                st.button(
                    label,
                    key=f"record_{shown[step]}",
                    icon=icon,
                    on_click=address.go,
                    args=(view.chosen, shown[step]),
                )
