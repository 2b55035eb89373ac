"""What the page says where scripts are off, or where no WebSocket gets through.

Streamlit shows grey boxes for ever where a network lets HTTP through but no WebSocket. The pages
at /r/…, the files and the API need neither. The texts stand in all languages: who reads them has
no switch to choose one by.
"""

from html import escape
from pathlib import Path

from lib.api.request import ApiRequest
from lib.language.i18n import LANGUAGES, N_, Localizer, words
from lib.site.links import API, DOCS
from lib.site.pages import Page

# A connection over a slow line is there within this; a proxy that stops it often just hangs.
SECONDS = 12
_NO_SCRIPTS = N_("This page needs JavaScript, which is switched off in this browser.")
_NO_SOCKET = N_(
    "The page could not be loaded: this network seems to block WebSocket connections, as some "
    "office proxies do. Ask your administrator to allow wss:// to this site, or try another "
    "network."
)
_INSTEAD = N_("These work without:")

WATCH = Path(__file__).with_name("unreached.js").read_text(encoding="utf-8")


def part(view: ApiRequest, _page: Page) -> str:
    """Markup for the top of the body: a note without scripts, and one that a script may show."""
    style = (
        "position:relative;z-index:10000000;max-width:44rem;margin:2rem auto;padding:1rem;"
        "background:#fff;color:#000;border:2px solid #1f4e79;font-family:sans-serif"
    )
    return (
        f'<noscript><div style="{style}">{_told(_NO_SCRIPTS, view)}</div></noscript>'
        f'<div id="unreached" role="alert" hidden data-seconds="{SECONDS}" style="{style}">'
        f"{_told(_NO_SOCKET, view)}</div><script>{WATCH}</script>"
    )


def _told(reason: str, view: ApiRequest) -> str:
    others = [lang for lang in LANGUAGES if lang != view.lang]
    return "".join(_in_language(reason, view, words(lang)) for lang in (view.lang, *others))


def _in_language(reason: str, view: ApiRequest, said: Localizer) -> str:
    _ = said.gettext
    params = {**{k: v for k, v in view.params.items() if k != "lang"}, "lang": said.lang}
    newest = view.events.sort_values("last", ascending=False, na_position="last").index[:3]
    to = view.near.to  # holds under any path that the site is served at
    links = [
        *(
            (to(f"/r/{key}", {"lang": said.lang}), str(view.events[f"title_{said.lang}"][key]))
            for key in newest
        ),
        (to(f"{API}/events.xlsx", params), _("Records (Excel)")),
        (to(f"{API}/events.csv", params), _("Records (CSV)")),
        (to(DOCS, {"lang": said.lang}), _("Documentation of the API")),
    ]
    items = "".join(f'<li><a href="{escape(url)}">{escape(text)}</a></li>' for url, text in links)
    return (
        f'<div lang="{said.lang}"><p>{escape(_(reason))} {escape(_(_INSTEAD))}</p>'
        f'<ul style="padding-left:1.5rem">{items}</ul></div>'
    )
