"""The view that a visitor's address asks for."""

from lib.site.view import View
from lib.ui import address


def current() -> View:
    """The view that the URL asks for; what had to be left out is in `address.read`."""
    chosen, _ = address.read()
    return View(address.viewpoint(), chosen, address.language())
