"""The view of one visitor or request: a viewpoint, a filter and a language.

Pages and API work with the same class. Two views that show the same are equal, so a view is the
key under which charts and counts are kept.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd
from babel.dates import get_timezone_location

from lib.facts.perspective import Perspective, Units
from lib.filter import sentence
from lib.filter.filters import Filter
from lib.filter.index import FilterIndex
from lib.language.i18n import SOURCE, Localizer, words
from lib.site import config, store
from lib.site.store import Viewpoint


@dataclass(frozen=True)
class View:
    """What is looked at, by which filter, and in which language it is told."""

    viewpoint: Viewpoint
    chosen: Filter
    lang: str

    @property
    def index(self) -> FilterIndex:
        """The events of the perspective by the options of every parameter."""
        return store.index(self.viewpoint)

    @property
    def dataset(self) -> Perspective:
        """The data set in the perspective of the viewpoint."""
        return self.index.dataset

    @property
    def words(self) -> Localizer:
        """The language of the view."""
        return words(self.lang)

    @property
    def today(self) -> date:
        """The day for which status and anniversaries are told."""
        return self.viewpoint.day

    @property
    def today_in_words(self) -> str:
        """The day and whose it is: "26 November 2026 (Japan Time)"."""
        zone = get_timezone_location(config.zone(self.lang), locale=self.words.locale)
        return self.words.gettext("{day} ({zone})").format(
            day=self.words.date(self.today.isoformat()), zone=zone
        )

    @property
    def today_units(self) -> bool:
        """Whether ties are shown with the units that hold them today."""
        return self.viewpoint.units is Units.TODAY

    @property
    def events(self) -> pd.DataFrame:
        """The filtered events; shared, not to be changed."""
        return store.selected(self.viewpoint, self.chosen)

    @cached_property
    def sentence(self) -> str:
        """The filter in words."""
        return sentence.describe(self.chosen, self.index, self.words, self.today_units)

    @property
    def params(self) -> dict[str, list[str]]:
        """The URL parameters: the filter, the units, and the language where it is not English."""
        params = {**self.chosen.params(), "units": [str(self.viewpoint.units)]}
        if self.lang != SOURCE:
            params["lang"] = [self.lang]
        return params

    def filtered(self, chosen: Filter) -> "View":
        """The same view by another filter."""
        return replace(self, chosen=chosen)
