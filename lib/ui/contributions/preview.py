"""The record as it will look, drawn from the package with the proposal's rows in it."""

from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from lib.facts import perspective
from lib.facts.perspective import Perspective
from lib.inbox import draft as drafts
from lib.inbox import rows, submission
from lib.site import store
from lib.site.store import Viewpoint
from lib.site.view import View
from lib.ui import records
from lib.ui.contributions.state import Form


@dataclass(frozen=True)
class Proposed(View):
    """A view of a data set that is not in use."""

    proposed: Perspective

    @property
    def dataset(self) -> Perspective:
        """The package with the rows of the proposal."""
        return self.proposed


def show(form: Form) -> None:
    """The record, or why it cannot be shown yet."""
    _ = form.view.words.gettext
    if form.proposal is None or form.errors:
        with st.container(border=True):
            st.caption(_("It is shown here as soon as nothing is missing."))
        return
    found = record(form.view, form.raw)
    if found is None:
        st.caption(_("This becomes no record of its own; the curator sees what you write."))
        return
    view, key = found
    with st.container(border=True, key="contribution_preview"):
        records.whole(key, view)


def record(view: View, sent: drafts.Raw) -> tuple[View, str] | None:
    """A view in which what was sent is a record, and its id; None where it becomes none."""
    found = _made(view.viewpoint, drafts.file(sent).decode())
    if found is None:
        return None
    proposed, key = found
    return Proposed(view.viewpoint, view.chosen, view.lang, proposed), key


# Each holds the whole tables; a form is looked at by one visitor.
@lru_cache(maxsize=4)
def _made(viewpoint: Viewpoint, sent: str) -> tuple[Perspective, str] | None:
    data = store.dataset(viewpoint.edition)
    proposal = submission.read(drafts.read_file(sent.encode()))
    with_it, key = rows.preview(data, proposal)
    if not key:
        return None
    return perspective.see(with_it, viewpoint.units, viewpoint.day), key
