"""What is marked on the map and in the panels below it, told in words, with what can be done."""

from collections.abc import Set
from functools import lru_cache
from itertools import chain

import streamlit as st
from markupsafe import Markup

from lib.counting import signings
from lib.counting.signings import signings as signed_of
from lib.facts.localities import SIDES, pair_id
from lib.filter import marks
from lib.filter.filters import Filter
from lib.filter.marks import Mark
from lib.filter.parameters import PARAMETERS
from lib.language.i18n import N_
from lib.site.pages import Panel
from lib.site.view import View
from lib.ui import address, controls, markup, records

_NAME = "mark"
_NOTHING = N_("Marked: {mark}. Nothing of it is among the records of this filter.")


def current(view: View) -> Mark | None:
    """What the address marks."""
    return marks.read(address.setting(_NAME), view.dataset)


def toggle(key: str | None) -> None:
    """Mark this; what is marked already is released, and None changes nothing."""
    if key is not None:
        address.set_parameter(_NAME, None if key == address.setting(_NAME) else key)


@lru_cache(maxsize=256)
def _keys(view: View, key: str) -> frozenset[str]:
    mark = marks.read(key, view.dataset)
    if mark is None:
        return frozenset()
    if key in view.dataset.events.index:
        return frozenset({key} & {*view.events.index})
    return frozenset(view.events.index.intersection(view.filtered(mark.alone).events.index))


def keys(view: View) -> frozenset[str]:
    """The records of the filter that are marked."""
    mark = current(view)
    return _keys(view, mark.key) if mark else frozenset()


def places(view: View) -> frozenset[str]:
    """The links on the map that are marked, and the unit."""
    mark, top = current(view), view.dataset.top
    if mark is None:
        return frozenset()
    events = view.events.loc[sorted(keys(view))]
    ends = zip(*(events[f"{side}_id"] for side in SIDES), strict=True)
    units = {top[mark.place]} if mark.place else set()
    return frozenset({pair_id(top[vn], top[jp]) for vn, jp in ends} | units)


def choice(view: View, opened: Set[str]) -> None:
    """All that can be marked by a click in the panels that are open, to be chosen from a list."""
    _ = view.words.gettext
    if options := _options(view, frozenset(opened)):
        controls.select(
            _NAME,
            _("Mark on the map"),
            options,
            view.words,
            placeholder=_("Choose, or click in a chart below"),
            width=340,
        )


@lru_cache(maxsize=128)
def _options(view: View, opened: frozenset[str]) -> dict[str, str]:
    found: list[str] = []
    if Panel.LANES in opened:
        top, events = view.dataset.top, view.events
        ends = chain.from_iterable(events[f"{side}_id"].unique() for side in SIDES)
        lang = view.lang
        found += sorted({top[key] for key in ends}, key=lambda key: view.dataset.name(key, lang))
    if Panel.FIELDS in opened:
        named = {*chain.from_iterable(view.events["fields"])}
        found += [code for code in view.dataset.fields.index if code in named]
    if Panel.SIGNINGS in opened:
        events = signed_of(view.filtered(_all_years(view.chosen)).events)
        dated = events[events["first"].notna()]
        bars = {*zip(dated["first"].dt.year, dated["kind"], strict=True)}
        kinds = list(view.dataset.kinds.index)
        found += [
            marks.of_bar(*bar)
            for bar in sorted(bars, key=lambda bar: (-bar[0], kinds.index(bar[1])))
        ]
    told = ((key, marks.read(key, view.dataset)) for key in found)
    return {key: in_words(mark, view) for key, mark in told if mark}


def _all_years(chosen: Filter) -> Filter:
    return chosen.with_("from", ()).with_("to", ())


def in_words(mark: Mark, view: View) -> str:
    """The name of what is marked."""
    dataset, lang, _ = view.dataset, view.lang, view.words.gettext
    if mark.bar:
        year, kind = mark.bar
        return _("{name}: {value}").format(name=year, value=dataset.label("kinds", kind, lang))
    if mark.field:
        return PARAMETERS["field"].value_label(mark.field, view.index, view.words)
    if mark.place:
        return dataset.full_name(mark.place, lang)
    event = dataset.event(mark.key)
    title, when = getattr(event, f"title_{lang}"), signings.when(event, view.words)
    return _("{name}: {value}").format(
        name=records.pair_name(event, view), value=" · ".join(filter(None, [title, when]))
    )


def bar(view: View) -> None:
    """What is marked, in sight wherever one is on the page, with the ways on; nothing without."""
    mark = current(view)
    if mark is None:
        return
    words, _ = view.words, view.words.gettext
    found = keys(view)
    if found:
        links = len(places(view) - {view.dataset.top.get(mark.place or "")})
        said = [
            in_words(mark, view),
            words.ngettext("{count} record", "{count} records", len(found)),
            words.ngettext("{count} link on the map", "{count} links on the map", links),
        ]
        told = _("Marked: {mark}").format(mark=" · ".join(said))
    else:
        told = _(_NOTHING).format(mark=in_words(mark, view))
    with st.container(key="marked"):
        markup.show(
            markup.tag(
                "div",
                markup.tag("p", told, role="status"),
                markup.tag("p", markup.joined(_ways(mark, bool(found), view), " ")),
                class_="vj-marking",
            )
        )


def _ways(mark: Mark, found: bool, view: View) -> list[Markup]:
    """Links: to look at it, to filter by it, to have it again, and to be rid of it."""
    _ = view.words.gettext
    here = address.current()
    # A filter by it leaves nothing else, and so nothing to mark.
    narrowed, is_record = mark.narrowed(view.chosen), mark.key in view.dataset.events.index
    ways = []
    if found:
        ways.append(_way(_("See it on the map"), here, class_="vj-top"))
    if is_record:
        there = address.link(view.chosen, mark.key)
        ways.append(markup.link(_("Open the record"), "records", there, class_="vj-top"))
    if narrowed != view.chosen and not view.filtered(narrowed).events.empty:
        label = _("Filter by its link") if is_record else _("Filter by it")
        kept = {} if not is_record else {_NAME: [mark.key]}
        ways.append(_way(label, {**address.moved(narrowed), _NAME: [], **kept}, id="mark_filter"))
    if not found:
        cleared = address.moved(Filter())
        ways.append(_way(_("Clear all filters"), cleared, id="mark_clear"))
    ways.append(_way(_("Mark it no more"), {**here, _NAME: []}, id="mark_release"))
    return ways


def _way(label: str, params: dict[str, list[str]], **attributes: str) -> Markup:
    return markup.link(label, "map", params, **attributes)


def on_the_map(view: View) -> None:
    """The places that were chosen on the map, above what is theirs; each link releases one."""
    _ = view.words.gettext
    cross = markup.tag("span", "×", aria_hidden="true")
    chips = [
        markup.link(
            Markup("{} {}").format(name := view.dataset.full_name(key, view.lang), cross),
            "map",
            address.moved(view.chosen.without(side, key)),
            class_="vj-chip",
            title=_("Take this filter off"),
            aria_label=f"{name}. {_('Take this filter off')}",
        )
        for side in SIDES
        for key in view.chosen[side]
    ]
    if chips:
        said = [markup.tag("span", _("All of these records are of:")), *chips]
        markup.show(markup.tag("p", markup.joined(said, " "), class_="vj-chips vj-of"))
