"""A list of which several options can be chosen: a component of ours, light where it is closed.

Streamlit's own makes all of its options anew in each run, two hundred localities though no list is
open, which took up to a third of what the browser does after a change of the filter. This one knows
each option by all its names, in any language, and says of each what it means.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import streamlit as st

from lib.language.i18n import Localizer
from lib.ui.browser import script

_component = st.components.v2.component(
    "choices",
    html='<div class="vj-choices"></div>',
    js=script("choices.js"),
    # Its style is the page's.
    isolate_styles=False,
)


class Option(NamedTuple):
    """An option as it is shown, the other names that it is found by, and what it means."""

    value: str
    label: str
    names: Sequence[str] = ()
    meaning: str = ""


@dataclass(frozen=True)
class Choices:
    """A list by its key, its title, options and those chosen, in the order in which they were.

    `help` explains it, `placeholder` stands in it while nothing is chosen.
    """

    key: str
    title: str
    options: Sequence[Option]
    chosen: Sequence[str] = field(default=())
    help: str = ""
    placeholder: str = ""


def show(choices: Choices, words: Localizer, on_choice: Callable[[], None]) -> None:
    """Put a list on the page; `on_choice` runs when its user has chosen, see `told`."""
    _ = words.gettext
    data = {
        "label": choices.title,
        "help": choices.help,
        "placeholder": choices.placeholder,
        "chosen": list(choices.chosen),
        "options": [list(option) for option in choices.options],
        "texts": {
            "help": _("Help: {text}").format(text=choices.title),
            "clear": _("Clear all choices"),
            "remove": _("Remove {option}"),
            "look": _("Look up: {text}"),
        },
    }
    # In a list: Streamlit looks at each value of a dict whether it is a table.
    _component(key=choices.key, data=[data], on_chosen_change=on_choice)


def told(key: str) -> list[str] | None:
    """What its user wants chosen: options, and what was typed and is none; None if unreadable."""
    told = st.session_state[key].get("chosen")
    if isinstance(told, list) and all(isinstance(each, str) for each in told):
        return told
    return None
