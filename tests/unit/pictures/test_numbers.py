"""One count, two drawings: what is written and drawn on pictures is what `lib.counting` counts."""

import re

import pytest

from lib.charts import of_view
from lib.counting import cooperation, partnerships, profile, signings
from lib.counting.cooperation import Measure
from lib.facts.perspective import Units
from lib.language.i18n import LANGUAGES
from lib.pictures.axes import axis, round_step, values
from lib.pictures.drawings import CHARTS, MAP
from lib.style import kinds
from lib.style.palette import DARK, LIGHT, css
from tests.unit.pictures.views import SVG, drawn, numbers, texts, tips, view

VIEWS = [("en", {}), ("vi", {"jp": ["jp-kanagawa"]}), ("ja", {"vn": ["vn-da-nang"]})]
in_views = pytest.mark.parametrize(("lang", "chosen"), VIEWS, ids=["all", "kanagawa", "da-nang"])


def bars(root):
    return [each for each in root.iter(f"{SVG}rect") if each.find(f"{SVG}title") is not None]


@in_views
def test_signings_per_year_and_kind(lang, chosen):
    seen = view(lang, **chosen)
    shown = signings.years(signings.signings(seen.events), seen.chosen, seen.today)
    counts = signings.per_year(seen.events, seen.dataset, shown)
    root = drawn(CHARTS["signings"], seen)
    drawn_bars = bars(root)
    assert len(drawn_bars) == int((counts > 0).sum().sum())
    for kind in counts:
        label = seen.dataset.label("kinds", str(kind), lang)
        mine = [bar for bar in drawn_bars if bar.findtext(f"{SVG}title").startswith(f"{label}\n")]
        heights = [float(bar.attrib["height"]) for bar in mine]
        expected = [n for n in counts[kind] if n]
        unit = max(heights) / max(expected)
        assert heights == pytest.approx([unit * n for n in expected], abs=0.15)
        assert label in texts(root)
    totals = [int(n) for n in counts.sum(axis=1) if n]
    assert [n for n in numbers(texts(root)) if n < 1900][: len(totals)] or not totals
    for total in totals:
        assert str(total) in texts(root)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_kinds_have_the_colours_and_hatches_that_are_declared(theme):
    root = drawn(CHARTS["signings"], theme=theme)
    palette = {"light": LIGHT, "dark": DARK}[theme]
    fills = {bar.get("fill") for bar in bars(root)}
    hatched = {
        rect.get("fill"): f"url(#{pattern.get('id')})"
        for pattern in root.iter(f"{SVG}pattern")
        for rect in pattern.iter(f"{SVG}rect")
    }
    for style in kinds.KINDS.values():
        colour = css(style.colour(palette))
        assert (hatched[colour] if style.pattern else colour) in fills


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["signings", "growth"])
def test_the_running_year_is_hatched_and_said(name, lang):
    seen = view(lang)
    assert seen.events["first"].dt.year.max() == seen.today.year
    said = seen.words.gettext("{year}, not over: until {day}").format(
        year=seen.today.year, day=seen.words.date(seen.today.isoformat())
    )
    root = drawn(CHARTS[name], seen)
    assert said in texts(root)
    patterns = {f"url(#{each.get('id')})" for each in root.iter(f"{SVG}pattern")}
    assert patterns & {path.get("fill") for path in root.iter(f"{SVG}path")}
    # Not where the year that runs has nothing in it.
    early = view(lang, to=["2020"])
    assert said not in texts(drawn(CHARTS[name], early))


@in_views
def test_growth_ends_at_the_totals(lang, chosen):
    seen = view(lang, **chosen)
    table = signings.cumulative(seen.events)
    root = drawn(CHARTS["growth"], seen)
    lines = [
        path.attrib["d"]
        for path in root.iter(f"{SVG}path")
        if path.get("stroke-width") == "3" and "H" in path.attrib["d"]
    ]
    assert len(lines) == 2
    first, last = ([float(n) for n in re.findall(r"[\d.]+", line)][-1] for line in lines)
    # Both lines have one axis, which begins at 0: so their ends stand as the totals do.
    bottom = max(float(n) for line in lines for n in re.findall(r" ([\d.]+)", line))
    documents, pairs = map(float, table.iloc[-1])
    start = table.iloc[0]
    low = float(re.findall(r" ([\d.]+)", lines[0])[0])
    unit = (low - first) / (documents - start["documents"])
    assert (bottom - last) / unit + min(start) == pytest.approx(pairs, abs=0.15)


@in_views
@pytest.mark.parametrize("measure", list(Measure))
def test_fields(lang, chosen, measure):
    seen = view(lang, **chosen)
    table = cooperation.per_field(seen.events, list(seen.dataset.fields.index))
    order = cooperation.ranked(table, measure)
    root = drawn(CHARTS["fields"], seen, counted=measure.value)
    ends = [text for text in texts(root) if re.fullmatch(r" ?\d+( \+ \d+)?", text)]
    other = {Measure.DOCUMENTS: "records", Measure.PAIRS: "linked"}.get(measure)
    wanted = []
    for code in order:
        count = int(table[measure.value][code])
        more = int(table[other][code]) - count if other else 0
        wanted.append(f"{count} + {more}" if more else f"{count}")
    assert [end.strip() for end in ends] == wanted


@in_views
def test_fields_by_period(lang, chosen):
    seen = view(lang, **chosen)
    found = of_view.field_statistics(seen, Measure.DOCUMENTS)
    root = drawn(CHARTS["fields-periods"], seen)
    counts = found.periods.table.counts.to_numpy().ravel()
    assert sorted(numbers(texts(root))) == sorted(int(n) for n in counts if n)


@pytest.mark.parametrize("country", ["VN", "JP"])
def test_fields_by_region(country):
    seen = view("vi", Units.TODAY)
    found = of_view.field_statistics(seen, Measure.DOCUMENTS)
    by = cooperation.regions_of(found.kept, seen.dataset, country)
    names = of_view.region_names(seen, country)
    counted = cooperation.cross_tab(found.kept, Measure.DOCUMENTS, by, found.order, list(names))
    root = drawn(CHARTS["fields-regions"], seen, country=country)
    cells = sorted(int(n) for n in counted.counts.to_numpy().ravel() if n)
    assert sorted(numbers(texts(root))) == cells


def test_fields_named_together():
    seen = view()
    pairs = cooperation.co_occurrence(seen.events, Measure.DOCUMENTS).head(15)
    root = drawn(CHARTS["fields-together"], seen)
    ends = [re.match(r" ?(\d+)( ·|$)", text) for text in texts(root)]
    assert [int(end[1]) for end in ends if end] == pairs["both"].to_list()


@in_views
@pytest.mark.parametrize("others", ["0", "1"])
def test_a_mark_for_each_dated_event_of_the_lanes(lang, chosen, others):
    seen = view(lang, **chosen)
    side = "jp" if "jp" in chosen else "vn"
    shown = of_view.selection(seen, side, 10, others == "1")
    root = drawn(CHARTS["lanes"], seen, other=others)
    # A cross on each document that a source contradicts.
    marked = int((shown.dated["contradicted"] & shown.dated["signed"]).sum())
    assert len([tip for tip in tips(root, "path") if tip]) == len(shown.dated) + marked


def test_fields_of_a_locality():
    seen = view("ja")
    own = seen.filtered(seen.chosen.with_("jp", ["jp-kanagawa"])).events
    shares = profile.field_shares(own, seen.events, seen.dataset.fields.index)
    named = shares[shares["documents"] > 0]
    root = drawn(CHARTS["locality-fields"], seen)
    blue = [
        float(rect.attrib["width"])
        for rect in root.iter(f"{SVG}rect")
        if rect.get("fill") == css(LIGHT.formality[2]) and float(rect.attrib["width"]) != 18
    ]
    assert len(blue) == len(named)
    longest = max(blue) / named["share"].max()
    expected = sorted(named["share"] * longest)
    assert sorted(blue) == pytest.approx(expected, abs=0.15)


@pytest.mark.parametrize("units", list(Units))
def test_the_map_and_the_pairs_with_the_most_documents(units):
    seen = view("ja", units)
    linked = partnerships.pairs(seen.events, seen.dataset.top)
    root = drawn(MAP, seen)
    (links,) = [g for g in root.iter(f"{SVG}g") if g.get("class") == "links"]
    assert len(links) == int((linked["documents"] > 0).sum())
    (areas,) = [g for g in root.iter(f"{SVG}g") if g.get("class") == "areas"]
    assert len(areas) > 80
    most = [int(n) for n in linked["documents"].sort_values(ascending=False)]
    listed = numbers(texts(root))
    assert listed == most[: len(listed)]
    # None is left out that has as many as one that is listed.
    assert len(listed) >= 3 and most[len(listed)] <= listed[-1]


# --- Axes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "most", "step"), [(33, 20, 2), (170, 8, 50), (1, 5, 0.2), (25, 8, 5), (9, 9, 1)]
)
def test_steps_between_ticks_are_round(span, most, step):
    assert round_step(span, most) == pytest.approx(step)


def test_arrays_are_read_as_plotly_writes_them():
    assert values({"dtype": "f8", "bdata": "AAAAAAAA8D8AAAAAAAD4fw=="}) == [1.0, None]
    assert values([1, "a"]) == [1, "a"]
    assert values(None) == []


def test_an_axis_of_names_goes_from_one_to_the_next():
    words = view().words
    found = axis({}, [["b", "a", "b"]], 100, 5, words)
    assert [lines for _at, lines in found.ticks] == [["b"], ["a"]]
    assert found.at("b") == pytest.approx(25)
    assert found.at("a") == pytest.approx(75)
