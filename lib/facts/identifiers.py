"""The order of identifiers: by their number, however many digits it has."""

import re
from collections.abc import Iterable
from functools import lru_cache

_DIGITS = re.compile(r"(\d+)")
Order = tuple[tuple[object, ...], str]


# Identifiers are sorted again and again.
@lru_cache(maxsize=2**16)
def order(identifier: str) -> Order:
    """What identifiers are sorted by: vj10000 comes after vj9999, and text by its letters."""
    # Letters and numbers take turns, so that like is compared with like. Of two numbers the longer
    # is the higher; an int has no room for thousands of digits.
    parts: list[object] = [*_DIGITS.split(identifier)]
    parts[1::2] = [(len(n), n) for n in (str(part).lstrip("0") for part in parts[1::2])]
    # The identifier itself tells vj0001 from vj00001.
    return tuple(parts), identifier


def in_order(identifiers: Iterable[str]) -> list[str]:
    """The identifiers, sorted by `order`."""
    return sorted(identifiers, key=order)
