"""What stands on the sheet of a locality or pair, cut so that it is one sheet.

Of each list there is at first so much as MOST says. While that is more than the sheet holds, the
list that takes most lines loses its last row. Each list says how many it leaves out, and the sheet
where all of it stands.
"""

from dataclasses import replace

from lib.exports import citations
from lib.exports.brief import matter
from lib.exports.brief.matter import Matter
from lib.exports.brief.sheet import LINES, Section, Sheet
from lib.facts.perspective import Units
from lib.site import links as addresses
from lib.site.links import Links
from lib.site.view import View

PARTNERS, DOCUMENTS, OTHERS, DATES = "partners", "documents", "others", "dates"
MOST = {PARTNERS: 16, DOCUMENTS: 14, OTHERS: 6, DATES: 6}


def find(key: str, view: View, links: Links) -> Matter | None:
    """What is known of a locality's or pair's id; None where there is none of it.

    In the units of the view; where these have no record of it, in those that have.
    """
    tried = [
        matter.of(key, replace(view, viewpoint=replace(view.viewpoint, units=units)), links)
        for units in dict.fromkeys((view.viewpoint.units, *Units))
    ]
    there = [each for each in tried if each is not None]
    return next((each for each in there if len(each.events)), there[0] if there else None)


def sheet(found: Matter) -> Sheet:
    """The sheet, cut to what fits on one."""
    most = dict(MOST)
    while True:
        sections = _sections(found, most)
        whole = _sheet(found, sections)
        lines = {name: sections[name].lines for name in most if name in sections}
        longest = max(lines, key=lines.__getitem__)
        if whole.lines <= LINES or not sections[longest].rows:
            return whole
        most[longest] = len(sections[longest].rows) - 1


def _sections(found: Matter, most: dict[str, int]) -> dict[str, Section]:
    """The sections by name, in their order."""
    _ = found.view.words.gettext
    # Other records speak for a tie that has no document.
    others = [] if found.documents else found.others
    named = [*found.documents[: most[DOCUMENTS]], *others[: most[OTHERS]]]
    numbers = found.numbers(named)
    sections = {}
    if found.partners:
        sections[PARTNERS] = found.partners_shown(most[PARTNERS])
    sections[DOCUMENTS] = found.records_shown(
        _("Latest signings"), found.documents, most[DOCUMENTS], numbers
    )
    if others:
        sections[OTHERS] = found.records_shown(
            _("Records without a document"), others, most[OTHERS], numbers
        )
    sections[DATES] = found.dates_shown(most[DATES])
    if numbers:
        sections["sources"] = found.sources_shown(numbers)
    return sections


def _sheet(found: Matter, sections: dict[str, Section]) -> Sheet:
    view, links, words = found.view, found.links, found.view.words
    _ = words.gettext
    title, key = found.name(view.lang), found.key
    whole = links.locality(key, view) if found.place else links.partnership(key, view)
    here = links.page(addresses.brief(key), view.lang, **addresses.units(view))
    cited = citations.of(view.dataset.package, title, here, view.today)
    foot = (
        _(
            "A partnership is a pair of localities with at least one signed document; of a tie "
            "none was found. No record means that none was found, not that none exists. Status "
            "on {day}."
        ).format(day=view.today_in_words),
        _("All records with all sources: {address}").format(address=whole),
        citations.plain(cited, words),
    )
    return Sheet(title, view.lang, whole, view.today, found.facts, tuple(sections.values()), foot)
