"""Text that comes from elsewhere, as it can be repeated: cut, readable, and never markup."""

import re
from collections.abc import Iterable

# Signs that begin emphasis, links, code, math, Streamlit's directives, HTML, tables or headings,
# and what makes an address a link by itself, a number or a sign at the beginning that of a list, or
# letters between “&” and “;” another sign.
_MARKUP = re.compile(
    r"[\\`*_{}\[\]<>$:~#|!@]|&(?=#?\w+;)|^[-+](?=\s)|(?<=www)\.|(?:(?<=^\d)|(?<=^\d\d)|(?<=^\d{3})|(?<=^\d{4}))[.)](?=\s)",
    re.IGNORECASE,
)

# Each may have a backslash before it where Markdown wants an address.
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def printable(text: str, longest: int = 80) -> str:
    """`text`, cut where it is longer, with a sign for each unreadable character."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in text[: longest + 1])
    return shown if len(shown) <= longest else shown[:longest] + "…"


def opening(text: str) -> str:
    """`text` as it begins on its own: a note of the data can begin in lower case."""
    return text[:1].upper() + text[1:]


class Markdown(str):
    """A text that is Markdown, and to be read as that."""

    __slots__ = ()


def escape_markdown(text: str) -> Markdown:
    """`text` as Markdown that shows it letter by letter; what is Markdown already as it is."""
    if isinstance(text, Markdown):
        return text
    return Markdown(_MARKUP.sub(lambda match: f"\\{match[0]}", text))


def markdown_link(text: str, address: str) -> Markdown:
    """A link of Markdown with a text to an address, whatever either holds."""
    to = _PUNCTUATION.sub(lambda sign: f"\\{sign[0]}", "%20".join(address.split()))
    return Markdown(f"[{escape_markdown(text)}]({to})")


def explained(terms: Iterable[tuple[str, str]]) -> Markdown:
    """Terms and what each of them means, a line each."""
    lines = (f"**{escape_markdown(term)}**: {escape_markdown(said)}" for term, said in terms)
    return Markdown("  \n".join(lines))
