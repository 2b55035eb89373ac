"""The part that may import Streamlit: the address, the widgets, and what surrounds each page."""
