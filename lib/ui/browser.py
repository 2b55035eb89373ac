"""What only the browser knows or can do: the page's `lang`, and the room that a map has."""

import streamlit as st

from lib.language.i18n import LANGUAGES, words
from lib.site import links
from lib.style.context import NARROW
from lib.ui import again, builtin


def script(name: str) -> str:
    """What has the browser run a script of `lib/site/browser`, a file that it keeps.

    The script of a component travels with each run: this is all of it.
    """
    address = links.script(name)
    return f"""export default async component =>
(await import(new URL("{address}", document.baseURI))).default(component)"""


_probe = st.components.v2.component("page_probe", html="<span></span>", js=script("probe.js"))

DEFAULT_WIDTH, PHONE_WIDTH = 960, 360
_WIDTH, _PHONE = "page_width", "page_phone"


def set_language(lang: str) -> None:
    """Set the language of the document and of Streamlit's texts; mounts what `width` reads."""
    state = _probe(
        key="page_probe",
        # In a list: Streamlit looks at each value of a dict whether it is a table.
        data=[{"lang": lang, "languages": list(LANGUAGES), "texts": builtin.texts(words(lang))}],
        default={"width": _likely(), "phone": _mobile()},
        on_width_change=lambda: None,
        on_phone_change=lambda: None,
    )
    # The probe's own state takes long to read, and a page asks for its width many times.
    st.session_state[_WIDTH], st.session_state[_PHONE] = state.get("width"), state.get("phone")


def phone() -> bool:
    """Whether the window is as narrow as a phone's, or a larger one is enlarged to as much.

    That of the window, and not of the main column: what this decides changes the column's.
    """
    known: bool | None = st.session_state.get(_PHONE)
    return _mobile() if known is None else known


def narrow() -> bool:
    """Whether the main column is as narrow as on a phone."""
    return width() < NARROW


def width() -> int:
    """The width of the main column in CSS pixels; a likely one until the browser has answered."""
    return int(st.session_state.get(_WIDTH) or _likely())


@again.asked
def url() -> str:
    """The address of the page as the visitor's browser has it, without its parameters; or ""."""
    return st.context.url or ""


@again.asked
def dark() -> bool:
    """Whether the visitor sees the dark theme."""
    return st.context.theme.type == "dark"


def _likely() -> int:
    return PHONE_WIDTH if _mobile() else DEFAULT_WIDTH


@again.asked
def _mobile() -> bool:
    return "Mobi" in (st.context.headers.get("User-Agent") or "")
