"""The steps of the form, all in sight at once; which there are follows from the wish."""

from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.inbox import draft as drafts
from lib.inbox.draft import COLUMNS
from lib.inbox.submission import Wish
from lib.language.i18n import LANGUAGES, N_
from lib.ui import browser, controls, markup
from lib.ui.contributions import fields, sources, state, which
from lib.ui.contributions.fields import LABELS, Look
from lib.ui.contributions.state import Form

WISHES = {
    Wish.NEW: N_("A new fact"),
    Wish.CORRECTION: N_("A correction"),
    Wish.SOURCE: N_("Another source"),
    Wish.NONE: N_("There are none"),
    Wish.ENDED: N_("It has ended"),
}
_ABOUT = {
    Wish.NEW: N_(
        "An agreement, a visit, an event or a tie between a Vietnamese and a Japanese locality "
        "that is not recorded here yet."
    ),
    Wish.CORRECTION: N_("Something in a record is wrong or can be told more precisely."),
    Wish.SOURCE: N_("A page that confirms a record, dates it, or says otherwise."),
    Wish.NONE: N_("A locality has no ties with the other country, or a pair has none."),
    Wish.ENDED: N_("An agreement or tie that is recorded here has come to an end."),
}
# What is asked for at once, and what stands behind “More details”.
_FIRST = ("kind", "date", "title", "summary", "fields")
_MORE = ("signatory", "vn_party", "jp_party", "valid_until", "date_note")
# From so many pixels on the record stands beside the form that it is made of.
_WIDE = 1360
_OPTIONAL = ("fields", *_MORE)


def room() -> tuple[DeltaGenerator, DeltaGenerator | None]:
    """Where the form stands, and what it becomes beside it where there is room for both."""
    if browser.width() < _WIDE:
        return st.container(), None
    written, beside = st.columns([3, 2], gap="large")
    return written, beside.container(key="contribution_beside")


def heading(form: Form, number: int, title: str) -> None:
    """The heading of a step, with its number."""
    st.header(
        form.view.words.gettext("{number}. {title}").format(
            number=number, title=form.view.words.gettext(title)
        ),
        anchor=f"step-{number}",
    )


def first(form: Form) -> None:
    """What the visitor wants to tell, and all that follows from it but for the last step."""
    heading(form, 1, N_("What would you like to tell us?"))
    _wish(form)
    between(form)


def _wish(form: Form) -> None:
    _ = form.view.words.gettext
    wishes = {str(wish): _(title) for wish, title in WISHES.items()}
    controls.pills("wish", _("Kind of contribution"), wishes, form.view.words)
    markup.show(markup.tag("p", _(_ABOUT[form.wish]), class_="vj-echo"))


def _places(form: Form) -> None:
    for column, name in zip(st.columns(2), drafts.PLACES, strict=True):
        with column:
            fields.column(form, name)


def _either(form: Form) -> None:
    st.caption(form.view.words.gettext("One of the two is enough."))
    for column, name in zip(st.columns(2), drafts.PLACES, strict=True):
        with column:
            fields.column(form, name, asked=False)


def _event(form: Form) -> None:
    first, second = st.columns(2)
    with first:
        fields.column(form, "kind")
    with second:
        fields.column(form, "date")
    for name in _FIRST[2:]:
        fields.column(form, name, asked=name not in _OPTIONAL)
    _language(form)
    paths = [f"event.{name}" for name in _MORE]
    told = any(form.draft.get(path) for path in paths)
    # One that was folded opens where something within is wrong.
    wrong = any(form.at(path) for path in paths)
    with st.expander(
        form.view.words.gettext("More details (optional)"),
        expanded=told or wrong,
        key=f"more_details_{wrong:d}",
    ):
        for name in _MORE:
            fields.column(form, name, asked=False)


def _ended(form: Form) -> None:
    fields.column(form, "date")
    fields.column(form, "summary", asked=False)


def _language(form: Form) -> None:
    """In which language the texts are: that of the page, unless something else is chosen."""
    _ = form.view.words.gettext
    look = Look(
        _("Language of your texts"),
        _("Write in any of the three; the curators see to the other two."),
    )
    fields.buttons(form, "lang", look, dict(LANGUAGES), form.view.lang)


def _changes(form: Form) -> None:
    """Each chosen column with what the record says now and what it should say."""
    _ = form.view.words.gettext
    if not form.record:
        st.caption(_("Choose the record first."))
        return
    chosen = drafts.columns(form.draft)
    key = state.filled("changed", chosen, form.view.lang)
    st.multiselect(
        _("What is wrong?"),
        COLUMNS,
        key=key,
        format_func=lambda name: _(LABELS[name]),
        placeholder=_("Choose"),
        on_change=_choose_columns,
        args=(key, dict(form.present)),
        filter_mode="contains",
        select_all=False,
    )
    for name in chosen:
        with st.container(border=True, key=f"change_{name}"):
            now, new = st.columns([1, 1.4])
            with now:
                label = _("At present: {name}").format(name=_(LABELS[name]))
                value = fields.in_words(form, name, form.present.get(name, ""))
                st.markdown(f":small[{label}]  \n{value}")
            with new:
                fields.column(form, name)
    if any(name in form.data.package.texts("events") for name in chosen):
        _language(form)
    fields.messages(form, "event")


def _choose_columns(key: str, present: dict[str, str]) -> None:
    """Have the chosen columns in the form, each as it is now until something else is put in."""
    draft, chosen = state.kept().draft, st.session_state[key]
    for name in COLUMNS:
        path = f"event.{name}"
        if name in chosen:
            draft.setdefault(path, present.get(name, ""))
        else:
            draft.pop(path, None)


def _note_asked(form: Form) -> None:
    _ = form.view.words.gettext
    look = Look(
        _("What you know of it"),
        placeholder=_("Such as the department that confirmed it, and when it was asked"),
    )
    fields.text(form, "note", look)


def closing(form: Form) -> None:
    """What the sender may add for the curators: all of it can be left out."""
    _ = form.view.words.gettext
    if form.wish is not Wish.NONE:
        look = Look(fields.optional(form, _("Note to the curator")))
        fields.text(form, "note", look)
    look = Look(
        fields.optional(form, _("How to reach you")),
        _(
            "Seen by the curators alone, and deleted 90 days after the decision. Without it, the "
            "private link tells you all there is."
        ),
    )
    fields.line(form, "contact", look)


# The steps of each wish between its choice and the sending: a title, and what is asked.
_RECORD = (N_("Which record is it about?"), which.record)
_SOURCE = (N_("Where does it say so?"), sources.show)
STEPS: Mapping[Wish, tuple[tuple[str, Callable[[Form], None]], ...]] = {
    Wish.NEW: ((N_("Between whom?"), _places), (N_("What happened?"), _event), _SOURCE),
    Wish.CORRECTION: (_RECORD, (N_("What should it say?"), _changes), _SOURCE),
    Wish.SOURCE: (_RECORD, _SOURCE),
    Wish.NONE: (
        (N_("Which locality, or which pair?"), _either),
        (N_("How do you know?"), _note_asked),
        _SOURCE,
    ),
    Wish.ENDED: (_RECORD, (N_("When and how did it end?"), _ended), _SOURCE),
}


def between(form: Form) -> None:
    """The steps from the choice of the wish to the sending, and the heading of that."""
    asked = STEPS[form.wish]
    for number, (title, step) in enumerate(asked, start=2):
        heading(form, number, title)
        step(form)
    heading(form, len(asked) + 2, N_("Look it over and send it"))
