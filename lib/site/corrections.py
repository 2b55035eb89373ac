"""“Suggest a correction”: a link that opens a filled-in mail or issue, and posts nothing itself.

VJ_CORRECTIONS says where it goes: `mailto:address`, or an https URL in which `{title}` and
`{body}` stand for the texts. Without it, or with one that cannot be used, the reader's mail program
opens without an address.
"""

import logging
import os
import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from lib.facts.dataset import Catalogue
from lib.language.i18n import Words

LOG = logging.getLogger("dashboard")
VARIABLE = "VJ_CORRECTIONS"
DEFAULT = "mailto:"
# Mail programs and some browsers cut or refuse longer addresses.
MAX_LENGTH = 2000

_MAIL = re.compile(r"mailto:(?:[\w.!$'*+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)?", re.ASCII)
_PLACES = ("{title}", "{body}")


class BadTemplate(ValueError):
    """The template cannot be used; the argument says why."""


def check(template: str) -> str:
    """`template` itself; raises BadTemplate."""
    if template.startswith("mailto:"):
        if not _MAIL.fullmatch(template):
            raise BadTemplate("expected mailto: and one plain address, nothing after it")
        return template
    try:
        parts = urlsplit(template)
    except ValueError as error:
        raise BadTemplate(f"not a URL: {error}") from error
    if parts.scheme != "https" or not parts.hostname:
        raise BadTemplate("expected mailto:address or an https URL")
    if not template.isascii() or not template.isprintable() or re.search(r'[\s"<>\\]', template):
        raise BadTemplate("a URL cannot hold blanks, quotes or letters beyond ASCII")
    missing = [place for place in _PLACES if template.count(place) != 1]
    if missing:
        raise BadTemplate(f"expected {' and '.join(missing)} once")
    if any(sign in _fill(template, "", "") for sign in "{}"):
        raise BadTemplate("expected no braces but those of {title} and {body}")
    if any(place in parts.netloc for place in _PLACES):
        raise BadTemplate("the host cannot depend on the texts")
    return template


@lru_cache(maxsize=8)
def _usable(template: str) -> str:
    # Cached, so that a bad template is logged once and not for every visitor.
    try:
        return check(template)
    except BadTemplate as reason:
        LOG.warning(
            "%s=%r cannot be used: %s. Corrections go to the reader's mail program instead.",
            VARIABLE,
            template,
            reason,
        )
        return DEFAULT


def configured() -> str:
    """The template of this installation."""
    return _usable(os.environ.get(VARIABLE) or DEFAULT)


def fill(template: str, title: str, body: str) -> str:
    """The link: both texts percent-encoded, lines ended as the scheme wants it."""
    if template.startswith("mailto:"):
        # RFC 6068: line breaks in a body are %0D%0A.
        body = body.replace("\n", "\r\n")
        return f"{template}?subject={quote(title, safe='')}&body={quote(body, safe='')}"
    return _fill(template, quote(title, safe=""), quote(body, safe=""))


def _fill(template: str, title: str, body: str) -> str:
    return template.replace("{title}", title).replace("{body}", body)


def record_link(event: Any, catalogue: Catalogue, words: Words, url: str) -> str:
    """The link for one record; `event` is its row, `url` the record's own address."""
    _ = words.gettext
    key, lang = str(event.Index), words.lang
    # As signed, in either view: that is how the record stands in the tables.
    pair = " – ".join(
        catalogue.full_name(unit, lang) for unit in (event.vn_signed, event.jp_signed)
    )
    title = str(getattr(event, f"title_{lang}"))
    facts = [f"{key} ({_('data version {version}').format(version=catalogue.version)})", url, pair]
    subject = _("Correction to {record}").format(record=key)
    template = configured()
    # Percent-encoded Japanese is nine characters a letter: a long title gives way to the link.
    while True:
        link = fill(template, subject, _body([*facts, title], words))
        if len(link) <= MAX_LENGTH or len(title) < 2:
            return link
        title = title[: len(title) * 3 // 4].rstrip("…") + "…"


def general_link(catalogue: Catalogue, words: Words, url: str) -> str:
    """The link for what belongs to no record: one that is missing, or the data set as a whole."""
    _ = words.gettext
    facts = [_("data version {version}").format(version=catalogue.version), url]
    return fill(
        configured(), _("Correction to Vietnam–Japan Local Partnerships"), _body(facts, words)
    )


def _body(facts: list[str], words: Words) -> str:
    _ = words.gettext
    asked = [_("What is wrong or missing:"), "", "", _("Source (address of a page):"), "", ""]
    return "\n".join([*facts, "", *asked])
