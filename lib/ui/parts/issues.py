"""Records on a list of what is least sure, each with why it stands there."""

from markupsafe import Markup

from lib.site.view import View
from lib.ui import address, chart_cache, markup, records


def listing(view: View, code: str, keys: tuple[str, ...]) -> None:
    """These records, and for each the way to correct it."""
    records.listing(_entries(view, code, keys))


@address.kept
def _entries(view: View, code: str, keys: tuple[str, ...]) -> list[Markup]:
    suggest = view.words.gettext("Suggest a correction")
    return [
        records.in_brief(
            view.dataset.event(key),
            view,
            [
                markup.tag("span", chart_cache.why_listed(view.viewpoint, view.lang, code, key)),
                markup.link(suggest, "records", address.link(view.chosen, key)),
            ],
        )
        for key in keys
    ]
