"""What only the browser knows or can do: the page's `lang`, and the room that a map has."""

import re
from pathlib import Path

import streamlit as st

from lib.language.i18n import LANGUAGES, words
from lib.style.context import NARROW
from lib.ui import builtin


def script(name: str) -> str:
    """A script of this folder without indents and comments: it travels with each run."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return re.sub(r"^\s*(//.*)?", "", text, flags=re.M)


_probe = st.components.v2.component("page_probe", html="<span></span>", js=script("probe.js"))

DEFAULT_WIDTH, PHONE_WIDTH = 960, 360
# The width in CSS pixels between the margins of an A4 sheet.
PAPER = 688
_WIDTH = "page_width"


def set_language(lang: str) -> None:
    """Set the language of the document and of Streamlit's texts; mounts what `width` reads."""
    state = _probe(
        key="page_probe",
        data={"lang": lang, "languages": list(LANGUAGES), "texts": builtin.texts(words(lang))},
        default={"width": _likely()},
        on_width_change=lambda: None,
    )
    # The probe's own state takes long to read, and a page asks for its width many times.
    st.session_state[_WIDTH] = state.get("width")


def narrow() -> bool:
    """Whether the main column is as narrow as on a phone."""
    return width() < NARROW


def width() -> int:
    """The width of the main column in CSS pixels; a likely one until the browser has answered."""
    return int(st.session_state.get(_WIDTH) or _likely())


def dark() -> bool:
    """Whether the visitor sees the dark theme."""
    return st.context.theme.type == "dark"


def _likely() -> int:
    phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
    return PHONE_WIDTH if phone else DEFAULT_WIDTH
