"""Names of Vietnamese units as English texts and identifiers have them."""

import re
import unicodedata

_RANKS = {"Quận": "District", "Phường": "Ward"}
_NUMBER = re.compile(r"\d+|[IVX]+")


def without_diacritics(name: str) -> str:
    """A Vietnamese name as English texts have it: Ba Ria-Vung Tau."""
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return bare.replace(" - ", "-")


def slug(name: str) -> str:
    """A name without diacritics as a part of an id."""
    return re.sub("[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")


def in_english(name: str, rank: str) -> tuple[str, str]:
    """The name of a unit, and its name in English: a number is no name without its rank."""
    if _NUMBER.fullmatch(name):
        return f"{rank} {name}", f"{_RANKS[rank]} {name}"
    return name, without_diacritics(name)
