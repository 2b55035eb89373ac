"""The filter's widgets in the sidebar, and the active filters in words above each page."""

from functools import lru_cache

import streamlit as st

from lib.counting import partnerships
from lib.facts.perspective import Units
from lib.filter.filters import Problem, explain, loosen, undated_left_out
from lib.filter.index import FilterIndex
from lib.filter.parameter import InvalidValue
from lib.filter.parameters import CHOICES, ONLY_CLAIR, ONLY_SIGNED, PARAMETERS
from lib.language import edtf
from lib.language.i18n import N_, Localizer
from lib.site import store
from lib.site.view import View
from lib.ui import address, chart_cache

_FLASH = "filter_problem"
_MORE = ("kind", "status", "formality", "signatory", "grade")


def sidebar(view: View) -> None:
    """All filter widgets, each option with the number of records that it would leave."""
    _ = view.words.gettext
    counts = store.option_counts(view.viewpoint, view.chosen)
    with st.sidebar:
        _units(view)
        _text(view)
        for name in ("vn", "jp", "field"):
            _choices(view, name, counts[name])
        _only(view, counts["only"])
        _period(view)
        more = any(view.chosen[name] for name in _MORE)
        opened = st.expander(
            _("More filters"), expanded=more, key="more_filters", on_change="rerun"
        )
        if opened.open:
            with opened:
                for name in _MORE:
                    _choices(view, name, counts[name])
        st.button(
            _("Clear all filters"),
            key="clear_sidebar",
            icon=":material/filter_alt_off:",
            on_click=address.clear,
            disabled=not view.chosen,
            width="stretch",
        )
        st.caption(
            _(
                "The number beside an option says how many records would be left with it. A "
                "province or prefecture takes in its cities."
            )
        )


_UNITS = {Units.SIGNED: N_("As signed"), Units.TODAY: N_("As of today")}


def _units(view: View) -> None:
    _ = view.words.gettext
    st.session_state["w_units"] = view.viewpoint.units
    st.segmented_control(
        _("Units"),
        list(Units),
        key="w_units",
        format_func=lambda units: _(_UNITS[units]),
        required=True,
        width="stretch",
        on_change=lambda: address.set_parameter("units", st.session_state["w_units"]),
        help=_(
            "As signed: each document stands with the unit that signed it, on the map of 63 "
            "provinces. As of today: with the unit that holds the tie since the mergers, on the "
            "map of 34."
        ),
    )


def _text(view: View) -> None:
    _ = view.words.gettext
    st.session_state["w_q"] = next(iter(view.chosen["q"]), "")
    st.text_input(
        _("Search"),
        key="w_q",
        placeholder=_("Place, body, subject"),
        on_change=_enter,
        args=("q", "w_q"),
        icon=":material/search:",
        help=_(
            "A place is found under its name in any of the three languages, with or without "
            "diacritics; other words are looked for in titles and summaries."
        ),
    )


def _choices(view: View, name: str, counts: dict[str, int]) -> None:
    choice = CHOICES[name]
    key = f"w_{name}"
    chosen = view.chosen[name]
    retired = view.dataset.successors
    # As of today a former unit is offered only while a link or an earlier choice asks for it.
    options = [value for value in counts if value not in retired or value in chosen]
    st.session_state[key] = list(chosen)
    said, definitions = _options(view.index, name, tuple(options), view.words)
    st.multiselect(
        view.words.gettext(choice.label),
        options,
        key=key,
        format_func=lambda value: f"{said[value]} ({view.words.number(counts[value])})",
        placeholder=view.words.gettext("All"),
        on_change=lambda: address.choose(name, st.session_state[key]),
        select_all=False,
        help=definitions,
    )


@lru_cache(128)
def _options(
    index: FilterIndex, name: str, options: tuple[str, ...], words: Localizer
) -> tuple[dict[str, str], str | None]:
    """The options in words, and what each of them means; shared between visitors."""
    choice = CHOICES[name]
    said = {value: choice.say(value, index, words) for value in options}
    if choice.defining is None:
        return said, None
    lines = (f"**{said[v]}**: {choice.defining(index.dataset, v, words)}" for v in options)
    return said, "  \n".join(lines)


def _only(view: View, counts: dict[str, int]) -> None:
    _ = view.words.gettext
    number = view.words.number
    labels = {
        "": _("All records"),
        ONLY_SIGNED: _("Signed documents only ({count})").format(count=number(counts[ONLY_SIGNED])),
        ONLY_CLAIR: _("Comparable with CLAIR ({count})").format(count=number(counts[ONLY_CLAIR])),
    }
    st.session_state["w_only"] = next(iter(view.chosen["only"]), "")
    st.radio(
        _("Show"),
        list(labels),
        key="w_only",
        format_func=labels.__getitem__,
        on_change=lambda: address.choose("only", filter(None, [st.session_state["w_only"]])),
        help=_(
            "Signed documents: sister-city affiliations, agreements, memoranda, letters of intent "
            "and renewals; never what was only announced.  \n"
            "Comparable with CLAIR: affiliations and friendship agreements of both governments "
            "that are not limited to one field. Whether the leaders themselves signed and whether "
            "an assembly approved the budget, CLAIR’s other conditions, is not known here."
        ),
    )


def _period(view: View) -> None:
    _ = view.words.gettext
    events = view.dataset.events
    span = range(events["first"].min().year, events["last"].max().year + 1)
    years = [str(year) for year in span]
    for name, column in zip(("from", "to"), st.columns(2), strict=True):
        value = next(iter(view.chosen[name]), None)
        key = f"w_{name}"
        st.session_state[key] = value
        column.selectbox(
            _(PARAMETERS[name].label),
            years if value is None or value in years else [*years, value],
            index=None,
            key=key,
            placeholder=_("Any"),
            accept_new_options=True,
            on_change=_enter,
            args=(name, key),
            help=_("A year; or type a month (2014-12) or a day (2014-12-25).")
            if name == "from"
            else None,
        )


def _enter(name: str, key: str) -> None:
    """Take over what was typed; what cannot be read is named, and the filter stays as it was."""
    text = st.session_state[key]
    try:
        values = [PARAMETERS[name].read(text, address.index())] if text and text.strip() else []
    except InvalidValue as rejected:
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
    for problem in [*address.read()[1], *([entered] if entered else [])]:
        st.warning(explain(problem, view.words), icon=":material/link_off:")


def active(view: View, counted: bool) -> None:
    """The active filters, each with a button that takes it off, and what they leave."""
    _ = view.words.gettext
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="active_filters"
    ):
        if not view.chosen:
            st.markdown(_("No filter: all records"))
        for name, values in view.chosen.values:
            parameter = PARAMETERS[name]
            for value in values:
                said = parameter.say(value, view.index, view.words)
                st.button(
                    _("{name}: {value}").format(name=_(parameter.label), value=said),
                    key=f"chip_{name}_{value}",
                    icon=":material/close:",
                    icon_position="right",
                    on_click=lambda n=name, v=value: address.go(address.read()[0].without(n, v)),
                    help=_("Take this filter off"),
                )
        if view.chosen:
            st.button(_("Clear all"), key="clear_all", type="tertiary", on_click=address.clear)
    if counted:
        _counts(view)


def _counts(view: View) -> None:
    """What the filter leaves, with the counting rule."""
    _ = view.words.gettext
    totals = partnerships.count_in_words(chart_cache.totals(view), view.words)
    st.caption(
        " · ".join(totals),
        help=_(
            "A record is one dated act or one mention of a tie. Signed documents are the six kinds "
            "from sister-city affiliation to renewal, whichever bodies signed. A partnership is a "
            "pair of localities with at least one signed document among these records; a tie is a "
            "pair without one. The two are never added up."
        ),
    )
    left_out = undated_left_out(view.chosen, view.index)
    if left_out:
        st.caption(
            view.words.ngettext(
                "{count} more record matches but has no known date; the period leaves it out.",
                "{count} more records match but have no known date; the period leaves them out.",
                left_out,
            )
        )


def nothing_left(view: View) -> None:
    """What to do when the filter leaves nothing: the parameters whose removal helps."""
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
