"""What a page gets to work with: the data, the filter, the language and the filtered events."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.facts.dataset import Catalogue
from lib.facts.perspective import Units
from lib.filter.filters import Filter, Problem
from lib.filter.index import FilterIndex
from lib.language.i18n import Words, words
from lib.site import store
from lib.site.store import Seen
from lib.ui import address


@dataclass(frozen=True)
class View:
    """One visitor's view of the data set in one run."""

    seen: Seen
    index: FilterIndex
    words: Words
    chosen: Filter
    problems: list[Problem]

    @property
    def catalogue(self) -> Catalogue:
        return self.index.catalogue

    @property
    def lang(self) -> str:
        return self.words.lang

    @property
    def today_units(self) -> bool:
        """Whether ties are shown with the units that hold them today."""
        return self.seen.units is Units.TODAY

    @property
    def events(self) -> pd.DataFrame:
        """The filtered events; shared, not to be changed."""
        return store.selected(self.seen, self.chosen)

    @property
    def dark(self) -> bool:
        """Whether the visitor sees the dark theme."""
        return st.context.theme.type == "dark"


def current() -> View:
    """The view that the URL asks for."""
    chosen, problems = address.read()
    return View(address.seen(), address.index(), words(address.language()), chosen, problems)
