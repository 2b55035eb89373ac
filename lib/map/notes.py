"""What must be said beside every map: its two scales, its inset, and whose borders it shows."""

from lib.site.view import View


def scale(view: View) -> str:
    """How the two countries stand to each other."""
    return view.words.gettext(
        "The two countries stand side by side and are not to the same scale; Okinawa and Amami "
        "are in the inset. Cities are drawn with their province or prefecture."
    )


def borders(view: View) -> str:
    """Of which day the borders are."""
    _ = view.words.gettext
    if view.today_units:
        return _("Borders of the 34 units since 1 July 2025; ties stand with who holds them today.")
    return _("Borders of the 63 units before 1 July 2025; documents stand with who signed them.")
