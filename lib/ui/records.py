"""Records on screen: one line in a list, and one record in full with its sources."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.facts.documents import FORMALITY, STATUS_DEFINITIONS, STATUS_LABELS, Status
from lib.facts.evidence import GRADE_DEFINITIONS
from lib.facts.rows import rows
from lib.facts.vocabulary import CONFIDENCE, RELATIONS, SIDES, SIGNATORIES, SOURCE_KINDS
from lib.site.view import View
from lib.ui import address, corrections, shell

Facts = list[tuple[str, str]]


def pair_name(event: Any, view: View) -> str:
    """ "Hai Phong – Kagawa", in the units of the view."""
    names, lang = view.dataset, view.lang
    return f"{names.full_name(event.vn_id, lang)} – {names.full_name(event.jp_id, lang)}"


def signed_as(event: Any, view: View) -> str:
    """Who signed, where that is not who holds the tie today; else ""."""
    names, lang = view.dataset, view.lang
    former = [
        names.full_name(signed, lang)
        for held, signed in ((event.vn_id, event.vn_signed), (event.jp_id, event.jp_signed))
        if held != signed
    ]
    if not former:
        return ""
    return view.words.gettext("signed as {names}").format(names=view.words.list(former))


def line(event: Any, view: View) -> None:
    """One record as a row of a list: date, pair, kind, and a link to it."""
    with st.container(border=True, gap="xsmall"):
        head(event, view)


def head(event: Any, view: View) -> None:
    """What stands at the top of a record's card: its pair, which is a link, its title and facts."""
    date = view.words.date(event.date) if event.date else view.words.gettext("date not known")
    kind = view.dataset.label("kinds", event.kind, view.lang)
    facts = [date, kind, signed_as(event, view)]
    st.page_link(
        shell.page("records", view),
        label=f"**{pair_name(event, view)}**",
        query_params=address.link(view.chosen, str(event.Index)),
    )
    st.markdown(getattr(event, f"title_{view.lang}"))
    st.caption(" · ".join(filter(None, facts)))


def newest_first(view: View) -> pd.DataFrame:
    """The filtered events, the latest first and undated ones last."""
    return view.events.sort_values(["first", "date"], ascending=False, kind="stable")


def table(view: View) -> pd.DataFrame:
    """The filtered events as the columns that are shown, newest first; index the record."""
    _ = view.words.gettext
    events = newest_first(view)
    dataset, lang = view.dataset, view.lang
    columns: dict[str, Any] = {
        "date": events["date"],
        "vn": [dataset.full_name(key, lang) for key in events["vn_id"]],
        "jp": [dataset.full_name(key, lang) for key in events["jp_id"]],
        "kind": [dataset.label("kinds", code, lang) for code in events["kind"]],
        "title": events[f"title_{lang}"],
        "fields": [
            [dataset.label("fields", code, lang) for code in codes] for codes in events["fields"]
        ],
        "sources": events["sources"],
        "grade": events["grade"],
        "status": [_(STATUS_LABELS[Status(s)]) if s else "" for s in events["status"]],
    }
    if view.today_units:
        columns["signed_as"] = [signed_as(event, view) for event in rows(events)]
    return pd.DataFrame(columns, index=events.index)


def detail(key: str, view: View) -> None:
    """One record in full: parties, dates, fields, notes, and every source with what it says."""
    event = view.dataset.event(key)
    said = [pair_name(event, view), signed_as(event, view), key]
    st.caption(" · ".join(filter(None, said)))
    st.subheader(getattr(event, f"title_{view.lang}"), anchor=False)
    st.markdown(getattr(event, f"summary_{view.lang}"))
    for column, facts in zip(
        st.columns(2), (_act(event, view), _standing(event, view)), strict=True
    ):
        with column.container(border=True, height="stretch"):
            for label, value in facts:
                st.markdown(f"**{label}**  \n{value}")
    sources(key, view)
    corrections.record_button(event, view)


def _act(event: Any, view: View) -> Facts:
    _ = view.words.gettext
    lang, dataset = view.lang, view.dataset
    own = _("its own government")
    fields = [dataset.label("fields", code, lang) for code in event.fields]
    note = getattr(event, f"date_note_{lang}")
    facts = [
        (_("Date"), view.words.date(event.date) if event.date else _("Not known")),
        (_("Note on the date"), note),
        (
            _("Kind"),
            f"{dataset.label('kinds', event.kind, lang)}  \n"
            f":small[{dataset.definition('kinds', event.kind, lang)}]",
        ),
        (_("Vietnamese party"), getattr(event, f"vn_party_{lang}") or own),
        (_("Japanese party"), getattr(event, f"jp_party_{lang}") or own),
        (_("Signed or led by"), _(SIGNATORIES[event.signatory])),
        (
            _("Fields of cooperation"),
            " ".join(f":gray-badge[{name}]" for name in fields) or _("No field named"),
        ),
    ]
    return [(label, value) for label, value in facts if value]


def _standing(event: Any, view: View) -> Facts:
    _ = view.words.gettext
    facts: Facts = []
    if event.status:
        status = Status(event.status)
        facts.append(
            (
                _("Status of the document") if event.signed else _("Status"),
                f"{_(STATUS_LABELS[status])}  \n:small[{_(STATUS_DEFINITIONS[status])}]",
            )
        )
    if event.signed:
        until = event.valid_until
        facts += [
            (_("Formality of the document"), _(FORMALITY[event.formality])),
            (_("Stated end of term"), view.words.date(until) if until else _("None stated")),
        ]
    else:
        facts.append((_("Signed document"), _("No; not counted as a partnership")))
    note = getattr(event, f"status_note_{view.lang}")
    if note:
        facts.append((_("Note on the status"), note))
    facts += [
        (_("Grade of evidence"), f"**{event.grade}**  \n:small[{grade_reason(event, view)}]"),
        (_("Confidence"), _(CONFIDENCE[event.confidence])),
    ]
    return facts


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
        sides=_(SIDES[event.sides]),
    )


def sources(key: str, view: View) -> None:
    """Every source of a record: publisher, kind, date, language, what it says, and its address."""
    _ = view.words.gettext
    dataset = view.dataset
    cited = dataset.evidence[dataset.evidence["event_id"] == key]
    st.markdown(f"**{view.words.ngettext('{count} source', '{count} sources', len(cited))}**")
    for source in rows(cited.join(dataset.sources, on="source_id")):
        language = view.words.locale.languages.get(source.lang, source.lang)
        published = view.words.date(source.published) if source.published else _("date not known")
        facts = [_(SOURCE_KINDS[source.kind]), published, language, source.source_id]
        if source.via:
            facts.insert(1, _("through {host}").format(host=source.via))
        with st.container(border=True, gap="xsmall"):
            st.link_button(
                getattr(source, f"publisher_{view.lang}"),
                source.url,
                type="tertiary",
                icon=":material/open_in_new:",
            )
            said = getattr(source, f"supports_{view.lang}")
            st.markdown(
                _("{relation}: {text}").format(relation=_(RELATIONS[source.relation]), text=said)
            )
            st.caption(" · ".join(facts))
