"""Which record a contribution is about: from a link, or by number, address or words."""

import re

import streamlit as st

from lib.counting import ordering
from lib.counting.ordering import Order
from lib.filter import filters
from lib.language.quoting import escape_markdown
from lib.ui import address, markup, records
from lib.ui.contributions import state
from lib.ui.contributions.state import Form

_FIELD = "record"
# As it stands by itself, and in any address of a record.
_NUMBER = re.compile(r"vj\d+")
_OFFERED = 8
_LONGEST = 300


def record(form: Form) -> None:
    """The record in brief with a way to another one, or a field to find it by."""
    if form.record:
        event = form.view.dataset.event(form.record)
        records.listing([records.in_brief(event, form.view)])
        label = form.view.words.gettext("Another record")
        st.button(
            label, key="other_record", type="tertiary", icon=":material/search:", on_click=_forget
        )
        return
    _find(form)


def _find(form: Form) -> None:
    _ = form.view.words.gettext
    typed = form.draft.get(_FIELD, "")
    key = state.filled(_FIELD, typed, form.view.lang)
    st.text_input(
        _("Record"),
        key=key,
        max_chars=_LONGEST,
        placeholder="vj0141",
        help=_("Its number, the address of its page, or words of it such as both places."),
        on_change=_look_up,
        args=(key,),
    )
    if not typed:
        if form.kept.tried:
            _say(_("Please name the record that this is about."))
        return
    found = _named(form, typed)
    if not found:
        _say(_("No record was found by “{text}”.").format(text=typed))
        return
    st.caption(_("Which one is it?"))
    for each in found[:_OFFERED]:
        event = form.view.dataset.event(each)
        pair = records.pair_name(event, form.view)
        title = getattr(event, f"title_{form.view.lang}")
        label = " · ".join(filter(None, (pair, form.view.words.date(event.date), title, each)))
        st.button(escape_markdown(label), key=f"about_{each}", on_click=_open, args=(each,))
    if len(found) > _OFFERED:
        st.caption(_("There are more; add a word, or open the record and choose from there."))


def _say(text: str) -> None:
    markup.show(markup.tag("p", text, class_="vj-problem vj-error", role="alert"))


def _look_up(key: str) -> None:
    state.put(_FIELD, key)
    text = state.kept().draft.get(_FIELD, "")
    index = address.dataset().events.index
    named = {key for key in _NUMBER.findall(text.casefold()) if key in index}
    if len(named) == 1:
        _open(named.pop())


def _named(form: Form, text: str) -> list[str]:
    """The records that have the words, the latest first."""
    chosen, problems = filters.parse({"q": [text]}, form.view.index)
    if problems or not chosen:
        return []
    found = form.view.filtered(chosen)
    return list(ordering.ids(found.events, Order.NEWEST, found.index, form.view.lang))


def _open(record: str) -> None:
    now = state.kept()
    now.draft.pop(_FIELD, None)
    address.set_parameter("record", record)
    # The texts that were typed meanwhile are of this record.
    now.origin = (record, *now.origin[1:])


def _forget() -> None:
    now = state.kept()
    address.set_parameter("record", None)
    now.origin = ("", *now.origin[1:])
    for path in [path for path in now.draft if path.startswith("event.")]:
        now.draft.pop(path)
