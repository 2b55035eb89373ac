"""What a URL asks for, and what it leaves."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.filter import filters, sentence
from lib.filter.filters import Filter
from lib.filter.parameters import CHOICES, PARAMETERS
from lib.language.i18n import LANGUAGES, words
from lib.language.quoting import escape_markdown
from tests.unit import strategies

INDEX = strategies.index()
EVENTS = INDEX.dataset.events

# A value of each kind of parameter that it cannot take, and the reason that is given.
BAD = {
    "vn": ("vn-atlantis", "unknown_id"),
    "jp": ("vn-hue", "unknown_id"),
    "field": ("Trade", "unknown_id"),
    "kind": ("treaty", "unknown_id"),
    "from": ("2014-13", "bad_date"),
    "to": ("yesterday", "bad_date"),
    "q": ("x" * 201, "bad_text"),
    "only": ("all", "unknown_id"),
}
for _name in CHOICES:
    BAD.setdefault(_name, ("no-such-code", "unknown_id"))


def ids(chosen: Filter) -> list[str]:
    # Of their columns nothing is asked, which take far longer than to tell which are kept.
    return list(EVENTS.index[filters.kept(chosen, INDEX)])


def read(params: dict[str, list[str]]) -> Filter:
    chosen, problems = filters.parse(params, INDEX)
    assert problems == []
    return chosen


@given(strategies.params())
def test_a_filter_leaves_some_of_the_records_unchanged_and_in_order(params):
    left = filters.select(read(params), INDEX)
    assert left.index.is_unique
    assert list(left.index) == ids(read(params))
    assert left.equals(EVENTS[EVENTS.index.isin(left.index)])


def test_no_filter_leaves_everything():
    assert ids(Filter()) == list(EVENTS.index)
    assert not Filter()


@given(strategies.params(), st.sampled_from(list(PARAMETERS)), st.data())
def test_another_parameter_never_adds_records(params, name, data):
    wide = {key: chosen for key, chosen in params.items() if key != name}
    narrow = {**wide, name: data.draw(strategies.values(name))}
    assert set(ids(read(narrow))) <= set(ids(read(wide)))


@given(strategies.chosen(), st.sampled_from([n for n in CHOICES if CHOICES[n].multiple]), st.data())
def test_another_value_of_the_same_parameter_never_takes_records_away(chosen, name, data):
    before = chosen.with_(name, data.draw(strategies.values(name)))
    value = data.draw(st.sampled_from(list(INDEX.columns[name])))
    after = before.with_(name, dict.fromkeys([*before[name], value]))
    fewer, more = (after, before) if name.startswith("not_") else (before, after)
    assert set(ids(fewer)) <= set(ids(more)) or not before[name]


@given(strategies.params())
def test_the_address_of_a_filter_reads_back_as_that_filter(params):
    chosen = read(params)
    assert filters.parse(chosen.params(), INDEX) == (chosen, [])


@given(strategies.params(), st.randoms())
def test_the_order_of_values_and_parameters_does_not_matter(params, random):
    names = list(params)
    random.shuffle(names)
    mixed = {name: random.sample(params[name], len(params[name])) for name in names}
    assert ids(read(mixed)) == ids(read(params))


@given(strategies.params())
def test_a_value_given_twice_counts_once(params):
    twice = {name: [*chosen, *chosen] for name, chosen in params.items()}
    assert read(twice) == read(params)


@given(strategies.params(), st.sampled_from(list(BAD)), st.integers(0, 3))
def test_a_bad_value_loses_itself_alone_and_is_named(params, name, place):
    value, reason = BAD[name]
    given_ = list(params.get(name, []))
    given_.insert(place, value)
    chosen, problems = filters.parse({**params, name: given_}, INDEX)
    assert chosen == read(params)
    assert [(p.param, p.value, p.reason) for p in problems] == [(name, value, reason)]
    for lang in LANGUAGES:
        said = filters.explain(problems[0], words(lang))
        assert escape_markdown(name) in said
        assert value in said or reason == "bad_text"


def test_every_bad_value_is_named_beside_the_others():
    params = {"vn": ["vn-hue", "vn-atlantis", "jp-nara"], "from": ["soon"], "colour": ["red"]}
    chosen, problems = filters.parse(params, INDEX)
    assert chosen == read({"vn": ["vn-hue"]})
    assert [(p.param, p.value) for p in problems] == [
        ("vn", "vn-atlantis"),
        ("vn", "jp-nara"),
        ("from", "soon"),
        ("colour", ""),
    ]


@given(strategies.params(), st.text(min_size=1).filter(lambda name: name not in PARAMETERS))
def test_an_unknown_parameter_changes_nothing_and_is_named(params, name):
    chosen, problems = filters.parse({**params, name: ["1"]}, INDEX)
    assert chosen == read(params)
    assert [(p.param, p.reason) for p in problems] == [(name, "unknown_parameter")]


@given(strategies.params(("vn", "field", "q")), strategies.dates(), strategies.dates())
def test_a_reversed_period_is_left_out_and_named(params, one, other):
    period = {"from": [one], "to": [other]}
    chosen, problems = filters.parse({**params, **period}, INDEX)
    # A period runs from the first day that its start means to the last that its end means: as
    # texts, a month or day left out is the first or the last.
    if one + "-01-01"[len(one) - 4 :] > other + "-12-31"[len(other) - 4 :]:
        assert [p.reason for p in problems] == ["reversed_period"]
        assert one in problems[0].value and other in problems[0].value
        assert chosen == read(params)
    else:
        assert chosen == read({**params, **period})


@pytest.mark.parametrize(
    ("start", "end", "reversed_"),
    [
        ("2014-12", "2014-11", True),
        ("2014-12", "2014", False),
        ("2014", "2014-01-01", False),
        ("2014-05-02", "2014-05-01", True),
        ("2014-05-02", "2014-05", False),
        ("2014-02-28", "2014-02-29", None),
    ],
)
def test_a_period_within_one_year_can_be_reversed_too(start, end, reversed_):
    reasons = [p.reason for p in filters.parse({"from": [start], "to": [end]}, INDEX)[1]]
    assert reasons == {True: ["reversed_period"], False: [], None: ["bad_date"]}[reversed_]


def test_a_reason_has_a_text_for_people_and_one_for_machines():
    for reason in filters.REASONS.values():
        assert reason.detail.endswith(".")
        for lang in LANGUAGES:
            assert words(lang).gettext(reason.notice)
        assert "{" in reason.notice and "{" not in reason.detail


def test_a_second_value_where_one_is_taken_is_named():
    chosen, problems = filters.parse({"from": ["2014", "2015"], "q": ["port", "water"]}, INDEX)
    assert chosen == read({"from": ["2014"], "q": ["port"]})
    assert [(p.param, p.value, p.reason) for p in problems] == [
        ("from", "2015", "one_value"),
        ("q", "water", "one_value"),
    ]


@pytest.mark.parametrize("name", ["vn", "jp", "from", "to", "q"])
def test_an_empty_value_is_no_value(name):
    assert filters.parse({name: [""]}, INDEX) == (Filter(), [])


@given(strategies.params())
def test_option_counts_are_the_records_with_that_option(params):
    chosen = read(params)
    counts = filters.option_counts(chosen, INDEX)
    for name, options in counts.items():
        for option, count in itertools.islice(options.items(), 0, None, 7):
            assert count == len(ids(chosen.with_(name, (option,)))), (name, option)


def test_option_counts_of_every_option_without_a_filter():
    counts = filters.option_counts(Filter(), INDEX)
    assert set(counts) == set(CHOICES)
    for name, options in counts.items():
        assert list(options) == list(INDEX.columns[name])
        for option, count in options.items():
            assert count == len(ids(Filter.of({name: (option,)}))), (name, option)


@given(strategies.params(at_most=5))
def test_loosening_says_what_each_removal_leaves(params):
    chosen = read(params)
    left = filters.loosen(chosen, INDEX)
    assert sorted(name for name, _ in left) == sorted(name for name, _ in chosen.values)
    assert [count for _, count in left] == sorted((c for _, c in left), reverse=True)
    for name, count in left:
        assert count == len(ids(chosen.with_(name, ())))


def test_loosening_finds_the_way_out_of_an_empty_result():
    chosen = read({"vn": ["vn-hue"], "jp": ["jp-nara"], "to": ["2014"]})
    assert ids(chosen) == []
    assert dict(filters.loosen(chosen, INDEX))["to"] == 3


@given(strategies.chosen())
def test_taking_each_value_off_leads_to_no_filter(chosen):
    for name, given_ in chosen.values:
        for value in given_:
            chosen = chosen.without(name, value)
    assert chosen == Filter()


# --- What the data says ---------------------------------------------------------------------------


def test_a_province_takes_in_its_cities():
    everything = EVENTS["jp_id"]
    wanted = everything[(everything == "jp-kanagawa") | everything.str.startswith("jp-kanagawa.")]
    assert ids(read({"jp": ["jp-kanagawa"]})) == list(wanted.index)
    cities = {f"jp-kanagawa.{name}" for name in ("yokohama", "kawasaki", "yokosuka")}
    assert {"jp-kanagawa", *cities} == set(wanted)


def test_a_city_does_not_take_in_its_province():
    left = filters.select(read({"jp": ["jp-kanagawa.yokohama"]}), INDEX)
    assert set(left["jp_id"]) == {"jp-kanagawa.yokohama"}


def overlaps(date: str, start: str, end: str) -> bool:
    """Whether a date can fall into a period; all are EDTF, compared as texts."""
    if not date:
        return False
    return date + "-01-01"[len(date) - 4 :] <= end + "-12-31"[len(end) - 4 :] and (
        date + "-12-31"[len(date) - 4 :] >= start + "-01-01"[len(start) - 4 :]
    )


@given(strategies.dates(1990, 2027), strategies.dates(1990, 2027))
def test_a_period_keeps_what_can_fall_into_it(one, other):
    start, end = sorted((one, other))
    chosen, problems = filters.parse({"from": [start], "to": [end]}, INDEX)
    assert problems == []
    assert ids(chosen) == [k for k, d in EVENTS["date"].items() if overlaps(d, start, end)]


def test_undated_records_that_a_period_leaves_out_are_counted():
    undated = int((EVENTS["date"] == "").sum())
    assert undated > 0
    assert filters.undated_left_out(read({"from": ["1900"]}), INDEX) == undated
    assert filters.undated_left_out(Filter(), INDEX) == 0
    kanagawa = EVENTS[EVENTS["jp_id"].str.startswith("jp-kanagawa")]
    count = filters.undated_left_out(read({"jp": ["jp-kanagawa"], "to": ["2030"]}), INDEX)
    assert count == int((kanagawa["date"] == "").sum()) > 0


def test_only_signed_documents():
    left = filters.select(read({"only": ["signed"]}), INDEX)
    assert len(left) == 174
    assert len(left.groupby(["vn_id", "jp_id"])) == 96


@given(strategies.params(at_most=8), st.sampled_from(list(LANGUAGES)))
def test_the_sentence_names_every_value(params, lang):
    chosen = read(params)
    said = sentence.describe(chosen, INDEX, words(lang))
    for name, given_ in chosen.values:
        for value in given_:
            assert PARAMETERS[name].value_label(value, INDEX, words(lang)) in said
    if not chosen:
        assert said


@given(strategies.params(at_most=2), st.sampled_from(["vn", "jp", "field"]), st.data())
def test_what_is_excepted_is_what_the_same_choice_keeps(params, name, data):
    option = data.draw(st.sampled_from(list(INDEX.columns[name])))
    chosen = read(params).with_(name, ()).with_(f"not_{name}", ())
    kept, left = ids(chosen.with_(name, [option])), ids(chosen.with_(f"not_{name}", [option]))
    assert not {*kept} & {*left}
    assert sorted([*kept, *left]) == sorted(ids(chosen))
    assert filters.option_counts(chosen, INDEX)[f"not_{name}"][option] == len(left)


def test_several_exceptions_leave_none_of_them():
    two = ids(read({"not_vn": ["vn-phu-tho", "vn-hue"]}))
    assert two == [
        k for k in ids(read({"not_vn": ["vn-phu-tho"]})) if EVENTS["vn_id"][k] != "vn-hue"
    ]


@pytest.mark.parametrize("side", ["vn", "jp"])
def test_regions_share_out_the_records_of_their_places(side):
    regions = INDEX.dataset.regions
    parts = [ids(read({f"{side}_region": [code]})) for code in INDEX.columns[f"{side}_region"]]
    found = [key for part in parts for key in part]
    assert len(found) == len(set(found)) and all(parts)
    # Kansai and Kyushu, which act together, lie in no region of the package or in one each.
    others = EVENTS.loc[~EVENTS.index.isin(found), f"{side}_signed"].unique()
    assert all(regions.containing(INDEX.dataset.ancestors[key]) == "none" for key in others)


def test_contradicted_records_are_those_that_a_source_contradicts():
    evidence = INDEX.dataset.evidence
    wanted = set(evidence["event_id"][evidence["relation"] == "contradicts"])
    assert {"vj0073", "vj0156", "vj0310"} < wanted
    assert set(ids(read({"contradicted": ["yes"]}))) == wanted
    assert set(ids(read({"contradicted": ["no"]}))) == {*EVENTS.index} - wanted


def test_what_a_unit_holds_is_divided_by_who_signed():
    held = ids(read({"vn": ["vn-phu-tho"]}))
    parts = [
        ids(read({"vn": ["vn-phu-tho"], "signed_by": [key]}))
        for key in ("vn-phu-tho", "vn-vinh-phuc", "vn-hoa-binh")
    ]
    assert all(parts) and sorted(key for part in parts for key in part) == sorted(held)
