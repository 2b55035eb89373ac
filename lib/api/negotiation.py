"""What a client would rather have: a page or data, and in which language (RFC 9110, 12.5)."""

from starlette.datastructures import Headers

from lib.language.i18n import LANGUAGES, SOURCE, match_language


def weights(header: str) -> dict[str, float]:
    """What a list such as "text/html, */*;q=0.1" names, in lower case, each with its weight."""
    found: dict[str, float] = {}
    for entry in header.lower().split(","):
        name, *parameters = (part.strip() for part in entry.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            found[name] = float(weight)
        except ValueError:
            found[name] = 0.0
    return found


def wants_page(headers: Headers) -> bool:
    """Whether a person is at the other end: a browser names HTML; programs take anything."""
    accepted = weights(headers.get("accept", ""))
    page = max(accepted.get(name, 0.0) for name in ("text/html", "application/xhtml+xml"))
    return page > 0 and page >= accepted.get("application/json", 0.0)


def language(headers: Headers) -> str:
    """The language of ours that a browser asks for first; English if it asks for none."""
    accepted = weights(headers.get("accept-language", ""))
    codes = sorted(accepted, key=lambda code: -accepted[code])
    known = (code for code in codes if accepted[code] > 0 and code.split("-")[0] in LANGUAGES)
    return match_language(next(known, SOURCE))
