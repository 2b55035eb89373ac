"""The file that Streamlit's front end starts from, with what is told before any script runs.

Streamlit serves one file at every address: "Streamlit", in English, about nothing. Search engines,
previews of links and readers without scripts see no more than it. Here its head names the view that
its address asks for, and what PARTS return stands in its body.
"""

import re
from collections.abc import Callable
from typing import Any

from lib.api import html
from lib.api.request import ApiRequest
from lib.facts.rows import row as row_of
from lib.filter.filters import Filter
from lib.site.pages import Page

# What stands in the body before everything else: from the view and its page to markup.
PARTS: tuple[Callable[[ApiRequest, Page], str], ...] = ()

# Settings by name, as the address has them and the page knows them.
Settings = dict[str, list[str]]

# What is replaced in Streamlit's file: the language, the head's own texts, and the note on scripts.
LANGUAGE = re.compile(r'<html lang="en">')
HEAD = re.compile(
    r'<title>.*?</title>|<link rel="shortcut icon"[^>]*>|<link rel="service-desc"[^>]*>', re.S
)
SCRIPTLESS = re.compile(r"<noscript>.*?</noscript>", re.S)
_HEAD_END = re.compile(r"(<meta\s+name=\"viewport\")")
_BODY = re.compile(r"<body>")


def render(source: str, view: ApiRequest, page: Page, settings: Settings) -> bytes:
    """Streamlit's file `source` for a view of a page."""
    head = (
        html.environment()
        .get_template("index_head.html")
        .render(html.context(view, view.path, told(view, page, settings), _params(view, settings)))
    )
    body = "".join(part(view, page) for part in PARTS)
    text = LANGUAGE.sub(f'<html lang="{view.lang}">', source, count=1)
    text = HEAD.sub("", text)
    text = _HEAD_END.sub(lambda found: head + found[1], text, count=1)
    if PARTS:
        text = SCRIPTLESS.sub("", text)
    return _BODY.sub(lambda found: found[0] + body, text, count=1).encode()


def told(view: ApiRequest, page: Page, settings: Settings) -> dict[str, Any]:
    """What is said of a view: its title, a sentence or two, and whose picture stands for it."""
    _ = view.words.gettext
    dataset, lang = view.dataset, view.lang
    record, place = (settings.get(name, [""])[0] for name in ("record", "id"))
    if record:
        event = row_of(dataset.events, record)
        pair = dataset.pair_name(event.vn_id, event.jp_id, lang)
        day = view.words.date(event.date) if event.date else _("date not known")
        kind = dataset.label("kinds", event.kind, lang)
        title, parts = str(getattr(event, f"title_{lang}")), [" · ".join((pair, day, kind))]
    elif place:
        title = dataset.full_name(place, lang)
        side = place.partition("-")[0]
        own = view.filtered(Filter.of({side: [place]}))
        parts = [_(page.purpose), _counts(own)]
    elif view.chosen and page.filtered:
        title, parts = _(page.title), [view.sentence, _counts(view), _(page.purpose)]
    else:
        title, parts = _(page.title), [_(page.purpose), _counts(view)]
    return {
        "title": title,
        "summary": " ".join(parts) if len(parts) == 1 else view.words.sentences(map(_ended, parts)),
        "picture": record or place,
    }


def _ended(text: str) -> str:
    return text if text.endswith((".", "。")) else f"{text}."


def _counts(view: ApiRequest) -> str:
    words, events = view.words, view.events
    documents = int(events["signed"].sum())
    return words.list(
        [
            words.ngettext("{count} record", "{count} records", len(events)),
            words.ngettext("{count} signed document", "{count} signed documents", documents),
        ]
    )


def _params(view: ApiRequest, settings: Settings) -> dict[str, list[str]]:
    """The parameters of the address in its one form, without the language."""
    return {**{k: v for k, v in view.params.items() if k != "lang"}, **settings}
