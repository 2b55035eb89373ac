"""The places that a filter names, and the pages that tell of them."""

import streamlit as st
from markupsafe import Markup

from lib.facts.localities import SIDES, pair_id
from lib.site import links
from lib.site.view import View
from lib.ui import address, chart_cache, markup

_SEEN = "locality_seen"


def only(view: View) -> str | None:
    """The one locality that the filter names; None if it names none, or several."""
    named = [key for side in SIDES for key in view.chosen[side]]
    return named[0] if len(named) == 1 else None


def shown(view: View) -> str | None:
    """The locality that its page shows: as the address says, else the one in the filter."""
    asked = address.given("id")
    place = only(view) if asked is None else asked
    if place in view.dataset.localities.index:
        st.session_state[_SEEN] = place
    return place


def remembered(view: View) -> tuple[str, ...]:
    """The locality to lead to again, if any: the one in the filter, else the one seen last.

    None that its page shows by itself.
    """
    place = address.given("id") or only(view) or st.session_state.get(_SEEN)
    if place is None or place not in view.dataset.localities.index:
        return ()
    return () if _leads_by_itself(view, place) else (place,)


def _leads_by_itself(view: View, place: str) -> bool:
    return address.given("id") is None and place == only(view)


def pages(view: View, path: str) -> list[Markup]:
    """Links to the page of each place that is chosen, and to that of the pair.

    None from the page of localities at `path`, which shows the one that is chosen anyway.
    """
    _ = view.words.gettext
    chosen = {side: view.chosen[side] for side in SIDES}
    there = address.link(view.chosen)
    found = [
        markup.link(
            _("Page of {name}").format(name=view.dataset.name(key, view.lang)),
            "locality",
            {**there, "id": [key]},
        )
        for values in chosen.values()
        if len(values) == 1
        for key in values
        if path != "locality" or key != only(view)
    ]
    if all(len(values) == 1 for values in chosen.values()):
        found += _pair(view, *(values[0] for values in chosen.values()))
    return found


def _pair(view: View, vn: str, jp: str) -> list[Markup]:
    """The permanent page of a partnership; none for a pair that has signed nothing."""
    if (vn, jp) not in chart_cache.partners(view.viewpoint):
        return []
    _ = view.words.gettext
    permanent = links.Links.near("/page").partnership(pair_id(vn, jp), view)
    label = _("Page of {name}").format(name=view.dataset.pair_name(vn, jp, view.lang))
    return [markup.tag("a", label, href=permanent)]
