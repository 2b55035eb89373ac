"""The address bar is the state: the filter is read from the URL in each run and written there.

Widgets are filled from the filter before they are drawn and write to the URL when they change, so
a link, Back and Forward, and a widget all lead through the same place. Only values that are known
are written: what a widget shows is in the visitor's language, what stands in the URL is in none.
"""

import threading
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from typing import ParamSpec, TypeVar
from urllib.parse import quote, urlsplit

import streamlit as st

from lib.facts.perspective import DEFAULT_UNITS, Perspective, Units
from lib.filter import filters
from lib.filter.filters import Filter, Problem
from lib.filter.index import FilterIndex
from lib.language.i18n import LANGUAGES, match_language
from lib.site import arrivals, config, store
from lib.site.links import Links
from lib.site.pages import PAGES, SETTINGS, Setting
from lib.site.store import Viewpoint
from lib.ui import browser

# All parameters beside the filter: language and units on every page, and each page's own.
_EVERYWHERE = (
    Setting("lang", lambda _: LANGUAGES),
    Setting("units", lambda _: [str(units) for units in Units]),
    # The data version that a link is of: see `lib.ui.parts.since`.
    Setting("v", lambda dataset: dataset.versions.index),
)
PAGE_PARAMS = {**{setting.name: setting for setting in _EVERYWHERE}, **SETTINGS}
MOST_COMPARED = SETTINGS["compare"].most

_LONG = 500
# What stands in the URL: each parameter with its values.
Asked = tuple[tuple[str, tuple[str, ...]], ...]
_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class _Look:
    """A look at the address, and what follows from it."""

    asked: Asked

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        return dict(self.asked)

    @cached_property
    def is_long(self) -> bool:
        """Whether it is longer than people make it: what follows from it is not kept."""
        return sum(len(value) for _, values in self.asked for value in values) > _LONG

    @cached_property
    def settings(self) -> config.Config:
        return config.in_use()

    @cached_property
    def language(self) -> str:
        asked = self.values.get("lang", ("",))[-1]
        return asked if asked in LANGUAGES else match_language(st.context.locale)

    @cached_property
    def viewpoint(self) -> Viewpoint:
        known = {str(units): units for units in Units}
        units = known.get(self.values.get("units", ("",))[-1], DEFAULT_UNITS)
        return store.viewpoint(units, self.language)


# A page asks for its address some two hundred times, and each look goes through Streamlit's locks.
_run = threading.local()


@contextmanager
def held() -> Generator[None]:
    """While a page runs, after the callbacks of its widgets, its address is looked at once.

    What the page itself writes there is looked at anew.
    """
    _run.look = _fresh()
    try:
        yield
    finally:
        _run.look = None


def _fresh() -> _Look:
    return _Look(tuple((name, tuple(st.query_params.get_all(name))) for name in st.query_params))


def _look() -> _Look:
    return getattr(_run, "look", None) or _fresh()


def _changed() -> None:
    if getattr(_run, "look", None):
        _run.look = _fresh()


def asked() -> Asked:
    """All parameters as they stand in the URL."""
    return _look().asked


def is_long() -> bool:
    """Whether the address is longer than people make it: what follows from it is not kept."""
    return _look().is_long


def followed() -> tuple[Asked, config.Config]:
    """All that follows from the address does so from these: its parameters, and the settings."""
    return _look().asked, _look().settings


def kept(make: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Keep what a function makes by its arguments and the address: HTML with links of the page.

    What it makes is shared between visitors. All that it reads must be in the two.
    """
    made: Callable[..., _Made] = lru_cache(maxsize=1024)(
        lambda _asked, _settings, *given, **named: make(*given, **named)
    )

    @wraps(make)
    def known(*given: _Given.args, **named: _Given.kwargs) -> _Made:
        look = _look()
        if look.is_long:
            return make(*given, **named)
        return made(look.asked, look.settings, *given, **named)

    return known


def given(name: str) -> str | None:
    """A page parameter's value as it stands in the URL; the last, if it has several."""
    values = _look().values.get(name)
    return values[-1] if values else None


def setting(name: str) -> str | None:
    """A page parameter's value: the one in the URL if it is known, else its default."""
    value = given(name)
    known = value is not None and PAGE_PARAMS[name].takes(value, dataset())
    return value if known else PAGE_PARAMS[name].default


def language() -> str:
    """The language asked for in the URL, else the browser's."""
    return _look().language


def viewpoint() -> Viewpoint:
    """Whose units the visitor wants to see, today."""
    return _look().viewpoint


def index() -> FilterIndex:
    """The data set as the visitor wants to see it, indexed."""
    return store.index(viewpoint())


def dataset() -> Perspective:
    """The data set as the visitor wants to see it."""
    return index().dataset


def read() -> tuple[Filter, list[Problem]]:
    """The filter in the URL, and what in the URL had to be left out."""
    chosen, problems = _read(asked(), viewpoint())
    return chosen, list(problems)


# A run reads its address several times, and visitors come by the same links.
@lru_cache(maxsize=1024)
def _read(asked: Asked, viewpoint: Viewpoint) -> tuple[Filter, tuple[Problem, ...]]:
    index, settings = store.index(viewpoint), dict(asked)
    params = {
        name: list(values)
        for name, values in asked
        if name not in PAGE_PARAMS and not arrivals.is_tracking(name)
    }
    chosen, problems = filters.parse(params, index)
    problems += [
        Problem(name, value, "unknown_version" if name == "v" else "unknown_id")
        for name, setting in PAGE_PARAMS.items()
        for value in settings.get(name, ())
        if not setting.takes(value, index.dataset)
    ]
    too_many = _compared(asked, index.dataset)[MOST_COMPARED:]
    problems += [Problem("compare", value, "too_many") for value in too_many]
    return chosen, tuple(problems)


def compared() -> list[str]:
    """The localities that the one shown is compared with, each once, more than can be shown too."""
    return _compared(asked(), dataset())


def _compared(asked: Asked, dataset: Perspective) -> list[str]:
    known, values = dataset.localities.index, dict(asked)
    shown = values.get("id", ())[-1:]
    others = dict.fromkeys(values.get("compare", ()))
    return [key for key in others if key in known and key not in shown]


def link(chosen: Filter, record: str | None = None) -> dict[str, list[str]]:
    """The URL parameters of a view: its units, and the language where it was asked for.

    Units always go along, so that a link opens on the same units whatever the default is.
    """
    params = chosen.params()
    if record:
        params["record"] = [record]
    params["units"] = [str(viewpoint().units)]
    if given("lang") in LANGUAGES:
        params["lang"] = [language()]
    return params


def links() -> Links:
    """Absolute addresses under the scheme, host and path where the visitor sees the site."""
    parts = urlsplit(browser.url())
    # The path ends with the page's own, and before it stands what a proxy put there.
    above, _, page = parts.path.rstrip("/").rpartition("/")
    under = above if any(page == each.path for each in PAGES) else f"{above}/{page}".rstrip("/")
    return Links(f"{parts.scheme}://{parts.netloc}{under}" if parts.netloc else "", quote)


def current() -> dict[str, list[str]]:
    """The URL parameters of the view as it stands, bad ones and private ones left out."""
    chosen, problems = read()
    bad = {(problem.param, problem.value) for problem in problems}
    values = _look().values
    kept = {
        name: [value for value in values.get(name, ()) if (name, value) not in bad]
        for name, setting in SETTINGS.items()
        if not setting.private
    }
    return {**link(chosen), **{name: values for name, values in kept.items() if values}}


def moved(chosen: Filter, record: str | None = None) -> dict[str, list[str]]:
    """The URL parameters of this page by another filter, with its settings that are kept."""
    values = _look().values
    kept = {
        name: list(values[name])
        for name, setting in SETTINGS.items()
        if setting.kept and name in values
    }
    return {**link(chosen, record), **kept}


def replaced(name: str, value: str | None) -> dict[str, list[str]]:
    """The URL parameters as they stand, with one page parameter set to a value or taken off."""
    others = {key: list(values) for key, values in asked() if key != name}
    return others if value is None else {**others, name: [value]}


def go(chosen: Filter, record: str | None = None) -> None:
    """Make this view the current one: a new entry in the browser's history."""
    _write(moved(chosen, record))


def show_locality(locality: str, compared: Iterable[str] = ()) -> None:
    """Show a locality, compared with others, under the same filter."""
    known = dataset().localities.index
    others = [key for key in dict.fromkeys(compared) if key in known]
    if locality in known:
        _write({**link(read()[0]), "id": [locality], "compare": others})


def _write(params: Mapping[str, Iterable[str]]) -> None:
    """Make these the parameters, each with those of its values that are codes it can take.

    What a widget, a chart or the map names can be of a state that is past: a label of another
    language, a record of another edition. Nothing else writes more than one parameter.
    """
    given = {name: list(values) for name, values in params.items()}
    own = {name: values for name, values in given.items() if name not in PAGE_PARAMS}
    kept = {
        name: [value for value in values if PAGE_PARAMS[name].takes(value, dataset())]
        for name, values in given.items()
        if name in PAGE_PARAMS
    }
    st.query_params.from_dict({**filters.parse(own, index())[0].params(), **kept})
    _changed()


def choose(name: str, values: Iterable[str]) -> None:
    """Set one parameter of the filter to those of the values that it can take."""
    go(read()[0].with_(name, values))


def clear() -> None:
    """Take the whole filter off."""
    go(Filter())


def settings(name: str) -> list[str]:
    """The values of a page parameter that takes several: those in the URL that are known."""
    known = PAGE_PARAMS[name]
    values = dict.fromkeys(_look().values.get(name, ()))
    return [v for v in values if known.takes(v, dataset())]


def set_parameters(name: str, values: Iterable[str]) -> None:
    """Set a page parameter that takes several to those of the values that it can take."""
    st.query_params[name] = [v for v in values if PAGE_PARAMS[name].takes(v, dataset())]
    _changed()


def set_parameter(name: str, value: str | None) -> None:
    """Set one page parameter to a value that it can take, or take it off; all else unchanged."""
    if value is None:
        st.query_params.pop(name, None)
    elif PAGE_PARAMS[name].takes(value, dataset()):
        st.query_params[name] = value
    _changed()
