"""Where a filter leaves nothing: which part of it is in the way, and a button to take it off.

What is not found because something else is still chosen was not looked for: it is never said that
there is nothing.
"""

import numpy as np
import streamlit as st

from lib.facts.localities import side_of
from lib.filter.filters import Filter, loosen
from lib.filter.parameters import PARAMETERS
from lib.language.quoting import escape_markdown
from lib.site import store
from lib.site.view import View
from lib.ui import address, corrections


def nothing_left(view: View) -> None:
    """What to do when the filter leaves nothing: the parameters whose removal helps."""
    _ = view.words.gettext
    st.info(
        _("That says nothing about ties that nobody has recorded here yet."),
        title=_("No record matches all of these filters."),
        icon=":material/search_off:",
    )
    _offer(view, view.chosen)
    corrections.known_link(view)


def no_document(view: View, among: str = "signed") -> None:
    """The parameters without which there are signed documents, where there is no such record.

    `among` names a column of the events that must be true.
    """
    if view.chosen:
        _offer(view, view.chosen, among)


def nothing_of(view: View, key: str) -> None:
    """The same for a locality, whatever the filter says of its side: nothing of it is left."""
    _ = view.words.gettext
    side = side_of(key)
    chosen = view.chosen.with_(side, (key,))
    others = view.chosen.with_(side, ())
    name = escape_markdown(view.dataset.full_name(key, view.lang))
    if not others:
        st.info(
            _("That says nothing about ties that nobody has recorded here yet."),
            title=_("No record was found of {place}.").format(place=name),
            icon=":material/search_off:",
        )
        corrections.known_link(view)
        return
    whole = len(view.filtered(Filter.of({side: (key,)})).events)
    title = (
        view.words.ngettext(
            "{place} has {count} record, but none that matches all filters.",
            "{place} has {count} records, but none that matches all filters.",
            whole,
            place=name,
        )
        if whole
        else _("No record was found of {place}.").format(place=name)
    )
    st.info(
        _("In the way: {filters}").format(filters=view.words.clauses(_told(view, others))),
        title=title,
        icon=":material/filter_alt:",
    )
    if whole:
        _offer(view, chosen, kept=side)


def nothing_compared(view: View, keys: list[str]) -> None:
    """Which of several localities have nothing under the filter, though they have records."""
    _ = view.words.gettext
    found = {
        key: len(view.filtered(Filter.of({side_of(key): (key,)})).events)
        for key in keys
        if view.filtered(view.chosen.with_(side_of(key), (key,))).events.empty
    }
    said = [
        view.words.ngettext(
            "{place}: {count} record", "{place}: {count} records", count, place=name
        )
        for key, count in found.items()
        if count and (name := escape_markdown(view.dataset.full_name(key, view.lang)))
    ]
    if said:
        whole = _("Nothing under this filter, but without it – {places}.")
        st.caption(whole.format(places=view.words.clauses(said)))
        st.button(_("Clear all filters"), key="loosen_compared", on_click=address.clear)


def _told(view: View, chosen: Filter) -> list[str]:
    """Each parameter that is set, with its values in words."""
    return [_named(view, name, values) for name, values in chosen.values]


def _named(view: View, name: str, values: tuple[str, ...]) -> str:
    _ = view.words.gettext
    parameter = PARAMETERS[name]
    labels = [
        escape_markdown(parameter.value_label(value, view.index, view.words)) for value in values
    ]
    return _("{name}: {value}").format(name=_(parameter.label), value=_(" or ").join(labels))


def _offer(view: View, chosen: Filter, among: str = "", kept: str = "") -> None:
    """A button for each parameter but `kept` without which something is left, with how much."""
    _ = view.words.gettext
    mask = view.dataset.events[among].to_numpy(bool) if among else None
    found = loosen(chosen, view.index, mask)
    options = [(name, count) for name, count in found if count and name != kept]
    with st.container(horizontal=True):
        for name, count in options:
            st.button(
                _without(view, _named(view, name, chosen[name]), count, among),
                key=f"loosen_{name}" if not among else f"loosen_{among}_{name}",
                icon=":material/filter_alt_off:",
                on_click=lambda n=name: address.choose(n, ()),
            )
        if not options:
            least = Filter.of({kept: chosen[kept]}) if kept else Filter()
            left = store.selected(view.viewpoint, least)
            number = int(np.count_nonzero(left[among])) if among else len(left)
            if number:
                st.button(
                    _without(view, _("any filter"), number, among),
                    key=f"loosen_all{among}",
                    icon=":material/filter_alt_off:",
                    on_click=address.clear,
                )


def _without(view: View, name: str, count: int, among: str) -> str:
    """What a button says: what is taken off, and what is left then."""
    if among:
        return view.words.ngettext(
            "Without “{name}”: {count} signed document",
            "Without “{name}”: {count} signed documents",
            count,
            name=name,
        )
    return view.words.ngettext(
        "Without “{name}”: {count} record", "Without “{name}”: {count} records", count, name=name
    )
