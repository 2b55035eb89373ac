"""Pure functions of the dashboard; only `lib.app` and `lib.ui` import Streamlit."""
