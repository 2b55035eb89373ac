"""Our figures are what plotly.py makes by the same calls."""

import json
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import plotly.io

from lib.charts import figure as ours


def made(kind: Any) -> Any:
    """The same figure by the calls of our class or of plotly's."""
    figure = kind.Figure([kind.Bar(x=[1, 2], y=("a", "b"), marker={"color": "red"})])
    figure.add_scatter(x=[None], y=[1.5], error_x={"array": [2], "width": 0})
    figure.add_heatmap(z=[[1, None], [None, 2]], colorscale=[[0, "#fff"], [1, "#000"]])
    figure.add_bar(x=[1], y=["a"], name="b")
    figure.update_layout(title={"text": "one", "font": {"size": 3}}, height=100, barmode="stack")
    figure.update_layout(title={"text": "two"}, margin={"l": 1})
    figure.update_xaxes(range=[0, 1], tickfont={"size": 10})
    figure.update_xaxes(tickfont={"color": "blue"}, showgrid=False)
    figure.update_yaxes(title={"text": "up"})
    figure.add_shape(type="line", x0=1, x1=1, y0=0, y1=1)
    figure.add_annotation(text="here", x=1, y=1, font={"size": 9})
    figure.add_annotation(text="there", x=2, y=2)
    figure.data[0].name = "first"
    return figure


def test_the_same_calls_make_the_same_figure() -> None:
    both = made(ours), made(go)
    # As Streamlit sends them.
    sent, expected = (json.loads(plotly.io.to_json(each, validate=False)) for each in both)
    # Plotly.py brings its own look along, which every chart here replaces.
    expected["layout"].pop("template")
    assert sent == expected


def test_what_is_not_set_is_none() -> None:
    figure = made(ours)
    assert figure.data[0].showlegend is None
    assert figure.layout.title.font.size == 3
    assert figure.layout.legend is None
    assert not hasattr(figure, "to_plotly_json")


def test_columns_become_lists_and_their_gaps_none() -> None:
    trace = ours.Scatter(x=pd.Series([1.5, None]), y=pd.Index(["a", "b"]), text=range(2))
    assert trace == {"type": "scatter", "x": [1.5, None], "y": ["a", "b"], "text": [0, 1]}
    json.dumps(trace, allow_nan=False)
