"""Who is at the page, and what others see of it."""

import logging

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

from lib.inbox import curators
from lib.site import config
from lib.site.view import View

LOG = logging.getLogger("dashboard")


def curator() -> str | None:
    """The curator who is at the page, as the log names them; None of anybody else.

    Asked anew in each run and before each step: whoever is taken off the list may do no more.
    """
    settings = config.in_use()
    # Who has signed in is looked up in Streamlit's secrets, which takes long.
    if not settings.inbox or not (settings.curate_here or settings.curators):
        return None
    if settings.curate_here:
        here = curators.is_here(st.context.headers.to_dict(), st.context.url)
        return curators.HERE if here else None
    return curators.signed_in(st.user, settings.curators)


def refuse(view: View) -> None:
    """The page of whoever may not curate: what it is, and the way in for those who may."""
    _ = view.words.gettext
    settings = config.in_use()
    if not settings.inbox:
        st.info(_("On this site contributions are not taken in by a form."), icon=":material/lock:")
        return
    st.info(_("This page is for the curators of this site."), icon=":material/lock:")
    if settings.curate_here or not (settings.curators and _provider()):
        return
    if st.user.get("is_logged_in"):
        st.markdown(_("You are signed in with an account that is not a curator’s."))
        leave(view)
        return
    st.button(
        _("Sign in"), on_click=st.login, type="primary", icon=":material/login:", key="sign_in"
    )


def leave(view: View) -> None:
    """A button to sign out, for those who have signed in."""
    if not config.in_use().curate_here:
        st.button(
            view.words.gettext("Sign out"),
            on_click=st.logout,
            type="tertiary",
            icon=":material/logout:",
            key="sign_out",
        )


def _provider() -> bool:
    """Whether a provider of accounts is set up here (docs/curating.md)."""
    return bool(get_secrets_auth_section())
