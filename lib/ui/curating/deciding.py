"""The steps that a curator takes, each on the version that was on screen, by key or by click."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st

from lib.inbox import desk, submission
from lib.inbox.states import OPEN, Act, Closed, Full, Item, Overtaken, State, Unknown
from lib.inbox.store import Unavailable
from lib.inbox.submission import LIMITS, Problem, Proposal, Refused
from lib.language.i18n import N_, words
from lib.language.quoting import escape_markdown
from lib.site.view import View
from lib.ui.curating import access, queue, writing

_FLASH, _MODE = "curating_flash", "curating_mode"
ACTS = {
    Act.SENT: N_("Sent"),
    Act.ADDED: N_("Added to by the sender"),
    Act.WITHDRAWN: N_("Withdrawn by the sender"),
    Act.CLAIMED: N_("Opened"),
    Act.RELEASED: N_("Left"),
    Act.EDITED: N_("Edited"),
    Act.ASKED: N_("Asked back"),
    Act.ACCEPTED: N_("Accepted"),
    Act.REJECTED: N_("Not accepted"),
    Act.REOPENED: N_("Taken back"),
    Act.PUBLISHED: N_("Published in the data"),
    Act.FORGOTTEN: N_("Contact deleted"),
    Act.KEY_MADE: N_("Key made"),
    Act.KEY_WITHDRAWN: N_("Key withdrawn"),
}
# Reasons that are given often; the sender reads them in the language of the submission.
REASONS = (
    N_("The source does not say so."),
    N_("It is recorded already."),
    N_("It is no act or tie between a Vietnamese and a Japanese locality."),
    N_("No page that everybody can read says so."),
)


@dataclass(frozen=True)
class Flash:
    """What is told of the step before: its number, kind, and who was quicker, if somebody was."""

    kind: str
    number: str
    overtaken: Overtaken | None = None
    problems: tuple[Problem, ...] = ()
    state: State | None = None


def buttons(full: Full, items: list[Item], view: View) -> None:
    """The row of steps for a submission, each with its key."""
    _ = view.words.gettext
    item = full.item
    with st.container(horizontal=True, gap="small", key="curating_steps"):
        if item.state in OPEN:
            _step(_("Accept"), "A", _accept, full, items, primary=True)
            _mode(_("Edit"), "E", "edit")
            _mode(_("Ask back"), "Q", "ask")
            _mode(_("Do not accept"), "X", "reject")
        elif item.state is State.ACCEPTED:
            _mode(_("Edit"), "E", "edit")
            _step(_("Take back"), "U", _reopen, full, items)
            _mode(_("Do not accept"), "X", "reject")
        elif item.state is State.REJECTED:
            _step(_("Take back"), "U", _reopen, full, items)
        for text, key, way in ((_("Previous"), "P", -1), (_("Next"), "N", 1)):
            there = queue.beside(items, item.number, way)
            st.button(
                text,
                key=f"curating_{key}",
                shortcut=key,
                type="tertiary",
                disabled=there is None or there == item.number,
                on_click=_open,
                args=(there, item.number),
            )


def _step(
    label: str,
    key: str,
    step: Callable[..., None],
    full: Full,
    items: list[Item],
    *,
    primary: bool = False,
) -> None:
    item = full.item
    after = queue.after(items, item.number)
    st.button(
        label,
        key=f"curating_{key}",
        shortcut=key,
        type="primary" if primary else "secondary",
        on_click=step,
        args=(item.number, item.version, after),
    )


def _mode(label: str, key: str, name: str) -> None:
    st.button(label, key=f"curating_{key}", shortcut=key, on_click=_toggle, args=(name,))


def _toggle(name: str) -> None:
    st.session_state[_MODE] = None if mode() == name else name
    if name in _WRITTEN:
        writing.into(_WRITTEN[name])


# What is opened for writing, with the element that has its first field.
_WRITTEN = {"edit": "write_edit", "ask": "write_ask"}


def mode() -> str | None:
    """What is open below the buttons: "edit", "ask", "reject" or nothing."""
    found: str | None = st.session_state.get(_MODE)
    return found


def _open(number: str | None, before: str) -> None:
    who = access.curator()
    if who is not None:
        with suppress(Unavailable, Unknown):
            desk.release(before, who)
    st.session_state[_MODE] = None
    queue.go(number)


# --- Steps ----------------------------------------------------------------------------------------


def _taken(step: Callable[[str], object], kind: str, number: str) -> bool:
    """Take a step as the curator who is at the page; whether it was taken. What came is told."""
    who = access.curator()
    if who is None:
        return False
    try:
        step(who)
    except Overtaken as error:
        st.session_state[_FLASH] = Flash("overtaken", number, overtaken=error)
    except Closed as error:
        st.session_state[_FLASH] = Flash("closed", number, state=error.state)
    except Refused as error:
        st.session_state[_FLASH] = Flash("refused", number, problems=tuple(error.problems))
    except (Unavailable, Unknown):
        st.session_state[_FLASH] = Flash("unavailable", number)
    else:
        st.session_state[_FLASH] = Flash(kind, number)
        return True
    return False


def _accept(number: str, version: int, after: str | None) -> None:
    if _taken(lambda who: desk.accept(number, version, who), "accepted", number):
        _on(after)


def _reopen(number: str, version: int, _after: str | None) -> None:
    _taken(lambda who: desk.reopen(number, version, who), "reopened", number)


def _on(after: str | None) -> None:
    """To the next submission."""
    st.session_state[_MODE] = None
    writing.into("")
    queue.go(after)


def _ask(number: str, version: int, after: str | None, key: str) -> None:
    text = str(st.session_state.get(key, ""))
    if _taken(lambda who: desk.ask(number, version, text, who), "asked", number):
        _on(after)


def _reject(number: str, version: int, after: str | None, key: str) -> None:
    _because(number, version, after, str(st.session_state.get(key, "")))


def _because(number: str, version: int, after: str | None, reason: str) -> None:
    if _taken(lambda who: desk.reject(number, version, reason, who), "rejected", number):
        _on(after)


def edit() -> None:
    """Open the fields of the submission."""
    st.session_state[_MODE] = "edit"


def save(number: str, version: int, raw: Callable[[], Mapping[str, object]]) -> None:
    """Put what a curator made of a submission beside what was sent."""

    def edit(who: str) -> None:
        proposal: Proposal = submission.read(raw())
        desk.edit(number, version, proposal, who)

    if _taken(edit, "edited", number):
        st.session_state[_MODE] = None
        writing.into("")


# --- What is asked for beside ---------------------------------------------------------------------


def asking(full: Full, items: list[Item], view: View) -> None:
    """The question to the sender."""
    _ = view.words.gettext
    item = full.item
    after = queue.after(items, item.number)
    key = f"curating_ask_{item.number}"
    with st.container(key="write_ask"), st.form("curating_ask", border=True):
        st.text_area(
            _("Your question to the sender"), key=key, max_chars=LIMITS["message"], height=100
        )
        st.caption(_in_their_language(full, view))
        st.form_submit_button(
            _("Send the question"),
            type="primary",
            on_click=_ask,
            args=(item.number, item.version, after, key),
        )


def rejecting(full: Full, items: list[Item], view: View) -> None:
    """The reason that the sender reads: one of those given often, by its number, or another."""
    _ = view.words.gettext
    item = full.item
    after = queue.after(items, item.number)
    theirs = words(item.lang)
    with st.container(border=True, key="curating_reject"):
        title = _("Reason that the sender reads")
        st.markdown(f"**{title}**")
        for number, reason in enumerate(REASONS, start=1):
            st.button(
                _(reason),
                key=f"curating_reason_{number}",
                shortcut=str(number),
                on_click=_because,
                args=(item.number, item.version, after, theirs.gettext(reason)),
            )
        key = f"curating_reason_{item.number}"
        writing.button(_("Another reason"), str(len(REASONS) + 1), "write_other")
        with st.container(key="write_other"), st.form("curating_other", border=False):
            st.text_area(_("Another reason"), key=key, max_chars=LIMITS["message"], height=100)
            st.caption(_in_their_language(full, view))
            st.form_submit_button(
                _("Do not accept"),
                type="primary",
                on_click=_reject,
                args=(item.number, item.version, after, key),
            )


def _in_their_language(full: Full, view: View) -> str:
    name = view.words.locale.languages.get(full.item.lang, full.item.lang)
    return view.words.gettext("The sender wrote in: {language}.").format(language=name)


# --- What became of the step before ---------------------------------------------------------------

_DONE = {
    "accepted": N_("{number} is accepted."),
    "rejected": N_("{number} is not accepted; the sender reads why."),
    "asked": N_("The question on {number} has been sent."),
    "edited": N_("{number} is saved."),
    "reopened": N_("{number} waits again."),
}


def flash(view: View) -> None:
    """What is to be told of the step before, once."""
    _ = view.words.gettext
    told: Flash | None = st.session_state.pop(_FLASH, None)
    if told is None:
        return
    if told.kind in _DONE:
        st.success(_(_DONE[told.kind]).format(number=told.number), icon=":material/check:")
    elif told.overtaken is not None:
        overtaken(told.number, told.overtaken, view)
    elif told.state is not None:
        st.warning(
            _("Nothing was changed."),
            title=_("{number} stands otherwise now: {state}").format(
                number=told.number, state=_(told.state.label)
            ),
            icon=":material/sync_problem:",
        )
    elif told.problems:
        st.error(
            "  \n".join(
                dict.fromkeys(
                    escape_markdown(f"{p.field}: {p.message(view.lang)}") for p in told.problems
                )
            ),
            title=_("This could not be saved."),
            icon=":material/error:",
        )
    else:
        st.error(
            _("Please try again later. Nothing was changed."),
            title=_("The inbox cannot be asked at the moment."),
            icon=":material/cloud_off:",
        )


def overtaken(number: str, by: Overtaken, view: View) -> None:
    """Tell that somebody else was quicker: who, with what, and when."""
    _ = view.words.gettext
    st.warning(
        _("Nothing was changed. Below it stands as it is now; what you typed is still there."),
        title=_("{name} was quicker with {number}: {act}, {day}").format(
            name=escape_markdown(by.by),
            number=number,
            act=_(ACTS[by.what]),
            day=queue.day(by.at, view),
        ),
        icon=":material/group:",
    )
