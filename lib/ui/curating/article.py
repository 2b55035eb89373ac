"""An article beside a submission, read as in the form for contributions.

What is taken of it goes into the fields of the submission, or begins a new one.
"""

import streamlit as st

from lib.inbox import amending
from lib.inbox.states import OPEN, Full, State
from lib.site.view import View
from lib.ui import address, shell
from lib.ui.contributions import article, state
from lib.ui.contributions.state import Form
from lib.ui.curating import deciding, editing

_GO = "curating_article_go"


def show(full: Full, view: View) -> None:
    """The box for an article, and where its values can go."""
    _ = view.words.gettext
    form = state.beside(view, full.item.number)
    if st.session_state.pop(_GO, False):
        _go_on(form)
    begun = form.kept.article is not None
    with st.expander(
        _("Read an article beside it"),
        expanded=begun,
        key="curating_article",
        icon=":material/document_search:",
    ):
        article.show(form)
        if form.kept.origin[0]:
            # The article becomes a source of a record: that is a submission of its own.
            _go_on(form)
        if form.kept.article is not None and form.kept.article.drafts:
            _ways(form, full)


def _ways(form: Form, full: Full) -> None:
    """What can be made of the values that were taken."""
    _ = form.view.words.gettext
    with st.container(horizontal=True, gap="small"):
        if full.item.wish in editing.OF_AN_ACT and full.item.state in (*OPEN, State.ACCEPTED):
            st.button(
                _("Put what is taken into {number}").format(number=full.item.number),
                key="curating_article_put",
                icon=":material/edit_document:",
                on_click=_put,
                args=(full,),
            )
        st.button(
            _("Begin a new submission with it"),
            key="curating_article_begin",
            icon=":material/note_add:",
            on_click=_begin,
        )


def _put(full: Full) -> None:
    """Put what was taken of the act into the fields of the submission, which are opened."""
    now = state.kept()
    if now.article is None:
        return
    paths = dict.fromkeys(each.path for each in now.article.taken())
    lang = now.article.lang
    found = {amending.path_of(path, lang): now.draft[path] for path in paths}
    if found:
        editing.take(full, found)
        deciding.edit()


def _begin() -> None:
    st.session_state[_GO] = True


def _go_on(form: Form) -> None:
    """To the form for contributions, with the article and what was taken of it."""
    asked = {name: value for name in ("wish", "record") if (value := address.given(name))}
    if address.given("lang"):
        asked["lang"] = form.view.lang
    state.go_on()
    st.switch_page(shell.page("contribute", form.view), query_params=asked)
