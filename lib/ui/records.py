"""Records on screen: one line in a list, and one record in full with its sources."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.exports import RELATIONS, SIGNATORIES, SOURCE_KINDS
from lib.partnerships import FORMALITY
from lib.ui import address, shell
from lib.ui.view import View


def line(row: Any, view: View) -> None:
    """One record as a row of a list: date, pair, kind, and a link to it."""
    names = view.catalogue
    date = view.words.date(row.date) if row.date else view.words.gettext("date not known")
    kind = names.label("kinds", row.kind, view.lang)
    with st.container(border=True):
        st.page_link(
            shell.page("records", view),
            label=f"**{names.full_name(row.vn_id, view.lang)} – {names.full_name(row.jp_id, view.lang)}**",
            query_params=address.link(view.chosen, str(row.Index)),
        )
        st.markdown(f"{getattr(row, f'title_{view.lang}')}")
        st.caption(f"{date} · {kind}")


def table(view: View) -> pd.DataFrame:
    """The filtered events as shown: date, both localities, kind, title, fields, sources; newest first."""
    _ = view.words.gettext
    events = view.events.sort_values(["first", "date"], ascending=False, kind="stable")
    catalogue, lang = view.catalogue, view.lang
    return pd.DataFrame(
        {
            "date": events["date"],
            "vn": [catalogue.full_name(key, lang) for key in events["vn_id"]],
            "jp": [catalogue.full_name(key, lang) for key in events["jp_id"]],
            "kind": [catalogue.label("kinds", code, lang) for code in events["kind"]],
            "title": events[f"title_{lang}"],
            "fields": [
                [catalogue.label("fields", code, lang) for code in codes] for codes in events["fields"]
            ],
            "sources": events["sources"],
        },
        index=events.index,
    )


def detail(key: str, view: View) -> None:
    """One record in full: parties, dates, fields, notes, and every source with what it says."""
    _ = view.words.gettext
    lang, catalogue = view.lang, view.catalogue
    row = catalogue.events.loc[key]
    st.caption(
        f"{catalogue.full_name(row['vn_id'], lang)} – {catalogue.full_name(row['jp_id'], lang)}"
        f" · {key}"
    )
    st.subheader(row[f"title_{lang}"], anchor=False)
    st.markdown(row[f"summary_{lang}"])
    facts, notes = st.columns(2)
    with facts:
        for label, value in _facts(key, view):
            st.markdown(f"**{label}**  \n{value}")
    with notes:
        for label, value in _notes(key, view):
            st.markdown(f"**{label}**  \n{value}")
    sources(key, view)


def _facts(key: str, view: View) -> list[tuple[str, str]]:
    _ = view.words.gettext
    lang, catalogue = view.lang, view.catalogue
    row = catalogue.events.loc[key]
    own = _("its own government")
    fields = [catalogue.label("fields", code, lang) for code in row["fields"]]
    kind = catalogue.label("kinds", row["kind"], lang)
    definition = catalogue.kinds.at[row["kind"], f"definition_{lang}"]
    return [
        (_("Date"), view.words.date(row["date"]) if row["date"] else _("Not known")),
        (_("Kind"), f"{kind}  \n:small[{definition}]"),
        (_("Vietnamese party"), row[f"vn_party_{lang}"] or own),
        (_("Japanese party"), row[f"jp_party_{lang}"] or own),
        (_("Signed or led by"), _(SIGNATORIES[row["signatory"]])),
        (
            _("Fields of cooperation"),
            "\n".join(f"- {name}" for name in fields) if fields else _("No field named"),
        ),
    ]


def _notes(key: str, view: View) -> list[tuple[str, str]]:
    _ = view.words.gettext
    row = view.catalogue.events.loc[key]
    notes = []
    if row["signed"]:
        level = int(view.catalogue.kinds.at[row["kind"], "formality"])
        notes.append((_("Formality"), _(FORMALITY[level])))
        until = row["valid_until"]
        notes.append(
            (_("Stated end of term"), view.words.date(until) if until else _("None stated"))
        )
    else:
        notes.append((_("Signed document"), _("No; not counted as a partnership")))
    for column, label in (("date_note", _("Note on the date")), ("status_note", _("Note on the status"))):
        text = row[f"{column}_{view.lang}"]
        if text:
            notes.append((label, text))
    confidence = {
        "high": _("High: a source states parties, act and date or year"),
        "medium": _("Medium: something is inferred, as the notes say"),
        "low": _("Low: a passing mention"),
    }
    notes.append((_("Confidence"), confidence[row["confidence"]]))
    return notes


def sources(key: str, view: View) -> None:
    """Every source of a record: publisher, kind, date, language, what it says, and its address."""
    _ = view.words.gettext
    catalogue = view.catalogue
    cited = catalogue.evidence[catalogue.evidence["event_id"] == key]
    st.markdown(f"**{view.words.ngettext('{count} source', '{count} sources', len(cited))}**")
    for row in cited.join(catalogue.sources, on="source_id").itertuples():
        language = view.words.locale.languages.get(row.lang, row.lang)
        published = view.words.date(row.published) if row.published else _("date not known")
        facts = [_(SOURCE_KINDS[row.kind]), published, language, row.source_id]
        if row.via:
            facts.insert(1, _("through {host}").format(host=row.via))
        with st.container(border=True):
            st.link_button(row.publisher, row.url, type="tertiary", icon=":material/open_in_new:")
            st.caption(" · ".join(facts))
            said = getattr(row, f"supports_{view.lang}", row.supports)
            st.markdown(f"{_(RELATIONS[row.relation]).capitalize()}: {said}")
