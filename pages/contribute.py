"""The form for contributions; with a private link, what became of one."""

from functools import partial

import streamlit as st

from lib.site import config
from lib.ui import address, corrections
from lib.ui.contributions import article, kept_file, receipt, sending, sources, state, steps
from lib.ui.session import current


def _opening(form: state.Form) -> None:
    st.markdown(
        _(
            "Whoever knows something can add it, without an account. A curator compares it "
            "with its source before it becomes part of the data; a private link tells you "
            "what became of it."
        )
    )
    receipt.adding(form)
    kept_file.load(form)


view = current()
_ = view.words.gettext
token = address.given("receipt")

with st.container(key="contribution"):
    if not config.in_use().inbox:
        st.info(
            _("On this site contributions are not taken in by a form."),
            icon=":material/edit_off:",
        )
        corrections.general_button(view)
    elif token is not None:
        receipt.show(view, token)
    else:
        form = state.current(view)
        written, beside = steps.room()
        with written:
            form.put("opening", partial(_opening, form))
            article.show(form)
            sources.fill_in(form)
            form.put("steps", partial(steps.first, form))
            sending.show(form, beside)
