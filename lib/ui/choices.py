"""Choices of the filter and of pages: a component of ours, light where a list is closed.

Streamlit's own lists make all of their options anew in each run, two hundred localities though no
list is open, and its buttons are a hundred nodes of React; together they took up to half of what
the browser does after a change of the filter. These know each option by all its names, in any
language, and say of each what it means.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

import streamlit as st

from lib.language.i18n import Localizer
from lib.ui import browser

_component = st.components.v2.component(
    "choices",
    html='<div class="vj-choices"></div>',
    js=browser.script("choices.js"),
    # Its style is the page's.
    isolate_styles=False,
)


class Form(StrEnum):
    """How the options are shown."""

    # Of many options some are looked for by what is typed, which need not be one of them.
    LIST = "list"
    # As the browser's own list; where there is a placeholder, none can be chosen too.
    SELECT = "select"
    # All in sight: one below the other, or side by side.
    RADIOS = "radios"
    SEGMENTS = "segments"
    PILLS = "pills"


class Option(NamedTuple):
    """An option as it is shown, the other names that it is found by, and what it means."""

    value: str
    label: str
    names: Sequence[str] = ()
    meaning: str = ""


@dataclass(frozen=True)
class Choices:
    """Options by the key of their element, their title, and those chosen, in the order of choice.

    `help` explains them, `placeholder` stands in a list while nothing is chosen. `several` can be
    chosen, or one. `width` is in CSS pixels.
    """

    key: str
    title: str
    options: Sequence[Option]
    chosen: Sequence[str] = ()
    form: Form = Form.LIST
    several: bool = False
    help: str | None = None
    placeholder: str = ""
    disabled: bool = False
    width: int | Literal["stretch", "content"] = "stretch"


def show(choices: Choices, words: Localizer, on_choice: Callable[[], None]) -> None:
    """Put choices on the page; `on_choice` runs when the user has chosen, see `told`."""
    _ = words.gettext
    data = {
        "title": choices.title,
        "form": choices.form,
        "disabled": choices.disabled,
        "help": choices.help or "",
        "placeholder": choices.placeholder,
        "several": choices.several,
        "chosen": list(choices.chosen),
        "options": [_sent(option) for option in choices.options],
        "texts": {
            "help": _("Help: {text}").format(text=choices.title),
            "clear": _("Clear all choices"),
            "remove": _("Remove {option}"),
            "look": _("Look up: {text}"),
        },
    }
    # As bytes: half as many as Streamlit would make of it, which tells letters by their numbers.
    sent = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    _component(key=choices.key, data=sent, width=choices.width, on_chosen_change=on_choice)


def _sent(option: Option) -> list[object]:
    value, label, names, meaning = option
    return (
        [value, label, names, meaning] if meaning else [value, label, *([names] if names else ())]
    )


def told(key: str) -> list[str] | None:
    """What the user wants chosen: options, and what was typed and is none; None if unreadable."""
    told = st.session_state.get(key, {}).get("chosen")
    if isinstance(told, list) and all(isinstance(each, str) for each in told):
        return told
    return None
