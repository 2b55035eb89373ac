"""A page within another one, by `?embed=true`: its picture, who made it, and the way to the page.

No script, no menu and no filter: the picture for a wide or an upright frame, light or dark, with
its title, legend and source in it. Pages that have no picture are embedded as they are.
"""

from collections.abc import Mapping

from starlette.datastructures import QueryParams

from lib.api import html, previews
from lib.api.index_page import Settings, told
from lib.api.request import ApiRequest
from lib.language.quoting import printable
from lib.pictures.drawings import VIEWS, Whole
from lib.site.arrivals import Pairs
from lib.site.links import VIEW, Links
from lib.site.pages import Page
from lib.style.palette import DARK, LIGHT, Palette, hexadecimal

# Streamlit's own parameters, which say how a page is embedded.
OWN = ("embed", "embed_options")
_UPRIGHT = "(max-aspect-ratio: 1/1)"
_DARK = "(prefers-color-scheme: dark)"
_SIZES = {"": "16x9", _UPRIGHT: "2x3"}


def is_asked(query: QueryParams, page: Page, settings: Settings) -> bool:
    """Whether a page is asked for that has a picture, to be shown within another one."""
    whole = VIEWS.get(page.path)
    asked = query.get("embed", "").casefold() == "true"
    return asked and whole is not None and all(name in settings for name in whole.needed)


def render(
    view: ApiRequest, page: Page, settings: Settings, given: Pairs, query: QueryParams
) -> bytes:
    """The page; `given` are the parameters of the address, of which it names those left out."""
    whole = VIEWS[page.path]
    themes = _themes(query)
    params = {**{n: v for n, v in view.params.items() if n != "lang"}, **settings}
    sources = [
        {"media": " and ".join(filter(None, (shape, dark))), "address": _picture(*asked)}
        for shape, size in reversed(_SIZES.items())
        for dark, theme in themes.items()
        if shape or dark
        for asked in [(view, whole, settings, size, theme)]
    ]
    context = {
        **told(view, page, settings),
        # Without what the page is for: nothing can be clicked here.
        "summary": " · ".join(previews.of_view(view).lines),
        "scheme": "light dark" if len(themes) > 1 else themes[""],
        "colours": {"light": _colours(LIGHT), "dark": _colours(DARK)},
        "notices": _left_out(view, settings, given),
        "sources": sources,
        "picture_address": _picture(view, whole, settings, _SIZES[""], themes[""]),
        "full": view.near.page(view.path, view.lang, **params),
    }
    return html.render("embed.html", view, view.path, context, params)


def _themes(query: QueryParams) -> dict[str, str]:
    """The theme for each of what browsers prefer, unless the address says which."""
    options = query.getlist("embed_options")
    for theme in ("light", "dark"):
        if f"{theme}_theme" in options:
            return {"": theme}
    return {_DARK: "dark", "": "light"}


def _picture(view: ApiRequest, whole: Whole, settings: Settings, size: str, theme: str) -> str:
    kept = {name: settings[name][0] for name in whole.settings if name in settings}
    links: Links = view.near
    return links.view(f"{VIEW}/{whole.name}.svg", view, size=size, theme=theme, **kept)


def _colours(palette: Palette) -> Mapping[str, str]:
    names = ("background", "text", "accent")
    return {name: hexadecimal(getattr(palette, name)) for name in names}


def _left_out(view: ApiRequest, settings: Settings, given: Pairs) -> list[str]:
    """A sentence on each parameter that is not understood: nothing is left out in silence."""
    used = {**view.params, **settings, "units": [str(view.viewpoint.units)], "lang": [view.lang]}
    words = view.words
    return [
        words.gettext("Not understood and left out: {name} = {value}").format(
            name=printable(name, 40), value=printable(value)
        )
        for name, value in given
        if name not in (*OWN, "v") and value and value not in used.get(name, ())
    ]
