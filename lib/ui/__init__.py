"""The part that may import Streamlit: loading once, the address, the shell around each page."""
