"""The floor of a redraw: a page with a choice and one chart that follows it."""

import plotly.graph_objects as go
import streamlit as st

chosen = st.radio("Choice", ["all", "some"])
heights = range(30) if chosen == "all" else range(30, 0, -1)
st.plotly_chart(go.Figure(go.Bar(x=list(range(30)), y=list(heights))), key="chart")
