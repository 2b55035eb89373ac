"""Replaying the growth of the network: the map up to a year that a slider, or time, moves on."""

import streamlit as st

from lib.site.view import View
from lib.ui import address, chart_cache, controls

_PLAYING, _SHOWN = "replay_playing", "replay_shown"
_SLIDER = controls.key("year")
_SECONDS = 1.2


def _span(view: View) -> tuple[int, int] | None:
    """The years to move between; None if there is but one, or none."""
    years = chart_cache.signing_years(view)
    return years if years and years[0] < years[1] else None


def until(view: View) -> int | None:
    """The last year to show; None while nothing is replayed."""
    span = _span(view)
    if span is None:
        return None
    year = _year(*span)
    return year if year < span[1] else None


def _year(first: int, last: int) -> int:
    # While it plays, the year is not in the address: Back would lead through each of them.
    year = st.session_state.get(_PLAYING) or int(address.setting("year") or last)
    return min(max(year, first), last)


def control(view: View) -> None:
    """A slider over the years of signing and a button that plays them."""
    _ = view.words.gettext
    span = _span(view)
    if span is None:
        return
    first, last = span
    st.session_state[_SLIDER] = _year(first, last)
    playing = bool(st.session_state.get(_PLAYING))
    with st.container(horizontal=True, vertical_alignment="bottom", key="replay"):
        st.button(
            _("Stop") if playing else _("Replay"),
            icon=":material/stop:" if playing else ":material/play_arrow:",
            key="replay_button",
            on_click=_stop if playing else _play,
            args=() if playing else (first,),
        )
        st.slider(
            _("Signed until the end of"),
            first,
            last,
            key=_SLIDER,
            on_change=_moved,
            args=(last,),
            help=_("Records without a known date are shown only at the end of the period."),
        )
    if playing:
        _tick(last)


def _play(year: int) -> None:
    st.session_state[_PLAYING] = year


def _stop() -> None:
    """Stay at the year that was reached."""
    year = st.session_state.pop(_PLAYING, None)
    address.set_parameter("year", year and str(year))


def _moved(last: int) -> None:
    st.session_state.pop(_PLAYING, None)
    year = st.session_state[_SLIDER]
    address.set_parameter("year", str(year) if year < last else None)


@st.fragment(run_every=_SECONDS)
def _tick(last: int) -> None:
    # The first run of the fragment is part of the page's own run; only later ones move on.
    year = st.session_state.get(_PLAYING)
    if year is None:
        return
    if st.session_state.get(_SHOWN) != year:
        st.session_state[_SHOWN] = year
        return
    if year >= last:
        st.session_state.pop(_PLAYING)
        address.set_parameter("year", None)
    else:
        _play(year + 1)
    st.rerun()
