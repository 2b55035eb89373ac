"""The filter's widgets in the sidebar, and the active filters in words above each page."""

from functools import lru_cache, partial
from itertools import groupby

import streamlit as st

from lib.counting import partnerships
from lib.facts.perspective import Units
from lib.facts.vocabulary import Signatory
from lib.filter.filters import Problem, explain, reversed_period, undated_left_out
from lib.filter.parameter import Bound, Choice, Group, InvalidValue, Parameter
from lib.filter.parameters import CHOICES, PARAMETERS, widgets
from lib.language.i18n import N_, Localizer
from lib.site import store
from lib.site.store import Viewpoint
from lib.site.view import View
from lib.ui import address, chart_cache, controls, lookup

_FLASH = "filter_problem"
_UNITS = {Units.SIGNED: N_("Before the mergers"), Units.TODAY: N_("After the mergers")}


def sidebar(view: View) -> None:
    """All filter widgets, each option with the number of records that it would leave."""
    _ = view.words.gettext
    with st.sidebar:
        _units(view)
        _widgets(Group.MAIN, view)
        more = any(view.chosen[parameter.name] for parameter in widgets(Group.MORE))
        opened = st.expander(
            _("More filters"), expanded=more, key="more_filters", on_change="rerun"
        )
        if opened.open:
            with opened:
                _widgets(Group.MORE, view)
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


def _units(view: View) -> None:
    _ = view.words.gettext
    widget = controls.filled("units", view.viewpoint.units)
    st.segmented_control(
        _("Provinces of Vietnam"),
        list(Units),
        key=widget,
        format_func=lambda units: _(_UNITS[units]),
        required=True,
        width="stretch",
        on_change=controls.write,
        args=("units", widget),
        help=_(
            "After the mergers of 1 July 2025: each document stands with the province that holds "
            "the tie today, on the map of 34, and says who signed it. Before the mergers: with the "
            "one that signed it, on the map of 63."
        ),
    )


def _widgets(group: Group, view: View) -> None:
    counts = store.option_counts(view.viewpoint, view.chosen)
    for kind, together in groupby(widgets(group), key=type):
        if kind is Bound:
            # Both ends of the period side by side.
            for parameter, column in zip(together, st.columns(2), strict=True):
                with column:
                    _bound(parameter, view)
            continue
        for parameter in together:
            if not isinstance(parameter, Choice):
                _text(parameter, view)
            elif parameter.multiple:
                _choices(parameter, counts[parameter.name], view)
            else:
                _buttons(parameter, counts[parameter.name], view)


def _title(parameter: Parameter, words: Localizer) -> str:
    return words.gettext(parameter.title or parameter.label)


def _help(parameter: Parameter, words: Localizer) -> str | None:
    return words.gettext(parameter.help) if parameter.help else None


def _text(parameter: Parameter, view: View) -> None:
    widget = controls.filled(parameter.name, next(iter(view.chosen[parameter.name]), ""))
    st.text_input(
        _title(parameter, view.words),
        key=widget,
        placeholder=view.words.gettext(parameter.placeholder),
        on_change=_enter,
        args=(parameter.name, widget),
        icon=":material/search:",
        help=_help(parameter, view.words),
    )


def _choices(parameter: Choice, counts: dict[str, int], view: View) -> None:
    name, chosen = parameter.name, view.chosen[parameter.name]
    # What is not offered can still be asked for, by a link or an earlier choice.
    offered = partial(parameter.offered, view.dataset)
    options = [value for value in counts if offered(value) or value in chosen]
    if not options:
        return
    widget = controls.filled(name, list(chosen))
    labels, definitions = _in_words(view.viewpoint, name, tuple(options), view.words)
    counted = {value: f"{labels[value]} ({view.words.number(counts[value])})" for value in options}
    st.multiselect(
        _title(parameter, view.words),
        options,
        key=widget,
        format_func=counted.__getitem__,
        placeholder=view.words.gettext(parameter.placeholder),
        on_change=_choose,
        args=(name, widget),
        # What is typed is looked up here: browsers compare with the label alone, to the letter.
        accept_new_options=True,
        filter_mode="contains",
        select_all=False,
        help=_help(parameter, view.words) or definitions,
    )


@lru_cache(128)
def _in_words(
    viewpoint: Viewpoint, name: str, options: tuple[str, ...], words: Localizer
) -> tuple[dict[str, str], str | None]:
    """The options in words, and what each of them means; shared between visitors."""
    choice, index = CHOICES[name], store.index(viewpoint)
    labels = {value: choice.value_label(value, index, words) for value in options}
    if choice.definition_of is None:
        return labels, None
    lines = (f"**{labels[v]}**: {choice.definition_of(index.dataset, v, words)}" for v in options)
    return labels, "  \n".join(lines)


def _buttons(parameter: Choice, counts: dict[str, int], view: View) -> None:
    name = parameter.name
    widget = controls.filled(name, next(iter(view.chosen[name]), ""))
    labels = {
        option: view.words.gettext(label).format(count=view.words.number(counts.get(option, 0)))
        for option, label in parameter.buttons.items()
    }
    st.radio(
        _title(parameter, view.words),
        list(labels),
        key=widget,
        format_func=labels.__getitem__,
        on_change=_choose,
        args=(name, widget),
        help=_help(parameter, view.words),
    )


def _bound(parameter: Parameter, view: View) -> None:
    years = _years(view.viewpoint)
    value = next(iter(view.chosen[parameter.name]), None)
    widget = controls.filled(parameter.name, value)
    st.selectbox(
        _title(parameter, view.words),
        years if value is None or value in years else [*years, value],
        index=None,
        key=widget,
        placeholder=view.words.gettext(parameter.placeholder),
        accept_new_options=True,
        on_change=_enter,
        args=(parameter.name, widget),
        help=_help(parameter, view.words),
    )


@lru_cache(8)
def _years(viewpoint: Viewpoint) -> list[str]:
    """The years from the first event to the last, to choose from."""
    events = store.perspective_of(viewpoint).events
    return [str(y) for y in range(events["first"].min().year, events["last"].max().year + 1)]


def _choose(name: str, widget: str) -> None:
    """Take over the options that were chosen; what was typed is looked up, and named if unclear."""
    if widget != controls.on_screen(name):
        return
    given = st.session_state[widget]
    if isinstance(given, str):
        if not given or given in address.index().columns[name]:
            address.choose(name, filter(None, [given]))
        return
    found = [lookup.understood(name, value) for value in given]
    address.choose(name, (option for option in found if option))
    # The widget stays, and with it the focus.
    st.session_state[widget] = list(address.read()[0][name])


def _enter(name: str, widget: str) -> None:
    """Take over what was typed; what cannot be read is named, and the filter stays as it was."""
    if widget != controls.on_screen(name):
        return
    text = st.session_state[widget]
    problem = _take(name, text.strip() if text else "")
    if problem:
        st.session_state[_FLASH] = problem
    # The widget stays, and with it the focus.
    empty = None if isinstance(PARAMETERS[name], Bound) else ""
    st.session_state[widget] = next(iter(address.read()[0][name]), empty)


def _take(name: str, text: str) -> Problem | None:
    try:
        values = [PARAMETERS[name].read(text, address.index())] if text else []
    except InvalidValue as invalid:
        return Problem(name, text, str(invalid))
    period = {"from": address.read()[0]["from"], "to": address.read()[0]["to"], name: values}
    if reversal := reversed_period(period["from"], period["to"]):
        return Problem(name, reversal, "reversed_period")
    address.choose(name, values)
    return None


def notices(view: View) -> None:
    """What could not be read in the address or in a field, each by its name."""
    entered = st.session_state.pop(_FLASH, None)
    for problem in [*address.read()[1], *([entered] if entered else [])]:
        st.warning(explain(problem, view.words), icon=":material/link_off:")
    lookup.former(view)
    lookup.question(view)


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
                label = parameter.value_label(value, view.index, view.words)
                st.button(
                    _("{name}: {value}").format(name=_(parameter.label), value=label),
                    key=f"chip_{name}_{value}",
                    icon=":material/close:",
                    icon_position="right",
                    on_click=lambda n=name, v=value: address.go(address.read()[0].without(n, v)),
                    help=_("Take this filter off"),
                )
        if view.chosen:
            st.button(_("Clear all"), key="clear_all", type="tertiary", on_click=address.clear)
    if counted:
        _scope(view)
        _counts(view)


def _scope(view: View) -> None:
    """Whose documents and other records are counted: all, or those between governments alone."""
    _ = view.words.gettext
    counts = store.option_counts(view.viewpoint, view.chosen)["signatory"]
    options = {
        "": _("All signatories ({count})").format(count=view.words.number(sum(counts.values()))),
        Signatory.GOVERNMENT.value: _("Between governments only ({count})").format(
            count=view.words.number(counts[Signatory.GOVERNMENT])
        ),
    }
    key = controls.key("scope")
    chosen = view.chosen["signatory"] or ("",)
    # Another choice of signatories, from the sidebar, is neither of the two.
    st.session_state[key] = chosen[0] if len(chosen) == 1 and chosen[0] in options else None
    st.segmented_control(
        _("Counted here"),
        list(options),
        key=key,
        format_func=options.__getitem__,
        on_change=lambda: address.choose("signatory", filter(None, [st.session_state[key]])),
        width="content",
        label_visibility="collapsed",
    )


def _counts(view: View) -> None:
    """What the filter leaves, with the counting rule."""
    _ = view.words.gettext
    totals = partnerships.count_in_words(chart_cache.totals(view), view.words)
    st.caption(
        " · ".join(totals),
        help=_(
            "A record is one dated act or one mention of a tie. Signed documents are the kinds "
            "from sister-city affiliation to renewal. All signatories are governments, assemblies, "
            "agencies such as waterworks, ports and universities, and organisations such as "
            "chambers; the less official side of a record counts. A partnership is a pair of "
            "localities with at least one signed document among these records; a tie is a pair "
            "without one. The two are never added up."
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
