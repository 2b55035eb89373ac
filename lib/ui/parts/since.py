"""What has changed since the data version that a link is of (`v=` in the address)."""

import streamlit as st

from lib.exports import since
from lib.exports.since import Changed, Since
from lib.language.quoting import escape_markdown
from lib.site import links
from lib.site.view import View
from lib.ui import address, records
from lib.ui.records import link

SHOWN = 50


def notice(view: View) -> None:
    """A note above the page that says what changed; nothing for a link of the present version."""
    version = address.setting("v")
    if version is None or version == view.dataset.version:
        return
    _ = view.words.gettext
    day = view.words.date(view.dataset.versions["date"][version])
    title = _("This link is of data version {version} of {day}; the data are now of {present}.")
    record = address.setting("record")
    with st.container(border=True, key="since"):
        st.markdown(
            f":material/history: **{title}**".format(
                version=version, day=day, present=view.dataset.version
            )
        )
        if record:
            _of_record(record, version, view)
        else:
            _of_view(since.since(view, version), view)
        params = address.link(view.chosen)
        whole = address.links().to(links.version(version))
        table = address.links().to(links.table("changes", "csv"), params)
        archive = _("The whole data package of version {version}").format(version=version)
        changes = _("All changes to these records (CSV)")
        st.markdown(f"[{archive}]({whole}) · [{changes}]({table})")


def _of_record(record: str, version: str, view: View) -> None:
    _ = view.words.gettext
    told = since.of_record(record, view, version)
    if not told:
        st.markdown(_("Nothing of this record has changed since."))
    for number, changed in told:
        st.markdown(_("{name}: {value}").format(name=number, value=_line(changed, view)))


def _of_view(found: Since, view: View) -> None:
    words, _ = view.words, view.words.gettext
    if not found:
        st.markdown(_("Nothing in this view has changed since."))
        return
    counted = [
        words.ngettext("{count} record added", "{count} records added", len(found.added)),
        words.ngettext(
            "{count} record corrected", "{count} records corrected", len(found.corrected)
        ),
    ]
    st.markdown(_("In this view: {counts}.").format(counts=words.list(counted)))
    if found.elsewhere and view.chosen:
        st.caption(
            words.ngettext(
                "{count} record outside this view was corrected too; it may have been in it.",
                "{count} records outside this view were corrected too; some may have been in it.",
                found.elsewhere,
            )
        )
    if found.withdrawn:
        st.caption(
            words.ngettext(
                "{count} record of the data set was withdrawn: {names}.",
                "{count} records of the data set were withdrawn: {names}.",
                len(found.withdrawn),
                names=words.list([changed.record for changed in found.withdrawn]),
            )
        )
    listed = [*found.withdrawn, *found.corrected, *found.added]
    opened = st.expander(_("What changed"), key="since_list", on_change="rerun")
    if opened.open:
        with opened:
            # Said once, and not with each record that has no reason of its own.
            for summary in found.summaries:
                st.caption(escape_markdown(summary))
            for changed in listed[:SHOWN]:
                _entry(changed, view)
            if len(listed) > SHOWN:
                st.caption(_("The table of all changes has the others."))


def _entry(changed: Changed, view: View) -> None:
    if changed.record in view.dataset.events.index:
        event = view.dataset.event(changed.record)
        link(event, f"{changed.record} · {records.pair_name(event, view)}", view)
    else:
        st.markdown(changed.record)
    st.markdown(_line(changed, view) if changed.own else _what(changed, view))


def _line(changed: Changed, view: View) -> str:
    what, why = _what(changed, view), escape_markdown(view.words.sentences(changed.reasons))
    return f"{what}  \n:small[{why}]" if why else what


def _what(changed: Changed, view: View) -> str:
    return escape_markdown(since.in_words(changed, view.words))
