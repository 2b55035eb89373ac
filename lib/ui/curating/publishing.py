"""What is accepted and not yet published, and the button that publishes it."""

import logging

import streamlit as st

from lib.inbox import desk, publish
from lib.inbox.publish import Incomplete, Nothing, NotPossible, NotSound
from lib.inbox.states import Overtaken, State
from lib.inbox.store import Unavailable
from lib.language.i18n import SOURCE
from lib.site import config, store
from lib.site.view import View
from lib.ui import address, markup
from lib.ui.curating import access, cells

LOG = logging.getLogger("dashboard")
_DONE = "curating_published"


def panel(view: View) -> None:
    """How many submissions are accepted; opened, which, what they lack, and the button."""
    _told(view)
    count = desk.counts()[State.ACCEPTED]
    if not count:
        return
    label = view.words.ngettext(
        "{count} accepted, not yet published", "{count} accepted, not yet published", count
    )
    opened = st.expander(
        label,
        icon=":material/publish:",
        key="curating_publish",
        on_change="rerun",
    )
    if opened.open:
        with opened:
            _accepted(view)


def _accepted(view: View) -> None:
    """The accepted submissions, which texts they lack, and the button where it is allowed."""
    _ = view.words.gettext
    drawn = publish.plan(store.dataset(view.viewpoint.edition))
    lang = {"lang": [view.lang]} if address.given("lang") else {}
    lacking = {each.number for each in drawn.missing}
    rows = []
    for each in drawn.submissions:
        link = markup.link(each.number, "curate", {**lang, "item": [each.number]})
        keys = ", ".join(drawn.records[each.number])
        gap = _("texts are missing") if each.number in lacking else ""
        told = " · ".join(filter(None, (keys, gap)))
        rows.append(markup.tag("li", link, " ", told))
    markup.show(markup.tag("ul", *rows))
    if not config.in_use().publish:
        st.caption(_("They are published by whoever runs the site: make publish."))
    else:
        st.button(
            _("Publish as a new data version"),
            type="primary",
            key="publish",
            disabled=bool(lacking),
            on_click=_publish,
        )


def _publish() -> None:
    """Publish as the curator who is at the page; what came of it is told in the next run."""
    who = access.curator()
    if who is None or not config.in_use().publish:
        return
    settings = config.in_use()
    try:
        done = publish.publish(settings.data, who, day=config.today(SOURCE))
    except (*publish.FAILURES, Unavailable) as error:
        LOG.warning("Nothing was published: %s", error)
        st.session_state[_DONE] = error
    else:
        st.session_state[_DONE] = done


def _told(view: View) -> None:
    _ = view.words.gettext
    done = st.session_state.pop(_DONE, None)
    if done is None:
        return
    if isinstance(done, publish.Publication):
        keys = dict.fromkeys(key for records in done.records.values() for key in records)
        st.success(
            _("Readers see it within seconds. Records: {records}").format(
                records=view.words.list(keys)
            ),
            title=_("Data version {version} is published.").format(version=done.version),
            icon=":material/check_circle:",
        )
        return
    reasons = {
        Incomplete: _("Texts are missing in a language; they are asked for at each submission."),
        Nothing: _("Nothing is accepted that is not published."),
        Overtaken: _("A submission was changed in the meantime. Please try again."),
        Unavailable: _("The inbox cannot be asked at the moment."),
        NotSound: _("With these rows the data would not pass their checks:"),
        NotPossible: _("What stands in the way is told to whoever runs the site, in the log."),
    }
    st.error(
        reasons[type(done)],
        title=_("Nothing was published, and nothing was changed."),
        icon=":material/error:",
    )
    if isinstance(done, NotSound):
        st.markdown("\n".join(f"- {cells.plain(str(each))}" for each in done.findings[:20]))
