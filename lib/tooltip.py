"""What the map's pointer shows, as a form that each object fills in (see `maps.Tip`)."""

from lib.i18n import Words


def tooltip(words: Words) -> dict[str, object]:
    """The tooltip of units, links and areas alike; its words travel once and not per object."""
    _ = words.gettext
    lines = [
        "<b>{name}</b>{k}",
        _("Signed documents: {count}").replace("{count}", "{n}"),
        _("Records: {count}").replace("{count}", "{r}"),
        _("Latest signing: {date}").replace("{date}", "{l}"),
    ]
    style = {
        "fontSize": "13px",
        "maxWidth": "190px",
        # Under the pointer and not beside it, where there may be no room.
        "margin": "14px 0 0 -85px",
        "background": "#1b2430",
        "color": "#fff",
        "borderRadius": "4px",
        "lineHeight": "1.5",
    }
    return {"html": "<br>".join(lines), "style": style}
