"""The text of an article beside what was read in it: a component of ours."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from lib.inbox import from_article
from lib.inbox.from_article import Act, Article, Found
from lib.language.i18n import N_
from lib.ui import browser
from lib.ui.contributions import fields
from lib.ui.contributions.state import Form

_KEY = "article_view"
_STYLE = Path(__file__).parents[1] / "article.css"
# Where the tooltip-like label of a mark has no room for the name of the field.
_SHORT = {
    "vn_id": N_("Vietnam"),
    "jp_id": N_("Japan"),
    "kind": N_("Kind"),
    "date": N_("Date"),
    "title": N_("Title"),
    "fields": N_("Field"),
    "signatory": N_("Signed by"),
    "vn_party": N_("Party"),
    "jp_party": N_("Party"),
    "valid_until": N_("Term"),
    "status": N_("Status"),
}
_view = st.components.v2.component(
    "article_view",
    html='<div class="frame"><div class="article"></div></div>',
    css=_STYLE.read_text(encoding="utf-8"),
    js=browser.script("article.js"),
)


def show(
    form: Form, article: Article, aim: str, decide: Callable[[object, dict[str, str]], None]
) -> None:
    """The text with its marks, and the values with a way to take, change or drop each.

    `aim` is the path of the field that the browser goes to, "" for none.
    """
    labels = {name: form.view.words.gettext(label) for name, label in fields.LABELS.items()}

    def decided() -> None:
        decide(st.session_state[_KEY].get("decided"), labels)

    _view(key=_KEY, data=payload(form, article, aim), on_decided_change=decided)


def payload(form: Form, article: Article, aim: str = "") -> dict[str, Any]:
    """What the component draws."""
    _ = form.view.words.gettext
    found = article.draft.found
    return {
        "lang": article.lang,
        "segments": [
            [each.text, list(each.ids)] for each in from_article.segments(article.text, found)
        ],
        "values": [_value(form, article, each) for each in found],
        "aim": f"c_{aim.replace('.', '_')}" if aim else "",
        "texts": {
            "text": _("Text of the article"),
            "values": _("What was read"),
            "take": _("Take"),
            "change": _("Change"),
            "drop": _("Drop"),
            "taken": _("Taken"),
            "dropped": _("Dropped"),
            "doubtful": _("Please check"),
        },
    }


def _value(form: Form, article: Article, found: Found) -> dict[str, Any]:
    _ = form.view.words.gettext
    name = found.path.partition(".")[2]
    act = article.act(found)
    return {
        "id": found.id,
        "name": name,
        "label": _(fields.LABELS[name]),
        "short": _(_SHORT[name]),
        "value": fields.plain(form, name, found.cell),
        "words": from_article.quoted(article.text, found),
        "sure": found.sure,
        "state": {Act.TAKE: "taken", Act.CHANGE: "taken", Act.DROP: "dropped", None: ""}[act],
    }
