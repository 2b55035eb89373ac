"""How links are coloured: every link has one class, and the legend says what each class means."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.counting import partnerships
from lib.facts.perspective import Units
from lib.filter import filters
from lib.filter.filters import Filter
from lib.language.i18n import LANGUAGES, words
from lib.map import link_classes
from lib.map.link_classes import TIE, UNKNOWN
from lib.style.map_style import Links, MapStyle
from lib.style.palette import DARK, LIGHT
from tests.unit import strategies
from tests.unit.map.test_picture import picture

CODES = list(strategies.index().dataset.fields.index)
CHOICES = [*map(str, Links), "water", "trade"]


def link(documents: int = 1, formality: int = 2, earliest: str = "2014") -> SimpleNamespace:
    return SimpleNamespace(documents=documents, formality=formality, earliest=earliest)


@pytest.mark.parametrize("links", CHOICES)
def test_a_link_without_a_document_is_a_tie_whatever_is_coloured(links):
    assert link_classes.class_of(link(0, 0, ""), {"water", "trade"}, links) == TIE


@pytest.mark.parametrize(
    ("earliest", "told"),
    [
        ("2009-12-31", "until 2009"),
        ("2010", "2010–2014"),
        ("2014-12", "2010–2014"),
        ("2015-01-01", "2015–2019"),
        ("2020", "since 2020"),
        ("", "Date not known"),
    ],
)
def test_periods_begin_where_the_legend_says(earliest, told):
    scale = link_classes.scale(Links.PERIOD, LIGHT, strategies.index().dataset, words("en"))
    assert scale[link_classes.class_of(link(earliest=earliest), set(), Links.PERIOD)][1] == told


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "No field named"),
        (1, "Fields: 1–2"),
        (2, "Fields: 1–2"),
        (3, "Fields: 3–5"),
        (6, "Fields: 6 and more"),
        (17, "Fields: 6 and more"),
    ],
)
def test_numbers_of_fields_fall_where_the_legend_says(number, told):
    scale = link_classes.scale(Links.FIELDS, LIGHT, strategies.index().dataset, words("en"))
    assert scale[link_classes.class_of(link(), set(CODES[:number]), Links.FIELDS)][1] == told


@pytest.mark.parametrize("lang", list(LANGUAGES))
@pytest.mark.parametrize("links", [*map(str, Links), *CODES])
def test_each_choice_has_a_scale_of_different_colours_and_words(links, lang):
    dataset = strategies.index().dataset
    said = words(lang)
    for palette in (LIGHT, DARK):
        scale = link_classes.scale(links, palette, dataset, said)
        assert len({text for _, text in scale}) == len(scale)
        # What is not known is grey like a tie; all else has a colour of its own.
        assert len({colour for colour, _ in scale}) >= len(scale) - 1
    assert link_classes.choices(dataset, said)[links]
    assert link_classes.title(links, dataset, said)


@pytest.mark.parametrize("links", CHOICES)
@given(chosen=strategies.chosen())
def test_every_link_is_drawn_in_the_colour_and_said_in_the_words_of_its_class(links, chosen):
    dataset = strategies.index().dataset
    scale = link_classes.scale(links, LIGHT, dataset, words("en"))
    drawn = picture(chosen, style=MapStyle(links=links))
    for each in drawn.links:
        colour, caption = scale[each.rank]
        # What it is classed as comes first, then what must not be read past.
        said, *marks = each.tip.caption.split("; ")
        assert (each.colour, said) == (colour, caption)
        assert all("running" in mark or "contradicted" in mark for mark in marks)
        assert (each.rank == TIE) == (each.tip.documents == 0)


@given(chosen=strategies.chosen(), code=st.sampled_from(CODES))
def test_a_field_stands_out_where_a_document_names_it(chosen, code):
    index = strategies.index(Units.SIGNED)
    events = filters.select(chosen, index)
    naming = events[events["signed"] & events["fields"].map(lambda codes: code in codes)]
    top = index.dataset.top
    wanted = {
        f"{top[vn]}~{top[jp]}" for vn, jp in zip(naming["vn_id"], naming["jp_id"], strict=True)
    }
    drawn = picture(chosen, style=MapStyle(links=code))
    assert {each.id for each in drawn.links if each.rank > UNKNOWN} == wanted


def test_fields_of_a_pair_are_those_of_its_documents_alone():
    index = strategies.index()
    named = partnerships.fields_named(index.dataset.events, index.dataset.top)
    pairs = partnerships.pairs(index.dataset.events, index.dataset.top)
    assert len(named) == (pairs["documents"] > 0).sum()
    assert {code for codes in named.values() for code in codes} <= set(CODES)
    assert not picture(Filter.of({"q": ["xyzzy"]})).links
