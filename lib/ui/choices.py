"""Lists to choose from: a component of ours, light where a list is closed.

Streamlit's own lists make all of their options anew in each run, two hundred localities though no
list is open, which took up to a third of what the browser does after a change of the filter. These
know each option by all its names, in any language, and say of each what it means.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

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

    `help` explains it, `placeholder` stands in it while nothing is chosen. Of many options some are
    looked for by what is typed, which need not be one of them; `several` can be chosen, or one.
    `width` is in CSS pixels.
    """

    key: str
    title: str
    options: Sequence[Option]
    chosen: Sequence[str] = ()
    help: str = ""
    placeholder: str = ""
    several: bool = True
    width: int | Literal["stretch"] = "stretch"


def show(choices: Choices, words: Localizer, on_choice: Callable[[], None]) -> None:
    """Put a list on the page; `on_choice` runs when its user has chosen, see `told`."""
    _show(choices, words, on_choice)


def select(choices: Choices, words: Localizer, on_choice: Callable[[], None]) -> None:
    """The same of a few options as the browser's own list, of which one can be chosen.

    Where it has a placeholder, none can be chosen too.
    """
    _show(choices, words, on_choice, native=True)


def _show(
    choices: Choices, words: Localizer, on_choice: Callable[[], None], *, native: bool = False
) -> None:
    _ = words.gettext
    data = {
        "title": choices.title,
        "help": choices.help,
        "placeholder": choices.placeholder,
        "several": choices.several,
        "native": native,
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
    _component(key=choices.key, data=[data], width=choices.width, on_chosen_change=on_choice)


def told(key: str) -> list[str] | None:
    """What its user wants chosen: options, and what was typed and is none; None if unreadable."""
    told = st.session_state[key].get("chosen")
    if isinstance(told, list) and all(isinstance(each, str) for each in told):
        return told
    return None
