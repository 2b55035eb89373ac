"""What the data set is, how it was made and counted, what it leaves open, and how to use it."""

import streamlit as st

from lib.counting import signings
from lib.exports import citations
from lib.facts import notes as history
from lib.language.quoting import markdown_link
from lib.site import config
from lib.ui import corrections, markup
from lib.ui.buttons import page_link
from lib.ui.parts import about, maps
from lib.ui.parts.about import bullets
from lib.ui.session import current

view = current()
_ = view.words.gettext
dataset = view.dataset

SECTIONS = {
    "scope": _("Scope"),
    "definitions": _("Definitions"),
    "method": _("Method"),
    "counting": _("Counting rules"),
    "clair": _("Comparable with CLAIR"),
    "units": _("Before and after the mergers"),
    "coverage": _("Coverage"),
    "boundaries": _("Boundaries"),
    "licence": _("Licence and credits"),
    "citing": _("How to cite"),
    "correcting": _("How to correct"),
    "version": _("Version and changes"),
}


def section(key: str) -> None:
    """The heading of a section, which the list at the top leads to."""
    st.header(SECTIONS[key], anchor=key)


st.markdown("\N{NO-BREAK SPACE}· ".join(f"[{title}](#{key})" for key, title in SECTIONS.items()))

section("scope")
about.whole(
    view,
    _(
        "This data set holds the ties between Vietnamese provinces, cities and districts and "
        "Japanese prefectures, cities, towns and villages: what they have signed, what they have "
        "done together, and where only a mention of a tie is known. It was gathered from public "
        "pages and is not complete: what is missing was not found, which does not mean that it "
        "does not exist."
    ),
)

section("definitions")
about.definitions(view)

section("method")
bullets(
    [
        _(
            "The pages were found by searching public sites in 2026, for the most part read as "
            "stored excerpts, and put in our own words. Each record names its pages and what each "
            "of them says."
        ),
        _(
            "English is the language of reference; Vietnamese and Japanese texts are translated "
            "from it."
        ),
        _(
            "A date is given as precisely as its sources give it: a year, a month or a day. What "
            "was inferred, and where sources differ, is told in a note on the date."
        ),
        _(
            "A page can support a record, give context or contradict it. Reposts and "
            "machine-translated copies are named as such and graded low."
        ),
        _(
            "Something of which only an advance notice is known is marked as announced. It does "
            "not count as signed or as having taken place."
        ),
    ]
)
about.sources(view)
page_link("evidence", _("What is least sure"), view, icon="fact_check")

section("counting")
bullets(
    [
        _("Records are counted one by one; a programme or visit is one record, however long."),
        _(
            "Signed documents are counted as documents: a pair that signed a memorandum and "
            "renewed it twice has three."
        ),
        _(
            "Partnerships and ties are counted as pairs of the localities that acted. A prefecture "
            "and one of its cities that both work with the same province are two pairs. On the "
            "map, cities are counted with their province or prefecture."
        ),
        _(
            "With a filter, all totals are those of the records that it leaves: a pair is then a "
            "partnership only if one of its documents is among them."
        ),
        _(
            "A signed document of unknown date is a signed document and counted as one. Charts by "
            "year leave it out and say how many there are; so does a period that is chosen."
        ),
    ]
)

st.subheader(_("Whose documents are counted"), anchor=False)
bullets(
    [
        _(
            "Much of what a province or city does with the other country is done by its "
            "waterworks, ports, hospitals, universities and chambers. Whoever asks what is known "
            "of a place should not get a part of it without being told."
        ),
        _(
            "A filter that nobody set would hide records that a link or a search leads to, and two "
            "people would read different totals under the same heading."
        ),
        _(
            "A contract of two waterworks is still no tie between governments. So the signatory "
            "stands on every record, and both numbers stand side by side: that of all and that of "
            "governments."
        ),
    ],
    _(
        "Unless something else is chosen, the records of all signatories are counted, and each "
        "total of documents and partnerships says how many of them are between governments. "
        "“Between governments only”, above the pages, leaves those alone, and a link keeps the "
        "choice. Why all are counted at first:"
    ),
)

section("clair")
bullets(
    [
        _(
            "The heads of both localities signed. Here: both governments are parties to a sister "
            "or friendship affiliation, a friendship agreement, or a renewal of one. Whether the "
            "heads themselves signed is not known here."
        ),
        _(
            "The exchange is not limited to one field. Here: the record does not name exactly one "
            "field."
        ),
        _(
            "An assembly approved it, as it needs a budget. This is not known here, so nothing is "
            "left out for it."
        ),
    ],
    _(
        "CLAIR, the Council of Local Authorities for International Relations, counts the sister "
        "ties of Japanese localities by three conditions. The choice “comparable with CLAIR” "
        "applies them as far as the data allow:"
    ),
    view.words.ngettext(
        "{count} document meets these conditions. It is no statement of what CLAIR has registered.",
        "{count} documents meet these conditions. It is no statement of what CLAIR has registered.",
        signings.count_comparable_with_clair(dataset.events),
    ),
)

section("units")
bullets(
    [
        _(
            "On 1 July 2025 Vietnam’s 63 provinces and centrally run cities became 34, and its "
            "district level ended. A document belongs to the unit that signed it."
        ),
        _(
            "After the mergers, as shown at first: each document stands with the unit that holds "
            "the territory now, on the map of the 34, and each record says who signed it. Pairs "
            "that coincide are counted as one. Before the mergers: each document stands with the "
            "unit that signed it, on the map of the 63."
        ),
        _(
            "Who follows whom is given with the act behind it. Whether a successor regards itself "
            "as bound by a document is for the parties to say."
        ),
    ]
)

section("coverage")
about.covered(view)

section("boundaries")
bullets(
    [
        _(
            "The maps are drawn from Natural Earth, which is generalised and not authoritative. No "
            "statement on sovereignty or on the course of any border is made."
        ),
        _(
            "Vietnam’s 34 units are put together from the 63. Natural Earth draws Lai Chau and "
            "Dien Bien with an old border, and Hanoi without Me Linh."
        ),
        _(
            "It leaves out the Hoang Sa and Truong Sa archipelagos, and counts the islands off "
            "Nemuro as land around the two countries. This too is no statement on sovereignty."
        ),
        _("Cities and districts have no shape of their own; they are drawn with their province."),
        maps.overlay_text(view)
        or _(
            "Nothing is added to the maps here: the default is neutral. An office that has to show "
            "more can add features of its own to its installation."
        ),
    ]
)

section("licence")
st.markdown(
    _(
        "The data are under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/): use them "
        "for anything, and name the source. The software is under the MIT licence. The pages that "
        "the sources name belong to their publishers."
    )
)
built_with = st.expander(_("What the data are built with"), key="credits", on_change="rerun")
if built_with.open:
    with built_with:
        bullets([markdown_link(title, url) for title, url in history.credits_of(dataset)])

section("citing")
whole = citations.of(dataset.package, "", "", view.today)
markup.show(markup.quotable(citations.plain(whole, view.words), view.words))
st.caption(_("Each record has a link and a citation of its own, at the end of its page."))

section("correcting")
st.markdown(
    _(
        "Something is wrong or missing? Each record has a link “Suggest a correction”, which leads "
        "to the form for contributions, filled in; so does this one, also for what is missing. A "
        "curator compares what you send with its source before it is added, and a private link "
        "tells you what became of it. Name a public page: what no page supports cannot be entered."
    )
    if config.in_use().inbox
    else _(
        "Something is wrong or missing? Each record has a link “Suggest a correction”; for a "
        "record that is missing, use this one. It opens a message with the data version filled in, "
        "which you complete and send. Name a public page: what no page supports cannot be entered."
    )
)
corrections.general_button(view)

section("version")
created = dataset.package.created.isoformat()
st.markdown(
    _(
        "Data version {version} of {day}. The identifier of a record, place or source never "
        "changes and is never used again."
    ).format(version=dataset.version, day=view.words.date(created))
)
notes = history.notes(dataset)
if notes:
    label = _("Changes and corrected errors (in English)")
    changes = st.expander(label, key="notes", on_change="rerun")
    if changes.open:
        with changes:
            for note in notes:
                st.markdown(note)
