"""The filter's widgets: in the sidebar, and on phones in a dialog that a button opens."""

from functools import lru_cache, partial
from itertools import groupby

import streamlit as st

from lib.facts.perspective import Units
from lib.filter.filters import Problem, explain, reversed_period
from lib.filter.parameter import Bound, Choice, Group, InvalidValue, Parameter
from lib.filter.parameters import CHOICES, PARAMETERS, widgets
from lib.filter.typed import other_names
from lib.language.i18n import N_, Localizer
from lib.site import store
from lib.site.store import Viewpoint
from lib.site.view import View
from lib.ui import address, again, choices, controls, lookup, session
from lib.ui.choices import Choices, Form, Option

_FLASH, _OPEN = "filter_problem", "filter_is_open"
_UNITS = {Units.SIGNED: N_("Before the mergers"), Units.TODAY: N_("After the mergers")}


def sidebar(view: View) -> None:
    """All filter widgets beside the page."""
    with st.sidebar:
        _everything(view)


def opener(view: View) -> None:
    """The button that opens the same widgets on a phone, and the dialog while it is open."""
    _ = view.words.gettext
    number = sum(len(values) for _name, values in view.chosen.values)
    label = _("Filter ({count})").format(count=view.words.number(number))
    st.button(
        label if number else _("Filter"),
        key="filter_open",
        icon=":material/tune:",
        on_click=_set_open,
        args=(True,),
    )
    if st.session_state.get(_OPEN):
        st.dialog(_("Filter"), width="large", on_dismiss=lambda: _set_open(False))(_dialog)()


def _dialog() -> None:
    # Each choice runs this part alone: the page behind it follows once the dialog is closed.
    view = session.current()
    with st.container(key="filter_done"):
        done = st.button(
            view.words.ngettext(
                "Show the {count} record", "Show the {count} records", len(view.events)
            ),
            key="filter_show",
            type="primary",
            width="stretch",
            on_click=_set_open,
            args=(False,),
        )
    if done:
        st.rerun()
    notices(view)
    _everything(view)


def _set_open(opened: bool) -> None:
    st.session_state[_OPEN] = opened


def _everything(view: View) -> None:
    """All filter widgets, each option with the number of records that it would leave."""
    _ = view.words.gettext
    _units(view)
    _widgets(Group.MAIN, view)
    more = any(view.chosen[parameter.name] for parameter in widgets(Group.MORE))
    opened = st.expander(_("More filters"), expanded=more, key="more_filters", on_change="rerun")
    if opened.open:
        with opened:
            _widgets(Group.MORE, view)
    _clear(view)


@again.kept
def _clear(view: View) -> None:
    _ = view.words.gettext
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


@again.kept
def _units(view: View) -> None:
    _ = view.words.gettext
    controls.segmented(
        "units",
        _("Provinces of Vietnam"),
        {units.value: _(label) for units, label in _UNITS.items()},
        view.words,
        view.viewpoint.units,
        help=_(
            "After the mergers of 1 July 2025: each document stands with the province that holds "
            "the tie today, on the map of 34, and says who signed it. Before the mergers: with the "
            "one that signed it, on the map of 63."
        ),
    )


def _widgets(group: Group, view: View) -> None:
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
                _choices(parameter, view)
            else:
                _buttons(parameter, view)


def _counts(name: str, view: View) -> dict[str, int]:
    """How many records each option of a parameter would leave."""
    return store.option_counts(view.viewpoint, view.chosen)[name]


def _title(parameter: Parameter, words: Localizer) -> str:
    return words.gettext(parameter.title or parameter.label)


def _help(parameter: Parameter, words: Localizer) -> str | None:
    return words.gettext(parameter.help) if parameter.help else None


@again.kept
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


@again.kept
def _choices(parameter: Choice, view: View) -> None:
    name, chosen = parameter.name, view.chosen[parameter.name]
    counts = _counts(name, view)
    # What is not offered can still be asked for, by a link or an earlier choice.
    offered = partial(parameter.offered, view.dataset)
    values = tuple(value for value in counts if offered(value) or value in chosen)
    if not values:
        return
    options = [
        option._replace(label=f"{option.label} ({view.words.number(counts[option.value])})")
        for option in _in_words(view.viewpoint, name, values, view.words)
    ]
    key = controls.key(name)
    choices.show(
        Choices(
            key,
            _title(parameter, view.words),
            options,
            chosen,
            several=True,
            help=_help(parameter, view.words),
            placeholder=view.words.gettext(parameter.placeholder),
        ),
        view.words,
        partial(_choose, name, key),
    )


@lru_cache(128)
def _in_words(
    viewpoint: Viewpoint, name: str, values: tuple[str, ...], words: Localizer
) -> list[Option]:
    """The options in words, and what each of them means; shared between visitors."""
    choice, index = CHOICES[name], store.index(viewpoint)
    meaning = choice.definition_of or (lambda *_: "")
    return [
        Option(
            value,
            choice.value_label(value, index, words),
            other_names(name, value, index, words.lang) if choice.localities else (),
            meaning(index.dataset, value, words),
        )
        for value in values
    ]


@again.kept
def _buttons(parameter: Choice, view: View) -> None:
    name, key = parameter.name, controls.key(parameter.name)
    counts, number = _counts(name, view), view.words.number
    choices.show(
        Choices(
            key,
            _title(parameter, view.words),
            [
                Option(value, view.words.gettext(label).format(count=number(counts.get(value, 0))))
                for value, label in parameter.buttons.items()
            ],
            view.chosen[name] or ("",),
            Form.RADIOS,
            help=_help(parameter, view.words),
        ),
        view.words,
        partial(_choose, name, key),
    )


@again.kept
def _bound(parameter: Parameter, view: View) -> None:
    chosen, key = view.chosen[parameter.name], controls.key(parameter.name)
    years = dict.fromkeys([*_years(view.viewpoint), *chosen])
    choices.show(
        Choices(
            key,
            _title(parameter, view.words),
            [Option(year, year) for year in years],
            chosen,
            help=_help(parameter, view.words),
            placeholder=view.words.gettext(parameter.placeholder),
        ),
        view.words,
        partial(_enter_chosen, parameter.name, key),
    )


@lru_cache(8)
def _years(viewpoint: Viewpoint) -> list[str]:
    """The years from the first event to the last, to choose from."""
    events = store.perspective_of(viewpoint).events
    return [str(y) for y in range(events["first"].min().year, events["last"].max().year + 1)]


def _choose(name: str, key: str) -> None:
    """Take over the options that were chosen; what was typed is looked up, and named if unclear."""
    given = choices.told(key)
    if given is not None:
        found = [lookup.understood(name, value) for value in given]
        address.choose(name, (option for option in found if option))


def _enter(name: str, widget: str) -> None:
    """Take over what was typed; what cannot be read is named, and the filter stays as it was."""
    if not controls.is_on_screen(name, widget):
        return
    _enter_text(name, st.session_state[widget])
    # The widget stays, and with it the focus.
    st.session_state[widget] = next(iter(address.read()[0][name]), "")


def _enter_chosen(name: str, key: str) -> None:
    given = choices.told(key)
    if given is not None:
        _enter_text(name, next(iter(given), ""))


def _enter_text(name: str, text: str | None) -> None:
    if problem := _take(name, (text or "").strip()):
        st.session_state[_FLASH] = problem


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
