"""What comes up next on screen: anniversaries and ends of term, each with a link to its record."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from lib.counting import signings, upcoming
from lib.counting.upcoming import Dates, Entry, Group
from lib.exports import csv_file
from lib.filter.filters import Filter
from lib.site.view import View
from lib.ui import address, browser, chart_cache, controls, markup, records, subscribe
from lib.ui.buttons import download

# More than this is shown on demand.
_AT_ONCE = 30


def horizon(view: View) -> int:
    """How many months ahead, as chosen."""
    words = view.words
    spans = {
        str(n): words.ngettext("{count} month", "{count} months", n) for n in upcoming.HORIZONS
    }
    return int(controls.segmented("months", words.gettext("How far ahead"), spans, words))


def listing(
    chosen: Filter, view: View, months: int, limit: int | None = None, columns: int = 2
) -> None:
    """What comes up within `months` under a filter, by month; the first `limit` if given."""
    words = view.words
    _ = words.gettext
    seen = view.filtered(chosen)
    found = chart_cache.coming_dates(seen, months)
    if not found.ahead:
        st.info(
            _(
                "Counted are the 1st, 5th, 10th, 15th … anniversary of each signed document with "
                "a known date, and ends of term that a source states. Look further ahead, or take "
                "a filter off."
            ),
            title=words.ngettext(
                "No anniversary and no stated end of term in the coming {count} month.",
                "No anniversary and no stated end of term in the coming {count} months.",
                months,
            ),
            icon=":material/event_busy:",
        )
    _columns(_cut(found.ahead, limit, view), columns, view)
    _columns(found.undated if not limit else upcoming.first(found.undated, limit), columns, view)
    _recent(found.recent, columns, view)
    st.caption(_("Counted from {day}.").format(day=view.today_in_words))
    with st.container(horizontal=True, key="coming_files"):
        if found and not limit:
            download(
                _("These dates (CSV)"),
                lambda: csv_file.of_frame(table(found, view)),
                "coming_dates.csv",
                key="coming_csv",
            )
        subscribe.buttons(seen)


def _cut(found: Sequence[Group], limit: int | None, view: View) -> Sequence[Group]:
    """As many dates as are shown at once; all where that is asked for."""
    if limit:
        return upcoming.first(found, limit)
    total = sum(len(group.entries) for group in found)
    if total <= _AT_ONCE:
        return found
    label = view.words.ngettext("Show all {count} date", "Show all {count} dates", total)
    return found if st.toggle(label, key="coming_all") else upcoming.first(found, _AT_ONCE)


def _columns(found: Sequence[Group], columns: int, view: View) -> None:
    """Groups in columns of about the same length; nothing where there are none."""
    if not found:
        return
    parts = upcoming.split(found, 1 if browser.narrow() else columns)
    lists = [Markup("").join(_group(group, view) for group in part) for part in parts]
    if len(lists) == 1:
        markup.show(lists[0])
        return
    for column, html in zip(st.columns(len(lists)), lists, strict=True):
        with column:
            markup.show(html)


def _recent(found: Sequence[Group], columns: int, view: View) -> None:
    """What came within the last months, folded away."""
    if not found:
        return
    label = view.words.ngettext(
        "In the last three months: {count} date",
        "In the last three months: {count} dates",
        sum(len(group.entries) for group in found),
    )
    opened = st.expander(label, key="coming_recent", on_change="rerun")
    if opened.open:
        with opened:
            _columns(found, columns, view)


@address.kept
def _group(group: Group, view: View) -> Markup:
    heading = upcoming.heading(group, view.words, view.today)
    events = view.dataset.events_of(entry.event_id for entry in group.entries)
    lines = [
        records.entry(event, *_facts(entry, event, view), view=view)
        for event, entry in zip(events, group.entries, strict=True)
    ]
    return markup.tag(
        "section", markup.tag("h3", heading), markup.tag("ul", *lines), class_="vj-list"
    )


def _facts(entry: Entry, event: Any, view: View) -> tuple[str, ...]:
    words = view.words
    kind = view.dataset.label("kinds", event.kind, view.lang)
    if entry.years:
        kind = words.gettext("{kind} of {date}").format(kind=kind, date=words.date(event.date))
    return (
        upcoming.day(entry, words),
        upcoming.occasion(entry, words),
        kind,
        *records.marks(event, view),
        records.signed_as(event, view),
    )


def table(found: Dates, view: View) -> pd.DataFrame:
    """The dates as a table, titled in the reader's language."""
    _ = view.words.gettext
    groups = (*found.recent, *found.undated, *found.ahead)
    entries = [entry for group in groups for entry in group.entries]
    events = view.dataset.events_of(entry.event_id for entry in entries)
    lines = []
    for entry, event in zip(entries, events, strict=True):
        lines.append(
            (
                entry.date,
                upcoming.occasion(entry, view.words),
                records.pair_name(event, view),
                view.dataset.label("kinds", event.kind, view.lang),
                event.date,
                getattr(event, f"title_{view.lang}"),
                signings.standing(event, view.words),
                entry.event_id,
            )
        )
    titles = [
        _("Date"),
        _("Occasion"),
        _("Partnership"),
        _("Kind"),
        _("Signed"),
        _("Title"),
        _("Status"),
    ]
    return pd.DataFrame(lines, columns=[*titles, _("Record")])
