"""The filter's widgets in the sidebar, and the active filters in words above each page."""

import streamlit as st

from lib import edtf, partnerships
from lib.filters import (
    CHOICES,
    ONLY_SIGNED,
    PARAMETERS,
    Problem,
    Rejected,
    explain,
    loosen,
    undated_left_out,
)
from lib import resources
from lib.ui import address
from lib.ui.view import View

_FLASH = "filter_problem"


def sidebar(view: View) -> None:
    """All filter widgets, each option with the number of records that it would leave."""
    _ = view.words.gettext
    counts = resources.option_counts(view.chosen)
    with st.sidebar:
        st.subheader(_("Filter"))
        _text(view)
        for name in ("vn", "jp", "field"):
            _choices(view, name, counts[name])
        _only_signed(view, counts["only"][ONLY_SIGNED])
        _choices(view, "kind", counts["kind"])
        _period(view)
        st.button(
            _("Clear all filters"), key="clear_sidebar", icon=":material/filter_alt_off:",
            on_click=address.clear, disabled=not view.chosen, width="stretch",
        )
        st.caption(
            _("The number beside an option says how many records would be left with it. "
              "A province or prefecture takes in its cities.")
        )


def _text(view: View) -> None:
    _ = view.words.gettext
    st.session_state["w_q"] = next(iter(view.chosen["q"]), "")
    st.text_input(
        _("Search"), key="w_q", placeholder=_("Name, field, document …"), max_chars=200,
        on_change=_enter, args=("q", "w_q"), icon=":material/search:",
        help=_("A place is found under its name in any of the three languages, with or without "
               "diacritics; other words are looked for in titles and summaries."),
    )


def _choices(view: View, name: str, counts: dict[str, int]) -> None:
    choice = CHOICES[name]
    key = f"w_{name}"
    st.session_state[key] = list(view.chosen[name])
    st.multiselect(
        view.words.gettext(choice.label),
        list(counts),
        key=key,
        format_func=lambda value: f"{choice.say(value, view.index, view.words)} ({counts[value]})",
        placeholder=view.words.gettext("All"),
        on_change=lambda: address.choose(name, st.session_state[key]),
        select_all=False,
    )


def _only_signed(view: View, count: int) -> None:
    _ = view.words.gettext
    st.session_state["w_only"] = bool(view.chosen["only"])
    st.toggle(
        _("Signed documents only ({count})").format(count=view.words.number(count)),
        key="w_only",
        on_change=lambda: address.choose("only", [ONLY_SIGNED] if st.session_state["w_only"] else []),
        help=_("Sister-city affiliations, agreements, memoranda, letters of intent and renewals. "
               "Visits, programmes, events and mere mentions are left out."),
    )


def _period(view: View) -> None:
    _ = view.words.gettext
    events = view.catalogue.events
    years = [str(y) for y in range(int(events["first"].dt.year.min()), int(events["last"].dt.year.max()) + 1)]
    for name, column in zip(("from", "to"), st.columns(2), strict=True):
        value = next(iter(view.chosen[name]), None)
        key = f"w_{name}"
        st.session_state[key] = value
        column.selectbox(
            _(PARAMETERS[name].label),
            years if value is None or value in years else [*years, value],
            index=None, key=key, placeholder=_("Any"), accept_new_options=True,
            on_change=_enter, args=(name, key),
            help=_("A year, or type a month (2014-12) or a day (2014-12-25).") if name == "from" else None,
        )


def _enter(name: str, key: str) -> None:
    """Take over what was typed; what cannot be read is named, and the filter stays as it was."""
    text = st.session_state[key]
    index = resources.index()
    try:
        values = [PARAMETERS[name].read(text, index)] if text and text.strip() else []
    except Rejected as rejected:
        st.session_state[_FLASH] = Problem(name, text, str(rejected))
        return
    start, end = (values if name == n else address.read()[0][n] for n in ("from", "to"))
    if start and end and edtf.parse(start[0]).first > edtf.parse(end[0]).last:
        st.session_state[_FLASH] = Problem(name, f"{start[0]}–{end[0]}", "reversed_period")
        return
    address.choose(name, values)


def notices(view: View) -> None:
    """What could not be read in the address or in a field, each by its name."""
    entered = st.session_state.pop(_FLASH, None)
    for problem in [*view.problems, *([entered] if entered else [])]:
        st.warning(explain(problem, view.words), icon=":material/link_off:")


def active(view: View) -> None:
    """The active filters, each with a button that takes it off, and what they leave."""
    _ = view.words.gettext
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="active_filters"):
        if not view.chosen:
            st.markdown(_("No filter: all records"))
        for name, values in view.chosen.values:
            parameter = PARAMETERS[name]
            for value in values:
                said = parameter.say(value, view.index, view.words)
                st.button(
                    _("{name}: {value}").format(name=_(parameter.label), value=said),
                    key=f"chip_{name}_{value}", icon=":material/close:", icon_position="right",
                    on_click=lambda n=name, v=value: address.go(address.read()[0].without(n, v)),
                    help=_("Take this filter off"),
                )
        if view.chosen:
            st.button(_("Clear all"), key="clear_all", type="tertiary", on_click=address.clear)
    counted = partnerships.count_in_words(partnerships.totals(view.events), view.words)
    st.caption(
        " · ".join(counted),
        help=_("A record is one dated act or one mention of a tie. Signed documents are the six kinds "
               "from sister-city affiliation to renewal, whichever bodies signed. A partnership is a "
               "pair of localities with at least one signed document among these records; a tie is a "
               "pair without one. The two are never added up."),
    )
    left_out = undated_left_out(view.chosen, view.index)
    if left_out:
        st.caption(
            view.words.ngettext(
                "{count} more record matches but has no known date, so the period leaves it out.",
                "{count} more records match but have no known date, so the period leaves them out.",
                left_out,
            )
        )


def nothing_left(view: View) -> None:
    """What to do when the filter leaves nothing: the parameters whose removal helps most."""
    _ = view.words.gettext
    st.info(
        _("That says nothing about ties that nobody has recorded here yet."),
        title=_("No record matches all of these filters."),
        icon=":material/search_off:",
    )
    options = [(name, count) for name, count in loosen(view.chosen, view.index) if count]
    with st.container(horizontal=True):
        for name, count in options:
            st.button(
                view.words.ngettext(
                    "Without “{name}”: {count} record",
                    "Without “{name}”: {count} records",
                    count,
                    name=_(PARAMETERS[name].label),
                ),
                key=f"loosen_{name}",
                on_click=lambda n=name: address.choose(n, ()),
            )
        if not options:
            st.button(_("Clear all filters"), key="loosen_all", on_click=address.clear)
