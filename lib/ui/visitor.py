"""Who the visitor of a page is, as limits count clients."""

import streamlit as st

from lib.inbox import guard
from lib.site import config


def peer() -> str:
    """The address that the visitor comes from, as far as proxies can be believed."""
    forwarded = st.context.headers.get_all("X-Forwarded-For")
    # Streamlit tells of no address where the visitor is on the same computer.
    told = str(st.context.ip_address or "127.0.0.1")
    return guard.client(forwarded, told, config.in_use().proxies)
