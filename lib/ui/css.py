"""The few rules of style that the theme cannot express."""

import streamlit as st

_RULES = """
/* A link's text stands in line with the text around it; its highlight reaches out beyond. */
[data-testid="stMain"] [data-testid="stPageLink"] { margin-left: -0.5rem; }
.st-key-site_navigation [data-testid="stPageLink"] { margin-left: 0; }
[data-testid="stPageLink-NavLink"]:focus-visible { outline: 2px solid currentColor; }
/* What the map's pointer tells is not cut off at the map's edge. */
[data-testid="stDeckGlJsonChart"] > div, .deck-widgets-root > div { overflow: visible !important; }
"""


def sheet() -> None:
    """Put the rules on the page."""
    st.html(f"<style>{_RULES}</style>")
