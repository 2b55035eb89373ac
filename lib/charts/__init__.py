"""The charts: each function takes events and words and returns a plotly figure with its data."""
