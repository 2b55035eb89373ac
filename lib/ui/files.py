"""Links to files: at addresses of their own, which need no session and can be passed on."""

from markupsafe import Markup

from lib.pictures.drawings import Drawing
from lib.site.links import Links
from lib.site.view import View
from lib.ui import address, markup

_NEAR = Links.near("/page")


def link(label: str, target: str, *, help_: str = "", framed: bool = False) -> Markup:
    """A link to a file at an address; `help_` says what it holds, `framed` that it matters most."""
    kind = "vj-file vj-framed" if framed else "vj-file"
    # What comes instead of the file, if it is refused, must not take the place of the page.
    return markup.tag("a", label, class_=kind, href=target, title=help_ or None, target="_blank")


def at(path: str, view: View, **settings: str) -> str:
    """The address of a file by a view."""
    return _NEAR.view(path, view, **settings)


def of_drawing(label: str, path: str, of: Drawing, view: View, **settings: str) -> Markup:
    """A link to a picture or its data, which follow the settings of the page as they stand."""
    current = address.current()
    followed = {name: current[name][0] for name in of.settings if name in current}
    return link(label, at(path, view, **{**followed, **settings}))


def show(*links: Markup) -> None:
    """Put links beside each other."""
    markup.show(markup.tag("div", *links, class_="vj-files"))
