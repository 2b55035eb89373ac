"""What comes up next on screen: anniversaries and ends of term, each with a link to its record."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.counting import upcoming
from lib.counting.upcoming import Entry, Group
from lib.exports import csv_file
from lib.facts.documents import NO_LONGER_IN_FORCE, STATUS_LABELS, Status
from lib.filter.filters import Filter
from lib.site.view import View
from lib.ui import browser, chart_cache, controls, markup, records
from lib.ui.buttons import download

# More than this is shown on demand.
_AT_ONCE = 30


def horizon(view: View) -> int:
    """How many months ahead, as chosen."""
    words = view.words
    spans = {
        str(n): words.ngettext("{count} month", "{count} months", n) for n in upcoming.HORIZONS
    }
    return int(controls.segmented("months", words.gettext("How far ahead"), spans))


def listing(
    chosen: Filter, view: View, months: int, limit: int | None = None, columns: int = 2
) -> None:
    """What comes up within `months` under a filter, by month; the first `limit` if given."""
    words = view.words
    _ = words.gettext
    found = chart_cache.coming_dates(view.filtered(chosen), months)
    total = sum(len(group.entries) for group in found)
    if not found:
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
        return
    shown = upcoming.first(found, limit) if limit else found
    if not limit and total > _AT_ONCE:
        label = words.ngettext("Show all {count} date", "Show all {count} dates", total)
        if not st.toggle(label, key="coming_all"):
            shown = upcoming.first(found, _AT_ONCE)
    parts = upcoming.split(shown, 1 if browser.narrow() else columns)
    for column, part in zip(st.columns(len(parts)), parts, strict=True):
        with column:
            for group in part:
                _group(group, view)
    st.caption(_("Counted from {day}.").format(day=view.today_in_words))
    if not limit:
        download(
            _("These dates (CSV)"),
            lambda: csv_file.of_frame(table(found, view)),
            "coming_dates.csv",
            key="coming_csv",
        )


def _group(group: Group, view: View) -> None:
    heading = upcoming.heading(group, view.words)
    entries = [(view.dataset.event(entry.event_id), entry) for entry in group.entries]
    lines = [
        records.entry(event, *_facts(entry, event, view), view=view) for event, entry in entries
    ]
    markup.show(
        markup.tag("section", markup.tag("h3", heading), markup.tag("ul", *lines), class_="vj-list")
    )


def _facts(entry: Entry, event: Any, view: View) -> tuple[str, ...]:
    words = view.words
    kind = view.dataset.label("kinds", event.kind, view.lang)
    if entry.years:
        kind = words.gettext("{kind} of {date}").format(kind=kind, date=words.date(event.date))
    over = event.status in NO_LONGER_IN_FORCE
    return (
        upcoming.day(entry, words),
        upcoming.occasion(entry, words),
        kind,
        words.gettext(STATUS_LABELS[Status(event.status)]) if over else "",
        records.signed_as(event, view),
    )


def table(found: list[Group], view: View) -> pd.DataFrame:
    """The dates as a table, titled in the reader's language."""
    _ = view.words.gettext
    lines = []
    for entry in (entry for group in found for entry in group.entries):
        event = view.dataset.event(entry.event_id)
        lines.append(
            (
                entry.date,
                upcoming.occasion(entry, view.words),
                records.pair_name(event, view),
                view.dataset.label("kinds", event.kind, view.lang),
                event.date,
                getattr(event, f"title_{view.lang}"),
                entry.event_id,
            )
        )
    titles = [_("Date"), _("Occasion"), _("Partnership"), _("Kind"), _("Signed"), _("Title")]
    return pd.DataFrame(lines, columns=[*titles, _("Record")])
