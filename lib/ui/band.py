"""The band above each page: its title, the filter, whose records are counted, what is left."""

import streamlit as st
from markupsafe import Markup

from lib.counting import partnerships
from lib.facts.vocabulary import Signatory
from lib.filter.filters import Filter, undated_left_out
from lib.filter.parameters import PARAMETERS
from lib.language.i18n import N_
from lib.site import store
from lib.site.pages import Page
from lib.site.view import View
from lib.ui import address, browser, chart_cache, filters, markup, places, share

COUNTING = N_(
    "A record is one dated act or one mention of a tie. Signed documents are the kinds from "
    "sister-city affiliation to renewal. All signatories are governments, assemblies, agencies "
    "such as waterworks, ports and universities, and organisations such as chambers; the less "
    "official side of a record counts. A partnership is a pair of localities with at least one "
    "signed document among these records; a tie is a pair without one. The two are never added up."
)


def show(view: View, page: Page) -> None:
    """The band of a page."""
    html = _band(view, page)
    if not page.filtered:
        markup.show(html)
        return
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key="active_filters"):
        markup.show(html)
        if browser.phone():
            filters.opener(view)
        share.panel(view, page.path)


@address.kept
def _band(view: View, page: Page) -> Markup:
    parts = [markup.tag("h1", view.words.gettext(page.title))]
    if page.filtered:
        parts.append(_chips(view, page.path))
        if page.counted:
            parts += [_scope(view, page.path), _counts(view)]
    return markup.tag("div", *parts, class_="vj-band")


def _chips(view: View, path: str) -> Markup:
    """The active filters, each a link that takes it off, and the pages of the places in it."""
    _ = view.words.gettext
    if not view.chosen:
        return markup.tag("p", _("No filter: all records"), class_="vj-chips")
    cross, off = markup.tag("span", "×", aria_hidden="true"), _("Take this filter off")
    chips = []
    for name, values in view.chosen.values:
        parameter = PARAMETERS[name]
        for value in values:
            label = parameter.value_label(value, view.index, view.words)
            said = _("{name}: {value}").format(name=_(parameter.label), value=label)
            without = address.moved(view.chosen.without(name, value))
            chips.append(
                markup.link(
                    Markup("{} {}").format(said, cross),
                    path,
                    without,
                    class_="vj-chip",
                    id=f"chip_{name}_{value}",
                    title=off,
                    aria_label=f"{said}. {off}",
                )
            )
    every = address.moved(Filter())
    chips.append(markup.link(_("Clear all"), path, every, id="clear_all"))
    return markup.tag(
        "p", markup.joined([*chips, *places.pages(view, path)], " "), class_="vj-chips"
    )


def _scope(view: View, path: str) -> Markup:
    """Whose documents and other records are counted: all, or those between governments alone."""
    _ = view.words.gettext
    counts = store.option_counts(view.viewpoint, view.chosen)["signatory"]
    options = {
        "": _("All signatories ({count})").format(count=view.words.number(sum(counts.values()))),
        Signatory.GOVERNMENT.value: _("Between governments only ({count})").format(
            count=view.words.number(counts[Signatory.GOVERNMENT])
        ),
    }
    chosen = view.chosen["signatory"] or ("",)
    addresses = {
        value: address.moved(view.chosen.with_("signatory", filter(None, [value])))
        for value in options
    }
    # Another choice of signatories, from the sidebar, is neither of the two.
    here = chosen[0] if len(chosen) == 1 else "several"
    return markup.switch(_("Counted here"), options, here, addresses, path)


def _counts(view: View) -> Markup:
    """What the filter leaves, with the counting rule behind a "?"."""
    _ = view.words.gettext
    totals = partnerships.count_in_words(chart_cache.totals(view), view.words)
    if left_out := undated_left_out(view.chosen, view.index):
        totals.append(
            view.words.ngettext(
                "{count} more record matches but has no known date; the period leaves it out.",
                "{count} more records match but have no known date; the period leaves them out.",
                left_out,
            )
        )
    rule = markup.explained(_("How this is counted"), markup.tag("p", _(COUNTING)))
    return markup.tag("div", markup.joined(totals), " ", rule, class_="vj-counts")
