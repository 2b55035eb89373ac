"""Replaying the growth of the network: the map up to a year that a slider, or time, moves on."""

import streamlit as st

from lib.ui.view import View

_YEAR, _PLAYING = "replay_year", "replay_playing"
_NEXT, _SEEN = "replay_next", "replay_seen"
_SECONDS = 1.2


def _span(view: View) -> tuple[int, int] | None:
    signed = view.events[view.events["signed"] & view.events["first"].notna()]
    if signed.empty:
        return None
    first, last = int(signed["first"].min().year), int(signed["first"].max().year)
    return (first, last) if last > first else None


def until(view: View) -> int | None:
    """The last year to show; None while nothing is replayed."""
    span = _span(view)
    year = st.session_state.get(_NEXT) or st.session_state.get(_YEAR)
    if span is None or year is None or year >= span[1]:
        return None
    return int(year)


def control(view: View) -> None:
    """A slider over the years of signing and a button that plays them."""
    _ = view.words.gettext
    span = _span(view)
    if span is None:
        return
    first, last = span
    year = st.session_state.pop(_NEXT, None) or st.session_state.get(_YEAR)
    st.session_state[_YEAR] = last if year is None else min(max(year, first), last)
    playing = bool(st.session_state.get(_PLAYING))
    with st.container(horizontal=True, vertical_alignment="bottom", key="replay"):
        st.button(
            _("Stop") if playing else _("Replay"),
            icon=":material/stop:" if playing else ":material/play_arrow:",
            key="replay_button",
            on_click=_stop if playing else _start,
            args=() if playing else (first,),
        )
        st.slider(
            _("Signed until the end of"),
            first,
            last,
            key=_YEAR,
            help=_("Records without a known date are shown only at the end of the period."),
        )
    if playing:
        _tick(last)


def _start(first: int) -> None:
    st.session_state[_PLAYING] = True
    st.session_state[_YEAR] = first


def _stop() -> None:
    st.session_state[_PLAYING] = False


@st.fragment(run_every=_SECONDS)
def _tick(last: int) -> None:
    # The first run of the fragment is part of the page's own run; only later ones move on.
    seen = st.session_state.get(_SEEN)
    year = st.session_state[_YEAR]
    if seen != year:
        st.session_state[_SEEN] = year
        return
    if year >= last:
        st.session_state[_PLAYING] = False
    else:
        st.session_state[_NEXT] = year + 1
    st.rerun()
