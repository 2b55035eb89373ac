"""The address bar is the state: the filter is read from the URL in each run and written there.

Widgets are filled from the filter before they are drawn and write to the URL when they change, so
a link, Back and Forward, and a widget all lead through the same place.
"""

from collections.abc import Iterable

import streamlit as st

from lib import filters
from lib.filters import Filter, Problem
from lib.i18n import LANGUAGES, match_language
from lib import resources

# Parameters that are not part of the filter: language, and the record that is open.
PAGE_PARAMS = ("lang", "record")


def given(name: str) -> str | None:
    """A page parameter's value as it stands in the URL."""
    return st.query_params.get(name)


def language() -> str:
    """The language asked for in the URL, else the browser's."""
    asked = given("lang")
    return asked if asked in LANGUAGES else match_language(st.context.locale)


def read() -> tuple[Filter, list[Problem]]:
    """The filter in the URL, and what in the URL had to be left out."""
    index = resources.index()
    params = {
        name: st.query_params.get_all(name) for name in st.query_params if name not in PAGE_PARAMS
    }
    chosen, problems = filters.parse(params, index)
    lang = given("lang")
    if lang is not None and lang not in LANGUAGES:
        problems.append(Problem("lang", lang, "unknown_id"))
    record = given("record")
    if record is not None and record not in index.catalogue.events.index:
        problems.append(Problem("record", record, "unknown_id"))
    return chosen, problems


def link(chosen: Filter, record: str | None = None) -> dict[str, list[str]]:
    """The URL parameters of a view; the language goes along where it was asked for."""
    params = chosen.params()
    if record:
        params["record"] = [record]
    if given("lang") in LANGUAGES:
        params["lang"] = [language()]
    return params


def go(chosen: Filter, record: str | None = None) -> None:
    """Make this view the current one: a new entry in the browser's history."""
    st.query_params.from_dict(link(chosen, record))


def choose(name: str, values: Iterable[str]) -> None:
    """Set one parameter of the filter."""
    go(read()[0].with_(name, values))


def toggle(name: str, value: str) -> None:
    """Put one value of the filter on or off."""
    go(read()[0].toggled(name, value))


def clear() -> None:
    """Take the whole filter off."""
    go(Filter())


def set_language(lang: str) -> None:
    """Show everything in another language, the view unchanged."""
    st.query_params["lang"] = lang
