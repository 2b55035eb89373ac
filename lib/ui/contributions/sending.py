"""The last step: what it resembles, how it will look, and the sending."""

import logging
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.inbox import likely, post
from lib.inbox.likely import Likeness
from lib.inbox.post import Receipt, Sender
from lib.inbox.states import TooMany
from lib.inbox.submission import Refused, Wish
from lib.language.i18n import N_
from lib.site.view import View
from lib.ui import markup, records, visitor
from lib.ui.contributions import fields, kept_file, preview, receipt, state, steps
from lib.ui.contributions.state import Form

LOG = logging.getLogger("dashboard")
_TRAPPED, _UNAVAILABLE, _TOO_MANY, _REFUSED = "trapped", "unavailable", "too_many", "refused"
_FAILED = {
    _TRAPPED: N_(
        "A hidden field that only programs fill in was filled in, perhaps by your browser. It has "
        "been emptied; please send again."
    ),
    _UNAVAILABLE: N_(
        "Contributions cannot be taken in at the moment. Nothing of what you wrote is lost: keep "
        "it as a file, and send it from that later."
    ),
    _TOO_MANY: N_(
        "Too much was sent from your network in a short time. Please try again in an hour; you can "
        "keep what you wrote as a file until then."
    ),
    _REFUSED: N_("This cannot be sent yet. What is wrong is said at each field above."),
}
# So many that are alike are shown, from this likeness on.
_SHOWN, _ALIKE = 3, 0.5


def show(form: Form, beside: DeltaGenerator | None) -> None:
    """The last step under its heading; what it becomes stands `beside` the form, or in it."""
    form.put("alike", partial(alike, form))
    with beside or st.container():
        form.put("preview", partial(_preview, form))
    form.put("closing", partial(_closing, form), typed=state.TRAP)


def _preview(form: Form) -> None:
    _label(form.view.words.gettext("As it will look"))
    preview.show(form)


def _closing(form: Form) -> None:
    _ = form.view.words.gettext
    steps.closing(form)
    state.trap(_("Leave this empty"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Send the addition") if form.kept.adding else _("Send"),
            key="contribution_send",
            type="primary",
            icon=":material/send:",
            on_click=_send,
            args=(form.view,),
        )
        kept_file.keep(form)
    _outcome(form)
    st.caption(
        _(
            "What you send is read by the curators of this site. If it is accepted, it is "
            "published under CC BY 4.0, without your name."
        )
    )


def _label(text: str) -> None:
    st.markdown(f"**{text}**")


def alike(form: Form) -> None:
    """Records that are here already and may be the same, each with a way to add the source."""
    if form.wish is not Wish.NEW or form.proposal is None:
        return
    _ = form.view.words.gettext
    found = [each for each in likely.likely(form.data, form.proposal) if each.score >= _ALIKE]
    if not found:
        return
    with st.container(border=True, key="contribution_alike"):
        _label(_("Is it one of these? They are recorded already."))
        for each in found[:_SHOWN]:
            _one_alike(form, each)


def _one_alike(form: Form, found: Likeness) -> None:
    _ = form.view.words.gettext
    event = form.view.dataset.event(found.event_id)
    records.listing([records.in_brief(event, form.view)])
    st.button(
        _("Yes: add my source to {record}").format(record=found.event_id),
        key=f"alike_{found.event_id}",
        icon=":material/add_link:",
        on_click=state.about,
        args=(found.event_id, Wish.SOURCE),
    )


def _outcome(form: Form) -> None:
    """Why it was not sent: what is missing, each leading to its step, or what is in the way."""
    _ = form.view.words.gettext
    failed = form.kept.failed
    if form.kept.tried and form.errors:
        markup.show(
            markup.tag(
                "div",
                markup.tag("p", _("This is still missing or wrong:")),
                markup.tag(
                    "ul", *(markup.tag("li", said) for said in fields.said_with_names(form))
                ),
                class_="vj-problem vj-error",
                role="alert",
                id="contribution-problems",
            )
        )
    elif failed:
        st.error(_(_FAILED[failed]), icon=":material/error:")


def _send(view: View) -> None:
    """Send it, or show at each field what is in the way; what was written stays either way."""
    form = state.current(view)
    now = form.kept
    now.tried, now.failed = True, ""
    if state.trapped():
        state.release()
        now.failed = _TRAPPED
        return
    if form.proposal is None or form.errors:
        return
    try:
        sent = _posted(form)
    except Refused:
        now.failed = _REFUSED
    except TooMany:
        now.failed = _TOO_MANY
    except Exception:
        # Whatever it is that the store lacks, what was written must not be lost for it.
        LOG.exception("A contribution could not be taken in")
        now.failed = _UNAVAILABLE
    else:
        receipt.arrived(sent)


def _posted(form: Form) -> Receipt:
    assert form.proposal is not None
    now = form.kept
    if now.adding:
        standing = post.add(now.adding, proposal=form.proposal)
        return Receipt(standing.number, now.adding)
    sender = Sender(address=visitor.peer(), key_id=None, client_id=now.client_id)
    return post.send(form.proposal, sender, edition=form.view.viewpoint.edition)
