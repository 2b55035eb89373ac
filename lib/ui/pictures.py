"""The pictures of a page: for a slide, for a report, and each chart alone."""

import streamlit as st

from lib.pictures.drawings import VIEWS, Drawing
from lib.site.links import CHART, VIEW
from lib.site.view import View
from lib.ui import address

_SLIDE, _REPORT = "16x9", "a4"


def links(view: View, path: str) -> bool:
    """Buttons that lead to the page as a picture, and its charts alone; whether it has any."""
    whole = VIEWS.get(path)
    current = address.current()
    if whole is None or not all(name in current for name in whole.needed):
        return False
    _ = view.words.gettext
    settings = {name: current[name][0] for name in whole.settings if name in current}
    to = address.links().view
    st.markdown("**" + _("Picture of this view") + "**")
    with st.container(horizontal=True):
        for label, size in (
            (_("Picture for a slide"), _SLIDE),
            (_("Picture for a report"), _REPORT),
        ):
            st.link_button(
                label,
                to(f"{VIEW}/{whole.name}.png", view, **settings, size=size),
                icon=":material/image:",
            )

    def forms(target: str, **more: str) -> str:
        return " · ".join(
            f"[{form.upper()}]({to(f'{target}.{form}', view, **more)})" for form in ("png", "svg")
        )

    def alone(drawing: Drawing) -> str:
        own = {name: settings[name] for name in drawing.settings if name in settings}
        if drawing.name == "map":
            return forms("/map", **own)
        return forms(f"{CHART}/{drawing.name}", **own)

    line = _("{name}: {value}")
    lines = [
        (_("Slide (16:9)"), forms(f"{VIEW}/{whole.name}", **settings, size=_SLIDE)),
        (_("Report (A4)"), forms(f"{VIEW}/{whole.name}", **settings, size=_REPORT)),
        *((_(each.label), alone(each)) for each in whole.shown if len(whole.shown) > 1),
    ]
    st.markdown("\n".join("- " + line.format(name=name, value=value) for name, value in lines))
    return True
