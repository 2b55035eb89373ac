"""What became of a contribution, for whoever holds its private link."""

import logging
from datetime import datetime

import streamlit as st

from lib.inbox import post
from lib.inbox.post import Receipt
from lib.inbox.states import OPEN, By, Closed, Standing, State, TooMany, Unknown
from lib.inbox.store import Unavailable
from lib.inbox.submission import LIMITS, Refused
from lib.language.i18n import N_
from lib.site import config, identity
from lib.site.view import View
from lib.ui import address, markup, records
from lib.ui.buttons import download
from lib.ui.contributions import preview, state, steps
from lib.ui.contributions.state import Form

LOG = logging.getLogger("dashboard")
_NEW, _SAID, _ASKED = "contribution_arrived", "contribution_said", "contribution_withdrawing"
_MESSAGE = "c_message"
_NEXT = {
    State.WAITING: N_("A curator will compare it with its source. That can take some weeks."),
    State.ASKED: N_("Please answer below; until then it waits."),
    State.ACCEPTED: N_("It becomes part of the data with the next version."),
    State.REJECTED: N_("The reason is given below. You can send it again with another source."),
    State.WITHDRAWN: N_("You have taken it back. Nothing of it is published."),
    State.PUBLISHED: N_("It is part of the data. Thank you."),
}
_FAILED = {
    "closed": N_("It has been decided on meanwhile; see how it stands now."),
    "many": N_("Too many messages in a short time. Please try again in an hour."),
    "unavailable": N_("That could not be taken in at the moment. Please try again later."),
    "added": N_("Your message has been added."),
    "unreadable": N_("The message holds characters that cannot be shown, or is too long."),
}


def arrived(sent: Receipt) -> None:
    """Lead to the private page of what was just sent; the form is empty from then on."""
    state.begin_after_sending()
    st.session_state[_NEW] = sent.number
    st.query_params.from_dict({**_language(), "receipt": sent.token})


def _language() -> dict[str, str]:
    return {"lang": address.language()} if address.given("lang") else {}


def show(view: View, token: str) -> None:
    """How the submission of a token stands, and what its sender can do."""
    _ = view.words.gettext
    try:
        standing = post.standing(token.strip())
    except Unknown:
        st.warning(
            _("Please check that the whole link was copied."),
            title=_("No contribution has this private link."),
            icon=":material/link_off:",
        )
    except Unavailable:
        st.warning(
            _("Please try again later."),
            title=_("What became of your contribution cannot be looked up at the moment."),
            icon=":material/cloud_off:",
        )
    else:
        _standing(view, token, standing)
    another = address.link(view.chosen)
    markup.show(markup.tag("p", markup.link(_("Contribute something else"), "contribute", another)))


def _standing(view: View, token: str, standing: Standing) -> None:
    _ = view.words.gettext
    fresh = st.session_state.get(_NEW) == standing.number
    if fresh:
        st.success(
            _("Please keep the private link: it is the only way back to it."),
            title=_("Thank you. Your contribution has been received."),
            icon=":material/check_circle:",
        )
    said = _("Number {number}").format(number=standing.number)
    st.header(said, anchor=False)
    label = _(State(standing.state).label)
    st.markdown(f"**{label}**  \n{_(_NEXT[State(standing.state)])}")
    sent = _("sent on {day}").format(day=_day(view, standing.sent_at))
    records.facts(_(steps.WISHES[standing.proposal.wish]), sent)
    _published(view, standing)
    _link(view, token, standing, fresh)
    _messages(view, standing)
    if standing.state in OPEN:
        _act(view, token, standing)
    _sent(view, standing)


def _day(view: View, at: datetime) -> str:
    local = at.astimezone(config.zone(view.lang))
    return view.words.date(local.date().isoformat())


def _published(view: View, standing: Standing) -> None:
    """The records that it has become."""
    known = [key for key in standing.records if key in view.dataset.events.index]
    if known:
        records.listing(records.in_brief(view.dataset.event(key), view) for key in known)


def _link(view: View, token: str, standing: Standing, fresh: bool) -> None:
    """The private link, to copy and as a small file; open at once where it is new."""
    _ = view.words.gettext
    link = address.links().contribution(token, view.lang)
    with st.expander(_("Private link"), expanded=fresh, key="contribution_link"):
        markup.show(markup.quotable(link, view.words, as_code=True))
        st.caption(
            _("Whoever has it can read this page, add to it and take it back. Keep it to yourself.")
        )
        download(
            _("Keep the receipt as a file"),
            receipt_text(view, link, standing).encode(),
            f"{standing.number}.txt",
            key="contribution_receipt",
        )


def receipt_text(view: View, link: str, standing: Standing) -> str:
    """The receipt as a small text to keep."""
    _ = view.words.gettext
    lines = (
        _(identity.NAME),
        _("Contribution {number} of {day}").format(
            number=standing.number, day=_day(view, standing.sent_at)
        ),
        "",
        _("What becomes of it is told here; keep this link to yourself:"),
        link,
        "",
    )
    return "\n".join(lines)


def _messages(view: View, standing: Standing) -> None:
    """The reason of a decision, and what was asked and answered."""
    _ = view.words.gettext
    if standing.reason:
        _quote(_("Reason"), standing.reason)
    for message in standing.messages:
        by = _("Curator") if message.by is By.CURATOR else _("You")
        _quote(f"{by}, {_day(view, message.at)}", message.text)


def _quote(by: str, text: str) -> None:
    """What somebody wrote, as plain text in its own lines."""
    markup.show(
        markup.tag("div", markup.tag("small", by), markup.tag("p", text), class_="vj-message")
    )


def _act(view: View, token: str, standing: Standing) -> None:
    """Add a message, change what was sent, or take it back."""
    _ = view.words.gettext
    st.text_area(_("Add a message"), key=_MESSAGE, max_chars=LIMITS["message"])
    if said := st.session_state.pop(_SAID, ""):
        st.info(_(_FAILED[said]), icon=":material/info:")
    with st.container(horizontal=True):
        st.button(_("Add it"), key="message_add", on_click=_add, args=(token,))
        st.button(
            _("Change what was sent"),
            key="contribution_change",
            type="tertiary",
            icon=":material/edit:",
            on_click=_change,
            args=(token, standing),
        )
        st.button(
            _("Take it back"),
            key="contribution_withdraw",
            type="tertiary",
            icon=":material/undo:",
            on_click=_ask_withdraw,
        )
    if st.session_state.get(_ASKED):
        with st.container(border=True):
            st.markdown(_("Take this contribution back? It cannot be sent again by this link."))
            with st.container(horizontal=True):
                st.button(
                    _("Yes, take it back"),
                    key="withdraw_yes",
                    type="primary",
                    on_click=_withdraw,
                    args=(token,),
                )
                st.button(_("No"), key="withdraw_no", on_click=_ask_withdraw, args=(False,))


def _ask_withdraw(asked: bool = True) -> None:
    st.session_state[_ASKED] = asked


def _withdraw(token: str) -> None:
    st.session_state[_ASKED] = False
    try:
        post.withdraw(token)
    except Closed:
        st.session_state[_SAID] = "closed"
    except (Unavailable, Unknown):
        st.session_state[_SAID] = "unavailable"


def _add(token: str) -> None:
    """Add the message; one that could not be added stays in its field."""
    text = str(st.session_state.get(_MESSAGE) or "")
    if not text.strip():
        return
    try:
        post.add(token, text)
    except Closed:
        said = "closed"
    except TooMany:
        said = "many"
    except Refused:
        said = "unreadable"
    except (Unavailable, Unknown):
        said = "unavailable"
    else:
        said = "added"
        st.session_state[_MESSAGE] = ""
    st.session_state[_SAID] = said


def _change(token: str, standing: Standing) -> None:
    """Open the form on what was sent, to send it anew in its place."""
    now = state.begin()
    now.adding = token
    st.query_params.from_dict(_language())
    state.load(standing.proposal.model_dump(mode="json"))


def adding(form: Form) -> None:
    """That the form holds what was sent before, and a way out of it."""
    if not form.kept.adding:
        return
    _ = form.view.words.gettext
    st.info(
        _("You are changing a contribution that you have sent. The new text takes its place."),
        icon=":material/edit:",
    )
    st.button(_("Leave it as it was"), key="contribution_leave", on_click=_leave)


def _leave() -> None:
    token = state.kept().adding
    state.begin()
    st.query_params.from_dict({**_language(), "receipt": token})


def _sent(view: View, standing: Standing) -> None:
    """What was sent, as the record that it would be."""
    opened = st.expander(
        view.words.gettext("What was sent"), key="contribution_sent", on_change="rerun"
    )
    if not opened.open:
        return
    with opened:
        found = None
        try:
            found = preview.record(view, standing.proposal.model_dump(mode="json"))
        except (ValueError, KeyError):
            # The data have moved on since: a record or a place that it names is no more.
            LOG.info("A contribution cannot be drawn on the data in use")
        if found:
            records.whole(found[1], found[0])
        if standing.proposal.note:
            _quote(view.words.gettext("Note to the curator"), standing.proposal.note)
