"""The floor: a Streamlit page that reads the address and says it, and nothing else."""

import streamlit as st

st.write(dict(st.query_params))
