"""Controls for a page's settings: filled from the URL, written to it when they change."""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from zlib import crc32

import streamlit as st

from lib.facts.localities import SIDES
from lib.language.i18n import Localizer
from lib.site.pages import SETTINGS
from lib.site.view import View
from lib.style.map_style import Areas, MapStyle
from lib.ui import address, again, choices
from lib.ui.choices import Choices, Form, Option

# Per parameter: the language that its widget was drawn in, and the number of the widget.
_DRAWN = "widgets_drawn"
# The numbers of those which had been set to something else when they were replaced.
_SPENT = "widgets_spent"
_KEY = re.compile(r"-w_([a-z_]+)-(\d+)$")


def key(name: str, number: int = 0) -> str:
    """The key of the widget that shows a parameter of the filter or of a page."""
    return f"w_{name}-{number}" if number else f"w_{name}"


@again.asked
def filled(name: str, value: Any) -> str:
    """Have the widget of a parameter show `value`; its key.

    A widget that must show something else than was set on it is replaced by a new one, and so is
    one whose options are in another language now: what browsers still send of the old one could
    not be told from a choice, and its labels would be of the old language.
    """
    drawn: dict[str, tuple[str, int]] = st.session_state.setdefault(_DRAWN, {})
    # The names of the languages are the same in all of them.
    lang = "" if name == "lang" else address.language()
    before, number = drawn.get(name, (lang, 0))
    shown = st.session_state.get(key(name, number), value)
    if before != lang or shown != value:
        number = _replacing(name, number, (before, shown), (lang, value))
    drawn[name] = (lang, number)
    # A list of its own: the one that is given can be kept.
    st.session_state[key(name, number)] = [*value] if isinstance(value, list) else value
    return key(name, number)


def _replacing(name: str, old: int, shown: tuple[str, Any], wanted: tuple[str, Any]) -> int:
    """The number of a widget that takes the place of another: the same for all who see the same.

    What browsers may still send of one that shows what it was made for is what it shows; one that
    was set to something else is not used again.
    """
    spent: set[tuple[str, int]] = st.session_state.setdefault(_SPENT, set())
    if old != _number(shown):
        spent.add((name, old))
    number = _number(wanted)
    while (name, number) in spent:
        number += 1
    return number


def _number(of: tuple[str, Any]) -> int:
    return crc32(repr(of).encode()) or 1


def is_on_screen(name: str, widget: str) -> bool:
    """Whether a widget, by its key, shows a parameter now; what comes from others is out of date.

    Since it was set to something else, such a one is not used again.
    """
    shown = key(name, st.session_state.get(_DRAWN, {}).get(name, ("", 0))[1]) == widget
    if not shown:
        spent: set[tuple[str, int]] = st.session_state.setdefault(_SPENT, set())
        spent.add((name, int(widget.partition("-")[2] or 0)))
    return shown


def resume(widgets: Iterable[str]) -> None:
    """Go on from the widgets that a page has, by their ids, which end in their keys."""
    lang = address.language()
    st.session_state[_DRAWN] = {
        name: ("" if name == "lang" else lang, int(replaced))
        for name, replaced in (found.groups() for found in map(_KEY.search, widgets) if found)
    }


def countries(view: View) -> dict[str, str]:
    """Both countries in words, by the code of their side."""
    return {side.code: view.words.gettext(side.name) for side in SIDES.values()}


def map_style() -> MapStyle:
    """How the visitor wants the map coloured."""
    return MapStyle(Areas(str(address.setting("areas"))), str(address.setting("links")))


def segmented(
    name: str,
    label: str,
    options: Mapping[str, str],
    words: Localizer,
    default: str | None = None,
    **more: Any,
) -> str:
    """Buttons side by side, one of which is always on; `options` in words by value.

    `default` holds for a setting that leaves it to the page. `more` is told of the choices, see
    `choices.Choices`.
    """
    value = str(address.setting(name) or default)
    _offer(name, label, options, [value], words, form=Form.SEGMENTS, **more)
    return value


def pills(name: str, label: str, options: Mapping[str, str], words: Localizer) -> str:
    """Pills, one of which is always on; `options` in words by value."""
    value = str(address.setting(name))
    _offer(name, label, options, [value], words, form=Form.PILLS)
    return value


def select(
    name: str,
    label: str,
    options: Mapping[str, str],
    words: Localizer,
    *,
    begins: str = "",
    **more: Any,
) -> str | None:
    """A list to choose from; None while nothing is chosen or `options` does not hold it.

    A setting with a default always has a value. With another one the setting `begins` begins anew.
    `more` is told of the list, see `choices.Choices`.
    """
    value = address.setting(name)
    if value not in options:
        value = None if SETTINGS[name].default is None else next(iter(options))
    _offer(name, label, options, [value] if value else [], words, begins, form=Form.SELECT, **more)
    return value


def _offer(
    name: str,
    label: str,
    options: Mapping[str, str],
    chosen: list[str],
    words: Localizer,
    begins: str = "",
    **more: Any,
) -> None:
    offered = [Option(*option) for option in options.items()]
    shown = Choices(key(name), label, offered, chosen, **more)
    choices.show(shown, words, partial(_take_over, name, begins))


def _take_over(name: str, begins: str) -> None:
    if (given := choices.told(key(name))) is not None:
        address.set_parameter(name, next(iter(given), None))
        if begins:
            address.set_parameter(begins, None)


def toggle(name: str, label: str, **more: Any) -> bool:
    """A switch for a setting of "1" and "0"."""
    widget = filled(name, address.setting(name) == "1")
    return st.toggle(label, key=widget, on_change=write, args=(name, widget), **more)


def write(name: str, widget: str) -> None:
    """Take over into the URL what was set on the widget of a page parameter."""
    if is_on_screen(name, widget):
        chosen = st.session_state[widget]
        address.set_parameter(name, str(int(chosen)) if isinstance(chosen, bool) else chosen)
