"""Which provinces and prefectures have nothing in the view, by region."""

from functools import lru_cache

import streamlit as st

from lib.counting.coverage import Found
from lib.facts.localities import SIDES
from lib.facts.regions import NO_REGION
from lib.language.quoting import escape_markdown
from lib.site import links
from lib.site.view import View
from lib.ui import address, chart_cache


def by_region(view: View) -> None:
    """Both countries, and the same list as files."""
    _ = view.words.gettext
    st.header(_("Nothing found in this view"), anchor=False)
    st.caption(_("That none was found does not mean that none exists."))
    for code, column in zip(SIDES, st.columns(len(SIDES)), strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(_found(view, code))
    params = {**address.link(view.chosen), "found": [str(Found.NONE)]}
    files = (
        f"[{form.upper()}]({address.links().to(links.table('localities', form), params)})"
        for form in ("xlsx", "csv")
    )
    st.caption(_("This list as a file: {files}").format(files=" · ".join(files)))


@lru_cache(maxsize=512)
def _found(view: View, code: str) -> str:
    _ = view.words.gettext
    side = SIDES[code]
    found = chart_cache.nothing_found(view, side.country)
    told = _("{name}: {value}")
    count = view.words.number(sum(map(len, found.values())))
    heading = "**" + told.format(name=_(side.name), value=count) + "**"
    regions = (
        "- " + told.format(name=_region(view, region), value=_names(view, keys))
        for region, keys in found.items()
    )
    return heading + "\n\n" + ("\n".join(regions) or _("None"))


def _region(view: View, code: str) -> str:
    if code == NO_REGION:
        return view.words.gettext("Region not recorded")
    return escape_markdown(view.dataset.regions.name(code, view.lang))


def _names(view: View, keys: tuple[str, ...]) -> str:
    return escape_markdown(view.words.list(view.dataset.name(key, view.lang) for key in keys))
