"""Tables of few rows, made ready for the browser once: pandas takes longer to do it than a page."""

import pandas as pd
import pyarrow as pa
import streamlit as st


def ready(frame: pd.DataFrame) -> pa.Table:
    """A frame as it is sent, its first column as the heads of its rows."""
    return pa.Table.from_pandas(frame.set_index(frame.columns[0]))


def show(table: pa.Table) -> None:
    """Draw what `ready` made."""
    st.table(table, hide_index=False)
