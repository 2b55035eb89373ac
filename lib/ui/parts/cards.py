"""Cards in a row: a number, what it counts, and a link to its records."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.filter.filters import Filter
from lib.site.view import View
from lib.ui.buttons import page_link


@dataclass(frozen=True)
class Card:
    """A number with its label and counting rule; `records` is the filter that leads to it."""

    label: str
    value: str
    rule: str
    records: Filter | None = None


def show(
    cards: Sequence[Card],
    view: View,
    columns: Sequence[DeltaGenerator] | None = None,
    gap: Literal["xsmall", "small"] = "small",
) -> None:
    """A card in each of `columns`, by default all in one row."""
    for column, card in zip(columns or st.columns(len(cards)), cards, strict=True):
        with column.container(border=True, height="stretch", gap=gap):
            st.metric(card.label, card.value)
            st.caption(card.rule)
            if card.records is not None:
                label = view.words.gettext("List: {name}").format(name=card.label)
                page_link("records", label, view, chosen=card.records)
