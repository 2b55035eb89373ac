"""Records on screen: one line in a list, and one record in full with its sources."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from lib.counting import ordering, signings
from lib.counting.ordering import Order
from lib.exports import about, event_table, since
from lib.facts.documents import EXTENSIONS, FORMALITY, STATUS_DEFINITIONS, STATUS_LABELS, Status
from lib.facts.evidence import CONTRADICTED, GRADE_DEFINITIONS
from lib.facts.localities import SIDES
from lib.facts.rows import rows
from lib.facts.vocabulary import (
    DOUBTS,
    KNOWN_FROM,
    RELATIONS,
    SIGNATORIES,
    SOURCE_KINDS,
    Link,
)
from lib.language.i18n import N_
from lib.language.quoting import escape_markdown, markdown_link, opening
from lib.site.view import View
from lib.ui import address, cite, corrections, markup
from lib.ui.buttons import page_link

Facts = list[tuple[str, str]]
# The mark of what a source contradicts; it says itself what it means.
_AGAINST = ":material/report: **{}**"


def pair_name(event: Any, view: View) -> str:
    """ "Hai Phong – Kagawa", in the units of the view."""
    return view.dataset.pair_name(event.vn_id, event.jp_id, view.lang)


def signed_as(event: Any, view: View) -> str:
    """Who signed, where that is not who holds the tie in the view; else ""."""
    return view.dataset.signed_as(event, view.words)


def facts(*parts: str) -> None:
    """Facts in small print, letter by letter where they are no `Markdown`; empty ones left out."""
    if any(parts):
        st.caption(" · ".join(escape_markdown(part) for part in parts if part))


def marks(event: Any, view: View) -> list[Markup]:
    """That a document is no longer in force, and that a source contradicts a record, as badges."""
    against = view.words.gettext(CONTRADICTED)
    return [
        markup.tag("span", mark, class_="vj-mark vj-against" if mark == against else "vj-mark")
        for mark in signings.marks(event, view.words)
    ]


def entry(event: Any, *parts: object, view: View, more: Sequence[Markup] = ()) -> Markup:
    """A record in a list: its pair, which leads to it, facts in small print, and what is added."""
    record = address.link(view.chosen, str(event.Index))
    return markup.tag(
        "li",
        markup.link(markup.whole(pair_name(event, view)), "records", record, class_="vj-top"),
        markup.tag("small", markup.joined(filter(None, parts))),
        *more,
    )


def in_brief(event: Any, view: View, more: Sequence[Markup] = ()) -> Markup:
    """A record in a list with its title, date and kind."""
    date = signings.when(event, view.words)
    kind = view.dataset.label("kinds", event.kind, view.lang)
    title = markup.tag("span", getattr(event, f"title_{view.lang}"))
    facts = (date, kind, signed_as(event, view), *marks(event, view))
    return entry(event, *facts, view=view, more=[title, *more])


def listing(entries: Iterable[Markup]) -> None:
    """A list of records, as one element."""
    markup.show(markup.tag("ul", *entries, class_="vj-list vj-framed"))


def link(event: Any, label: str, view: View) -> None:
    """A link to one record."""
    page_link("records", label, view, record=str(event.Index), icon="")


# The orders of the table in words.
ORDERS = {
    Order.NEWEST: N_("Date, latest first"),
    Order.OLDEST: N_("Date, earliest first"),
    Order.VN: N_("Vietnamese locality"),
    Order.JP: N_("Japanese locality"),
    Order.KIND: N_("Kind"),
    Order.TITLE: N_("Title"),
    Order.FIELDS: N_("Field"),
    Order.SOURCES: N_("Number of sources"),
    Order.GRADE: N_("Grade of evidence"),
    Order.STATUS: N_("Status"),
}


@lru_cache(maxsize=64)
def listed(view: View, order: Order) -> tuple[str, ...]:
    """The filtered records in the order in which they are shown."""
    return ordering.ids(view.events, order, view.index, view.lang)


def table(keys: Sequence[str], view: View) -> pd.DataFrame:
    """These records as the columns that are shown, in their order; index the record."""
    _ = view.words.gettext
    events = view.events.loc[list(keys)]
    dataset, lang = view.dataset, view.lang
    columns: dict[str, Any] = {
        "date": [
            view.words.short_date(event.date)
            if event.date
            else (signings.when(event, view.words) if event.signed else "")
            for event in rows(events)
        ],
        **{side: [_place(key, view) for key in events[f"{side}_id"]] for side in SIDES},
        "kind": [dataset.label("kinds", code, lang) for code in events["kind"]],
        "title": events[f"title_{lang}"],
        "status": [signings.standing(event, view.words) for event in rows(events)],
        "fields": [
            [dataset.label("fields", code, lang) for code in codes] for codes in events["fields"]
        ],
        "grade": events["grade"],
        "sources": events["sources"],
    }
    if view.today_units:
        columns["signed_as"] = [signed_as(event, view) for event in rows(events)]
    return pd.DataFrame(columns, index=events.index)


def _place(key: str, view: View) -> str:
    """A place with what it lies in, after which a line may end where no blank stands between."""
    full = view.dataset.full_name(key, view.lang)
    outer = view.dataset.name(view.dataset.top[key], view.lang)
    rest = full.removeprefix(outer)
    return f"{outer}\N{ZERO WIDTH SPACE}{rest}" if rest != full and rest[:1].isalpha() else full


def detail(key: str, view: View) -> None:
    """One record in full, with what changed of it, how to cite it, and a way to correct it."""
    whole(key, view)
    history(key, view)
    _cite(key, view)
    corrections.record_button(view.dataset.event(key), view)


def whole(key: str, view: View) -> None:
    """What a record tells: parties, dates, fields, notes, and every source with what it says."""
    event = view.dataset.event(key)
    facts(pair_name(event, view), signed_as(event, view), key)
    st.header(escape_markdown(getattr(event, f"title_{view.lang}")), anchor=False)
    st.markdown(escape_markdown(getattr(event, f"summary_{view.lang}")))
    added = [
        (escape_markdown(label), escape_markdown(value))
        for label, value in event_table.added_facts(key, view.dataset, view.words)
    ]
    boxes = (_act(event, view), [*_standing(event, view), *added])
    for column, box in zip(st.columns(2), boxes, strict=True):
        with column.container(border=True, height="stretch"):
            for label, value in box:
                st.markdown(f"**{label}**  \n{value}")
    _related(event, view)
    sources(key, view)


def _related(event: Any, view: View) -> None:
    """Links to the documents that this one follows, and to those that follow it."""
    _ = view.words.gettext
    later = view.dataset.followers.get(str(event.Index), [])
    for label, keys in (
        (_("Renews"), event.renews),
        (_("Replaces"), event.replaces),
        (_("Renewed or replaced by"), later),
    ):
        for key in keys:
            other = view.dataset.event(key)
            when = signings.when(other, view.words)
            title = getattr(other, f"title_{view.lang}")
            text = _("{name}: {value}").format(name=label, value=f"{title} ({when})")
            link(other, text, view)


def _act(event: Any, view: View) -> Facts:
    _ = view.words.gettext
    lang, dataset = view.lang, view.dataset
    own, plain = _("its own government"), escape_markdown
    fields = [dataset.label("fields", code, lang) for code in event.fields]
    found = [
        (_("Date"), signings.when(event, view.words)),
        (_("Note on the date"), plain(getattr(event, f"date_note_{lang}"))),
        (
            _("Kind"),
            f"{plain(dataset.label('kinds', event.kind, lang))}  \n"
            f":small[{plain(dataset.definition('kinds', event.kind, lang))}]",
        ),
        (_("Vietnamese party"), plain(getattr(event, f"vn_party_{lang}")) or own),
        (_("Japanese party"), plain(getattr(event, f"jp_party_{lang}")) or own),
        (_("Signed or led by"), _(SIGNATORIES[event.signatory])),
        (
            _("Fields of cooperation"),
            " ".join(f":gray-badge[{plain(name)}]" for name in fields) or _("No field named"),
        ),
    ]
    return [(label, value) for label, value in found if value]


def _standing(event: Any, view: View) -> Facts:
    _ = view.words.gettext
    found: Facts = []
    if event.status:
        status = Status(event.status)
        found.append(
            (
                _("Status of the document") if event.signed else _("Status"),
                f"{_(STATUS_LABELS[status])}  \n:small[{_(STATUS_DEFINITIONS[status])}]",
            )
        )
    if event.contradicted:
        against = _("A source read here says otherwise; see the sources.")
        found.append((_("Contradicted"), f"{_AGAINST.format(_(CONTRADICTED))}  \n{against}"))
    if event.signed:
        until = event.valid_until
        found += [
            (_("Formality of the document"), _(FORMALITY[event.formality])),
            (_("Stated end of term"), view.words.date(until) if until else _("None stated")),
        ]
        if event.extension:
            found.append((_("Extension of the term"), _(EXTENSIONS[event.extension])))
    else:
        found.append((_("Signed document"), _("No; not counted as a partnership")))
    note = getattr(event, f"status_note_{view.lang}")
    if note:
        found.append((_("Note on the status"), escape_markdown(note)))
    reason = f":small[{grade_reason(event, view)}]"
    found.append((_("Grade of evidence"), f"**{event.grade}**  \n{reason}"))
    if event.confidence in DOUBTS:
        found.append((_("Curators’ confidence"), _(DOUBTS[event.confidence])))
    found.append(
        (
            _("Last compared with its sources"),
            view.words.date(event.checked) if event.checked else _("Not since it was entered"),
        )
    )
    return found


def grade_reason(event: Any, view: View) -> str:
    """Why a record has its grade: the rule, the publishers counted, and whose sources they are."""
    _ = view.words.gettext
    publishers = view.words.ngettext(
        "{count} independent publisher", "{count} independent publishers", event.publishers
    )
    official = _("one of them official") if event.publishers > 1 else _("an official source")
    return _("{rule} Here: {publishers}, {official}. {sides}.").format(
        rule=_(GRADE_DEFINITIONS[event.grade]),
        publishers=publishers,
        official=official if event.official else _("none of them official"),
        sides=_(KNOWN_FROM[event.sides]),
    )


def _cite(key: str, view: View) -> None:
    """How to cite the record: at its permanent address, in each form."""
    opened = st.expander(
        view.words.gettext("Cite this record"), key=f"cite_{key}", on_change="rerun"
    )
    if opened.open:
        with opened:
            cite.forms(about.cited_record(key, view, address.links()), view, f"cite_form_{key}")


def history(key: str, view: View) -> None:
    """What each version of the data changed of a record; nothing where none did."""
    told = since.of_record(key, view)
    if not told:
        return
    _ = view.words.gettext
    with st.expander(_("Changes to this record"), key=f"history_{key}"):
        for version, changed in told:
            day = view.words.date(view.dataset.versions["date"][version])
            label = _("Data version {version} of {day}").format(version=version, day=day)
            changes = escape_markdown(since.in_words(changed, view.words))
            st.markdown(f"**{label}**  \n{changes}")
            facts(view.words.sentences(changed.reasons))


def sources(key: str, view: View) -> None:
    """Every source of a record: publisher, kind, date, language, what it says, and its address."""
    _ = view.words.gettext
    dataset = view.dataset
    cited = dataset.evidence.iloc[dataset.citing.get(key, [])]
    st.markdown(f"**{view.words.ngettext('{count} source', '{count} sources', len(cited))}**")
    for source in rows(cited.join(dataset.sources, on="source_id")):
        language = view.words.locale.languages.get(source.lang, source.lang)
        published = view.words.date(source.published) if source.published else _("date not known")
        through = _("through {host}").format(host=source.via) if source.via else ""
        with st.container(border=True, gap="xsmall"):
            st.link_button(
                escape_markdown(getattr(source, f"publisher_{view.lang}")),
                source.url,
                type="tertiary",
                icon=":material/open_in_new:",
            )
            text = getattr(source, f"supports_{view.lang}")
            if source.title:
                facts(source.title)
            st.markdown(
                _("{relation}: {text}").format(
                    relation=_(RELATIONS[source.relation]), text=escape_markdown(opening(text))
                )
            )
            kind = _(SOURCE_KINDS[source.kind])
            facts(kind, through, published, language, source.source_id)
            _reached(source, view)


def _reached(source: Any, view: View) -> None:
    """Whether the page was still there when it was last asked for, and where a copy is."""
    _ = view.words.gettext
    found: list[str] = []
    if source.link_status in (Link.ALIVE, Link.MOVED):
        found.append(_("seen alive on {day}").format(day=view.words.date(source.last_seen)))
    elif source.link_status in (Link.GONE, Link.FRONT_PAGE):
        day = view.words.date(source.link_checked)
        found.append(_("gone when asked for on {day}").format(day=day))
    if source.archived_url:
        found.append(markdown_link(_("archived copy"), source.archived_url))
    elif source.link_status in (Link.GONE, Link.FRONT_PAGE):
        found.append(_("no copy known"))
    facts(*found)
