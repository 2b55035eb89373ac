"""Small HTML pages of our own, without a script: for search engines, social cards and readers.

The templates escape every value; text of the data set can never become markup.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from babel.core import get_global
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lib.api.request import ApiRequest
from lib.facts.evidence import CONTRADICTED
from lib.language.i18n import LANGUAGES
from lib.language.quoting import opening
from lib.site.identity import LICENCE, LICENCE_URL, NAME
from lib.site.links import API, CARD_SIZE, DOCS, Params, webcal

MEDIA_TYPE = "text/html; charset=utf-8"
_GLOBALS = {
    "NAME": NAME,
    "LICENCE": LICENCE,
    "LICENCE_URL": LICENCE_URL,
    "LANGUAGES": LANGUAGES,
    "API": API,
    "DOCS": DOCS,
    "CARD_SIZE": CARD_SIZE,
    "CONTRADICTED": CONTRADICTED,
    "webcal": webcal,
}


def render(
    template: str,
    view: ApiRequest,
    path: str,
    page: Mapping[str, Any],
    params: Params | None = None,
) -> bytes:
    """A whole page at `path` with `params`.

    `page` holds `title` and `summary`, `data` for the JSON-LD, `picture`, which is the record, pair
    or locality whose picture stands for it in previews, and what the template shows.
    """
    text = environment().get_template(template).render(context(view, path, page, params or {}))
    return text.encode()


def context(view: ApiRequest, path: str, page: Mapping[str, Any], params: Params) -> dict[str, Any]:
    """What every template of a page has: the view, its addresses, and `page` as in `render`."""
    addresses = {lang: view.links.page(path, lang, **params) for lang in LANGUAGES}
    return {
        "view": view,
        "near": view.near,
        "words": view.words,
        "_": view.words.gettext,
        "day": lambda date: view.words.date(date) if date else "",
        "addresses": addresses,
        "near_addresses": {lang: view.near.page(path, lang, **params) for lang in LANGUAGES},
        "here": addresses[view.lang],
        "card": view.links.card(view, page.get("picture", "")),
        **page,
    }


@cache
def environment() -> Environment:
    """The templates and what they share."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        # One version of code and templates for the life of the process.
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    found.filters["opening"] = opening
    found.tests["web_address"] = is_web_address
    found.globals |= {**_GLOBALS, "territorial": territorial}
    macros = found.get_template("macros.html").module
    found.globals |= {name: getattr(macros, name) for name in ("link", "fact", "table")}
    return found


def is_web_address(address: str) -> bool:
    """Whether a link may lead to it: http, https, a calendar, or a path of our own."""
    try:
        return urlsplit(address).scheme in ("http", "https", "webcal", "")
    except ValueError:
        return False


def territorial(locale: Locale) -> str:
    """The locale with a territory, as Open Graph wants it: "ja_JP" for "ja"."""
    likely = get_global("likely_subtags")[locale.language]
    return f"{locale.language}_{locale.territory or Locale.parse(likely).territory}"
