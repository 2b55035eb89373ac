"""What was sent in, for those who decide on it; a plain page for all others."""

import streamlit as st

from lib.inbox import desk
from lib.inbox.states import Unknown
from lib.inbox.store import Unavailable
from lib.ui.curating import access, deciding, item, publishing, queue, writing
from lib.ui.session import current

view = current()
_ = view.words.gettext

with st.container(key="curating"):
    if access.curator() is None:
        access.refuse(view)
    else:
        deciding.flash(view)
        try:
            listed, opened = st.columns([1, 2.4], gap="medium")
            with listed:
                items = desk.queue(queue.asked(view))
                number = queue.shown(items)
                queue.listed(items, number, view)
                publishing.panel(view)
                access.leave(view)
            with opened:
                if number is not None:
                    item.show(number, items, view)
            writing.wish()
        except Unknown:
            st.warning(_("There is no submission of this number."), icon=":material/link_off:")
        except Unavailable:
            st.error(
                _("Please try again later. Nothing was changed."),
                title=_("The inbox cannot be asked at the moment."),
                icon=":material/cloud_off:",
            )
