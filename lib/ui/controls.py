"""Controls for a page's settings: filled from the URL, written to it when they change."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from lib.facts.localities import SIDES
from lib.site.pages import SETTINGS
from lib.site.view import View
from lib.style.map_style import Areas, MapStyle
from lib.ui import address


def key(name: str) -> str:
    """The key of the widget that shows a parameter of the filter or of a page."""
    return f"w_{name}"


def countries(view: View) -> dict[str, str]:
    """Both countries in words, by the code of their side."""
    return {side.code: view.words.gettext(side.name) for side in SIDES.values()}


def map_style() -> MapStyle:
    """How the visitor wants the map coloured."""
    return MapStyle(Areas(str(address.setting("areas"))), str(address.setting("links")))


def segmented(
    name: str, label: str, options: Mapping[str, str], default: str | None = None, **more: Any
) -> str:
    """Buttons side by side, one of which is always on; `options` in words by value.

    `default` holds for a setting that leaves it to the page.
    """
    return _one_of(st.segmented_control, name, label, options, default, **more)


def pills(name: str, label: str, options: Mapping[str, str]) -> str:
    """Pills, one of which is always on; `options` in words by value."""
    return _one_of(st.pills, name, label, options)


def _one_of(
    control: Callable[..., Any],
    name: str,
    label: str,
    options: Mapping[str, str],
    default: str | None = None,
    **more: Any,
) -> str:
    st.session_state[key(name)] = address.setting(name) or default
    return str(
        control(
            label,
            list(options),
            key=key(name),
            format_func=options.__getitem__,
            required=True,
            on_change=write,
            args=(name,),
            **more,
        )
    )


def selectbox(name: str, label: str, options: Mapping[str, str], **more: Any) -> str | None:
    """A list to choose from; None while nothing is chosen or `options` does not hold it.

    A setting with a default always has a value.
    """
    value = address.setting(name)
    st.session_state[key(name)] = value if value in options else None
    chosen: str | None = st.selectbox(
        label,
        list(options),
        index=None if SETTINGS[name].default is None else 0,
        key=key(name),
        format_func=options.__getitem__,
        on_change=write,
        args=(name,),
        **more,
    )
    return chosen


def toggle(name: str, label: str, **more: Any) -> bool:
    """A switch for a setting of "1" and "0"."""
    st.session_state[key(name)] = address.setting(name) == "1"
    return st.toggle(label, key=key(name), on_change=write, args=(name,), **more)


def write(name: str) -> None:
    """Take over into the URL what the widget of a page parameter shows."""
    chosen = st.session_state[key(name)]
    address.set_parameter(name, str(int(chosen)) if isinstance(chosen, bool) else chosen)
