"""The address bar is the state: the filter is read from the URL in each run and written there.

Widgets are filled from the filter before they are drawn and write to the URL when they change, so
a link, Back and Forward, and a widget all lead through the same place.
"""

from collections.abc import Container, Iterable

import streamlit as st

from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter.filters import Filter, Problem
from lib.filter.index import FilterIndex
from lib.language.i18n import LANGUAGES, match_language
from lib.site import store
from lib.site.page_settings import SETTINGS
from lib.site.store import Viewpoint

MOST_COMPARED = 3
# The locality that is shown, and those that it is compared with, stay when the filter changes.
_KEPT = ("id", "compare", *SETTINGS)
# All parameters beside the filter: also the language, whose units, and the record that is open.
PAGE_PARAMS = ("lang", "units", "record", *_KEPT)


def given(name: str) -> str | None:
    """A page parameter's value as it stands in the URL."""
    return st.query_params.get(name)


def language() -> str:
    """The language asked for in the URL, else the browser's."""
    asked = given("lang")
    return asked if asked in LANGUAGES else match_language(st.context.locale)


def viewpoint() -> Viewpoint:
    """Whose units the visitor wants to see, as signed by default, today."""
    asked = given("units")
    units = Units.TODAY if asked == Units.TODAY else Units.SIGNED
    return store.viewpoint(units)


def index() -> FilterIndex:
    """The data set as the visitor wants to see it."""
    return store.index(viewpoint())


def read() -> tuple[Filter, list[Problem]]:
    """The filter in the URL, and what in the URL had to be left out."""
    params = {
        name: st.query_params.get_all(name) for name in st.query_params if name not in PAGE_PARAMS
    }
    chosen, problems = filters.parse(params, index())
    dataset = index().dataset
    known: dict[str, Container[str]] = {
        "lang": LANGUAGES,
        "units": {*Units},
        "record": dataset.events.index,
        "compare": dataset.localities.index,
        **{name: setting.options(dataset) for name, setting in SETTINGS.items()},
    }
    problems += [
        Problem(name, value, "unknown_id")
        for name, values in known.items()
        for value in st.query_params.get_all(name)
        if value not in values
    ]
    problems += [Problem("compare", value, "too_many") for value in compared()[MOST_COMPARED:]]
    return chosen, problems


def compared() -> list[str]:
    """The localities that the one shown is compared with, each once, more than can be shown too."""
    known = index().dataset.localities.index
    asked = dict.fromkeys(st.query_params.get_all("compare"))
    return [key for key in asked if key in known and key != given("id")]


def link(chosen: Filter, record: str | None = None) -> dict[str, list[str]]:
    """The URL parameters of a view; language and units go along where they were asked for."""
    params = chosen.params()
    if record:
        params["record"] = [record]
    if viewpoint().units is not Units.SIGNED:
        params["units"] = [viewpoint().units]
    if given("lang") in LANGUAGES:
        params["lang"] = [language()]
    return params


def current() -> dict[str, list[str]]:
    """The URL parameters of the view as it stands, bad ones left out."""
    chosen, problems = read()
    bad = {(problem.param, problem.value) for problem in problems}
    kept = {
        name: [value for value in st.query_params.get_all(name) if (name, value) not in bad]
        for name in ("record", *_KEPT)
    }
    return {**link(chosen), **{name: values for name, values in kept.items() if values}}


def go(chosen: Filter, record: str | None = None) -> None:
    """Make this view the current one: a new entry in the browser's history."""
    kept = {name: st.query_params.get_all(name) for name in _KEPT if name in st.query_params}
    st.query_params.from_dict({**link(chosen, record), **kept})


def show_locality(locality: str, compared: Iterable[str] = ()) -> None:
    """Show a locality, compared with others, under the same filter."""
    st.query_params.from_dict(
        {**link(read()[0]), "id": [locality], "compare": list(dict.fromkeys(compared))}
    )


def locality_link(chosen: Filter, locality: str) -> dict[str, list[str]]:
    """The URL parameters of a locality's page."""
    return {**link(chosen), "id": [locality]}


def choose(name: str, values: Iterable[str]) -> None:
    """Set one parameter of the filter."""
    go(read()[0].with_(name, values))


def clear() -> None:
    """Take the whole filter off."""
    go(Filter())


def set_parameter(name: str, value: str | None) -> None:
    """Set one page parameter, or take it off; all else unchanged."""
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
