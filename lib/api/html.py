"""Small HTML pages of our own, without a script: for search engines, social cards and readers."""

import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import urlsplit

from lib.api.request import ApiRequest
from lib.language.i18n import LANGUAGES

MEDIA_TYPE = "text/html; charset=utf-8"
_STYLE = """
:root{color-scheme:light dark;--line:#d5dbe3;--link:#1f4e79;--soft:#f3f5f8}
@media (prefers-color-scheme:dark){:root{--line:#364150;--link:#8fc1ee;--soft:#1c232d}}
body{font:1rem/1.6 'Noto Sans','Segoe UI','Hiragino Sans','Yu Gothic UI',sans-serif;
max-width:60rem;margin:0 auto;padding:1rem}
a{color:var(--link);overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.3}h2{font-size:1.2rem;margin-top:2rem}
nav,header,footer{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;align-items:baseline}
header{border-bottom:1px solid var(--line);padding-bottom:.6rem;justify-content:space-between}
footer{border-top:1px solid var(--line);margin-top:2rem;padding-top:.6rem;font-size:.9rem}
dl{display:grid;grid-template-columns:minmax(9rem,auto) 1fr;gap:.3rem 1rem}
dt{font-weight:600}dd{margin:0}
.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.92rem}
th,td{border:1px solid var(--line);padding:.3rem .6rem;text-align:left;vertical-align:top}
th,pre,code{background:var(--soft)}pre{padding:.8rem;overflow-x:auto}
@media (max-width:40rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
"""


def link(url: str, text: str, **attributes: str) -> str:
    """A link; a plain text where the address is none of http and https."""
    if urlsplit(url).scheme not in ("http", "https", ""):
        return escape(text)
    told = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f'<a href="{escape(url)}"{told}>{escape(text)}</a>'


def heading(text: str, anchor: str = "") -> str:
    """A heading of the second level."""
    return (
        f'<h2 id="{escape(anchor)}">{escape(text)}</h2>' if anchor else f"<h2>{escape(text)}</h2>"
    )


def paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """A list of facts; the values are HTML."""
    told = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in pairs if value)
    return f"<dl>{told}</dl>"


def table(titles: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    """A table; the cells are HTML."""
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    rows = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in cells)}</tr>" for cells in body)
    whole = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<div class="wide"><table>{whole}</table></div>'


def page(
    asked: ApiRequest,
    path: str,
    title: str,
    summary: str,
    body: str,
    data: Mapping[str, Any],
    **more: str,
) -> bytes:
    """A whole page at `path` with the parameters `more`.

    `title` and `summary` are text, `body` is HTML, `data` is JSON-LD.
    """
    _ = asked.words.gettext
    site = _("Vietnam–Japan Local Partnerships")

    def at(lang: str) -> str:
        return asked.links.page(path, lang, **more)

    here = at(asked.lang)
    alternates = "".join(
        f'<link rel="alternate" hreflang="{lang}" href="{escape(at(lang))}">' for lang in LANGUAGES
    )
    languages = " ".join(
        f"<strong>{name}</strong>"
        if lang == asked.lang
        else link(at(lang), name, hreflang=lang, lang=lang)
        for lang, name in LANGUAGES.items()
    )
    home = asked.links.page("/", asked.lang)
    card = {
        "og:type": "article",
        "og:site_name": site,
        "og:title": title,
        "og:description": summary,
        "og:url": here,
        "og:locale": {"en": "en_GB", "vi": "vi_VN", "ja": "ja_JP"}[asked.lang],
    }
    cards = "".join(
        f'<meta property="{name}" content="{escape(value)}">' for name, value in card.items()
    )
    # Within a script element only "<" could end the data.
    json_ld = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    version = escape(_("Data version {version}").format(version=asked.dataset.version))
    choice, data_under = escape(_("Language")), escape(_("Data:"))
    open_data = link(asked.links.page("/api/docs", asked.lang), _("Open data"))
    licence = link("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0", rel="license")
    return f"""<!DOCTYPE html>
<html lang="{asked.lang}">
<head>
<meta charset="utf-8">
<title>{escape(title)} – {escape(site)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{escape(summary)}">
<meta name="twitter:card" content="summary">
{cards}
<link rel="canonical" href="{escape(here)}">
{alternates}
<link rel="alternate" hreflang="x-default" href="{escape(at("en"))}">
<style>{_STYLE}</style>
<script type="application/ld+json">{json_ld}</script>
</head>
<body>
<header>{link(home, site)}<nav aria-label="{choice}">{languages}</nav></header>
<main>
<h1>{escape(title)}</h1>
{body}
</main>
<footer><span>{version}</span>
<span>{data_under} {licence}</span>
{open_data}</footer>
</body>
</html>
""".encode()
