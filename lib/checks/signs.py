"""The signs of a text: what no cell may hold, whatever its column means."""

import re
import unicodedata
from functools import lru_cache

from lib.language.formulas import FORMULA_STARTS

# Line and paragraph separators, private and unassigned characters are as invisible as controls.
_INVISIBLE = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
# Of HTML; of Markdown, which pages are written in, links, pictures, code, bold and directives.
_MARKUP = re.compile(
    r"<[a-z/!][^>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8}\d?);"
    r"|\]\(|!\[|`|\*\*|:[a-z][a-z-]*\[|:material/",
    re.IGNORECASE,
)

# Most cells: identifiers, codes, numbers and dates, whose signs can be in no way unfit, nor begin a
# formula.
is_plain = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/;,-]*").fullmatch


def is_invisible(value: str) -> bool:
    """Whether a text holds a sign that cannot be seen, or one in the place of an unreadable one."""
    # Python's own test is quick; what it calls unprintable beside these are blanks.
    return not (value.isprintable() and "\ufffd" not in value) and any(
        unicodedata.category(c) in _INVISIBLE or c == "\ufffd" for c in value
    )


def is_formula(value: str) -> bool:
    """Whether a spreadsheet would run a text."""
    return value.startswith(FORMULA_STARTS)


def has_odd_blanks(value: str) -> bool:
    """Whether a text has blanks at an end, several beside each other, or others than a space."""
    return value != " ".join(value.split())


def has_markup(value: str) -> bool:
    """Whether a text holds a tag or an entity of HTML, or a link or the like of Markdown."""
    return _MARKUP.search(value) is not None


def is_decomposed(value: str) -> bool:
    """Whether a text is not in NFC."""
    return not unicodedata.is_normalized("NFC", value)


# Most cells are looked at again when a few are proposed.
@lru_cache(maxsize=1 << 14)
def unfit(value: str) -> bool:
    """Whether a text holds what none may: markup, invisible characters, odd blanks, no NFC."""
    return is_invisible(value) or has_markup(value) or has_odd_blanks(value) or is_decomposed(value)
