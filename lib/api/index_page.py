"""The file that Streamlit's front end starts from, with what is told before any script runs.

Streamlit serves one file at every address: "Streamlit", in English, about nothing. Search engines,
previews of links and readers without scripts see no more than it. Here its head names the view that
its address asks for, and what PARTS return stands in its body.
"""

import re
from collections.abc import Callable
from typing import Any

from lib.api import html, previews, unreached
from lib.api.request import ApiRequest
from lib.site import links
from lib.site.pages import Page
from lib.style import sheets


def _style(_view: ApiRequest, _page: Page) -> str:
    """The style of all pages, which thus travels once and not with each run of the script."""
    return f"<style>{sheets.css()}</style>"


# What stands in the body before everything else: from the view and its page to markup.
PARTS: tuple[Callable[[ApiRequest, Page], str], ...] = (_style, unreached.part)

# Settings by name, as the address has them and the page knows them.
Settings = dict[str, list[str]]

# What is replaced in Streamlit's file: the language, the head's own texts, its own font (170 kB),
# in which nothing of ours is set, and the note on scripts.
LANGUAGE = re.compile(r'<html lang="en">')
HEAD = re.compile(
    r'<title>.*?</title>|<link rel="shortcut icon"[^>]*>|<link rel="service-desc"[^>]*>', re.S
)
FONT = re.compile(r'<link\s+rel="preload"[^>]*\bas="font"[^>]*>')
SCRIPTLESS = re.compile(r"<noscript>.*?</noscript>", re.S)
_HEAD_END = re.compile(r"(<meta\s+name=\"viewport\")")
_BODY = re.compile(r"<body>")


def render(
    source: str, view: ApiRequest, page: Page, settings: Settings, private: bool = False
) -> bytes:
    """Streamlit's file `source` for a view of a page; for no search engine if it is `private`."""
    values = {**told(view, page, settings), "private": private}
    head = (
        html.environment()
        .get_template("index_head.html")
        .render(html.context(view, view.path, values, _params(view, settings)))
    )
    body = "".join(part(view, page) for part in PARTS)
    text = LANGUAGE.sub(f'<html lang="{view.lang}">', source, count=1)
    text = FONT.sub("", HEAD.sub("", text))
    text = _HEAD_END.sub(lambda found: head + found[1], text, count=1)
    text = SCRIPTLESS.sub("", text)
    return _BODY.sub(lambda found: found[0] + body, text, count=1).encode()


def told(view: ApiRequest, page: Page, settings: Settings) -> dict[str, Any]:
    """What is said of a view: its title, a sentence or two, and whose picture stands for it."""
    keys = (key for name in ("record", "id") for key in settings.get(name, ()))
    named = next(keys, None)
    found = (named and previews.of(view, named)) or previews.of_view(view, page)
    return {"title": found.title, "summary": found.summary, "picture": found.key}


def _params(view: ApiRequest, settings: Settings) -> dict[str, str | list[str]]:
    """The parameters of the address in its one form, without the language."""
    return {**view.chosen.params(), **links.other_units(view), **settings}
