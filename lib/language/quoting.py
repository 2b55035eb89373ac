"""Text that comes from elsewhere, as it can be repeated: cut, readable, and never markup."""

import re

# Signs that begin emphasis, links, code, math, Streamlit's directives, HTML, tables or headings,
# and what makes an address a link by itself.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>$:~#|!@])|(?<=www)\.", re.IGNORECASE)


def printable(text: str, longest: int = 80) -> str:
    """`text`, cut where it is longer, with a sign for each unreadable character."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in text[: longest + 1])
    return shown if len(shown) <= longest else shown[:longest] + "…"


def opening(text: str) -> str:
    """`text` as it begins on its own: a note of the data can begin in lower case."""
    return text[:1].upper() + text[1:]


def escape_markdown(text: str) -> str:
    """`text` as Markdown that shows it letter by letter."""
    return _MARKUP.sub(lambda match: f"\\{match[0]}", text)
