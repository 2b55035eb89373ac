"""What the property tests draw from: the real data set, and filters over it."""

from datetime import date
from functools import lru_cache

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from lib.facts import perspective
from lib.facts.dataset import Dataset, load_dataset
from lib.facts.perspective import DEFAULT_UNITS, Perspective, Units
from lib.filter import filters
from lib.filter.filters import Filter
from lib.filter.index import FilterIndex
from lib.filter.parameter import Bound, Choice, Text
from lib.filter.parameters import PARAMETERS, index_of

TODAY = date(2026, 9, 1)
# A test judges forty of these.
_DRAWN = 100


@lru_cache(maxsize=1)
def data() -> Dataset:
    """The data set of the repository, read once per process."""
    return load_dataset()


@lru_cache(maxsize=6)
def seen(units: Units = DEFAULT_UNITS, day: date = TODAY) -> Perspective:
    """The data set in a unit system on a day."""
    return perspective.see(data(), units, day)


@lru_cache(maxsize=2)
def index(units: Units = DEFAULT_UNITS) -> FilterIndex:
    """The data set as seen on TODAY."""
    return index_of(seen(units))


def dates(first: int = 1, last: int = 9999) -> st.SearchStrategy[str]:
    """EDTF dates of each precision."""
    years = st.integers(first, last).map(lambda y: f"{y:04d}")
    days = st.dates().map(lambda d: d.isoformat()[4:])
    return st.one_of(
        years,
        st.builds(lambda y, d: y + d[:3], years, days),
        # 29 February exists in some years only.
        st.builds(lambda y, d: y + d, years, days.filter(lambda d: d != "-02-29")),
    )


# Searched words that leave something, and words that leave nothing.
TEXTS = ("da nang", "Đà Nẵng", "ダナン", "memorandum", "water", "覚書", "port hai phong", "xyzzy")


@st.composite
def values(draw: st.DrawFn, name: str) -> list[str]:
    """Good values of one parameter, at least one."""
    parameter = PARAMETERS[name]
    if isinstance(parameter, Choice):
        size = 3 if parameter.multiple else 1
        options = st.sampled_from(list(index().columns[name]))
        return draw(st.lists(options, min_size=1, max_size=size, unique=True))
    if isinstance(parameter, Bound):
        # A start and an end that can be in one filter.
        years = (1965, 2012) if parameter.start else (2013, 2030)
        return [draw(dates(*years))]
    assert isinstance(parameter, Text)
    return [draw(st.sampled_from(TEXTS))]


@st.composite
def params(
    draw: st.DrawFn, names: tuple[str, ...] = tuple(PARAMETERS), at_most: int = 3
) -> dict[str, list[str]]:
    """URL parameters without a mistake in them."""
    chosen = draw(st.lists(st.sampled_from(names), max_size=at_most, unique=True))
    return {name: draw(values(name)) for name in chosen}


def chosen(names: tuple[str, ...] = tuple(PARAMETERS)) -> st.SearchStrategy[Filter]:
    """Filters as a visitor's URL makes them."""
    return st.sampled_from(_drawn(names))


# Drawn once: what the tests work out for a filter, they work out once for all of them.
@lru_cache
def _drawn(names: tuple[str, ...]) -> list[Filter]:
    found = dict.fromkeys([Filter()])

    @settings(max_examples=_DRAWN, phases=[Phase.generate], database=None, derandomize=True)
    @given(params(names))
    def draw(asked: dict[str, list[str]]) -> None:
        found[filters.parse(asked, index())[0]] = None

    draw()
    return list(found)
