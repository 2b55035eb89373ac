"""What is typed into a list of options: looked up as the search does, and asked back if unclear."""

from dataclasses import dataclass

import streamlit as st

from lib.counting import profile
from lib.facts.localities import SIDES, side_of
from lib.filter.filters import Problem, explain
from lib.filter.parameters import CHOICES
from lib.filter.typed import held_today, options_named, places_named
from lib.language.i18n import N_
from lib.language.quoting import escape_markdown, printable
from lib.site.view import View
from lib.ui import address

_ASKED = "typed_and_unclear"
_MOVED = "typed_and_former"
_OFFERED = 8
# The lists of localities of both countries, by the name of their parameter.
PLACE, COMPARED = "locality", "compare"
_PLACES = {PLACE: N_("Locality"), COMPARED: N_("Compare")}


@dataclass(frozen=True)
class _Unclear:
    """A text that means none of the options of `name`, or more than one of `offered`."""

    name: str
    text: str
    known: bool
    offered: tuple[str, ...]


def understood(name: str, text: str | None) -> str | None:
    """The option that a value of a list stands for; None, and a question, where that is unclear."""
    if not text:
        return None
    index = address.index()
    known = places_named(text, index) if name in _PLACES else options_named(name, text, index)
    found = held_today(name, known, index)
    if len(found) == 1:
        if text not in known and found != known:
            st.session_state[_MOVED] = known[0]
        # An option itself is a former unit only where the address asks for it.
        return text if text in known else found[0]
    offered = found or [
        key
        for key in (profile.nearest_names(index.dataset, text) if _of_places(name) else ())
        if name in _PLACES or key in index.columns[name]
    ]
    st.session_state[_ASKED] = _Unclear(name, text, bool(found), tuple(offered[:_OFFERED]))
    return None


def _of_places(name: str) -> bool:
    return name in _PLACES or CHOICES[name].localities


def _moved(view: View) -> None:
    """That a unit which was typed is part of another today, and a button for what it signed."""
    former: str | None = st.session_state.pop(_MOVED, None)
    if former is not None and former in view.dataset.successors:
        _became(view, former)


def former(view: View) -> None:
    """Where a former unit is asked for by its id: of which one it is part, and a way to all of it.

    Its own records are shown, as a link of before the mergers wants them.
    """
    for side in SIDES:
        for key in view.chosen[side]:
            if key not in view.dataset.successors:
                continue
            unit = view.dataset.current[key]
            _say(view, key)
            whole = view.chosen.with_(side, (unit if k == key else k for k in view.chosen[side]))
            st.button(
                view.words.ngettext(
                    "All of {unit}: {count} record",
                    "All of {unit}: {count} records",
                    len(view.filtered(whole).events),
                    unit=_shown(view, unit),
                ),
                key=f"whole_{key}",
                on_click=address.go,
                args=(whole,),
            )


def _shown(view: View, key: str) -> str:
    """The name of a unit, as Markdown."""
    return escape_markdown(view.dataset.full_name(key, view.lang))


def _say(view: View, former: str) -> None:
    st.info(
        view.words.gettext("{former} is part of {unit} today.").format(
            former=_shown(view, former),
            unit=_shown(view, view.dataset.current[former]),
        ),
        icon=":material/merge:",
    )


def _became(view: View, former: str) -> None:
    name = _shown(view, former)
    _say(view, former)
    signed = view.chosen.with_("signed_by", (former,))
    count = len(view.filtered(signed).events)
    if count:
        st.button(
            view.words.ngettext(
                "Only what {former} signed or did: {count} record",
                "Only what {former} signed or did: {count} records",
                count,
                former=name,
            ),
            key=f"signed_by_{former}",
            on_click=address.choose,
            args=("signed_by", (former,)),
        )


def question(view: View) -> None:
    """What was typed and is unclear, with the options that may have been meant."""
    _moved(view)
    asked: _Unclear | None = st.session_state.pop(_ASKED, None)
    if asked is None:
        return
    _ = view.words.gettext
    label = _PLACES.get(asked.name) or CHOICES[asked.name].label
    if asked.known:
        value = escape_markdown(printable(asked.text, 60))
        said = _("{param}: “{value}” can mean several. Which one?").format(
            param=_(label), value=value
        )
    else:
        said = explain(Problem(_(label), asked.text, "unknown_id"), view.words)
    st.warning(said, icon=":material/search:")
    with st.container(horizontal=True, gap="small"):
        for option in asked.offered:
            choice = CHOICES[side_of(option) if asked.name in _PLACES else asked.name]
            st.button(
                escape_markdown(choice.value_label(option, view.index, view.words)),
                key=f"meant_{asked.name}_{option}",
                on_click=_answer,
                args=(asked.name, option),
            )


def _answer(name: str, option: str) -> None:
    if name == PLACE:
        address.show_locality(option, address.compared())
    elif name == COMPARED:
        address.show_locality(address.given("id") or "", [*address.compared(), option])
    else:
        address.choose(name, [*address.read()[0][name], option])
