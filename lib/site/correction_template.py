"""Where “suggest a correction” leads: `mailto:address`, or an https URL with {title} and {body}."""

import re
from urllib.parse import quote, urlsplit

DEFAULT = "mailto:"
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


def fill(template: str, title: str, body: str) -> str:
    """The link: both texts percent-encoded, lines ended as the scheme wants it."""
    if template.startswith("mailto:"):
        # RFC 6068: line breaks in a body are %0D%0A.
        body = body.replace("\n", "\r\n")
        return f"{template}?subject={quote(title, safe='')}&body={quote(body, safe='')}"
    return _fill(template, quote(title, safe=""), quote(body, safe=""))


def _fill(template: str, title: str, body: str) -> str:
    return template.replace("{title}", title).replace("{body}", body)
