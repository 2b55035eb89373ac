"""Every address that the program writes: of its pages, its files and its permanent pages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode

from lib.facts.localities import pair_ends
from lib.facts.perspective import DEFAULT_UNITS
from lib.language.i18n import SOURCE
from lib.site import kept
from lib.site.view import View

API = "/api/v1"
DOCS = "/api/docs"
# Where offices send what they know.
SUBMISSIONS = f"{API}/submissions"
# Where they have articles read.
READ = f"{API}/read"
# Charts and whole views as pictures.
CHART, VIEW = "/chart", "/view"
# The lists of pages as files, of records by the ending; these and the data of the map are work.
RECORDS_FILES = {form: f"/records.{form}" for form in ("xlsx", "csv")}
EVIDENCE_FILE, MAP_DATA = "/evidence.csv", "/map.csv"
PAGE_FILES = (*RECORDS_FILES.values(), EVIDENCE_FILE, MAP_DATA)
# The table of records as paper has it.
PAPER = "/paper/records.html"
# Width and height of the pictures for previews, in pixels: what the large networks ask for.
CARD_SIZE = (1200, 630)

Params = Mapping[str, str | Iterable[str]]


@dataclass(frozen=True)
class Links:
    """The addresses of one site; `base` is its scheme, host and the path that it lies under, if
    any; "" for addresses within the host.

    `quote` is urllib's `quote` (a space is %20) or `quote_plus`.
    """

    base: str
    quote: Callable[..., str] = quote_plus

    @classmethod
    def near(cls, path: str) -> "Links":
        """Addresses relative to the one at `path` ("/r/vj0141"): they hold under any prefix.

        A proxy that serves the site under a path and cuts it off tells nobody of it.
        """
        return cls("/".join([".."] * (path.count("/") - 1)) or ".")

    def to(self, path: str, params: Params | None = None) -> str:
        """`path` ("/map") with parameters."""
        query = urlencode(dict(params or {}), doseq=True, quote_via=self.quote)
        return f"{self.base}{path}?{query}" if query else f"{self.base}{path}"

    def page(self, path: str, lang: str, **params: str | Iterable[str]) -> str:
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

    def card(self, view: View, key: str = "") -> str:
        """The picture for previews: of a record, pair or locality, else the map of a view."""
        if key:
            return self.page(f"/card/{key}.png", view.lang, **units(view))
        return self.view("/card.png", view)

    def locality(self, key: str, view: View) -> str:
        """The page of a locality, in the units of a view."""
        return self.page("/locality", view.lang, id=key, **units(view))

    def contribute(self, lang: str, *, record: str = "", wish: str = "", pair: str = "") -> str:
        """The form for contributions, filled in for a record or a pair of localities."""
        return self.page("/contribute", lang, **contribution_params(record, wish, pair))

    def contribution(self, token: str, lang: str) -> str:
        """The private page of what somebody has sent in: whoever has the address sees it."""
        return self.page("/contribute", lang, receipt=token)


def contribution_params(record: str = "", wish: str = "", pair: str = "") -> dict[str, str]:
    """The parameters with which the form opens filled in; those that are not given are left out."""
    vn, jp = pair_ends(pair) if pair else ("", "")
    given = {"wish": wish, "record": record, "vn": vn, "jp": jp}
    return {name: value for name, value in given.items() if value}


def webcal(address: str) -> str:
    """The address of a calendar as programs take it that subscribe to one."""
    return f"webcal:{address.partition(':')[2]}"


def table(name: str, form: str) -> str:
    """The path of an open table."""
    return f"{API}/{name}.{form}"


def brief(key: str, form: str = "") -> str:
    """The path of the one sheet on a locality or pair: a page, or a file ("pdf", "docx")."""
    return f"/brief/{key}.{form}" if form else f"/brief/{key}"


def version(number: str) -> str:
    """The path of the whole data package of a version."""
    return f"{API}/versions/{number}/package.zip"


def geometry(units_: str, scene: str, lang: str, tag: str) -> str:
    """A scene of the map, from any page; changes with its content, so browsers keep it."""
    return Links.near("/map").to(f"/geo/{units_}/{scene}.{lang}.json", {"v": tag})


def map_script(tag: str) -> str:
    """The script that draws the map, from any page; changes with its content too."""
    return Links.near("/map").to("/geo/map.js", {"v": tag})


def script(name: str) -> str:
    """A script of a component, from any page; changes with its content too."""
    return Links.near("/map").to(f"/script/{name}", {"v": kept.scripts()[name].tag})


def units(view: View) -> dict[str, str]:
    """The parameter that asks for the units of a view; it stands in every link of one."""
    return {"units": str(view.viewpoint.units)}


def other_units(view: View) -> dict[str, str]:
    """The same unless it is the default: in the one address that search engines know a page by."""
    return {} if view.viewpoint.units is DEFAULT_UNITS else units(view)
