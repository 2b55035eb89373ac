"""Where one goes on writing after a key, so that none needs a mouse to get into a field."""

import streamlit as st

from lib.ui import markup

_WISH = "curating_wish"


def into(element: str) -> None:
    """Go on writing in the first field of an element; with "" in none.

    After a step that is none, so that the next key is one of the steps and no letter in a field.
    """
    # Counted on and on: the browser grants each wish once.
    count = st.session_state.get(_WISH, ("", 0))[1] + 1
    st.session_state[_WISH] = element, count


def button(label: str, key: str, element: str) -> None:
    """A button by whose key one goes on writing in the first field of an element."""
    st.button(label, key=f"curating_{key}", shortcut=key, on_click=into, args=(element,))


def wish() -> None:
    """Tell the browser where one goes on writing, once; see `probe.js`."""
    element, count = st.session_state.get(_WISH, ("", 0))
    if count:
        markup.show(markup.tag("span", class_="vj-into", data_key=element, data_wish=count))
