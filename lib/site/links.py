"""Every address that the program writes: of its pages, its files and its permanent pages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode

from lib.language.i18n import SOURCE
from lib.site.view import View

API = "/api/v1"
DOCS = "/api/docs"

Params = Mapping[str, str | Iterable[str]]


@dataclass(frozen=True)
class Links:
    """The addresses of one site; `base` is its scheme and host, "" for addresses within it.

    `quote` is urllib's `quote` (a space is %20) or `quote_plus`.
    """

    base: str
    quote: Callable[..., str] = quote_plus

    def to(self, path: str, params: Params | None = None) -> str:
        """`path` ("/map") with parameters."""
        query = urlencode(dict(params or {}), doseq=True, quote_via=self.quote)
        return f"{self.base}{path}?{query}" if query else f"{self.base}{path}"

    def page(self, path: str, lang: str, **params: str) -> str:
        """A page in a language, without any filter; English is the default."""
        return self.to(path, {**params, **({"lang": lang} if lang != SOURCE else {})})

    def view(self, path: str, view: View, **params: str | int) -> str:
        """A page or file with the filter, the units and the language of a view."""
        return self.to(path, {**view.params, **{name: str(v) for name, v in params.items()}})

    def record(self, key: str, lang: str) -> str:
        """The permanent page of a record."""
        return self.page(f"/r/{key}", lang)

    def partnership(self, key: str, view: View) -> str:
        """The permanent page of a partnership, in the units of a view."""
        return self.page(f"/r/{key}", view.lang, **units(view))

    def locality(self, key: str, view: View) -> str:
        """The page of a locality, in the units of a view."""
        return self.page("/locality", view.lang, id=key, **units(view))


def table(name: str, form: str) -> str:
    """The path of an open table."""
    return f"{API}/{name}.{form}"


def version(number: str) -> str:
    """The path of the whole data package of a version."""
    return f"{API}/versions/{number}/package.zip"


def geometry(units_: str, scene: str, lang: str, tag: str) -> str:
    """The polygons of the map; the address changes with their content, so browsers keep them."""
    return f"/geo/{units_}/{scene}.{lang}.geojson?v={tag}"


def units(view: View) -> dict[str, str]:
    """The parameter that asks for the units of a view; none for the default."""
    return {"units": str(view.viewpoint.units)} if view.today_units else {}
