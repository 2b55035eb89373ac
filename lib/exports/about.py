"""What an answer says of itself: version, filter, counting rule, licence, and how to cite it."""

from dataclasses import asdict, replace
from datetime import date
from functools import lru_cache
from typing import Any

from lib.counting import coverage, partnerships
from lib.exports import citations
from lib.filter.filters import Filter, loosen
from lib.language.i18n import N_
from lib.site import config, store
from lib.site.identity import LICENCE, LICENCE_ID, LICENCE_URL, NAME
from lib.site.links import Links
from lib.site.store import Viewpoint
from lib.site.view import View

# How the rows of each table are counted; it stands beside each total.
COUNTING = {
    "events": N_(
        "A record is one dated act or one mention of a tie. Only rows marked as signed "
        "document count as documents. No record means that none was found, not that "
        "none exists."
    ),
    "partnerships": N_(
        "A partnership is a pair of localities with at least one signed document among the "
        "records of the filter. Ties without a document are not in it."
    ),
    "ties": N_(
        "A tie is a pair of localities with records but without a signed document among those of "
        "the filter. Ties and partnerships are never added up."
    ),
    "localities": N_(
        "A locality has the records of the units that lie in it; so do not add localities up. "
        "No record means that none was found, not that none exists."
    ),
    "sources": N_("A source is one page. It can be cited by several records."),
    "changes": N_(
        "A change is that of one row, cell, column or table between a version and the one before."
    ),
}


def describe(view: View, links: Links, table: str) -> dict[str, Any]:
    """The part of `meta` that is the same in all formats."""
    return {
        "table": table,
        "version": view.dataset.version,
        "generated": view.today.isoformat(),
        "time_zone": str(config.zone(view.lang)),
        "filter": {
            **{name: list(values) for name, values in view.chosen.values},
            "units": str(view.viewpoint.units),
            "lang": view.lang,
        },
        "sentence": view.sentence,
        "counting": view.words.gettext(COUNTING[table]),
        "counts": counts(view),
        **({} if len(view.events) else {"without": without(view)}),
        "licence": LICENCE_ID,
        "licence_url": LICENCE_URL,
        "citation": citations.plain(cited(view, links), view.words),
        "link": links.view("/records", view),
    }


def counts(view: View) -> dict[str, int]:
    """What the filter keeps, as the home page counts it, whatever the table."""
    return dict(_counts(view.viewpoint, view.chosen))


# Asked for with each page of each table.
@lru_cache(maxsize=512)
def _counts(viewpoint: Viewpoint, chosen: Filter) -> tuple[tuple[str, int], ...]:
    events, dataset = store.selected(viewpoint, chosen), store.perspective_of(viewpoint)
    linked = partnerships.pairs(events, dataset.top)
    covered = {
        name: coverage.with_document(linked, dataset, country)
        for country, name in {"VN": "provinces", "JP": "prefectures"}.items()
    }
    return (*asdict(partnerships.totals(events)).items(), *covered.items())


def without(view: View) -> dict[str, int]:
    """Where nothing is left: how many records there are without each parameter of the filter."""
    return {name: count for name, count in loosen(view.chosen, view.index) if count}


def notes(view: View, here: str, table: str = "events") -> list[tuple[str, str]]:
    """What a file of a table says of itself; `here` is the address of the view."""
    _ = view.words.gettext
    whole = citations.of(view.dataset.package, "", "", view.today)
    return [
        (_("Data set"), _(NAME)),
        (_("Filter"), view.sentence),
        (_("Number of records"), view.words.number(len(view.events))),
        (_("Link to this view"), here),
        (_("Downloaded on"), view.today_in_words),
        (_("Data version"), view.dataset.version),
        (_("Licence"), f"{LICENCE}, {LICENCE_URL}"),
        (_("How to cite"), citations.plain(whole, view.words)),
        (
            _("Dates"),
            _("A date is given as precisely as its sources give it: a year, a month or a day."),
        ),
        (_("Counting"), _(COUNTING[table])),
    ]


def cited(view: View, links: Links) -> citations.Cited:
    """This view of the data set as something to cite."""
    subject = view.sentence if view.chosen else ""
    return citations.of(view.dataset.package, subject, links.view("/records", view), view.today)


def cited_record(key: str, view: View, links: Links) -> citations.Cited:
    """A record as something to cite: its title, who signed, when, its id and permanent address.

    The address names the data version, so that a reader is told what changed since.
    """
    dataset, words = view.dataset, view.words
    event = dataset.event(key)
    subject = words.gettext("{title} ({pair}, {date}, record {id})").format(
        title=str(getattr(event, f"title_{view.lang}")).rstrip("."),
        pair=dataset.pair_name(event.vn_signed, event.jp_signed, view.lang),
        date=words.date(event.date) if event.date else words.gettext("date not known"),
        id=key,
    )
    link = links.page(f"/r/{key}", view.lang, v=dataset.version)
    whole = citations.of(dataset.package, subject, link, view.today)
    checked = date.fromisoformat(event.checked) if event.checked else None
    return replace(whole, record=key, checked=checked)
