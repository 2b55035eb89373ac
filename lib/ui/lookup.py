"""What is typed into a list of options: looked up as the search does, and asked back if unclear."""

from dataclasses import dataclass

import streamlit as st

from lib.counting import profile
from lib.facts.localities import SIDES, side_of
from lib.filter.filters import Problem, explain
from lib.filter.parameters import CHOICES
from lib.filter.typed import options_named, places_named
from lib.language.i18n import N_
from lib.language.quoting import escape_markdown, printable
from lib.site.view import View
from lib.ui import address

_ASKED = "typed_and_unclear"
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
    found = places_named(text, index) if name in _PLACES else options_named(name, text, index)
    if len(found) == 1:
        return found[0]
    offered = found or [
        key
        for key in (profile.nearest_names(index.dataset, text) if _of_places(name) else ())
        if name in _PLACES or key in index.columns[name]
    ]
    st.session_state[_ASKED] = _Unclear(name, text, bool(found), tuple(offered[:_OFFERED]))
    return None


def _of_places(name: str) -> bool:
    return name in _PLACES or name in SIDES


def question(view: View) -> None:
    """What was typed and is unclear, with the options that may have been meant."""
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
                choice.value_label(option, view.index, view.words),
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
