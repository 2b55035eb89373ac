"""Controls for a page's settings: filled from the URL, written to it when they change."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from lib.site.page_settings import SETTINGS
from lib.style.map_style import Areas, MapStyle
from lib.ui import address


def value(name: str) -> str | None:
    """A setting's value: the one in the URL if it is known, else its default."""
    given = address.given(name)
    setting = SETTINGS[name]
    return given if given in setting.options(address.index().dataset) else setting.default


def look() -> MapStyle:
    """How the visitor wants the map coloured."""
    return MapStyle(Areas(str(value("areas"))), str(value("links")))


def key(name: str) -> str:
    """The key of a setting's control."""
    return f"w_{name}"


def segmented(
    name: str, label: str, said: Mapping[str, str], default: str | None = None, **options: Any
) -> str:
    """Buttons side by side, one of which is always on; `said` names each value.

    `default` holds for a setting that leaves it to the page.
    """
    return _one_of(st.segmented_control, name, label, said, default, **options)


def pills(name: str, label: str, said: Mapping[str, str]) -> str:
    """Pills, one of which is always on; `said` names each value."""
    return _one_of(st.pills, name, label, said)


def _one_of(
    control: Callable[..., Any],
    name: str,
    label: str,
    said: Mapping[str, str],
    default: str | None = None,
    **options: Any,
) -> str:
    st.session_state[key(name)] = value(name) or default
    chosen = control(
        label,
        list(said),
        key=key(name),
        format_func=said.__getitem__,
        required=True,
        on_change=_write,
        args=(name,),
        **options,
    )
    return str(chosen)


def selectbox(name: str, label: str, said: Mapping[str, str], **options: Any) -> str | None:
    """A list to choose from; None while nothing is chosen or `said` does not hold it.

    A setting with a default always has a value.
    """
    held = value(name)
    st.session_state[key(name)] = held if held in said else None
    chosen: str | None = st.selectbox(
        label,
        list(said),
        index=None if SETTINGS[name].default is None else 0,
        key=key(name),
        format_func=said.__getitem__,
        on_change=_write,
        args=(name,),
        **options,
    )
    return chosen


def toggle(name: str, label: str, **options: Any) -> bool:
    """A switch for a setting of "1" and "0"."""
    st.session_state[key(name)] = value(name) == "1"
    return st.toggle(label, key=key(name), on_change=_write, args=(name,), **options)


def _write(name: str) -> None:
    chosen = st.session_state[key(name)]
    address.set_parameter(name, str(int(chosen)) if isinstance(chosen, bool) else chosen)
